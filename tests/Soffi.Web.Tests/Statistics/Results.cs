using ClosedXML.Excel;
using Microsoft.Extensions.Time.Testing;
using Soffi.Data;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;
using Soffi.Web.Features.Statistics;
using Soffi.Web.Tests.Data;

namespace Soffi.Web.Tests.Statistics;

/// <summary>Tables computed as the portal does, and their workbooks read back.</summary>
internal static class Results
{
    public static ExportContext Context { get; } = new("Inès Durand", StatisticsData.Now, IsDemonstration: true);

    public static async Task<StatResult> Compute(SoffiDbContext context, string id, string exercises)
    {
        var queries = new StatisticsQueries(context, Sample.Forms(context), new FakeTimeProvider(StatisticsData.Now));
        var table = StatisticsData.Tables.Find(id)!;
        var filter = StatFilter.Read(table, await queries.Frame(table, default), [exercises], [], out _)!;
        return await queries.Compute(table, filter, StatScope.ByOperator, default);
    }

    /// <summary>The lines of figures of the sheet « Tableau », under its frozen header, headings of groups left out.</summary>
    public static IReadOnlyList<(string Label, IReadOnlyList<IXLCell> Cells)> Lines(IXLWorksheet sheet, StatResult result) =>
        [.. sheet.Rows(sheet.SheetView.SplitRow + 1, sheet.LastRowUsed().RowNumber())
            .Where(r => result.Groups.All(g => g.Label != r.Cell(1).GetString()))
            .Select(r => (
                r.Cell(1).GetString(),
                (IReadOnlyList<IXLCell>)[.. Enumerable.Range(2, result.Columns.Count).Select(i => r.Cell(i))]))];
}
