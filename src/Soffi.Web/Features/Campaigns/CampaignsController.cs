using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Campaigns;

/// <summary>Campaigns: dates, published forms, who has submitted; open, move the deadlines, close, open again, accept corrections.</summary>
[RequirePermission(Permission.AdministerCampaigns)]
public sealed class CampaignsController(
    CampaignQueries queries, CampaignRegister register, CurrentUser current, TimeProvider clock) : Controller
{
    [HttpGet("/campagnes")]
    public async Task<ViewResult> Index(CancellationToken cancellation) => View(await queries.All(cancellation));

    [HttpGet("/campagnes/{id:int}")]
    public Task<IActionResult> Campaign(int id, CancellationToken cancellation) => Page(id, new CampaignPageForms(), cancellation);

    [HttpPost("/campagnes/{id:int}/ouverture")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Open(int id, OpeningForm form, CancellationToken cancellation)
    {
        if (await register.Find(id, cancellation) is not { } campaign)
        {
            return NotFound();
        }

        var forms = new CampaignPageForms { Opening = form };
        var now = clock.GetUtcNow();
        if (campaign.StateAt(now) is not (CampaignState.InPreparation or CampaignState.Scheduled))
        {
            return await Conflict(id, forms, "La campagne est déjà ouverte ou close\u00a0: son ouverture n’est plus à décider.", cancellation);
        }

        var (opensAt, field, error) = form.Read(campaign, now);
        Refuse(field ?? nameof(OpeningForm.OpeningWhen), error);
        Refuse(nameof(OpeningForm.OpeningReason), ReasonForm.Fault(form.OpeningReason));
        if (!ModelState.IsValid)
        {
            return await Page(id, forms, cancellation);
        }

        var without = await register.Open(campaign, opensAt!.Value, form.OpeningReason!.Trim(), current.Actor, cancellation);
        return without.Count == 0 ? Back(id) : await Conflict(id, forms, CampaignPhrases.WithoutForm(without), cancellation);
    }

    [HttpPost("/campagnes/{id:int}/echeance")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> MoveDeadline(int id, DeadlineForm form, CancellationToken cancellation)
    {
        if (await register.Find(id, cancellation) is not { } campaign)
        {
            return NotFound();
        }

        var (deadline, field, error) = form.Read(campaign, clock.GetUtcNow());
        Refuse(field ?? nameof(DeadlineForm.Day), error);
        Refuse(nameof(DeadlineForm.Reason), ReasonForm.Fault(form.Reason));
        if (!ModelState.IsValid)
        {
            return await Page(id, new CampaignPageForms { Deadline = form }, cancellation);
        }

        await register.MoveDeadline(campaign, form.OfType, deadline, form.Reason!.Trim(), current.Actor, cancellation);
        return Back(id);
    }

    [HttpPost("/campagnes/{id:int}/fermeture")]
    [ValidateAntiForgeryToken]
    public Task<IActionResult> Close(int id, ReasonForm form, CancellationToken cancellation) =>
        WithReason(id, form, nameof(ReasonForm.ClosingReason), form.ClosingReason, register.Close, cancellation);

    [HttpPost("/campagnes/{id:int}/reouverture")]
    [ValidateAntiForgeryToken]
    public Task<IActionResult> Reopen(int id, ReasonForm form, CancellationToken cancellation) =>
        WithReason(id, form, nameof(ReasonForm.ClosingReason), form.ClosingReason, register.Reopen, cancellation);

    [HttpPost("/campagnes/{id:int}/rectifications/ouverture")]
    [ValidateAntiForgeryToken]
    public Task<IActionResult> AcceptCorrections(int id, ReasonForm form, CancellationToken cancellation) =>
        WithReason(id, form, nameof(ReasonForm.CorrectionsReason), form.CorrectionsReason, register.AcceptCorrections, cancellation);

    [HttpPost("/campagnes/{id:int}/rectifications/fermeture")]
    [ValidateAntiForgeryToken]
    public Task<IActionResult> EndCorrections(int id, ReasonForm form, CancellationToken cancellation) =>
        WithReason(id, form, nameof(ReasonForm.CorrectionsReason), form.CorrectionsReason, register.EndCorrections, cancellation);

    private async Task<IActionResult> WithReason(
        int id, ReasonForm form, string field, string? reason, Func<Campaign, string, Actor, CancellationToken, Task> act,
        CancellationToken cancellation)
    {
        if (await register.Find(id, cancellation) is not { } campaign)
        {
            return NotFound();
        }

        Refuse(field, ReasonForm.Fault(reason));
        if (!ModelState.IsValid)
        {
            return await Page(id, new CampaignPageForms { Reasons = form }, cancellation);
        }

        await act(campaign, reason!.Trim(), current.Actor, cancellation);
        return Back(id);
    }

    private RedirectToActionResult Back(int id) => RedirectToAction(nameof(Campaign), new { id });

    private void Refuse(string field, string? error)
    {
        if (error is not null)
        {
            ModelState.AddModelError(field, error);
        }
    }

    private async Task<IActionResult> Conflict(int id, CampaignPageForms forms, string refusal, CancellationToken cancellation)
    {
        var page = await Page(id, forms with { Refusal = refusal }, cancellation);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return page;
    }

    private async Task<IActionResult> Page(int id, CampaignPageForms forms, CancellationToken cancellation)
    {
        if (await queries.Page(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        Response.StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return View("Campaign", page with { Forms = forms });
    }
}
