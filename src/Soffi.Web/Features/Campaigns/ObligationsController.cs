using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Campaigns;

/// <summary>Who owes a statement in a campaign, and why.</summary>
[RequirePermission(Permission.AdministerCampaigns)]
[Route("/campagnes/{id:int}/obligations")]
public sealed class ObligationsController(CampaignQueries queries, ObligationRegister register, CurrentUser current) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(int id, CancellationToken cancellation) =>
        await queries.Obligations(id, cancellation) is { } page ? View("Obligations", page) : NotFound();

    [HttpPost("")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Decide(int id, ObligationForm form, CancellationToken cancellation)
    {
        if (await queries.Obligations(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        foreach (var (field, sentence) in form.Faults(page))
        {
            ModelState.AddModelError(field, sentence);
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Obligations", page with { Form = form });
        }

        if (await register.Decide(id, form.Line(page)!.OperatorId, form, current.Actor, cancellation) is { } refusal)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("Obligations", page with { Form = form, Refusal = refusal });
        }

        return RedirectToAction(nameof(Show), new { id });
    }
}
