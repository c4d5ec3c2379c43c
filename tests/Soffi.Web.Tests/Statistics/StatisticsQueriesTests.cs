using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Statistics;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>Tables against SQL written by hand on the same generated statements, and against published figures.</summary>
public sealed class StatisticsQueriesTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private SoffiDbContext _context = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.Create();
        await using (var context = _database.Open())
        {
            await StatisticsData.Fill(context);
        }

        _context = _database.Open();
    }

    public async Task DisposeAsync()
    {
        await _context.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task J2_gives_for_every_operator_and_measure_what_sql_by_hand_gives()
    {
        var result = await Compute("J2", ["2025"]);

        foreach (var code in StatisticsData.Codes.Except(StatisticsData.Missing))
        {
            foreach (var column in result.Table.Measures)
            {
                Assert.Equal(await ByHand(code, column), result.Find(code, column.Code)!.Raw);
            }
        }

        foreach (var column in result.Table.Measures)
        {
            Assert.Equal(await ByHand(null, column), result.Find(StatRow.TotalKey, column.Code)!.Raw);
        }
    }

    [Fact]
    public async Task J2_columns_add_up_to_the_total_of_charges_for_every_line()
    {
        var result = await Compute("J2", ["2025"]);
        var lines = result.Rows.Where(r => !StatisticsData.Missing.Contains(r.Key)).ToList();

        Assert.Equal(10, lines.Count);
        Assert.All(lines, line => Assert.Equal(
            result.Find(line.Key, "TOTAL")!.Raw,
            result.Table.Measures.Where(c => c.Code != "TOTAL").Sum(c => result.Find(line.Key, c.Code)!.Raw)));
    }

    [Fact]
    public void J2_columns_cover_every_line_that_the_form_adds_up_once() =>
        Assert.Equal(
            StatisticsData.ChargeRows.Order(StringComparer.Ordinal),
            StatisticsData.Tables.Find("J2")!.Measures.Where(c => c.Code != "TOTAL").SelectMany(StatisticsData.CellsOf)
                .Where(c => StatisticsData.Form(2025).Find(c) is not null).Select(c => c.Row).Order(StringComparer.Ordinal));

    [Fact]
    public async Task J2_says_who_has_not_submitted()
    {
        var result = await Compute("J2", ["2025"]);

        Assert.Equal("9 OPCO sur 11 ont transmis\u202F; manquent\u00A0: AKTO, ATLAS", result.Coverage.Single().Sentence("OPCO"));
        Assert.All(result.Rows.Single(r => r.Key == "AKTO").Cells, c => Assert.Equal("n.d.", StatText.Of(c)));
        Assert.Equal(StatisticsData.Now, result.LastSubmittedAt);
    }

    /// <summary>ESF of the ATPRO and contribution statements of the OPCO: neither the ESF of the OPCO nor a contribution statement of an ATPRO is expected.</summary>
    [Fact]
    public async Task Question_on_two_families_expects_the_statements_of_these_two_only()
    {
        var atpro = new Operator("TPIDF", "Transitions Pro Île-de-France", OperatorType.Atpro, "900000002", "11");
        var contribution = new Campaign(StatementKind.Csa, 2025, StatisticsData.Now.AddDays(-60), StatisticsData.Now.AddDays(30));
        var (form, formOfContribution) = (FormVersion.Of(FilledStatements.Form(2025, OperatorType.Atpro).Header, StatisticsData.Now), FormVersion.Of(ContributionForm().Header, StatisticsData.Now));
        _context.AddRange(atpro, contribution, form, formOfContribution);
        await _context.SaveChangesAsync();
        var akto = await _context.Operators.SingleAsync(o => o.Code == "AKTO");
        var esf = await _context.Campaigns.SingleAsync(c => c.Kind == StatementKind.Esf && c.Exercise == 2025);
        _context.Declarations.AddRange(
            new Declaration(atpro.Id, esf.Id, form.Id, StatisticsData.Now), new Declaration(akto.Id, contribution.Id, formOfContribution.Id, StatisticsData.Now),
            new Declaration(atpro.Id, contribution.Id, formOfContribution.Id, StatisticsData.Now));
        await _context.SaveChangesAsync();

        var queries = Results.Queries(_context);
        var result = await queries.Compute(
            StatisticsData.Question("mesure=ESF.ATPRO:B2.900.TOT&mesure=CSA.OPCO:K1.900.T&lignes=type&exercice=2025&perimetre=deposees"), await queries.Frame(default), StatReader.Everything, default);

        Assert.Equal(["AKTO", "TPIDF"], result.Coverage.Single().Due.Select(o => o.Code));
        Assert.Equal("Aucun opérateur sur 2 n’a transmis\u202F; manquent\u00A0: AKTO, TPIDF", result.Coverage.Single().Sentence("opérateur"));
    }

    private static FormDefinition ContributionForm() => FormReader.Read(FormFiles.FromFolder(StatisticsData.PathTo("src/Soffi.Web/Forms")), "2025/CSA").Definition!;

    [Fact]
    public async Task J2_shares_add_up_to_a_hundred()
    {
        var result = await Compute("J2", ["2025"]);

        Assert.Equal(100m, result.Rows.Where(r => r.Kind == StatRowKind.Data).Sum(r => r.Cells[^1].Rounded ?? 0));
    }

    [Fact]
    public async Task J2_filtered_on_two_operators_counts_them_alone()
    {
        var result = await Compute("J2", ["2025"], ["SANTE,AFDAS"]);

        Assert.Equal(["AFDAS", "SANTE", "TOTAL"], result.Rows.Select(r => r.Key));
        Assert.Equal(
            result.Find("AFDAS", "TOTAL")!.Raw + result.Find("SANTE", "TOTAL")!.Raw, result.Find("TOTAL", "TOTAL")!.Raw);
        Assert.Equal("2 OPCO sur 2 choisis ont transmis", result.Coverage.Single().Sentence("OPCO"));
    }

    [Fact]
    public async Task J11_reproduces_the_published_entries_rates_and_total()
    {
        var result = await Compute("J11", ["2021,2022,2023"]);

        Assert.Equal(36, StatisticsData.PublishedEntries.Sum(y => y.Value.Length));
        Assert.Equal(24, StatisticsData.PublishedRates.Sum(y => y.Value.Length));
        foreach (var (year, months) in StatisticsData.PublishedEntries)
        {
            Assert.Equal(months.Select(m => (decimal?)m), Line(result, $"{year}").Take(12));
        }

        foreach (var (year, rates) in StatisticsData.PublishedRates)
        {
            Assert.Equal(rates.Select(r => (decimal?)r), Line(result, $"G{year}").Take(12));
        }

        Assert.Equal(53_750m, Line(result, "2023").Last());
        Assert.Equal("n.d.", StatText.Of(result.Find("G2021", "01")!));
    }

    [Fact]
    public async Task J11_of_one_year_reads_the_year_before_for_its_rates()
    {
        var result = await Compute("J11", ["2023"]);

        Assert.Equal(["2023", "G2023"], result.Rows.Select(r => r.Key));
        Assert.Equal(StatisticsData.PublishedRates[2023].Select(r => (decimal?)r), Line(result, "G2023").Take(12));
    }

    [Fact]
    public async Task Aggregates_only_never_reads_an_operator_and_gives_the_same_total()
    {
        var open = await Compute("J2", ["2025"]);
        var aggregated = await Compute("J2", ["2025"], reader: new StatReader(false, new HashSet<string> { "11" }));

        Assert.Equal(["TOTAL"], aggregated.Rows.Select(r => r.Key));
        Assert.Equal(open.Find("TOTAL", "APP"), aggregated.Find("TOTAL", "APP"));
    }

    [Fact]
    public async Task Origin_lists_the_latest_statements_whose_cells_make_the_figure()
    {
        var result = await Compute("J2", ["2025"]);
        var queries = Results.Queries(_context);
        var frame = await queries.Frame(result.Table, default);

        var all = await queries.Origin(result.At(StatRow.TotalKey, "APP")!, frame, StatReader.Everything, default);
        var one = await queries.Origin(result.At("SANTE", "APP")!, frame, StatReader.Everything, default);

        Assert.Equal(9, all.Count);
        Assert.Equal(result.Find("TOTAL", "APP")!.Raw, all.Sum(s => s.Sum));
        Assert.Equal(2, Assert.Single(one).SubmissionNumber);
        Assert.Equal(StatisticsData.CellsOf(result.Table.FindMeasure("APP")!), one[0].Cells.Select(c => c.Code));
    }

    [Fact]
    public async Task Origin_of_a_column_called_total_is_its_own()
    {
        var result = await Compute("J2", ["2025"]);
        var queries = Results.Queries(_context);
        var frame = await queries.Frame(result.Table, default);

        foreach (var measure in result.Table.Measures)
        {
            var statements = await queries.Origin(result.At(StatRow.TotalKey, measure.Code)!, frame, StatReader.Everything, default);
            Assert.Equal(result.Find(StatRow.TotalKey, measure.Code)!.Raw, statements.Sum(s => s.Sum));
        }
    }

    /// <summary>The form of 2025 as if it were that of 2026, which redefines Pro-A and renames costs: its correspondence breaks series.</summary>
    [Fact]
    public async Task Breaks_are_those_of_the_correspondence_of_the_form_in_use()
    {
        var json = StatisticsData.Form(2026).Header.CanonicalJson
            .Replace("\"exercise\":2026", "\"exercise\":2025", StringComparison.Ordinal).Replace("\"from\":2025", "\"from\":2024", StringComparison.Ordinal);
        _context.Add(new FormVersion(StatementKind.Esf, OperatorType.Opco, 2025, 2, "ESF", json, FormReader.HashOf(json), StatisticsData.Now));
        await _context.SaveChangesAsync();

        var result = await Compute("J2", ["2025"]);

        Assert.Equal(["PROA", "GESTION", "MISSION"], result.Columns.Where(result.IsBroken).Select(c => c.Code));
        Assert.Contains(result.Notes, n => n.Contains("la Pro-A s’éteint en 2026", StringComparison.Ordinal));
        Assert.Empty((await Compute("J11", ["2025"])).Breaks);
        Assert.Empty((await Compute("J2", ["2024"])).Breaks);

        using var workbook = new ClosedXML.Excel.XLWorkbook(new MemoryStream(StatisticsWorkbook.Write(result, Results.Context)));
        var sheet = workbook.Worksheet("Tableau");
        Assert.Contains(sheet.CellsUsed(), c => c.GetString() == "Pro-A (b)");
        Assert.Contains(sheet.CellsUsed(), c => c.GetString().StartsWith("(b) Rupture de série entre 2024 et 2025", StringComparison.Ordinal));
        Assert.Contains(workbook.Worksheet("Lecture").CellsUsed(), c => c.GetString() == StatText.BreakMeaning);
    }

    [Fact]
    public async Task Frame_leaves_out_a_campaign_that_has_not_opened()
    {
        var frame = await Results.Queries(_context, new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero))
            .Frame(StatisticsData.Tables.Find("J2")!, default);

        Assert.Equal([2021, 2022, 2023, 2024], frame.Exercises);
        Assert.Equal(StatisticsData.Codes, frame.Operators.Select(o => o.Code));
    }

    private static IEnumerable<decimal?> Line(StatResult result, string key) => result.Rows.Single(r => r.Key == key).Cells.Select(c => c.Rounded);

    private async Task<StatResult> Compute(
        string id, string[] exercises, string[]? operators = null, StatReader? reader = null)
    {
        var queries = Results.Queries(_context);
        var table = StatisticsData.Tables.Find(id)!;
        var frame = await queries.Frame(table, default);
        return await queries.Compute(table, frame, StatFilter.Read(table, frame, exercises, operators ?? [], out _)!, reader ?? StatReader.Everything, default);
    }

    /// <summary>The same sum, in SQL written here and nowhere else.</summary>
    private async Task<decimal> ByHand(string? code, StatMeasure column)
    {
        var cells = string.Join(" OR ", StatisticsData.CellsOf(column).Select(c => $"(c.\"Table\" = '{c.Table}' AND c.\"Row\" = '{c.Row}' AND c.\"Column\" = '{c.Column}')"));
        var one = code is null ? "" : $" AND o.\"Code\" = '{code}'";
        var sql = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT SUM(c."Number") AS "Value" FROM "SubmissionCells" c
            JOIN "Submissions" s ON s."Id" = c."SubmissionId"
            JOIN "Campaigns" p ON p."Id" = s."CampaignId"
            JOIN "Operators" o ON o."Id" = s."OperatorId"
            WHERE s."IsLatest" = 1 AND p."Exercise" = 2025 AND ({cells}){one}
            """);
        return CellScale.FromStored(await _context.Database.SqlQueryRaw<long>(sql).SingleAsync());
    }
}
