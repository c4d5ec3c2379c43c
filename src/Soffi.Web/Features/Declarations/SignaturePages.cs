using Soffi.Data;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Declarations;

/// <summary>Builds the page that certifies: what one is about to sign, and what changed since one last read it.</summary>
public sealed class SignaturePages(DeclarationQueries queries, DeclarationRepository repository, SignatureReadings readings, TimeProvider clock)
{
    /// <param name="refused">The page sent was overtaken: what changed since the version it carried is shown before anything else.</param>
    public async Task<SignatureViewModel> Build(Statement statement, SignatureRequest request, CancellationToken cancellation, bool refused = false)
    {
        var now = clock.GetUtcNow();
        var content = ReadContent.Of(statement);
        var before = refused
            ? await readings.Find(statement, request.Fingerprint, cancellation)
            : statement.Access.CanSubmit ? await readings.Before(statement, content.Fingerprint, cancellation) : null;
        if (statement.Access.CanSubmit)
        {
            await readings.Keep(statement, content, cancellation);
        }

        var standing = SealedContent.Of(content.Text);
        var corrected = statement.Declaration.IsCorrecting ? await repository.LatestSubmission(statement.Id, cancellation) : null;
        return new SignatureViewModel(statement, request, statement.Readiness)
        {
            Totals = [.. Totals(statement)],
            Signatories = await queries.Signatories(statement.Loaded.Operator, now, cancellation),
            Fingerprint = content.Fingerprint,
            SinceReading = before is null ? null : new SignatureChanges(
                ContentDifference.Of(SealedContent.Of(before.Content), standing),
                refused ? "pendant votre lecture" : $"depuis votre lecture du {ParisTime.DayAndHour(before.ReadAt)}",
                await queries.LastChanges(statement.Id, before.ReadAt, cancellation)),
            SinceSubmission = corrected is null ? null : new SignatureChanges(
                ContentDifference.Of(SealedContent.Of(corrected.CanonicalJson), standing),
                $"depuis le dépôt n°\u00a0{corrected.Number}, du {ParisTime.DayAndHour(corrected.SubmittedAt)}",
                await queries.LastChanges(statement.Id, corrected.SubmittedAt, cancellation)),
            Now = now,
        };
    }

    private static IEnumerable<TotalsTable> Totals(Statement statement) =>
        from cadre in statement.Form.Cadres
        from table in cadre.Tables
        let rows = table.Rows.Where(r => r.Emphasis).ToList()
        where rows.Count > 0
        select new TotalsTable(cadre, table, rows);
}
