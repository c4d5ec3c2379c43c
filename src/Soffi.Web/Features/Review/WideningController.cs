using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Review;

/// <param name="Standing">The request being answered; null when nothing is being corrected.</param>
/// <param name="Opened">What it opens now: a sentence.</param>
public sealed record WideningViewModel(SubmissionHeader Header, FormDefinition Definition, DeclarationReopening? Standing, string Opened, string? Due, WideningForm Form)
{
    /// <summary>Why what was sent was refused.</summary>
    public string? Refusal { get; init; }
}

/// <summary>« Élargir la demande » : an agent opens more while corrections are made, moves their end later, answers what the operator asks.</summary>
[RequirePermission(Permission.ReopenDeclaration)]
[Route("instruction/{submissionId:guid}/corrections")]
public sealed class WideningController(ReviewQueries queries, WideningPages pages, Widenings widenings, CurrentUser current, TimeProvider clock) : Controller
{
    [HttpGet("elargissement")]
    public async Task<IActionResult> Show(Guid submissionId, CancellationToken cancellation) =>
        await Find(submissionId, cancellation) is { } statement ? View("Widening", await pages.Of(statement, null, cancellation)) : NotFound();

    [HttpPost("elargissement")]
    public async Task<IActionResult> Widen(Guid submissionId, WideningForm form, CancellationToken cancellation)
    {
        if (await Find(submissionId, cancellation) is not { } statement)
        {
            return NotFound();
        }

        var seen = form.Version;
        var page = await pages.Of(statement, form, cancellation);
        if (page.Standing is not { } standing)
        {
            return Refused(page, WideningOutcome.Over);
        }

        var request = form.Read(page.Definition, standing, clock.GetUtcNow(), out var faults);
        return faults.Count > 0
            ? Faulty(page, faults)
            : await Answer(statement, form, await widenings.Widen(statement, request, seen, current.Actor, cancellation), cancellation);
    }

    /// <summary>Accepts or refuses what the operator asked.</summary>
    [HttpPost("demandes/{ask:guid}")]
    public async Task<IActionResult> Decide(Guid submissionId, Guid ask, WideningForm form, CancellationToken cancellation)
    {
        if (await Find(submissionId, cancellation) is not { } statement)
        {
            return NotFound();
        }

        var accepted = form.Act == "accepter";
        if (form.TextFault(accepted ? "Écrivez à l’opérateur, en une phrase, pourquoi sa demande est acceptée." : "Écrivez à l’opérateur, en une phrase, pourquoi sa demande est refusée.") is { } fault)
        {
            return Faulty(await pages.Of(statement, new WideningForm(), cancellation), [($"Text-{ask}", fault)]);
        }

        var outcome = accepted
            ? await widenings.Accept(statement, ask, form.Trimmed, form.Version, current.Actor, cancellation)
            : await widenings.Refuse(statement, ask, form.Trimmed, form.Version, current.Actor, cancellation);
        return await Answer(statement, form, outcome, cancellation);
    }

    private Task<SubmittedStatement?> Find(Guid submissionId, CancellationToken cancellation) =>
        queries.Find(ReviewScope.Of(current.Actor), submissionId, cancellation);

    private async Task<IActionResult> Answer(SubmittedStatement statement, WideningForm form, WideningOutcome outcome, CancellationToken cancellation) => outcome switch
    {
        WideningOutcome.Done => new SeeOtherResult($"/instruction/{statement.Submission.Id}#rectification"),
        WideningOutcome.Missing => NotFound(),
        _ => Refused(await pages.Of(statement, form, cancellation), outcome),
    };

    private ViewResult Refused(WideningViewModel page, WideningOutcome outcome)
    {
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Widening", page with { Refusal = Widenings.Words(outcome) });
    }

    private ViewResult Faulty(WideningViewModel page, IEnumerable<(string Field, string Fault)> faults)
    {
        foreach (var (field, fault) in faults)
        {
            ModelState.AddModelError(field, fault);
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Widening", page);
    }
}

/// <summary>Builds that page.</summary>
public sealed class WideningPages(SoffiDbContext database, FormCatalog forms, TimeProvider clock)
{
    /// <param name="form">What was typed; null for a new form.</param>
    public async Task<WideningViewModel> Of(SubmittedStatement statement, WideningForm? form, CancellationToken cancellation)
    {
        var id = statement.Submission.DeclarationId;
        var declaration = await database.Declarations.AsNoTracking().AsSplitQuery().Include(d => d.Reopenings).ThenInclude(r => r.Parts)
            .Include(d => d.Reopenings).ThenInclude(r => r.Widenings).Include(d => d.Reopenings).ThenInclude(r => r.Asks).SingleAsync(d => d.Id == id, cancellation);
        var standing = declaration.Correction is { } correction && correction.Number == statement.Submission.Number ? correction : null;
        var definition = await forms.Definition(declaration.FormVersionId, cancellation);
        form ??= new WideningForm();
        form.Version = standing?.Version ?? 0; // Shown again, it stands on what the page now says.
        return new WideningViewModel(
            new SubmissionReading(statement).Header(), definition, standing, standing is null ? "" : CorrectionAsked.Of(standing, definition, []).Opened,
            CorrectionWords.Due(standing, clock.GetUtcNow()), form);
    }
}
