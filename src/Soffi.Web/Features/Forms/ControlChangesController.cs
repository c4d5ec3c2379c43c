using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Forms;

/// <summary>
/// The controls of the forms of a campaign, and what is decided about them while it runs: switch one off, lower it, restore
/// it, with a reason that those concerned read.
/// </summary>
[RequirePermission(Permission.AdministerCampaigns)]
[Route("campagnes/{id:int}/controles")]
public sealed class ControlChangesController(ControlPages pages, ControlRegister register, CurrentUser current) : Controller
{
    private const string Overtaken = "Une autre personne vient de décider pour ce contrôle. Relisez l’état ci-dessous avant de décider à votre tour.";

    [HttpGet("")]
    public async Task<IActionResult> Index(int id, [FromQuery(Name = "type")] string? type, CancellationToken cancellation) =>
        await pages.All(id, type, cancellation) is { } model ? View("Controls", model) : NotFound();

    [HttpGet("{type}/{code}")]
    public async Task<IActionResult> Show(int id, string type, string code, CancellationToken cancellation) =>
        await pages.Find(id, type, code, cancellation) is { } found ? await Page(found, null, StatusCodes.Status200OK, cancellation) : NotFound();

    [HttpPost("{type}/{code}")]
    public async Task<IActionResult> Change(int id, string type, string code, ControlChangeForm form, CancellationToken cancellation)
    {
        if (await pages.Find(id, type, code, cancellation) is not { } found)
        {
            return NotFound();
        }

        var (known, severity) = form.Read();
        Refuse(nameof(ControlChangeForm.Effect), known ? StatementControls.Refusal(found.Control, severity) : "Choisissez ce que devient le contrôle.");
        Refuse(nameof(ControlChangeForm.Reason), ControlChangeForm.Fault(form.Reason));
        if (!ModelState.IsValid)
        {
            return await Page(found, null, StatusCodes.Status400BadRequest, cancellation);
        }

        return await register.Change(found.Campaign, found.Form.Type, found.Control, severity, form.Reason!.Trim(), current.Actor, cancellation)
            ? LocalRedirect(ControlLinks.Control(id, found.Form.Type, found.Control.Code))
            : await Page(found, Overtaken, StatusCodes.Status409Conflict, cancellation);
    }

    [HttpPost("{type}/{code}/retablissement")]
    public async Task<IActionResult> Restore(int id, string type, string code, ControlChangeForm form, CancellationToken cancellation)
    {
        if (await pages.Find(id, type, code, cancellation) is not { } found)
        {
            return NotFound();
        }

        Refuse(nameof(ControlChangeForm.EndReason), ControlChangeForm.Fault(form.EndReason));
        if (!ModelState.IsValid)
        {
            return await Page(found, null, StatusCodes.Status400BadRequest, cancellation);
        }

        return await register.Restore(found.Campaign, found.Form.Type, found.Control, form.EndReason!.Trim(), current.Actor, cancellation)
            ? LocalRedirect(ControlLinks.Control(id, found.Form.Type, found.Control.Code))
            : await Page(found, Overtaken, StatusCodes.Status409Conflict, cancellation);
    }

    private void Refuse(string field, string? error)
    {
        if (error is not null)
        {
            ModelState.AddModelError(field, error);
        }
    }

    private async Task<IActionResult> Page(FoundControl found, string? refusal, int status, CancellationToken cancellation)
    {
        Response.StatusCode = status;
        return View("Control", await pages.One(found, refusal, cancellation));
    }
}
