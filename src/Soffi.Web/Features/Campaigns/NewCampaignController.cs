using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Campaigns;

/// <summary>Prepares a campaign, from the law or from the settings of a former one.</summary>
[RequirePermission(Permission.AdministerCampaigns)]
[Route("/campagnes/nouvelle")]
public sealed class NewCampaignController(
    CampaignQueries queries, CampaignRegister register, CurrentUser current, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<ViewResult> Show(CancellationToken cancellation)
    {
        var sources = await queries.Sources(cancellation);
        var last = sources.Count > 0 ? sources[0] : null;
        var form = new NewCampaignForm
        {
            Kind = last?.Kind.ToString(),
            Exercise = last is null ? null : $"{last.Exercise + 1}",
            CopyFrom = last is null ? null : $"{last.Id}",
        };
        return View("New", new NewCampaignViewModel(form, sources));
    }

    [HttpPost("")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Create(NewCampaignForm form, CancellationToken cancellation)
    {
        var sources = await queries.Sources(cancellation);
        var (wanted, faults) = form.Read(sources, clock.GetUtcNow());
        foreach (var (field, sentence) in faults)
        {
            ModelState.AddModelError(field, sentence);
        }

        if (wanted is not null && await register.Create(wanted, current.Actor, cancellation) is { } id)
        {
            return RedirectToAction(nameof(CampaignsController.Campaign), "Campaigns", new { id });
        }

        if (wanted is not null)
        {
            ModelState.AddModelError(nameof(form.Exercise), $"La campagne {CampaignWords.Name(wanted.Kind, wanted.Exercise)} existe déjà\u00a0: ouvrez-la dans la liste des campagnes.");
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("New", new NewCampaignViewModel(form, sources));
    }
}
