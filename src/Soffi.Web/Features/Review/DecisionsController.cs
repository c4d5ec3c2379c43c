using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Review;

/// <summary>A decision of the review, as sent.</summary>
public sealed class DecisionForm
{
    /// <summary>Least length of a reason or a question, in characters.</summary>
    public const int Shortest = 10;

    /// <summary>Revision of the statement that was shown.</summary>
    public int Revision { get; set; }

    /// <summary>The agent who is given the review.</summary>
    public Guid Agent { get; set; }

    /// <summary>The finding explained.</summary>
    public string? Instance { get; set; }

    /// <summary>The button pressed: « accepter », « questionner », « valider », « lever », « publier », « retirer ».</summary>
    public string? Act { get; set; }

    /// <summary>Reason or question.</summary>
    public string? Text { get; set; }

    public string Trimmed => Text?.Trim() ?? "";

    /// <summary>Null when that text can be kept; else what to write.</summary>
    public string? Fault(string what) => Trimmed.Length switch
    {
        < Shortest => what,
        > Explanation.MaxLength => $"Ce texte ne peut pas dépasser {Explanation.MaxLength}\u00a0caractères.",
        _ => null,
    };
}

/// <summary>The decisions of the review of a submitted statement.</summary>
[RequirePermission(Permission.InstructDeclaration)]
[Route("instruction/{submissionId:guid}")]
public sealed class DecisionsController(
    ReviewQueries queries, ReviewDecisions decisions, SubmissionPages pages, ReviewPanels panels, CurrentUser current) : Controller
{
    [HttpPost("prise-en-charge")]
    public async Task<IActionResult> Take(Guid submissionId, DecisionForm form, CancellationToken cancellation) =>
        await Find(submissionId, cancellation) is { } statement
            ? await Answer(statement, form, await decisions.Take(statement.Submission.DeclarationId, form.Revision, form.Agent, current.Actor, cancellation), "instruction", cancellation)
            : NotFound();

    [HttpPost("justifications")]
    public async Task<IActionResult> Judge(Guid submissionId, DecisionForm form, CancellationToken cancellation)
    {
        if (await Find(submissionId, cancellation) is not { } statement)
        {
            return NotFound();
        }

        var accepted = form.Act == "accepter";
        if (!accepted && form.Fault("Écrivez votre question à l’opérateur.") is { } fault)
        {
            return await Fault(statement, fault, cancellation);
        }

        var finding = new SubmissionReading(statement).Overview().Findings.FirstOrDefault(f => f.Instance == form.Instance);
        CellCode? cell = finding?.Cells.Count > 0 && CellCode.TryParse(finding.Cells[0].Code, out var first) ? first : null;
        var outcome = finding?.Explanation is null ? DecisionOutcome.Missing : await decisions.Judge(
            statement.Submission.DeclarationId, form.Revision, finding.Instance, accepted ? null : form.Trimmed, cell, current.Actor, cancellation);
        return await Answer(statement, form, outcome, "constats", cancellation);
    }

    [HttpPost("validation")]
    public Task<IActionResult> Validate(Guid submissionId, DecisionForm form, CancellationToken cancellation) => form.Act == "lever"
        ? Decide(submissionId, form, DeclarationAct.LiftValidation, "Dites en une phrase pourquoi la validation est levée.", cancellation)
        : Decide(submissionId, form, DeclarationAct.Validate, null, cancellation);

    [HttpPost("publication")]
    [RequirePermission(Permission.PublishDeclaration)]
    public Task<IActionResult> Publish(Guid submissionId, DecisionForm form, CancellationToken cancellation) => form.Act == "retirer"
        ? Decide(submissionId, form, DeclarationAct.WithdrawPublication, "Dites en une phrase pourquoi la publication est retirée.", cancellation)
        : Decide(submissionId, form, DeclarationAct.Publish, null, cancellation);

    /// <param name="reasonAsked">What to write when the reason is missing; null when none is needed.</param>
    private async Task<IActionResult> Decide(Guid submissionId, DecisionForm form, DeclarationAct act, string? reasonAsked, CancellationToken cancellation)
    {
        if (await Find(submissionId, cancellation) is not { } statement)
        {
            return NotFound();
        }

        if (reasonAsked is not null && form.Fault(reasonAsked) is { } fault)
        {
            return await Fault(statement, fault, cancellation);
        }

        var outcome = await decisions.Decide(
            statement.Submission.DeclarationId, form.Revision, act, reasonAsked is null ? "" : form.Trimmed, current.Actor, cancellation);
        return await Answer(statement, form, outcome, "instruction", cancellation);
    }

    private Task<SubmittedStatement?> Find(Guid submissionId, CancellationToken cancellation) =>
        queries.Find(ReviewScope.Of(current.Actor), submissionId, cancellation);

    private async Task<IActionResult> Fault(SubmittedStatement statement, string fault, CancellationToken cancellation)
    {
        ModelState.AddModelError(nameof(DecisionForm.Text), fault);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Submission", await pages.Of(statement, cancellation));
    }

    private async Task<IActionResult> Answer(SubmittedStatement statement, DecisionForm form, DecisionOutcome outcome, string anchor, CancellationToken cancellation)
    {
        switch (outcome)
        {
            case DecisionOutcome.Done:
                return new SeeOtherResult($"/instruction/{statement.Submission.Id}#{anchor}");
            case DecisionOutcome.Missing:
                return NotFound();
            default:
                Response.StatusCode = StatusCodes.Status409Conflict;
                return View("Submission", await pages.Of(statement, cancellation) with
                {
                    Panel = await panels.Refused(statement.Submission.DeclarationId, outcome, form.Revision, form.Text, cancellation),
                });
        }
    }
}
