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
            Signatories = await queries.Signatories(statement.Loaded.Operator.Id, now, cancellation),
            Fingerprint = FingerprintOf(statement.Calculation.Values),
            Now = now,
        };
    }

    /// <summary>The last figure of each line that the form prints in bold: totals and results.</summary>
    private static IEnumerable<TotalRow> Totals(Statement statement) =>
        from cadre in statement.Form.Cadres
        from table in cadre.Tables
        from row in table.Rows
        where row.Emphasis
        let cell = table.Columns.Select(c => table.At(row.Code, c.Code)).LastOrDefault(c => c is not null && CellTypes.IsNumeric(c.Type))
        where cell is not null
        select new TotalRow(
            cadre, $"{row.Label}, {cell.ColumnLabel}", Value(cell, statement.Calculation),
            statement.HasPrevious ? CellText.Of(cell, statement.Previous[cell.Code]) : null);

    private static string Value(FormCell cell, Calculation calculation) => calculation.Unavailable.Contains(cell.Code)
        ? "incalculable"
        : CellText.Of(cell, calculation.Values[cell.Code]);

    private static string FingerprintOf(CellValues values) => SubmissionSnapshot.HashOf(CanonicalJson.Write(
        CanonicalJson.Object([.. values.Select(v => (v.Key.ToString(), SubmissionSnapshot.ValueTree(v.Value)))])));
}
