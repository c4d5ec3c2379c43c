using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.FollowUp;

/// <summary>The reminders of a campaign: their calendar, who would get what, those asked by hand, and the switch.</summary>
[RequirePermission(Permission.RemindOperators)]
[Route("/instruction/rappels")]
public sealed class RemindersController(ReminderPages pages, ReminderActs acts, CurrentUser current) : Controller
{
    private const string Done = "Soffi.Rappels";

    [HttpGet("")]
    public async Task<IActionResult> Calendar([FromQuery(Name = "campagne")] int? campaign, CancellationToken cancellation) =>
        await pages.Calendar(campaign, cancellation) is { } page ? View("Reminders", page with { Done = TempData[Done] as string }) : campaign is null ? View("NoCampaign") : NotFound();

    /// <summary>What would be sent to those chosen; nothing is.</summary>
    [HttpGet("nouveau")]
    public async Task<IActionResult> Preview([FromQuery(Name = "declaration")] Guid[]? declarations, CancellationToken cancellation)
    {
        if (declarations is not { Length: > 0 and <= ReminderPages.MostAtOnce })
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Preview", new ReminderPreviewViewModel([]));
        }

        return await pages.Preview(declarations, cancellation) is { } page ? View("Preview", page) : NotFound();
    }

    [HttpPost("")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Send([FromForm(Name = "declaration")] Guid[]? declarations, CancellationToken cancellation)
    {
        if (declarations is not { Length: > 0 and <= ReminderPages.MostAtOnce })
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Preview", new ReminderPreviewViewModel([]));
        }

        if (await acts.Send(declarations, current.Actor, cancellation) is not var (campaign, told))
        {
            return NotFound();
        }

        TempData[Done] = told;
        return new SeeOtherResult($"/instruction/rappels?campagne={campaign}");
    }

    [HttpPost("{campaign:int}/arret")]
    [ValidateAntiForgeryToken]
    public Task<IActionResult> Stop(int campaign, string? reason, CancellationToken cancellation) => Switch(campaign, reason, on: false, cancellation);

    [HttpPost("{campaign:int}/reprise")]
    [ValidateAntiForgeryToken]
    public Task<IActionResult> Resume(int campaign, string? reason, CancellationToken cancellation) => Switch(campaign, reason, on: true, cancellation);

    private async Task<IActionResult> Switch(int campaign, string? reason, bool on, CancellationToken cancellation)
    {
        if (await pages.Calendar(campaign, cancellation) is not { } page)
        {
            return NotFound();
        }

        if (ReminderActs.Fault(reason) is { } fault)
        {
            ModelState.AddModelError("Reason", fault);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Reminders", page with { Reason = reason });
        }

        TempData[Done] = await acts.Switch(campaign, on, reason!.Trim(), current.Actor, cancellation);
        return new SeeOtherResult($"/instruction/rappels?campagne={campaign}");
    }
}
