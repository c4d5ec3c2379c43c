using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Campaigns;

/// <summary>Campaigns: dates, published forms, who has submitted; move the deadline, close, open again.</summary>
[RequirePermission(Permission.AdministerCampaigns)]
public sealed class CampaignsController(
    CampaignQueries queries, CampaignRegister register, CurrentUser current, TimeProvider clock) : Controller
{
    [HttpGet("/campagnes")]
    public async Task<ViewResult> Index(CancellationToken cancellation) => View(await queries.All(cancellation));

    [HttpGet("/campagnes/{id:int}")]
    public Task<IActionResult> Campaign(int id, CancellationToken cancellation) =>
        Page(id, null, new ReasonForm(), cancellation);

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
            return await Page(id, form, new ReasonForm(), cancellation);
        }

        await register.MoveDeadline(campaign, deadline!.Value, form.Reason!.Trim(), current.Actor, cancellation);
        return RedirectToAction(nameof(Campaign), new { id });
    }

    [HttpPost("/campagnes/{id:int}/fermeture")]
    [ValidateAntiForgeryToken]
    public Task<IActionResult> Close(int id, ReasonForm form, CancellationToken cancellation) =>
        WithReason(id, form, register.Close, cancellation);

    [HttpPost("/campagnes/{id:int}/reouverture")]
    [ValidateAntiForgeryToken]
    public Task<IActionResult> Reopen(int id, ReasonForm form, CancellationToken cancellation) =>
        WithReason(id, form, register.Reopen, cancellation);

    private async Task<IActionResult> WithReason(
        int id, ReasonForm form, Func<Campaign, string, Actor, CancellationToken, Task> act, CancellationToken cancellation)
    {
        if (await register.Find(id, cancellation) is not { } campaign)
        {
            return NotFound();
        }

        Refuse(nameof(ReasonForm.ClosingReason), ReasonForm.Fault(form.ClosingReason));
        if (!ModelState.IsValid)
        {
            return await Page(id, null, form, cancellation);
        }

        await act(campaign, form.ClosingReason!.Trim(), current.Actor, cancellation);
        return RedirectToAction(nameof(Campaign), new { id });
    }

    private void Refuse(string field, string? error)
    {
        if (error is not null)
        {
            ModelState.AddModelError(field, error);
        }
    }

    private async Task<IActionResult> Page(int id, DeadlineForm? deadline, ReasonForm closing, CancellationToken cancellation)
    {
        if (await queries.Find(id, cancellation) is not { } campaign)
        {
            return NotFound();
        }

        Response.StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return View("Campaign", new CampaignPageViewModel(campaign, deadline ?? DeadlineForm.Of(campaign.Deadline), closing));
    }
}
