using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Tests.Statistics;

/// <summary>Every published table against SQL written by hand, on statements in which every cell is filled.</summary>
public sealed class PublishedTablesTests(FilledDatabase filled) : IClassFixture<FilledDatabase>, IAsyncLifetime
{
    private const string Operators = "o.\"Code\"";
    private const string Region = "o.\"RegionCode\"";
    private const string Row = "c.\"Row\"";
    private const string Column = "c.\"Column\"";
    private const string None = "'TOTAL'";

    private SoffiDbContext _context = null!;

    public Task InitializeAsync()
    {
        _context = filled.Database.Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _context.DisposeAsync();

    /// <summary>Table, number of the block (0: there is one), measure, family, key of the lines, cells as SQL says them.</summary>
    public static TheoryData<string, int, string, OperatorType, string, string> Sums => new()
    {
        { "J1", 0, "LEGALE", OperatorType.Opco, Operators, "c.\"Table\" = 'B1' AND c.\"Column\" = 'TOT' AND c.\"Row\" IN ('010', '011', '012', '022')" },
        { "J1", 0, "CONV", OperatorType.Opco, Operators, "c.\"Table\" = 'B1' AND c.\"Column\" = 'TOT' AND c.\"Row\" = '020'" },
        { "J1", 0, "VOL", OperatorType.Opco, Operators, "c.\"Table\" = 'B1' AND c.\"Column\" = 'TOT' AND c.\"Row\" = '021'" },
        { "J1", 0, "AUTRES", OperatorType.Opco, Operators, "c.\"Table\" = 'B1' AND c.\"Column\" = 'TOT' AND c.\"Row\" >= '030' AND c.\"Row\" <= '080'" },
        { "J1", 0, "TOTAL", OperatorType.Opco, Operators, "c.\"Table\" = 'B1' AND c.\"Column\" = 'TOT' AND c.\"Row\" = '900'" },
        { "J2", 0, "APP", OperatorType.Opco, Operators, "c.\"Table\" = 'B2' AND c.\"Column\" = 'TOT' AND c.\"Row\" >= '010' AND c.\"Row\" <= '016'" },
        { "J2", 0, "TOTAL", OperatorType.Opco, Operators, "c.\"Table\" = 'B2' AND c.\"Column\" = 'TOT' AND c.\"Row\" = '900'" },
        { "J3", 1, "OUV", OperatorType.Opco, Row, "c.\"Table\" = 'B3' AND c.\"Column\" = 'A' AND c.\"Row\" <> 'TOT'" },
        { "J3", 2, "NOUV", OperatorType.Atpro, Row, "c.\"Table\" = 'B3' AND c.\"Column\" = 'B' AND c.\"Row\" <> 'TOT'" },
        { "J3", 3, "REAL", OperatorType.Faf, Row, "c.\"Table\" = 'B3' AND c.\"Column\" IN ('E', 'F') AND c.\"Row\" <> 'TOT'" },
        { "J3", 1, "CLOT", OperatorType.Opco, Row, "c.\"Table\" = 'B3' AND c.\"Column\" = 'G' AND c.\"Row\" <> 'TOT'" },
        { "J4", 1, "STA", OperatorType.Opco, None, "c.\"Table\" = 'C1' AND c.\"Column\" = 'T' AND c.\"Row\" = '020'" },
        { "J4", 1, "MNT", OperatorType.Opco, None, "c.\"Table\" = 'B2' AND c.\"Column\" = 'TOT' AND c.\"Row\" >= '010' AND c.\"Row\" <= '016'" },
        { "J4", 2, "HEU", OperatorType.Opco, None, "c.\"Table\" = 'C2' AND c.\"Column\" = 'T' AND c.\"Row\" = '045'" },
        { "J4", 3, "STA", OperatorType.Opco, None, "c.\"Table\" = 'C3' AND c.\"Column\" = 'T' AND c.\"Row\" = '020'" },
        { "J4", 4, "MNT", OperatorType.Opco, None, "c.\"Table\" = 'B2' AND c.\"Column\" = 'TOT' AND c.\"Row\" >= '040' AND c.\"Row\" <= '044'" },
        { "J4", 5, "HEU", OperatorType.Opco, None, "c.\"Table\" = 'C5' AND c.\"Column\" = 'T' AND c.\"Row\" = '011'" },
        { "J4", 6, "MNT", OperatorType.Opco, None, "c.\"Table\" = 'B2' AND c.\"Column\" = 'TOT' AND c.\"Row\" = '061'" },
        { "J4", 7, "STA", OperatorType.Opco, None, "c.\"Table\" = 'C7' AND c.\"Column\" = 'T' AND c.\"Row\" = '010'" },
        { "J4", 8, "HEU", OperatorType.Opco, None, "c.\"Table\" = 'C8' AND c.\"Column\" = 'HEU' AND c.\"Row\" = 'TOT'" },
        { "J5", 1, "EFF", OperatorType.Opco, Column, "c.\"Column\" IN ('F', 'H') AND ((c.\"Table\" IN ('C1', 'C2', 'C3') AND c.\"Row\" = '020') OR (c.\"Table\" IN ('C4', 'C5', 'C6', 'C7') AND c.\"Row\" = '010') OR (c.\"Table\" = 'C8' AND c.\"Row\" = 'TOT'))" },
        { "J5", 2, "EFF", OperatorType.Opco, Row, "c.\"Table\" IN ('C1AGE', 'C2AGE', 'C3X', 'C4AGE', 'C5AGE', 'C6AGE', 'C7AGE') AND c.\"Column\" = 'T' AND c.\"Row\" <> 'TOT'" },
        { "J5", 3, "EFF", OperatorType.Opco, $"CASE WHEN c.\"Table\" = 'C3X' THEN {Column} ELSE {Row} END", "(c.\"Table\" = 'C3X' AND c.\"Row\" = 'TOT' AND c.\"Column\" NOT IN ('TF', 'TH', 'T')) OR (c.\"Table\" IN ('C4X', 'C5CSP', 'C6CSP') AND c.\"Column\" = 'T' AND c.\"Row\" <> 'TOT')" },
        { "J5", 4, "EFF", OperatorType.Opco, $"CASE WHEN c.\"Table\" = 'C4X' THEN {Column} ELSE {Row} END", "(c.\"Table\" = 'C4X' AND c.\"Row\" = 'TOT' AND c.\"Column\" NOT IN ('TF', 'TH', 'T')) OR (c.\"Table\" IN ('C1TAI', 'C2TAI') AND c.\"Column\" = 'T' AND c.\"Row\" <> 'TOT') OR (c.\"Table\" IN ('C5T', 'C6T') AND c.\"Column\" = 'STA' AND c.\"Row\" <> 'TOT')" },
        { "J6", 0, "RECUS", OperatorType.Atpro, Region, "c.\"Table\" = 'C1' AND c.\"Column\" = 'T' AND c.\"Row\" = '010'" },
        { "J6", 0, "ACCEPTES", OperatorType.Atpro, Region, "c.\"Table\" = 'C1' AND c.\"Column\" = 'T' AND c.\"Row\" = '013'" },
        { "J6", 0, "ENGAGE", OperatorType.Atpro, Region, "c.\"Table\" = 'C1' AND c.\"Column\" = 'T' AND c.\"Row\" = '018'" },
        { "J7", 0, "COLLECTE", OperatorType.Faf, Operators, "c.\"Table\" = 'B1M' AND c.\"Column\" = 'VAL' AND c.\"Row\" = '010'" },
        { "J7", 0, "DOSSIERS", OperatorType.Faf, Operators, "c.\"Table\" = 'C1' AND c.\"Column\" = 'TOT' AND c.\"Row\" = '011'" },
        { "J7", 0, "CHARGES", OperatorType.Faf, Operators, "c.\"Table\" = 'B2' AND c.\"Row\" >= '010' AND c.\"Row\" <= '014'" },
        { "J8", 1, "DISPO", OperatorType.Opco, Operators, "c.\"Table\" = 'B5' AND c.\"Row\" = '012'" },
        { "J8", 1, "FP", OperatorType.Opco, Operators, "c.\"Table\" = 'B5' AND c.\"Row\" IN ('050', '051')" },
        { "J8", 2, "PLAFOND", OperatorType.Atpro, Operators, "c.\"Table\" = 'B5' AND c.\"Row\" = '030'" },
        { "J8", 3, "EXCEDENT", OperatorType.Faf, Operators, "c.\"Table\" = 'B5' AND c.\"Row\" = '040'" },
        { "J9", 1, "ASSIETTE", OperatorType.Opco, Operators, "c.\"Table\" = 'B6T' AND c.\"Row\" = '010' AND c.\"Column\" = 'TOT'" },
        { "J9", 2, "FRAIS", OperatorType.Atpro, Operators, "c.\"Table\" = 'B6' AND c.\"Row\" = '100' AND c.\"Column\" = 'PTP'" },
        { "J9", 3, "FRAIS", OperatorType.Faf, Operators, "c.\"Table\" = 'B6' AND c.\"Row\" = '012' AND c.\"Column\" = 'MNT'" },
        { "J12", 0, "DOSSIERS", OperatorType.Opco, Row, "c.\"Table\" = 'C9DOS' AND c.\"Column\" = 'TOT' AND c.\"Row\" <> 'TOT'" },
        { "J12", 0, "HEU", OperatorType.Opco, Row, "c.\"Table\" = 'C9HEU' AND c.\"Column\" = 'TOT' AND c.\"Row\" <> 'TOT'" },
        { "J12", 0, "CHARGES", OperatorType.Opco, Row, "c.\"Table\" = 'C9MNT' AND c.\"Column\" = 'TOT' AND c.\"Row\" <> 'TOT'" },
    };

    /// <summary>Table, line, column, and the same figure from two sums of SQL: a × the first / the second.</summary>
    public static TheoryData<string, string, string, OperatorType, string, string, decimal> Rates => new()
    {
        { "J3", "1-APP", "TAUX", OperatorType.Opco, "c.\"Table\" = 'B3' AND c.\"Row\" = 'APP' AND c.\"Column\" = 'D'", "c.\"Table\" = 'B3' AND c.\"Row\" = 'APP' AND c.\"Column\" IN ('A', 'B', 'C')", 100 },
        { "J4", "4", "DUREE", OperatorType.Opco, "c.\"Table\" = 'C4' AND c.\"Row\" = '011' AND c.\"Column\" = 'T'", "c.\"Table\" = 'C4' AND c.\"Row\" = '010' AND c.\"Column\" = 'T'", 1 },
        { "J4", "4", "COUT", OperatorType.Opco, "c.\"Table\" = 'B2' AND c.\"Row\" >= '040' AND c.\"Row\" <= '044' AND c.\"Column\" = 'TOT'", "c.\"Table\" = 'C4' AND c.\"Row\" = '010' AND c.\"Column\" = 'T'", 1 },
        { "J6", "TOTAL", "TAUX", OperatorType.Atpro, "c.\"Table\" = 'C1' AND c.\"Row\" = '013' AND c.\"Column\" = 'T'", "c.\"Table\" = 'C1' AND c.\"Row\" = '012' AND c.\"Column\" = 'T'", 100 },
        { "J6", "TOTAL", "COUT", OperatorType.Atpro, "c.\"Table\" = 'C1' AND c.\"Row\" = '018' AND c.\"Column\" = 'T'", "c.\"Table\" = 'C1' AND c.\"Row\" IN ('013', '017') AND c.\"Column\" = 'T'", 1 },
        { "J6", "TOTAL", "FEMMES", OperatorType.Atpro, "c.\"Table\" = 'C1' AND c.\"Row\" = '013' AND c.\"Column\" = 'F'", "c.\"Table\" = 'C1' AND c.\"Row\" = '013' AND c.\"Column\" = 'T'", 100 },
        { "J7", "TOTAL", "MOINS60", OperatorType.Faf, "c.\"Table\" = 'C3DUR' AND c.\"Row\" IN ('D019', 'D059') AND c.\"Column\" = 'T'", "c.\"Table\" = 'C3DUR' AND c.\"Row\" = 'TOT' AND c.\"Column\" = 'T'", 100 },
        { "J8", "1-TOTAL", "RATIO", OperatorType.Opco, "c.\"Table\" = 'B5' AND c.\"Row\" IN ('050', '051')", "c.\"Table\" = 'B1' AND c.\"Row\" = '910' AND c.\"Column\" IN ('ALT', 'PDC50')", 100 },
        { "J9", "1-TOTAL", "TAUX", OperatorType.Opco, "c.\"Table\" = 'B6' AND c.\"Row\" = '100' AND c.\"Column\" = 'TOT'", "c.\"Table\" = 'B6T' AND c.\"Row\" = '010' AND c.\"Column\" = 'TOT'", 100 },
    };

    [Theory]
    [MemberData(nameof(Sums))]
    public async Task Table_gives_for_every_line_what_sql_by_hand_gives(string id, int block, string measure, OperatorType type, string key, string cells)
    {
        var result = await Results.Compute(_context, id, "2025");
        var expected = await Grouped(2025, type, key, cells);

        Assert.NotEmpty(expected);
        var prefix = block == 0 ? "" : $"{block}-";
        var lines = id == "J4" ? [result.Rows.Single(r => r.Key == $"{block}")]
            : result.Rows.Where(r => r.Kind == StatRowKind.Data && r.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        Assert.Equal(
            expected.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => (e.Key, (decimal?)e.Value)),
            lines.Select(r => (Key: id == "J4" ? "TOTAL" : r.Key[prefix.Length..], result.Find(r.Key, measure)!.Raw)).Where(r => r.Raw is not null)
                .OrderBy(r => r.Key, StringComparer.Ordinal));
        if (key != None)
        {
            Assert.Equal(expected.Values.Sum(), result.Find($"{prefix}TOTAL", measure)!.Raw);
        }
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public async Task Indicator_is_computed_on_sums(string id, string line, string column, OperatorType type, string above, string below, decimal factor)
    {
        var result = await Results.Compute(_context, id, "2025");
        var expected = factor * (await Grouped(2025, type, None, above))["TOTAL"] / (await Grouped(2025, type, None, below))["TOTAL"];

        var cell = result.Find(line, column)!;
        Assert.Equal(expected, cell.Exact!.Value, 10);
        Assert.Equal(Math.Round(expected, cell.Decimals, MidpointRounding.AwayFromZero), cell.Rounded);
    }

    [Theory]
    [InlineData("J1", "", "TOTAL")]
    [InlineData("J2", "", "TOTAL")]
    [InlineData("J5", "1-", "EFF")]
    [InlineData("J5", "2-", "EFF")]
    [InlineData("J5", "3-", "EFF")]
    [InlineData("J5", "4-", "EFF")]
    [InlineData("J12", "", "CHARGES")]
    public async Task Shares_add_up_to_a_hundred(string id, string prefix, string measure)
    {
        var result = await Results.Compute(_context, id, "2025");
        var lines = result.Rows.Where(r => r.Kind == StatRowKind.Data && r.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();

        Assert.True(lines.Count >= 2);
        Assert.Equal(100.0m, lines.Sum(r => result.Find(r.Key, measure + ".PART")!.Rounded ?? 0));
    }

    [Fact]
    public async Task J1_columns_add_up_to_the_total_of_products()
    {
        var result = await Results.Compute(_context, "J1", "2025");

        Assert.All(result.Rows, line => Assert.Equal(
            result.Find(line.Key, "TOTAL")!.Raw,
            new[] { "LEGALE", "CONV", "VOL", "AUTRES" }.Sum(c => result.Find(line.Key, c)!.Raw)));
    }

    [Theory]
    [InlineData("J1", "AKTO", "TOTAL", "c.\"Table\" = 'B1' AND c.\"Column\" = 'TOT' AND c.\"Row\" = '900' AND o.\"Code\" = 'AKTO'")]
    [InlineData("J5", "1-F", "EFF", "c.\"Column\" = 'F' AND ((c.\"Table\" IN ('C1', 'C2', 'C3') AND c.\"Row\" = '020') OR (c.\"Table\" IN ('C4', 'C5', 'C6', 'C7') AND c.\"Row\" = '010') OR (c.\"Table\" = 'C8' AND c.\"Row\" = 'TOT'))")]
    public async Task Change_is_that_of_the_two_years(string id, string line, string measure, string cells)
    {
        var result = await Results.Compute(_context, id, "2025");
        var (before, after) = ((await Grouped(2024, OperatorType.Opco, None, cells))["TOTAL"], (await Grouped(2025, OperatorType.Opco, None, cells))["TOTAL"]);

        Assert.Equal(Math.Round((after - before) * 100 / before, 1, MidpointRounding.AwayFromZero), result.Find(line, measure + ".EVOL")!.Rounded);
    }

    [Fact]
    public async Task J9_does_not_add_up_ceilings()
    {
        var result = await Results.Compute(_context, "J9", "2025");

        Assert.True(result.Find("1-AKTO", "PLAFOND")!.IsValue);
        Assert.Equal(
            result.Find("1-AKTO", "PLAFOND")!.Exact - result.Find("1-AKTO", "TAUX")!.Exact, result.Find("1-AKTO", "ECART")!.Exact);
        Assert.Equal(StatState.NotMeaningful, result.Find("1-TOTAL", "PLAFOND")!.State);
    }

    [Fact]
    public async Task Column_that_a_block_does_not_have_is_not_applicable()
    {
        Assert.Equal(StatState.NotApplicable, (await Results.Compute(_context, "J4", "2025")).Find("1", "HEU")!.State);
        Assert.Equal(StatState.NotApplicable, (await Results.Compute(_context, "J8", "2025")).Find("3-FIFPL", "RATIO")!.State);
    }

    [Fact]
    public async Task Table_of_several_families_says_who_submitted_in_all_of_them()
    {
        var result = await Results.Compute(_context, "J8", "2025");

        Assert.Equal("10 opérateurs sur 10 ont transmis", result.Coverage.Single().Sentence("opérateurs"));
        Assert.Equal(3, result.Groups.Count);
        Assert.Equal(result.Rows.Count(), result.Rows.Select(r => r.Key).Distinct().Count());
    }

    [Fact]
    public async Task Source_says_the_exercise_the_basis_and_the_finance_bill() => Assert.Contains(
        "Source\u00A0: ESF 2025, DGEFP\u202F; champ\u00A0: opérateurs ayant déposé\u202F; base\u00A0: charges comptabilisées\u202F; annexe au PLF 2027",
        (await Results.Compute(_context, "J2", "2025")).Source, StringComparison.Ordinal);

    /// <summary>Every term of every file stands for cells of the forms of 2025, of the dimensions that its lines cross.</summary>
    [Fact]
    public void Every_table_reads_cells_that_the_forms_of_2025_have()
    {
        var cells = new StatCells([.. FilledStatements.Exercises.SelectMany(e => new[] { OperatorType.Opco, OperatorType.Atpro, OperatorType.Faf }.Select(t => FilledStatements.Form(e, t)))], StatisticsData.Catalog.Names);
        foreach (var table in StatisticsData.Tables.All)
        {
            foreach (var term in table.Blocks.SelectMany(b => b.Query.Measures).SelectMany(m => m.Terms))
            {
                Assert.True(cells.Resolve(term).Any(c => c.Exercises.Contains(2025)) || IsOfFormerYears(term), $"{table.Id} : {term}");
            }
        }

        // Written for exercises whose form has a line that 2025 no longer has.
        bool IsOfFormerYears(StatTerm term) => term.Table == "B2" && term.Rows is "015" or "031" && cells.Resolve(term).Count == 0;
    }

    private async Task<Dictionary<string, decimal>> Grouped(int exercise, OperatorType type, string key, string cells)
    {
        var sql = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT {key} AS "Key", SUM(c."Number") AS "Sum" FROM "SubmissionCells" c
            JOIN "Submissions" s ON s."Id" = c."SubmissionId"
            JOIN "Campaigns" p ON p."Id" = s."CampaignId"
            JOIN "Operators" o ON o."Id" = s."OperatorId"
            WHERE s."IsLatest" = 1 AND p."Exercise" = {exercise} AND o."Type" = {(int)type} AND c."Number" IS NOT NULL AND ({cells})
            GROUP BY {key}
            """);
        var rows = await _context.Database.SqlQueryRaw<Line>(sql).ToListAsync();
        var codes = rows.Select(r => r.Key).ToHashSet();

        // Columns that cross a member with a sex end with it: « T010F » is told under « T010 ».
        return rows.GroupBy(r => key.StartsWith("CASE", StringComparison.Ordinal) && codes.Contains(r.Key[..^1]) ? r.Key[..^1] : r.Key)
            .ToDictionary(g => g.Key, g => CellScale.FromStored(g.Sum(r => r.Sum)));
    }

    private sealed record Line(string Key, long Sum);
}
