using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Review;

/// <summary>The cells that a finding points at, to be opened together.</summary>
/// <param name="Codes">Separated by spaces; only those that are typed.</param>
public sealed record FindingChoice(string Codes, string Label);

/// <param name="Objection">What is against asking for corrections now; null for nothing.</param>
public sealed record CorrectionPageViewModel(
    SubmissionHeader Header, CorrectionForm Form, IReadOnlyList<FindingChoice> Findings, IReadOnlyList<string> Decisions, string? Objection)
{
    /// <summary>Why what was sent was refused.</summary>
    public string? Refusal { get; init; }
}

/// <summary>Builds the page that asks for corrections.</summary>
public sealed class CorrectionPages(SoffiDbContext database, TimeProvider clock)
{
    /// <param name="form">What was typed; null for a new form.</param>
    /// <param name="cells">Codes proposed by the page one comes from.</param>
    public async Task<CorrectionPageViewModel> Of(SubmittedStatement statement, CorrectionForm? form, string? cells, CancellationToken cancellation)
    {
        var id = statement.Submission.DeclarationId;
        var declaration = await database.Declarations.AsNoTracking().Include(d => d.Reopenings).SingleAsync(d => d.Id == id, cancellation);
        var now = clock.GetUtcNow();
        var objection = CorrectionRequests.Objection(statement.Submission, declaration.Status, statement.Campaign, now);
        form ??= CorrectionForm.Blank(declaration.Revision, cells, now);
        form.Revision = declaration.Revision; // Shown again, it stands on what the page now says.
        var definition = FormReader.ReadCanonical(statement.Form.DefinitionJson);
        var overview = new SubmissionReading(statement).Overview();
        return new CorrectionPageViewModel(
            overview.Header, form,
            [.. overview.Findings.Select(f => Choice(f, definition)).Where(c => c.Codes.Length > 0)],
            [.. declaration.Reopenings.OrderBy(r => r.At).Select(r => $"{ParisTime.DayAndHour(r.At)}, {r.ActorName} a demandé la correction du dépôt n°\u00a0{r.Number}\u00a0: «\u00a0{r.Reason}\u00a0»")],
            objection == CorrectionOutcome.Done ? null : CorrectionRequests.Words(objection));
    }

    private static FindingChoice Choice(SealedFinding finding, FormDefinition form)
    {
        var codes = finding.Cells.Where(c => CellCode.TryParse(c.Code, out var code) && form.Find(code) is { IsInput: true }).Select(c => c.Code).ToList();
        return new FindingChoice(string.Join(' ', codes), $"{finding.Control}, {finding.Label}\u00a0: {string.Join(", ", codes)}");
    }
}
