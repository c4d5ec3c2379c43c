using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>Builds the page that certifies: what one is about to sign.</summary>
public sealed class SignaturePages(DeclarationQueries queries, TimeProvider clock)
{
    public async Task<SignatureViewModel> Build(Statement statement, SignatureRequest request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return new SignatureViewModel(statement, request, statement.Readiness)
        {
            Totals = [.. Totals(statement)],
            Signatories = await queries.Signatories(statement.Loaded.Operator, now, cancellation),
            Fingerprint = FingerprintOf(statement.Calculation.Values),
            Now = now,
        };
    }

    private static IEnumerable<TotalsTable> Totals(Statement statement) =>
        from cadre in statement.Form.Cadres
        from table in cadre.Tables
        let rows = table.Rows.Where(r => r.Emphasis).ToList()
        where rows.Count > 0
        select new TotalsTable(cadre, table, rows);

    private static string FingerprintOf(CellValues values) => SubmissionSnapshot.HashOf(CanonicalJson.Write(
        CanonicalJson.Object([.. values.Select(v => (v.Key.ToString(), SubmissionSnapshot.ValueTree(v.Value)))])));
}
