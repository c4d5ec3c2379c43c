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

    public static async Task<StatResult> Compute(SoffiDbContext context, string id, string exercises, StatReader? reader = null)
    {
        var queries = Queries(context);
        var table = StatisticsData.Tables.Find(id)!;
        var frame = await queries.Frame(table, default);
        return await queries.Compute(table, frame, StatFilter.Read(table, frame, [exercises], [], out _)!, reader ?? StatReader.Everything, default);
    }

    public static StatisticsQueries Queries(SoffiDbContext context, DateTimeOffset? now = null) =>
        new(context, Sample.Forms(context), StatisticsData.Catalog, new FakeTimeProvider(now ?? StatisticsData.Now));

    /// <summary>The lines of figures of the sheet « Tableau », under its frozen header, headings of groups left out.</summary>
    public static IReadOnlyList<(string Label, IReadOnlyList<IXLCell> Cells)> Lines(IXLWorksheet sheet, StatResult result) =>
        [.. sheet.Rows(sheet.SheetView.SplitRow + 1, sheet.LastRowUsed().RowNumber())
            .Where(r => result.Groups.All(g => g.Label != r.Cell(1).GetString()))
            .Select(r => (
                r.Cell(1).GetString(),
                (IReadOnlyList<IXLCell>)[.. Enumerable.Range(2, result.Columns.Count).Select(i => r.Cell(i))]))];
}
