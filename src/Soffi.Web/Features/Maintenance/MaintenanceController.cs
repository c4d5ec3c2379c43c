using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Domain.Maintenance;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Cgu;
using Soffi.Web.Infrastructure.Maintenance;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Infrastructure.Traces;

namespace Soffi.Web.Features.Maintenance;

/// <summary>Windows of maintenance: announced, planned, ended (CGU articles 38 and 39).</summary>
[Route("maintenance")]
public sealed class MaintenanceController(
    MaintenanceQueries queries, MaintenanceRegister register, MaintenanceSchedule schedule, CurrentUser current, TimeProvider clock) : Controller
{
    private const string Done = "maintenance";

    [HttpGet("")]
    [RequirePermission(Permission.AdministerMaintenance)]
    public async Task<ViewResult> Index(CancellationToken cancellation) =>
        View(await queries.All(cancellation) with { Done = TempData[Done] as string });

    [HttpPost("")]
    [RequirePermission(Permission.AdministerMaintenance)]
    public async Task<IActionResult> Plan(WindowForm form, CancellationToken cancellation)
    {
        var (window, faults) = form.Read(current.Actor, clock.GetUtcNow());
        foreach (var (field, sentence) in faults)
        {
            ModelState.AddModelError(field, sentence);
        }

        if (window is null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Index", await queries.All(cancellation) with { Form = form });
        }

        await register.Plan(window, current.Actor, cancellation);
        TempData[Done] = $"La maintenance est enregistrée. {MaintenanceWords.Sentence(window, clock.GetUtcNow())}";
        return new SeeOtherResult("/maintenance");
    }

    /// <summary>Cancels a planned window, or opens again before the time said.</summary>
    [HttpPost("{id:int}/fin")]
    [RequirePermission(Permission.AdministerMaintenance)]
    public async Task<IActionResult> End(int id, CancellationToken cancellation)
    {
        if (!await register.End(id, current.Actor, cancellation))
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("Index", await queries.All(cancellation) with { Refusal = "Cette maintenance est déjà terminée ou annulée." });
        }

        TempData[Done] = "Le service est rendu\u00a0: la maintenance est terminée ou annulée.";
        return new SeeOtherResult("/maintenance");
    }

    /// <summary>What every page says of the windows told now, for the script that warns somebody who has been typing for long.</summary>
    [HttpGet("annonce")]
    [NotTraced]
    [AllowAnonymous]
    [OpenBeforeCgu]
    public async Task<IActionResult> Announcement(CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "no-store";
        var now = clock.GetUtcNow();
        return Json((await schedule.Told(cancellation)).Select(w => MaintenanceWords.Sentence(w, now)));
    }
}
