using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using ClosedXML.Excel;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Statistics;
using Soffi.Web.Infrastructure.Excel;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>Requests in, pages and files out.</summary>
public sealed class StatisticsPagesTests(StatisticsHost host) : IClassFixture<StatisticsHost>
{
    [Fact]
    public async Task Index_lists_the_tables_in_order()
    {
        var page = await host.Page(StatisticsHost.Dgefp, "/statistiques");

        Assert.Equal("Statistiques", Assert.Single(page.QuerySelectorAll("h1")).TextContent);
        Assert.Equal(["/statistiques/J1", "/statistiques/J2", "/statistiques/J3", "/statistiques/J8", "/statistiques/J9", "/statistiques/J4", "/statistiques/J5", "/statistiques/J11", "/statistiques/J12", "/statistiques/J6", "/statistiques/J7", "/statistiques/J10"], page.QuerySelectorAll("main .fr-tile a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task Table_without_choice_shows_the_latest_exercise_its_coverage_and_its_source()
    {
        var page = await host.Page(StatisticsHost.Dgefp, "/statistiques/J2");
        var text = page.QuerySelector("main")!.TextContent;

        Assert.Contains("9 OPCO sur 11 ont transmis\u202F; manquent\u00A0: AKTO, ATLAS.", text, StringComparison.Ordinal);
        Assert.Contains("Source\u00A0: ESF 2025, DGEFP\u202F; champ\u00A0: opérateurs ayant déposé\u202F; base\u00A0: charges comptabilisées", text, StringComparison.Ordinal);
        Assert.Contains("Dernier dépôt compté le 2\u00A0juin 2026 à 10\u00A0h\u00A030.", text, StringComparison.Ordinal);
        Assert.Equal("2025", page.QuerySelector<IHtmlSelectElement>("select[name=exercice]")!.Value);
        Assert.Equal(StatisticsData.Codes.Length + 1, page.QuerySelectorAll("#tableau tbody tr").Length);
        Assert.Equal("J2 – Charges des OPCO par dispositif, exercice 2025, en M€", page.QuerySelector("#tableau caption")!.TextContent);
    }

    [Fact]
    public async Task Table_is_accessible_each_figure_under_a_named_column_and_line()
    {
        var page = await host.Page(StatisticsHost.Dgefp, "/statistiques/J2");

        Assert.All(page.QuerySelectorAll("#tableau thead th"), th => Assert.Equal("col", th.GetAttribute("scope")));
        Assert.All(page.QuerySelectorAll("#tableau tbody tr"), tr => Assert.Equal("row", tr.QuerySelector("th")!.GetAttribute("scope")));
        Assert.Equal("Exercice", page.QuerySelector("label[for=exercice]")!.TextContent.Trim());
        Assert.Equal("Opérateur", page.QuerySelector("label[for=operateur]")!.TextContent.Trim());
        Assert.Equal("Afficher", page.QuerySelector("main form button")!.TextContent.Trim());
        Assert.Equal("get", page.QuerySelector("main form")!.GetAttribute("method"));
    }

    [Fact]
    public async Task Table_carries_the_exact_euros_of_each_figure_and_a_link_to_its_origin()
    {
        var result = await Results.Compute(host.Database.Open(), "J2", "2025");
        var page = await host.Page(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025");
        var figure = Cell(page, "Opco SANTE", 0);
        var cell = result.Find("SANTE", "APP")!;

        Assert.Equal(StatText.Of(cell), figure.TextContent.Trim());
        Assert.Equal(cell.Raw, decimal.Parse(figure.QuerySelector("data")!.GetAttribute("value")!, CultureInfo.InvariantCulture));
        Assert.Equal("/statistiques/J2/origine?exercice=2025&ligne=SANTE&colonne=APP", figure.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("n.d.", Cell(page, "Opco AKTO", 0).TextContent.Trim());
    }

    [Fact]
    public async Task Table_J11_shows_the_published_series()
    {
        var page = await host.Page(StatisticsHost.Dgefp, "/statistiques/J11?exercice=2021,2022,2023");

        Assert.Equal("53\u202F750", Cell(page, "2023", 12).TextContent.Trim());
        Assert.Equal("−24,2", Cell(page, "2023/2022", 7).TextContent.Trim());
        Assert.Equal("n.d.", Cell(page, "2021/2020", 0).TextContent.Trim());
    }

    [Theory]
    [InlineData("/statistiques/J2?exercice=2019", "L’exercice «\u00A02019\u00A0» n’existe pas dans Soffi")]
    [InlineData("/statistiques/J2?operateur=INCONNU", "L’opérateur «\u00A0INCONNU\u00A0» n’existe pas dans ce tableau")]
    [InlineData("/statistiques/J2?exercice=2024,2025", "un seul exercice à la fois")]
    [InlineData("/statistiques/J2/export.xlsx?exercice=%3Cscript%3E", "L’exercice «\u00A0<script>\u00A0» n’existe pas dans Soffi")]
    [InlineData("/statistiques/J2/origine?ligne=SANTE&colonne=XXX", "Ce chiffre n’existe pas dans le tableau")]
    public async Task Table_refuses_a_choice_that_does_not_exist_with_a_sentence(string path, string sentence)
    {
        var response = await host.Get(StatisticsHost.Dgefp, path);
        var page = await response.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(sentence, page.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("Erreur – ", page.Title, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("select[name=exercice]"));
        Assert.Null(page.QuerySelector("#tableau"));
    }

    [Fact]
    public async Task Exercise_chosen_stays_chosen_when_the_operator_is_refused()
    {
        var response = await host.Get(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2024&operateur=INCONNU");
        var page = await response.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("2024", page.QuerySelector("select[name=exercice] option[selected]")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("/statistiques/J99")]
    [InlineData("/statistiques/J99/export.xlsx")]
    [InlineData("/statistiques/J99/origine")]
    public async Task Table_that_does_not_exist_is_not_found(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await host.Get(StatisticsHost.Dgefp, path)).StatusCode);

    [Theory]
    [InlineData("/statistiques")]
    [InlineData("/statistiques/J2")]
    [InlineData("/statistiques/J2/export.xlsx")]
    [InlineData("/statistiques/J2/origine")]
    [InlineData("/statistiques/J99")]
    public async Task Statistics_are_closed_to_a_declarant(string path) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Get(StatisticsHost.Declarant, path)).StatusCode);

    [Fact]
    public async Task Export_is_the_screen_and_the_journal_says_who_took_it()
    {
        var response = await host.Get(StatisticsHost.Dgefp, "/statistiques/J2/export.xlsx?exercice=2025&operateur=SANTE,AFDAS");
        using var workbook = new XLWorkbook(await response.Content.ReadAsStreamAsync());
        var page = await host.Page(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025&operateur=SANTE,AFDAS");
        var sheet = workbook.Worksheet("Tableau");

        Assert.Equal(WorkbookFile.ContentType, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("soffi-J2-2025.xlsx", response.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.Equal(
            page.QuerySelectorAll("#tableau tbody tr").Select(tr => string.Join('|', tr.Children.Select(c => c.TextContent.Trim()))),
            sheet.Rows(sheet.SheetView.SplitRow + 1, sheet.LastRowUsed().RowNumber()).Select(r => string.Join('|', r.CellsUsed().Select(
                c => c.DataType == XLDataType.Number ? StatText.Number(c.GetValue<decimal>(), 1) : c.GetString()))));
        await using var context = host.Database.Open();
        var entry = (await new AuditTrail(context).Read(new AuditFilter(Action: AuditAction.StatisticsExported), 1, 1)).Entries.Single();
        Assert.Equal(("J2", "Inès Durand"), (entry.ObjectId, entry.ActorName));
        Assert.Contains("\"operateurs\":[\"AFDAS\",\"SANTE\"]", entry.DetailsJson, StringComparison.Ordinal);
        var hash = workbook.Worksheet("Lecture").RowsUsed().Last().Cell(2).GetString();
        Assert.Contains(hash, entry.DetailsJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Origin_lists_the_statements_and_their_cells()
    {
        var result = await Results.Compute(host.Database.Open(), "J2", "2025");
        var page = await host.Page(StatisticsHost.Dgefp, "/statistiques/J2/origine?exercice=2025&ligne=SANTE&colonne=APP");

        Assert.Equal("D’où vient ce chiffre\u202F?", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(7, page.QuerySelectorAll("#origine tbody tr").Length);
        Assert.Contains("ESF-2025-SANTE-", page.QuerySelector("#origine")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("B2.010.TOT", page.QuerySelector("#origine")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            StatText.Number(result.Find("SANTE", "APP")!.Raw!.Value, 2), page.QuerySelector("#origine tfoot td")!.TextContent.Trim());
    }

    [Fact]
    public async Task Origin_of_a_month_lists_every_operator()
    {
        var page = await host.Page(StatisticsHost.Dgefp, "/statistiques/J11/origine?exercice=2023&ligne=2023&colonne=01");

        Assert.Equal(11, page.QuerySelectorAll("#origine tbody tr").Length);
        Assert.Equal("3\u202F555", page.QuerySelector("#origine tfoot td")!.TextContent.Trim());
    }

    [Fact]
    public async Task Regional_agent_sees_the_total_alone_and_why()
    {
        var page = await host.Page(StatisticsHost.Dreets, "/statistiques/J2");

        Assert.Equal("Total", Assert.Single(page.QuerySelectorAll("#tableau tbody tr th")).TextContent);
        Assert.Contains("une direction régionale en voit les données agrégées", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("select[name=operateur]"));
        Assert.DoesNotContain("origine", page.QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Regional_agent_sees_the_national_series() =>
        Assert.Equal("53\u202F750", Cell(await host.Page(StatisticsHost.Dreets, "/statistiques/J11?exercice=2023"), "2023", 12).TextContent.Trim());

    [Fact]
    public async Task Regional_agent_exports_the_total_alone()
    {
        var response = await host.Get(StatisticsHost.Dreets, "/statistiques/J2/export.xlsx?exercice=2025");
        using var workbook = new XLWorkbook(await response.Content.ReadAsStreamAsync());
        var sheet = workbook.Worksheet("Tableau");

        Assert.Equal("Total", Assert.Single(sheet.Rows(sheet.SheetView.SplitRow + 1, sheet.LastRowUsed().RowNumber())).Cell(1).GetString());
    }

    [Theory]
    [InlineData("/statistiques/J2?operateur=SANTE")]
    [InlineData("/statistiques/J11?operateur=SANTE")]
    [InlineData("/statistiques/J2/export.xlsx?operateur=SANTE")]
    [InlineData("/statistiques/J2/origine")]
    public async Task Regional_agent_is_refused_the_detail_of_an_operator(string path) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Get(StatisticsHost.Dreets, path)).StatusCode);

    private static IElement Cell(IHtmlDocument page, string line, int column) => page.QuerySelectorAll("#tableau tbody tr")
        .Single(tr => tr.QuerySelector("th")!.TextContent == line).QuerySelectorAll("td")[column];
}
