using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Review;

/// <summary>« Publier des déclarations validées ».</summary>
/// <param name="Done">What was just published; null for nothing.</param>
/// <param name="Refused">What could not be, each with its reason.</param>
public sealed record PublishingViewModel(
    int? Exercise, IReadOnlyList<int> Exercises, IReadOnlyList<PublishableRow> Rows, string? Done, IReadOnlyList<string> Refused, string? Fault);

/// <summary>What would be public of the statements chosen.</summary>
public sealed record PublishingPreviewViewModel(IReadOnlyList<PublicationPreview> Previews);

/// <summary>What is or would be public of one statement.</summary>
public sealed record StatementPreviewViewModel(SubmissionHeader Header, PublishedSheet Sheet, PublishedStatement? Public);

/// <summary>
/// Publishes several validated statements at once, after a preview of what will be public. Each is a decision of its own: one refused
/// because somebody decided meanwhile does not keep the others back.
/// </summary>
[RequirePermission(Permission.PublishDeclaration)]
[NationalOnly]
public sealed class PublishingController(
    PublishingQueries queries, ReviewQueries reviews, PublicationQueries publications, PublishedSheets sheets, ReviewDecisions decisions, ReviewTrace trace, CurrentUser current)
    : Controller
{
    private const string Done = "Soffi.Publishing";

    [HttpGet("/instruction/publications")]
    public async Task<ViewResult> Index([FromQuery(Name = "exercice")] string? exercise, CancellationToken cancellation) =>
        View("Publishing", await Page(exercise, TempData[Done] as string, [], null, cancellation));

    [HttpGet("/instruction/publications/apercu")]
    public async Task<ViewResult> Preview([FromQuery(Name = "depot")] Guid[]? submissions, CancellationToken cancellation)
    {
        if (await queries.Previews(submissions ?? [], cancellation) is { Count: > 0 } previews)
        {
            return View("PublishingPreview", new PublishingPreviewViewModel(previews));
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Publishing", await Page(null, null, [], "Choisissez au moins une déclaration validée.", cancellation));
    }

    /// <param name="choices">As <see cref="PublishableRow.Choice"/> writes them.</param>
    [HttpPost("/instruction/publications")]
    public async Task<IActionResult> Publish([FromForm(Name = "choix")] string[]? choices, CancellationToken cancellation)
    {
        var asked = (choices ?? []).Select(Read).OfType<(Guid Submission, int Revision)>().DistinctBy(c => c.Submission).ToList();
        var (done, refused) = await PublishEach(asked, cancellation);
        if (asked.Count > 0 && refused.Count == 0)
        {
            TempData[Done] = done.Count == 1 ? $"{done[0]} est publiée." : $"{done.Count}\u00a0déclarations sont publiées\u00a0: {string.Join("\u00a0; ", done)}.";
            return new SeeOtherResult("/instruction/publications");
        }

        Response.StatusCode = asked.Count == 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict;
        var told = done.Count == 0 ? null : $"Publiées\u00a0: {string.Join("\u00a0; ", done)}.";
        return View("Publishing", await Page(null, told, refused, asked.Count == 0 ? "Choisissez au moins une déclaration validée." : null, cancellation));
    }

    /// <summary>What the public reads, or would read, of that statement.</summary>
    [HttpGet("/instruction/{submissionId:guid}/publication")]
    public async Task<IActionResult> Statement(Guid submissionId, CancellationToken cancellation)
    {
        if (await reviews.Find(ReviewScope.Of(current.Actor), submissionId, cancellation) is not { } statement)
        {
            return NotFound();
        }

        var shown = await publications.Of(statement.Submission.DeclarationId, cancellation);
        var former = shown?.Standing.Version.SubmissionId == submissionId ? shown.Standing.Revises?.SubmissionId : shown?.Standing.Version.SubmissionId;
        var sheet = await sheets.Of(submissionId, statement.Form.Id, former, shown?.FormVersionId, cancellation);
        await trace.Write(current.Actor, statement, null, cancellation);
        return View("StatementPreview", new StatementPreviewViewModel(new SubmissionReading(statement).Header(), sheet, shown));
    }

    private async Task<(List<string> Done, List<string> Refused)> PublishEach(List<(Guid Submission, int Revision)> asked, CancellationToken cancellation)
    {
        var rows = (await queries.Validated(cancellation)).ToDictionary(r => r.SubmissionId);
        var (done, refused) = (new List<string>(), new List<string>());
        foreach (var (submission, revision) in asked)
        {
            if (!rows.TryGetValue(submission, out var row))
            {
                refused.Add("Une déclaration choisie n’est plus «\u00a0validée\u00a0»\u00a0: elle a été publiée, ou sa validation levée, entre-temps.");
                continue;
            }

            var name = $"{row.Statement}, {row.OperatorName}";
            var outcome = await decisions.Decide(row.DeclarationId, revision, DeclarationAct.Publish, "", current.Actor, cancellation);
            (outcome == DecisionOutcome.Done ? done : refused).Add(outcome == DecisionOutcome.Done ? name : $"{name}\u00a0: une décision a été prise depuis l’aperçu. Relisez-la, puis publiez de nouveau s’il y a lieu.");
        }

        return (done, refused);
    }

    private async Task<PublishingViewModel> Page(string? exercise, string? done, IReadOnlyList<string> refused, string? fault, CancellationToken cancellation)
    {
        var rows = await queries.Validated(cancellation);
        int? year = int.TryParse(exercise, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var asked) ? asked : null;
        return new PublishingViewModel(
            year, [.. rows.Select(r => r.Exercise).Distinct()], [.. rows.Where(r => year is null || r.Exercise == year)], done, refused, fault);
    }

    private static (Guid Submission, int Revision)? Read(string choice) =>
        choice.Split(':') is [var id, var revision] && Guid.TryParse(id, out var submission)
        && int.TryParse(revision, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seen) ? (submission, seen) : null;
}
