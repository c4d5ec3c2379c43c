using System.Globalization;
using ClosedXML.Excel;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Forms;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Tests.Statistics;

/// <summary>Every column of every published table, on statements filled whole, against one sum of SQL over the cells that it says it counts.</summary>
public sealed class EveryMeasureTests(FilledDatabase filled) : IClassFixture<FilledDatabase>, IAsyncLifetime
{
    private SoffiDbContext _context = null!;

    public static TheoryData<string> Tables => [.. StatisticsData.Tables.All.Where(t => t.Families.Count > 0 && t.IsOfOneExercise).Select(t => t.Id)];

    public Task InitializeAsync()
    {
        _context = filled.Database.Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _context.DisposeAsync();

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Column_is_the_sum_of_its_cells(string id)
    {
        var (result, cells, compared) = (await Results.Compute(_context, id, "2025"), (await Results.Queries(_context).Frame(default)).Cells, 0);
        foreach (var (block, index) in result.Table.Blocks.Select((b, i) => (b, i)))
        {
            var prefix = result.Table.Blocks.Count == 1 ? "" : block.Query.Rows.Count == 0 ? StatText.Year(index + 1) : $"{index + 1}-";
            var rows = result.Rows.Where(r => r.Kind == StatRowKind.Data && (block.Query.Rows.Count == 0 ? r.Key == prefix || prefix.Length == 0 : r.Key.StartsWith(prefix, StringComparison.Ordinal))).ToList();
            foreach (var measure in block.Query.Measures.Where(m => !m.IsHidden && m.Terms.Count > 0))
            {
                var expected = await ByOperator(2025, [.. measure.Terms.SelectMany(cells.Resolve).DistinctBy(c => c.Id)]);
                var shown = rows.Select(r => (r.Key, result.Find(r.Key, measure.Code)!.Raw)).Where(r => r.Raw is not null).ToList();
                if (block.Query.Rows is [StatDimensions.Operator])
                {
                    Assert.Equal(expected.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => (e.Key, (decimal?)e.Value)), shown.Select(s => (Key: s.Key[prefix.Length..], s.Raw)).OrderBy(s => s.Key, StringComparer.Ordinal));
                }
                else
                {
                    Assert.Equal(expected.Values.Sum(), shown.Sum(s => s.Raw));
                }

                if (result.Find($"{prefix}TOTAL", measure.Code) is { Raw: { } total })
                {
                    Assert.Equal(expected.Values.Sum(), total);
                }

                compared++;
            }
        }

        Assert.True(compared > 0);
    }

    [Fact]
    public async Task J11_is_for_every_month_and_year_what_sql_gives()
    {
        var result = await Results.Compute(_context, "J11", "2024,2025");
        foreach (var exercise in FilledStatements.Exercises)
        {
            for (var month = 1; month <= 12; month++)
            {
                var code = month.ToString("00", CultureInfo.InvariantCulture);
                Assert.Equal((await ByOperator(exercise, "c.\"Table\" = 'C2M' AND c.\"Column\" = 'M26' AND c.\"Row\" = '" + code + "'", "ESF.OPCO")).Values.Sum(), result.Find(StatText.Year(exercise), code)!.Raw);
            }

            Assert.Equal((await ByOperator(exercise, "c.\"Table\" = 'C2M' AND c.\"Column\" = 'M26' AND c.\"Row\" BETWEEN '01' AND '12'", "ESF.OPCO")).Values.Sum(), result.Find(StatText.Year(exercise), "ANNEE")!.Raw);
        }
    }

    [Fact]
    public async Task J10_is_for_every_funder_what_sql_gives()
    {
        var result = await Results.Compute(_context, "J10", "2022");
        var rows = await _context.Database.SqlQueryRaw<Line>("""
            SELECT v."Member" AS "Key", v."Number" AS "Sum" FROM "SeriesValues" v JOIN "PublishedSeries" s ON s."Id" = v."SeriesId"
            WHERE s."Code" = 'DEPENSE-NATIONALE' AND v."Year" = 2022
              AND v."Version" = (SELECT MAX(w."Version") FROM "SeriesValues" w WHERE w."SeriesId" = v."SeriesId" AND w."Year" = v."Year" AND w."Month" = v."Month" AND w."Member" = v."Member")
            """).ToListAsync();

        Assert.Equal(6, rows.Count);
        Assert.All(rows, r => Assert.Equal(CellScale.FromStored(r.Sum), result.Find(r.Key, "MONTANT")!.Raw));
        Assert.Equal(CellScale.FromStored(rows.Sum(r => r.Sum)), result.Find(StatRow.TotalKey, "MONTANT")!.Raw);
    }

    private Task<Dictionary<string, decimal>> ByOperator(int exercise, IReadOnlyList<StatCellInfo> cells) => ByOperator(
        exercise, string.Join(" OR ", cells.Select(c => $"(c.\"Table\" = '{c.Code.Table}' AND c.\"Row\" = '{c.Code.Row}' AND c.\"Column\" = '{c.Code.Column}')")), cells[0].Family.Code);

    private async Task<Dictionary<string, decimal>> ByOperator(int exercise, string cells, string family)
    {
        var known = StatFamily.Find(family)!.Value;
        var sql = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT o."Code" AS "Key", SUM(c."Number") AS "Sum" FROM "SubmissionCells" c
            JOIN "Submissions" s ON s."Id" = c."SubmissionId"
            JOIN "Campaigns" p ON p."Id" = s."CampaignId"
            JOIN "Operators" o ON o."Id" = s."OperatorId"
            WHERE s."IsLatest" = 1 AND p."Exercise" = {exercise} AND p."Kind" = {(int)known.Kind} AND o."Type" = {(int)known.Type} AND c."Number" IS NOT NULL AND ({cells})
            GROUP BY o."Code"
            """);
        return (await _context.Database.SqlQueryRaw<Line>(sql).ToListAsync()).ToDictionary(l => l.Key, l => CellScale.FromStored(l.Sum));
    }

    private sealed record Line(string Key, long Sum);
}

/// <summary>The workbook of every published table, read back, against the table.</summary>
public sealed class EveryWorkbookTests(FilledHost host) : IClassFixture<FilledHost>
{
    public static TheoryData<string> Tables => [.. StatisticsData.Tables.All.Select(t => t.Id)];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Workbook_holds_the_figures_of_the_table(string id)
    {
        var exercise = id == "J10" ? "2022" : "2025";
        var result = await Results.Compute(host.Database.Open(), id, exercise);
        using var workbook = new XLWorkbook(await (await host.Get(StatisticsHost.Dgefp, $"/statistiques/{id}/export.xlsx?exercice={exercise}")).Content.ReadAsStreamAsync());
        var lines = Results.Lines(workbook.Worksheet("Tableau"), result);

        Assert.Equal(result.Rows.Select(r => r.Label), lines.Select(l => l.Label));
        foreach (var (row, line) in result.Rows.Zip(lines))
        {
            foreach (var (cell, written) in row.Cells.Zip(line.Cells))
            {
                if (cell.IsValue)
                {
                    // Sums have all their digits; rates, shares and changes are written as published.
                    var expected = (double)(cell.Raw is null ? cell.Rounded!.Value : cell.Exact!.Value);
                    Assert.Equal(expected, written.GetDouble(), cell.Raw is null ? Math.Pow(10, -cell.Decimals) : 1e-6 * Math.Max(1, Math.Abs(expected)));
                }
                else
                {
                    Assert.Equal(StatText.Of(cell), written.GetString());
                }
            }
        }
    }
}
