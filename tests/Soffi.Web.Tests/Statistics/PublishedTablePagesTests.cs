using System.Net;
using AngleSharp.Html.Dom;

namespace Soffi.Web.Tests.Statistics;

/// <summary>The published tables on screen and exported, for a national and a regional agent, every cell being filled.</summary>
public sealed class PublishedTablePagesTests(FilledHost host) : IClassFixture<FilledHost>
{
    public static TheoryData<string> Tables => [.. StatisticsData.Tables.All.Select(t => t.Id)];

    [Fact]
    public void Every_table_of_the_reference_exists() =>
        Assert.Empty(Enumerable.Range(1, 12).Select(n => $"J{n}").Except(StatisticsData.Tables.All.Select(t => t.Id)));

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Table_opens_with_its_chart_and_its_files(string id)
    {
        var page = await host.Page(StatisticsHost.Dgefp, $"/statistiques/{id}");

        Assert.Equal(StatisticsData.Tables.Find(id)!.Title, page.QuerySelector("h1")!.TextContent);
        Assert.NotEmpty(page.QuerySelectorAll("#tableau tbody td"));
        Assert.Contains(" ; base", page.QuerySelector("main")!.TextContent.Replace('\u202F', ' ').Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.Get(StatisticsHost.Dgefp, $"/statistiques/{id}/export.xlsx")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Get(StatisticsHost.Dgefp, $"/statistiques/{id}/graphique.svg")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Get(StatisticsHost.Dreets, $"/statistiques/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Get(StatisticsHost.Declarant, $"/statistiques/{id}")).StatusCode);
    }

    [Fact]
    public async Task Every_figure_leads_to_the_statements_behind_it()
    {
        foreach (var id in new[] { "J3", "J4", "J5", "J6", "J8" })
        {
            var page = await host.Page(StatisticsHost.Dgefp, $"/statistiques/{id}?exercice=2025");
            var link = page.QuerySelectorAll("#tableau tbody td a").OfType<IHtmlAnchorElement>().Last().GetAttribute("href")!;
            var origin = await host.Page(StatisticsHost.Dgefp, link);

            Assert.Equal("D’où vient ce chiffre\u202F?", origin.QuerySelector("h1")!.TextContent);
            Assert.NotEmpty(origin.QuerySelectorAll("#origine tbody tr"));
        }
    }

    [Fact]
    public async Task Regional_agent_sees_its_region_of_the_associations()
    {
        var page = await host.Page(StatisticsHost.Dreets, "/statistiques/J6?exercice=2025");

        Assert.Equal(["Île-de-France", "Total"], page.QuerySelectorAll("#tableau tbody th").Select(h => h.TextContent));
    }

    [Fact]
    public async Task National_agent_sees_every_region_that_owes_a_statement()
    {
        var page = await host.Page(StatisticsHost.Dgefp, "/statistiques/J6?exercice=2025");

        Assert.Equal(["Île-de-France", "Bretagne", "Auvergne-Rhône-Alpes", "Total"], page.QuerySelectorAll("#tableau tbody th").Select(h => h.TextContent));
    }

    [Theory]
    [InlineData("J1")]
    [InlineData("J7")]
    public async Task Regional_agent_sees_the_total_of_national_operators_alone(string id)
    {
        var page = await host.Page(StatisticsHost.Dreets, $"/statistiques/{id}?exercice=2025");

        Assert.Equal(["Total"], page.QuerySelectorAll("#tableau tbody th").Select(h => h.TextContent));
    }

    [Fact]
    public async Task Regional_agent_sees_of_several_families_what_each_allows()
    {
        var page = await host.Page(StatisticsHost.Dreets, "/statistiques/J8?exercice=2025");

        Assert.Equal(
            ["Opérateurs de compétences", "Total", "Associations Transitions Pro", "Organisme TPIDF", "Total", "Fonds d’assurance formation", "Total"],
            page.QuerySelectorAll("#tableau tbody th").Select(h => h.TextContent));
    }

    [Fact]
    public async Task List_groups_the_tables_under_headings()
    {
        var page = await host.Page(StatisticsHost.Dgefp, "/statistiques");

        Assert.Equal(
            ["Ressources, charges et engagements", "Actions et bénéficiaires", "Transitions professionnelles", "Travailleurs non salariés", "Dépense nationale et comparaisons"],
            page.QuerySelectorAll("main h2").Select(h => h.TextContent));
        Assert.Equal(StatisticsData.Tables.All.Count, page.QuerySelectorAll("main h3 a").Length);
    }
}

/// <summary>Before the first campaign.</summary>
public sealed class EmptyTablePagesTests(EmptyHost host) : IClassFixture<EmptyHost>
{
    [Theory]
    [InlineData("J2", "Aucun exercice n’est encore ouvert")]
    [InlineData("J10", "n’est pas encore importée")]
    public async Task Table_without_exercise_says_why_and_has_no_file(string id, string sentence)
    {
        var page = await host.Page(StatisticsHost.Dgefp, $"/statistiques/{id}");

        Assert.Contains(sentence, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#tableau"));
        foreach (var file in new[] { "export.xlsx", "graphique.svg", "origine" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await host.Get(StatisticsHost.Dgefp, $"/statistiques/{id}/{file}")).StatusCode);
        }
    }
}
