using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Excel;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Forms;

/// <summary>« Répétition » : tries the controls of a form on all the statements submitted in the past, before anybody meets them.</summary>
[RequirePermission(Permission.AdministerCampaigns)]
[Route("campagnes/formulaires/versions/{id:int}")]
[Route("campagnes/formulaires/brouillons/{draft:int}")]
public sealed class RehearsalController(
    TriedForms tried, Rehearsals rehearsals, CurrentUser current, TimeProvider clock, IOptions<DemonstrationOptions> demonstration) : Controller
{
    [HttpGet("repetition")]
    public async Task<IActionResult> Show(int? id, int? draft, [FromQuery(Name = "controles")] string? controls, CancellationToken cancellation) =>
        await tried.Find(id, draft, cancellation) is { } form ? await Page(form, controls, cancellation) : Absent(draft);

    [HttpGet("repetition.xlsx")]
    public async Task<IActionResult> Export(int? id, int? draft, [FromQuery(Name = "controles")] string? controls, CancellationToken cancellation) =>
        await tried.Find(id, draft, cancellation) is { } form ? await Workbook(form, controls, cancellation) : Absent(draft);

    /// <summary>A draft that cannot be read is put right first, where its faults are listed.</summary>
    private IActionResult Absent(int? draft) => draft is { } id ? LocalRedirect($"/campagnes/formulaires/brouillons/{id}") : NotFound();

    private async Task<IActionResult> Page(TriedForm form, string? controls, CancellationToken cancellation)
    {
        var request = await Read(form, controls, cancellation);
        var reference = request.Reference is null ? null : TriedForm.NameOf(request.Reference.Header);
        if (IsUnknown(request))
        {
            ModelState.AddModelError("controles", $"Ce formulaire n’a pas de contrôle {request.Choice.Code}. Choisissez-en un dans la liste.");
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Rehearsal", new RehearsalViewModel(form, request.Choice, reference, null));
        }

        var outcome = await rehearsals.Run(request, cancellation);
        await rehearsals.Note(request, outcome, "page", current.Actor, cancellation);
        return View("Rehearsal", new RehearsalViewModel(form, request.Choice, reference, outcome));
    }

    private async Task<IActionResult> Workbook(TriedForm form, string? controls, CancellationToken cancellation)
    {
        var request = await Read(form, controls, cancellation);
        if (IsUnknown(request))
        {
            return BadRequest();
        }

        var outcome = await rehearsals.Run(request, cancellation);
        await rehearsals.Note(request, outcome, "xlsx", current.Actor, cancellation);
        var header = form.Form.Header;
        return File(
            RehearsalWorkbook.Write(form, outcome, current.Actor.DisplayName, clock.GetUtcNow(), demonstration.Value.Enabled),
            WorkbookFile.ContentType, $"soffi-repetition-{header.Exercise}-{CampaignWords.Family(header.OperatorType)}-v{header.Version}.xlsx");
    }

    private async Task<RehearsalRequest> Read(TriedForm form, string? controls, CancellationToken cancellation) =>
        new(form.Form, await tried.Reference(form.Form, cancellation), RehearsalChoice.Read(controls));

    private static bool IsUnknown(RehearsalRequest request) =>
        request.Choice.Code is { } code && request.Form.Controls.All(c => c.Code != code);
}
