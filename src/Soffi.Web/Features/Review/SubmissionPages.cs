using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Review;

/// <summary>One of the submissions of a statement.</summary>
public sealed record SubmissionVersion(Guid Id, int Number, string ReceiptNumber, DateTimeOffset SubmittedAt, bool IsLatest);

/// <summary>What the page says of the corrections of a statement.</summary>
/// <param name="Versions">All its submissions, the first one first.</param>
/// <param name="Decisions">Each time it was opened again.</param>
/// <param name="UnderCorrection">Opened again and not submitted since.</param>
/// <param name="MayReopen">The person may, and nothing is against it.</param>
/// <param name="Objection">What is against it, for a person who may; null otherwise.</param>
public sealed record CorrectionViewModel(
    IReadOnlyList<SubmissionVersion> Versions, IReadOnlyList<DeclarationReopening> Decisions, bool UnderCorrection, bool MayReopen,
    string? Objection)
{
    /// <summary>Whether the person may withdraw a document.</summary>
    public bool MayWithdraw { get; init; }
}

/// <summary>Builds the page of a submission, with the corrections asked of it.</summary>
public sealed class SubmissionPages(SoffiDbContext database, StatementContexts contexts, CurrentUser current, TimeProvider clock)
{
    public async Task<SubmissionViewModel> Of(SubmittedStatement statement, ReopeningForm form, CancellationToken cancellation) =>
        await Withdrawn(new SubmissionReading(statement).Overview(), statement, cancellation) with
        {
            Correction = await Correction(statement, cancellation),
            Reopening = form,
            LateCorrection = statement.Submission.IsLatest
                ? await contexts.Late(
                    statement.Submission, statement.Campaign, new CellValues(statement.Submission.Cells.Select(c => KeyValuePair.Create(c.Code, c.Value))), cancellation)
                : null,
        };

    /// <summary>The documents that an agent withdrew since are named and not offered.</summary>
    private async Task<SubmissionViewModel> Withdrawn(SubmissionViewModel page, SubmittedStatement statement, CancellationToken cancellation)
    {
        var id = statement.Submission.DeclarationId;
        var withdrawn = await database.Documents.AsNoTracking().Where(d => d.DeclarationId == id && d.WithdrawnAt != null).ToListAsync(cancellation);
        return withdrawn.Count == 0 ? page : page with
        {
            Documents =
            [
                .. page.Documents.Select(d => withdrawn.Find(w => d.Href.EndsWith(w.Id.ToString(), StringComparison.Ordinal)) is { } gone
                    ? d with { Withdrawn = $"Contenu retiré le {ParisTime.DayAndHour(gone.WithdrawnAt!.Value)} par {gone.WithdrawnBy}. Motif\u00a0: {gone.WithdrawalReason}" }
                    : d),
            ],
        };
    }

    private async Task<CorrectionViewModel> Correction(SubmittedStatement statement, CancellationToken cancellation)
    {
        var id = statement.Submission.DeclarationId;
        var declaration = await database.Declarations.AsNoTracking().Include(d => d.Reopenings).SingleAsync(d => d.Id == id, cancellation);
        var versions = await database.Submissions.AsNoTracking().Where(s => s.DeclarationId == id).OrderBy(s => s.Number)
            .Select(s => new SubmissionVersion(s.Id, s.Number, s.ReceiptNumber, s.SubmittedAt, s.IsLatest)).ToListAsync(cancellation);
        var objection = Reopenings.Objection(statement.Submission, declaration.Status, statement.Campaign, clock.GetUtcNow());
        var may = current.Actor.Has(Permission.ReopenDeclaration);
        return new CorrectionViewModel(
            versions, [.. declaration.Reopenings.OrderBy(r => r.At)], declaration.IsCorrecting, may && objection == ReopeningOutcome.Done,
            may && objection is ReopeningOutcome.Closed or ReopeningOutcome.Overtaken ? Reopenings.Words(objection) : null)
        {
            MayWithdraw = may,
        };
    }
}
