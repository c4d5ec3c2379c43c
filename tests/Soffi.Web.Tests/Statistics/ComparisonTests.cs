using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Charts;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>
/// Comparisons from one year to the next: in 2024 one operator alone, whose January was 300 then, corrected, 400; in 2023 all eleven,
/// 323 of its own.
/// </summary>
public sealed class ComparisonTests(ComparisonHost host) : IClassFixture<ComparisonHost>
{
    private const string Months = "/statistiques/requeteur?mesure=ESF.OPCO:C2M.@mois.M26&lignes=exercice&colonnes=mois&exercice=2024&perimetre=deposees&avec=evolution";

    [Theory]
    [InlineData("/statistiques/J11?exercice=2024")]
    [InlineData(Months)]
    public async Task Change_is_that_of_the_corrected_year_and_says_that_operators_differ(string path)
    {
        var page = await host.Page(StatisticsHost.Dgefp, path);
        var text = page.QuerySelector("main")!.TextContent;

        Assert.Equal("400", Cell(page, "2024", 0));
        Assert.Equal("−88,7", Cell(page, "2024/2023", 0));
        Assert.Contains("(r)\u00A0: révisé", text, StringComparison.Ordinal);
        Assert.Contains("compare des périmètres différents\u00A0: 1 OPCO en 2024, 11 en 2023\u202F; sortis\u00A0: AFDAS, AKTO", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/statistiques/J11?exercice=2024&constant=1")]
    [InlineData(Months + "&constant=1")]
    public async Task Constant_perimeter_compares_the_operators_of_both_years(string path)
    {
        var page = await host.Page(StatisticsHost.Dgefp, path);
        var text = page.QuerySelector("main")!.TextContent;

        Assert.Equal("400", Cell(page, "2024", 0));
        Assert.Equal("23,8", Cell(page, "2024/2023", 0)); // (400 − 323) / 323
        Assert.Contains("Périmètre constant\u00A0: 1 OPCO, ceux qui ont transmis pour 2023, 2024\u202F; écartés\u00A0: AFDAS, AKTO", text, StringComparison.Ordinal);
        Assert.DoesNotContain("périmètres différents", text, StringComparison.Ordinal);
        Assert.True(page.QuerySelector<IHtmlInputElement>("#constant")!.IsChecked);
        Assert.Contains("constant=1", page.QuerySelector("a[href*='export']")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operator_merged_between_two_years_is_said_where_they_are_compared()
    {
        await using (var context = host.Database.Open())
        {
            var akto = await context.Operators.SingleAsync(o => o.Code == "AKTO");
            var campaign = await context.Campaigns.SingleAsync(c => c.Exercise == 2024);
            campaign.Oblige(akto.Id, false, ObligationReason.Merged, "absorbé par SANTE au 1er janvier 2024.", "Anne", StatisticsData.Now);
            await context.SaveChangesAsync();
        }

        const string Why = "AKTO ne doit rien pour 2024\u00A0: organisme fusionné (absorbé par SANTE au 1er janvier 2024).";
        foreach (var path in new[] { "/statistiques/J11?exercice=2024", "/statistiques/J11?exercice=2024&constant=1", Months, Months + "&constant=1" })
        {
            Assert.Contains(Why, (await host.Page(StatisticsHost.Dgefp, path)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Operator_left_apart_by_the_constant_perimeter_is_not_available()
    {
        var page = await host.Page(
            StatisticsHost.Dgefp, "/statistiques/requeteur?mesure=ESF.OPCO:C2M.01.M26&lignes=operateur&colonnes=exercice&exercice=2023,2024&perimetre=deposees&constant=1");

        Assert.Equal(("n.d.", "n.d."), (Cell(page, "Opco AKTO", 0), Cell(page, "Opco AKTO", 1)));
        Assert.Equal("323", Cell(page, "Opco SANTE", 0));
        Assert.StartsWith("400", Cell(page, "Opco SANTE", 1), StringComparison.Ordinal); // Corrected since: (r).
    }

    /// <summary>An operator that owes nothing for 2024 (closed, or merged into another) keeps its line, and what it declared before.</summary>
    [Fact]
    public async Task Operator_that_owes_nothing_any_more_keeps_its_former_figures()
    {
        var page = await host.Page(
            StatisticsHost.Dgefp, "/statistiques/requeteur?mesure=ESF.OPCO:C2M.01.M26&lignes=operateur&colonnes=exercice&exercice=2023,2024&perimetre=deposees&avec=evolution");

        Assert.Equal(("324", "n.d."), (Cell(page, "Opco AKTO", 0), Cell(page, "Opco AKTO", 2)));
        Assert.Contains("1 OPCO sur 1 a transmis", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Constant_perimeter_is_not_for_a_reader_of_aggregates()
    {
        var refused = await host.Get(StatisticsHost.Dreets, "/statistiques/J11?exercice=2024&constant=1");
        var page = await host.Page(StatisticsHost.Dreets, "/statistiques/J11?exercice=2024");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("leur différence révélerait", (await refused.ReadPageAsync()).QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#constant"));
        Assert.Equal("s", Cell(page, "2024", 0));
        Assert.Equal("s", Cell(page, "2024/2023", 0));
        Assert.DoesNotContain("400", page.QuerySelector("#tableau")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mesure=ESF.OPCO:C1X.@age.@niveau*sexe&lignes=operateur,age,region&colonnes=exercice,niveau,sexe&exercice=2021,2022,2023,2024,2025&avec=ecart,evolution,part,partligne,rang", "cases, plus que les 1\u202F000\u202F000 admises\u00A0: retirez une dimension, ou gardez moins de modalités.")]
    [InlineData("mesure=ESF.OPCO:C2M.@mois.M26&exercice=2023&f.region=11", "Aucun opérateur ne répond à la fois au formulaire et aux filtres choisis")]
    [InlineData("mesure=ESF.OPCO:C2M.@mois.M26&exercice=2023&f.type=FAF", "Aucun opérateur ne répond à la fois au formulaire et aux filtres choisis")]
    [InlineData("mesure=ESF.OPCO:C1AGE.A17.F&exercice=2025&f.age=A25", "n’a aucune cellule dans les modalités choisies de «\u00A0Âge\u00A0»\u00A0: choisissez-en d’autres, ou retirez ce filtre.")]
    [InlineData("mesure=ESF.OPCO:C1AGE.@age.F&exercice=2025&f.age=ZZZ", "«\u00A0ZZZ\u00A0» n’est pas une modalité de «\u00A0Âge\u00A0»")]
    public async Task Question_without_answer_is_refused_and_says_what_to_change(string address, string sentence)
    {
        var response = await host.Get(StatisticsHost.Dgefp, $"/statistiques/requeteur?{address}&perimetre=deposees");
        var page = await response.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(sentence, page.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#tableau"));
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Get(StatisticsHost.Dgefp, $"/statistiques/requeteur/export.xlsx?{address}&perimetre=deposees")).StatusCode);
    }

    [Fact]
    public async Task Crossing_too_large_for_a_page_is_offered_whole_as_a_file()
    {
        var page = await host.Page(
            StatisticsHost.Dgefp, "/statistiques/requeteur?mesure=ESF.OPCO:C1X.@age.@niveau*sexe&lignes=operateur,age,region&colonnes=niveau,sexe&exercice=2025&perimetre=deposees");

        Assert.Null(page.QuerySelector("#tableau"));
        Assert.Contains("Rien n’est coupé", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("a[href*='/statistiques/requeteur/export.xlsx?']"));
    }

    [Fact]
    public async Task Empty_filter_keeps_everything()
    {
        var page = await host.Page(StatisticsHost.Dgefp, "/statistiques/requeteur?mesure=ESF.OPCO:C2M.@mois.M26&lignes=exercice&exercice=2023&perimetre=deposees&f.mois=");

        Assert.Equal("53\u202F750", Cell(page, "2023", 0));
    }

    /// <summary>The form of 2025 as if it were that of 2026, whose correspondence breaks series.</summary>
    [Fact]
    public async Task Break_of_series_is_drawn_between_its_two_years()
    {
        await using var database = await TestDatabase.Create();
        await using var context = database.Open();
        await StatisticsData.Fill(context);
        var json = StatisticsData.Form(2026).Header.CanonicalJson
            .Replace("\"exercise\":2026", "\"exercise\":2025", StringComparison.Ordinal).Replace("\"from\":2025", "\"from\":2024", StringComparison.Ordinal);
        context.Add(new FormVersion(StatementKind.Esf, OperatorType.Opco, 2025, 2, "ESF", json, FormReader.HashOf(json), StatisticsData.Now));
        await context.SaveChangesAsync();
        var queries = Results.Queries(context);
        var query = StatAddress.Read(
            [new("mesure", "ESF.OPCO:B2.030.TOT"), new("lignes", "exercice"), new("exercice", "2023,2024,2025"), new("perimetre", "deposees")], _ => null).Query;

        var result = await queries.Compute(query, await queries.Frame(default), StatReader.Everything, default);
        var chart = StatCharts.Of(result);

        Assert.Equal(ChartKind.Lines, chart.Kind);
        Assert.Equal(2, Assert.Single(chart.Data.Breaks).Category);
        Assert.Contains(result.Notes, n => n.Contains("Rupture de série entre 2024 et 2025", StringComparison.Ordinal));
    }

    private static string Cell(IHtmlDocument page, string line, int column) => page.QuerySelectorAll("#tableau tbody tr")
        .Single(tr => tr.QuerySelector("th")!.TextContent.Trim() == line).QuerySelectorAll("td")[column].TextContent.Trim();
}

/// <summary>Published series through the builder, as through its questions.</summary>
public sealed class SeriesInBuilderTests(FilledHost host) : IClassFixture<FilledHost>
{
    [Fact]
    public async Task Series_grows_on_its_revised_base()
    {
        var series = await host.Page(StatisticsHost.Dgefp, "/statistiques/series/COLLECTE-OPCA");
        var page = await host.Page(StatisticsHost.Dgefp, series.QuerySelector("main a[href^='/statistiques/requeteur']")!.GetAttribute("href")!);

        Assert.Equal("6\u202F998,6 (r)", Line(page, "2016")[0]);
        Assert.Equal("7\u202F317,0", Line(page, "2017")[0]);
        Assert.Equal("4,5 (r)", Line(page, "2017/2016")[0]); // 4.55 on 6,998.6; the raw 7,026 would give 4.1.
        Assert.Contains("Chiffres publiés de la collecte", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Series_by_nature_has_its_published_shares()
    {
        var page = await host.Page(StatisticsHost.Dgefp, "/statistiques/requeteur?serie=COLLECTE-OPCA-NATURE&lignes=ressource&exercice=2016&avec=part");

        Assert.Equal(["5\u202F224", "74,4"], Line(page, "Légale"));
        Assert.Equal(["495", "7,0"], Line(page, "Conventionnelle"));
        Assert.Equal(["1\u202F307", "18,6"], Line(page, "Volontaire"));
        Assert.Equal(["7\u202F026", "100,0"], Line(page, "Total"));
    }

    [Fact]
    public async Task Builder_offers_the_series_and_their_years()
    {
        var page = await host.Page(StatisticsHost.Dgefp, "/statistiques/requeteur?serie=COLLECTE-OPCA");

        Assert.NotNull(page.QuerySelector("input[name=serie][value='DEPENSE-NATIONALE']"));
        Assert.NotNull(page.QuerySelector("input[name=exercice][value='2016']"));
        Assert.Equal("7\u202F317,0", Line(page, "2017")[0]);
        Assert.All(page.QuerySelectorAll("form input:not([type=hidden]), form select"), e => Assert.NotNull(page.QuerySelector($"label[for='{e.Id}']")));
    }

    [Fact]
    public async Task Series_that_nobody_imported_is_refused()
    {
        var response = await host.Get(StatisticsHost.Dgefp, "/statistiques/requeteur?serie=INCONNUE&exercice=2016");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("n’est pas importée", (await response.ReadPageAsync()).QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
    }

    private static List<string> Line(IHtmlDocument page, string label) => [.. page.QuerySelectorAll("#tableau tbody tr")
        .Single(tr => tr.QuerySelector("th")!.TextContent.Trim() == label).QuerySelectorAll("td").Select(td => string.Join(' ', td.TextContent.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)))];
}

/// <summary>The published series, and one operator in 2024, corrected once.</summary>
public sealed class ComparisonHost : StatisticsHost
{
    internal override async Task Fill(SoffiDbContext context)
    {
        var data = await StatisticsData.Fill(context);
        var first = data.Submit(context, 2024, "SANTE", January(300), StatisticsData.Now.AddDays(-9), latest: false);
        data.Submit(context, 2024, "SANTE", January(400), StatisticsData.Now.AddDays(-8), declaration: first);
        await context.SaveChangesAsync();
    }

    private static KeyValuePair<CellCode, CellValue>[] January(decimal contracts) =>
        [KeyValuePair.Create(new CellCode("C2M", "01", "M26"), CellValue.Of(contracts))];
}

/// <summary>A table of a published series, kept in memory, shows what was imported since.</summary>
public sealed class SeriesKeptTests(FilledHost host) : IClassFixture<FilledHost>
{
    [Fact]
    public async Task Table_of_a_series_shows_a_value_imported_since_at_once()
    {
        var before = Cell(await host.Page(StatisticsHost.Dgefp, "/statistiques/J10?exercice=2022"));
        await using (var context = host.Database.Open())
        {
            var entry = new SeriesEntry(
                "DEPENSE-NATIONALE", "Dépense nationale", "M€", "Essai", "", "dépense par financeur final", "financeur",
                [new SeriesPoint(2022, 0, "OPCO", "Opérateurs de compétences", 1, 11_000m, false, false)]);
            await new PublishedSeriesRegister(context, new AuditTrail(context), TimeProvider.System).Import(
                [entry], new ReceivedSeries("essai.csv", new string('a', 64)), null, "Essai", default);
        }

        Assert.Equal("10\u202F952,0", before);
        Assert.Equal("11\u202F000,0 (r)", Cell(await host.Page(StatisticsHost.Dgefp, "/statistiques/J10?exercice=2022")));
    }

    private static string Cell(IHtmlDocument page) => string.Join(' ', page.QuerySelectorAll("#tableau tbody tr")[0].QuerySelector("td")!.TextContent
        .Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
