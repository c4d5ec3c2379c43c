using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Declarations;

/// <summary>« Impression » : every cadre of a statement on one page made for paper, filled or blank.</summary>
[RequirePermission(Permission.EditDeclaration)]
[Route("declarations/{id:guid}/impression")]
public sealed class PrintController(StatementGate gate, DeclarationQueries queries, GridTemplates templates, TimeProvider clock) : Controller
{
    private const string Yes = "oui";

    /// <param name="blank">« oui » for the form without any value.</param>
    [HttpGet("")]
    public async Task<IActionResult> Show(Guid id, [FromQuery(Name = "vierge")] string? blank, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement)
        {
            return NotFound();
        }

        var submissions = await queries.Submissions([id], cancellation);
        return View("Print", new PrintViewModel(statement, blank == Yes, submissions.Count > 0 ? submissions[^1] : null, clock.GetUtcNow(), templates));
    }
}
