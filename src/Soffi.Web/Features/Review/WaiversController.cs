using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Review;

/// <summary>A control to set aside, as typed.</summary>
public sealed class WaiverForm
{
    public int Revision { get; set; }

    public string? Control { get; set; }

    public string? Reason { get; set; }

    /// <summary>Until when, a day of Paris.</summary>
    public string? Day { get; set; }
}

/// <param name="Ended">The control is made again.</param>
public sealed record WaiverLine(string Control, string Words, bool Ended);

/// <summary>« Écarter un contrôle » for one statement.</summary>
public sealed record WaiversViewModel(
    Guid DeclarationId, string Title, string Status, bool MayWaive, IReadOnlyList<Choice> Controls, IReadOnlyList<WaiverLine> Lines, WaiverForm Form)
{
    public string? Refusal { get; init; }
}

/// <summary>
/// Sets a control aside for one statement, submitted or not: an operator whom a control stops wrongly can go on. The values of a
/// statement not submitted are not shown.
/// </summary>
[RequirePermission(Permission.InstructDeclaration)]
[Route("instruction/declarations/{declarationId:guid}/derogations")]
public sealed class WaiversController(WaiverQueries queries, ReviewDecisions decisions, CurrentUser current, TimeProvider clock) : Controller
{
    private ReviewScope Scope => ReviewScope.Of(current.Actor);

    [HttpGet("")]
    public async Task<IActionResult> Show(Guid declarationId, CancellationToken cancellation) =>
        await queries.Of(Scope, declarationId, cancellation) is { } page ? View("Waivers", page) : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Waive(Guid declarationId, WaiverForm form, CancellationToken cancellation)
    {
        if (await queries.Of(Scope, declarationId, cancellation) is not { } page)
        {
            return NotFound();
        }

        form.Revision = form.Revision == 0 ? page.Form.Revision : form.Revision;
        var due = Check(form, page);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Waivers", page with { Form = form });
        }

        var outcome = await decisions.Waive(declarationId, form.Revision, form.Control!, form.Reason!.Trim(), due!.Value, current.Actor, cancellation);
        if (outcome == DecisionOutcome.Done)
        {
            return new SeeOtherResult($"/instruction/declarations/{declarationId}/derogations");
        }

        form.Revision = page.Form.Revision;
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Waivers", page with
        {
            Form = form,
            Refusal = outcome == DecisionOutcome.Changed
                ? "La déclaration a changé depuis l’affichage de la page\u00a0: vérifiez, puis envoyez de nouveau."
                : "L’état de la déclaration ne permet plus d’écarter un contrôle.",
        });
    }

    private DateTimeOffset? Check(WaiverForm form, WaiversViewModel page)
    {
        if (page.Controls.All(c => c.Value != form.Control))
        {
            ModelState.AddModelError(nameof(WaiverForm.Control), "Choisissez le contrôle à écarter.");
        }

        if ((form.Reason?.Trim().Length ?? 0) is < DecisionForm.Shortest or > DeclarationReopening.LongestReason)
        {
            ModelState.AddModelError(nameof(WaiverForm.Reason), $"Dites pourquoi, en {DecisionForm.Shortest} caractères au moins et {DeclarationReopening.LongestReason} au plus.");
        }

        var now = clock.GetUtcNow();
        var due = TypedMoment.Day(form.Day) is { } day ? ParisTime.At(day, new TimeOnly(23, 59, 59)) : null;
        if (due is null || due <= now || due > now.AddYears(1))
        {
            ModelState.AddModelError(nameof(WaiverForm.Day), due is null ? TypedMoment.DayFault : "Choisissez une date à venir, dans l’année.");
        }

        return due;
    }
}
