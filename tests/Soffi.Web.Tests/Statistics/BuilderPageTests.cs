using System.Net;
using ClosedXML.Excel;
using Soffi.Domain.Statistics;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>The builder of questions, through its address as through its form.</summary>
public sealed class BuilderPageTests(StatisticsHost host) : IClassFixture<StatisticsHost>
{
    private const string Builder = "/statistiques/requeteur";
    private const string Charges = "mesure=ESF.OPCO:B2.900.TOT&exercice=2025&perimetre=deposees";

    [Fact]
    public async Task Builder_without_a_question_offers_forms_and_cadres()
    {
        var page = await host.Page(StatisticsHost.Dgefp, $"{Builder}?famille=ESF.OPCO&cadre=B2");

        Assert.Equal("Requêteur", page.QuerySelector("h1")!.TextContent);
        Assert.NotNull(page.QuerySelector("input[name=mesure][value='ESF.OPCO:B2.900.TOT']"));
        Assert.Null(page.QuerySelector("#tableau"));
        Assert.All(page.QuerySelectorAll("form input:not([type=hidden]), form select"), e => Assert.NotNull(page.QuerySelector($"label[for='{e.Id}']")));
        Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task Builder_gives_the_figures_of_the_published_table()
    {
        var page = await host.Page(StatisticsHost.Dgefp, $"{Builder}?{Charges}&lignes=operateur");
        var published = await Results.Compute(host.Database.Open(), "J2", "2025");

        Assert.Equal(
            published.Rows.Select(r => r.Cells[10].Raw),
            page.QuerySelectorAll("#tableau tbody tr").Select(tr => tr.QuerySelector("data")?.GetAttribute("value") is { } value
                ? decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture) : (decimal?)null));
    }

    [Fact]
    public async Task Builder_reproduces_the_published_series_with_years_in_lines_and_months_in_columns()
    {
        var page = await host.Page(StatisticsHost.Dgefp, $"{Builder}?mesure=ESF.OPCO:C2M.@mois.M26&lignes=exercice&colonnes=mois&exercice=2021,2022,2023&perimetre=deposees&avec=evolution");
        var lines = page.QuerySelectorAll("#tableau tbody tr").Where(tr => tr.QuerySelector("th[scope=row]") is not null)
            .ToDictionary(tr => tr.QuerySelector("th")!.TextContent.Trim(), tr => tr.QuerySelectorAll("td data").Select(d => decimal.Parse(d.GetAttribute("value")!, System.Globalization.CultureInfo.InvariantCulture)).ToList());

        foreach (var (year, months) in StatisticsData.PublishedEntries)
        {
            Assert.Equal([.. months.Select(m => (decimal)m), months.Sum()], lines[StatText.Year(year)]);
        }

        foreach (var (year, rates) in StatisticsData.PublishedRates)
        {
            Assert.Equal(rates, lines[$"{year}/{year - 1}"].Take(12));
        }
    }

    [Fact]
    public async Task Builder_swaps_lines_and_columns()
    {
        var swapped = await host.Get(StatisticsHost.Dgefp, $"{Builder}?{Charges}&lignes=operateur&colonnes=exercice&permuter=1");

        Assert.Equal(HttpStatusCode.Redirect, swapped.StatusCode);
        Assert.Contains("lignes=exercice&colonnes=operateur", swapped.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mesure=ESF.OPCO:B2.999.TOT&exercice=2025", "Aucun formulaire")]
    [InlineData("mesure=M1|Essai|M€/1000000/1||ESF.OPCO:B2.010.TOT,ESF.OPCO:B2.999.TOT|&exercice=2025", "additionne B2.999.TOT, qui n’existe dans aucun formulaire")]
    [InlineData("mesure=ESF.OPCO:C1AGE.A17.F&exercice=2025&f.age=A25", "n’a aucune cellule dans les modalités choisies")]
    [InlineData("mesure=ESF.OPCO:B2.900.TOT&exercice=1999", "n’existe pas dans Soffi")]
    [InlineData("mesure=ESF.OPCO:B2.900.TOT&exercice=2025&lignes=sexe", "n’est pas ventilée par")]
    [InlineData("mesure=ESF.OPCO:B2.900.TOT&exercice=2025&f.sexe=F", "n’est pas ventilée par")]
    [InlineData("mesure=ESF.OPCO:B2.900.TOT&exercice=2025&operateur=NIMPORTE", "n’existe pas")]
    [InlineData("mesure=ESF.OPCO:B2.900.TOT&exercice=2025&perimetre=date", "à quelle date")]
    [InlineData("mesure=ESF.OPCO:B2.900.TOT&exercice=2025&indicateur=M1 / ", "il manque une mesure")]
    [InlineData("mesure=ESF.OPCO:B2.900.TOT&exercice=2025&lignes=operateur,operateur", "deux fois")]
    public async Task Builder_says_what_to_change_and_keeps_the_choices(string address, string sentence)
    {
        var response = await host.Get(StatisticsHost.Dgefp, $"{Builder}?{address}");
        var page = await response.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(sentence, page.QuerySelector(".fr-alert")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#tableau"));
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Get(StatisticsHost.Dgefp, $"{Builder}/export.xlsx?{address}")).StatusCode);
    }

    [Fact]
    public async Task Builder_shows_no_national_operator_to_a_directorate()
    {
        var detail = await host.Get(StatisticsHost.Dreets, $"{Builder}?{Charges}&lignes=operateur");
        var total = await host.Page(StatisticsHost.Dreets, $"{Builder}?{Charges}");

        Assert.Equal(HttpStatusCode.BadRequest, detail.StatusCode);
        Assert.DoesNotContain("Opco SANTE", total.Body!.TextContent, StringComparison.Ordinal);
        Assert.Single(total.QuerySelectorAll("#tableau tbody tr"));
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Get(StatisticsHost.Dreets, $"{Builder}/origine?{Charges}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Get(StatisticsHost.Declarant, Builder)).StatusCode);
    }

    [Fact]
    public async Task Builder_leads_to_the_statements_and_to_files()
    {
        var origin = await host.Page(StatisticsHost.Dgefp, $"{Builder}/origine?{Charges}&lignes=operateur&ligne=SANTE");
        using var workbook = new XLWorkbook(await (await host.Get(StatisticsHost.Dgefp, $"{Builder}/export.xlsx?{Charges}&lignes=operateur")).Content.ReadAsStreamAsync());

        Assert.Contains("Opco SANTE", origin.QuerySelector("#origine")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(workbook.Worksheet("Tableau").CellsUsed(), c => c.GetString() == "Opco SANTE");
        Assert.Equal(HttpStatusCode.OK, (await host.Get(StatisticsHost.Dgefp, $"{Builder}/graphique.svg?{Charges}&lignes=operateur")).StatusCode);
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("ods")]
    [InlineData("csv")]
    [InlineData("csv-ouvert")]
    [InlineData("schema")]
    [InlineData("sdmx")]
    [InlineData("parquet")]
    public async Task Builder_offers_each_format_and_gives_it(string word)
    {
        var page = await host.Page(StatisticsHost.Dgefp, $"{Builder}?{Charges}&lignes=operateur");
        var link = page.QuerySelector($"a[href^='{Builder}/export.{word}?']")!.GetAttribute("href")!;
        var file = await host.Get(StatisticsHost.Dgefp, link);

        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.StartsWith(StatFormat.Find(word)!.ContentType.Split(';')[0], file.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(StatFormat.Find(word)!.Suffix, file.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
    }
}
