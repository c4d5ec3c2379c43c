using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.Companies;

namespace Soffi.Web.Features.Access;

/// <summary>
/// Helps the person who asks for an access to name their establishment (CGU article 55): found from its SIRET, its name and
/// address join the words of the request, which the person reads again, corrects and sends. Nothing else is kept.
/// </summary>
public sealed class EstablishmentController(RequestQueries queries, CompanyDirectory directory) : Controller
{
    [HttpPost("/acces/demande/etablissement")]
    public async Task<ViewResult> Find(RequestForm form, CancellationToken cancellation)
    {
        var model = new NewRequestViewModel(form, await queries.Operators(cancellation));
        var fault = Siret.TryRead(form.Siret, out var siret);
        if (fault != SiretFault.None)
        {
            ModelState.AddModelError(nameof(form.Siret), RequestForm.Sentence(fault));
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("New", model);
        }

        var lookup = await directory.FindAsync(siret!, cancellation);
        form.Join(siret!, lookup.Establishment);
        return View("New", model with { Lookup = lookup });
    }
}
