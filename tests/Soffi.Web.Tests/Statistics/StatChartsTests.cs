using System.Net;
using System.Xml.Linq;
using SkiaSharp;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Charts;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>The charts of the published tables: same figures, same rights, same journal as the tables.</summary>
public sealed class StatChartsTests(StatisticsHost host) : IClassFixture<StatisticsHost>
{
    [Fact]
    public async Task Of_J2_stacks_what_operators_spend_and_loses_nothing()
    {
        var result = await Results.Compute(host.Database.Open(), "J2", "2025");
        var chart = StatCharts.Of(result);

        Assert.Equal(ChartKind.StackedHorizontal, chart.Kind);
        Assert.Null(chart.Refusal);
        Assert.Equal(8, chart.Data.Series.Count);
        Assert.Equal("Autres postes", chart.Data.Series[^1].Label);
        Assert.Equal(result.Find(StatRow.TotalKey, "TOTAL")!.Exact, chart.Data.Numbers.Sum());
        var akto = chart.Data.Categories.ToList().FindIndex(c => c.Key == "AKTO");
        Assert.All(chart.Data.Series, s => Assert.Equal(new ChartValue(null, "n.d."), s.Values[akto]));
    }

    [Fact]
    public async Task Of_J11_draws_one_line_per_exercise_without_the_year()
    {
        var result = await Results.Compute(host.Database.Open(), "J11", "2021,2022,2023");
        var chart = StatCharts.Of(result);

        Assert.Equal(ChartKind.Lines, chart.Kind);
        Assert.Equal(12, chart.Data.Categories.Count);
        Assert.Equal(["2021", "2022", "2023"], chart.Data.Series.Select(s => s.Label[..4]));
        Assert.Equal(result.Find("2023", "ANNEE")!.Exact, chart.Data.Series[^1].Values.Sum(v => v.Number));
    }

    [Theory]
    [InlineData("/statistiques/J2?exercice=2025")]
    [InlineData("/statistiques/J2?exercice=2025&operateur=SANTE")]
    [InlineData("/statistiques/J11")]
    public async Task Table_shows_its_chart_with_words_and_files(string path)
    {
        var page = await host.Page(StatisticsHost.Dgefp, path);

        Assert.Equal(2, page.QuerySelectorAll("#graphique svg[role='img']").Length);
        Assert.NotEmpty(page.QuerySelectorAll("#graphique details li"));
        Assert.NotNull(page.QuerySelector("link[href$='css/charts.css']"));
        Assert.All(page.QuerySelectorAll("#graphique a[download]"), a => Assert.Contains("exercice=", a.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task Chart_of_aggregates_shows_no_operator_to_a_directorate()
    {
        var svg = await (await host.Get(StatisticsHost.Dreets, "/statistiques/J2/graphique.svg?exercice=2025")).Content.ReadAsStringAsync();

        Assert.Contains("Apprentissage", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("Opco SANTE", svg, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Get(StatisticsHost.Dreets, "/statistiques/J2/graphique.svg?operateur=SANTE")).StatusCode);
    }

    [Fact]
    public async Task Chart_is_a_drawing_or_a_picture_and_the_journal_says_who_took_it()
    {
        var svg = await host.Get(StatisticsHost.Dgefp, "/statistiques/J2/graphique.svg?exercice=2025");
        var drawing = XDocument.Parse(await svg.Content.ReadAsStringAsync());
        var png = await host.Get(StatisticsHost.Dgefp, "/statistiques/J11/graphique.png");
        using var picture = SKBitmap.Decode(await png.Content.ReadAsByteArrayAsync());

        Assert.Equal(("image/svg+xml", "soffi-J2-2025.svg"), (svg.Content.Headers.ContentType!.MediaType, svg.Content.Headers.ContentDisposition!.FileName));
        Assert.Contains("base\u00A0: charges comptabilisées", drawing.Root!.Value, StringComparison.Ordinal);
        Assert.Equal("image/png", png.Content.Headers.ContentType!.MediaType);
        Assert.Equal(1664, picture.Width);
        await using var context = host.Database.Open();
        var entries = (await new AuditTrail(context).Read(new AuditFilter(Action: AuditAction.StatisticsExported), 1, 2)).Entries;
        Assert.Equal(["J11", "J2"], entries.Select(e => e.ObjectId).Order());
        Assert.Contains(entries, e => e.DetailsJson!.Contains("\"format\":\"png\"", StringComparison.Ordinal) && e.ActorName == "Inès Durand");
    }

    [Theory]
    [InlineData("/statistiques/J2/graphique.svg?exercice=2019", HttpStatusCode.BadRequest)]
    [InlineData("/statistiques/J2/graphique.png?operateur=INCONNU", HttpStatusCode.BadRequest)]
    [InlineData("/statistiques/J99/graphique.png", HttpStatusCode.NotFound)]
    [InlineData("/statistiques/J2/graphique.exe", HttpStatusCode.NotFound)]
    public async Task Chart_refuses_what_does_not_exist(string path, HttpStatusCode status) =>
        Assert.Equal(status, (await host.Get(StatisticsHost.Dgefp, path)).StatusCode);

    [Fact]
    public async Task Chart_without_any_figure_says_so_instead_of_an_empty_drawing()
    {
        var response = await host.Get(StatisticsHost.Dgefp, "/statistiques/J2/graphique.png?exercice=2025&operateur=AKTO");
        var page = await response.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Aucune valeur ne peut être représentée", page.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/statistiques/J2/graphique.svg")]
    [InlineData("/statistiques/J11/graphique.png")]
    public async Task Chart_is_closed_to_a_declarant(string path) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Get(StatisticsHost.Declarant, path)).StatusCode);
}
