using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using ClosedXML.Excel;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Statistics;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>Results too long for one page, on the builder, on a published table and frozen: page by page, nothing cut.</summary>
public sealed class ResultPagesTests(LongHost host) : IClassFixture<LongHost>
{
    private const string Builder = "/statistiques/requeteur";
    private const string Question = "mesure=ESF.OPCO:C1X.@age.@niveau*sexe&lignes=operateur,age,sexe&colonnes=niveau,exercice&exercice=2024,2025&operateur=AFDAS,AKTO,ATLAS,SANTE&perimetre=deposees";
    private const int Heaviest = 500_000;

    [Theory]
    [InlineData($"{Builder}?{Question}", $"{Builder}/export.xlsx?")]
    [InlineData("/statistiques/J2?exercice=2025", "/statistiques/J2/export.xlsx?exercice=2025")]
    public async Task Long_result_is_shown_page_by_page_every_line_once_and_its_total_on_each(string address, string export)
    {
        var pages = await Pages(address);
        var link = pages[0].QuerySelector($"a[href^='{export}']")!.GetAttribute("href")!;
        using var workbook = new XLWorkbook(await (await host.Get(StatisticsHost.Dgefp, link)).Content.ReadAsStreamAsync());
        var sheet = workbook.Worksheet("Tableau");
        var all = sheet.Rows(sheet.SheetView.SplitRow + 1, sheet.LastRowUsed()!.RowNumber()).Select(r => r.Cell(1).GetString()).ToList();

        Assert.True(pages.Count > 1);
        Assert.Equal(all.SkipLast(1), pages.SelectMany(p => Lines(p).SkipLast(1)));
        Assert.Equal("Total", all[^1]);
        Assert.All(pages, p => Assert.Equal(Row(pages[0], ^1), Row(p, ^1)));
        Assert.NotEqual(Row(pages[0], 0), Row(pages[1], 0));
        Assert.Equal($"Lignes 1 à {Lines(pages[0]).Count - 1} sur {all.Count - 1} ; les fichiers ci-dessous les contiennent toutes.", Text(pages[0].QuerySelector("#lignes")!));
        Assert.All(pages, p => Assert.Single(p.QuerySelectorAll("h1")));
        Assert.All(pages, p => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(p.Source.Text), 1, Heaviest));
    }

    [Theory]
    [InlineData($"{Builder}?{Question}")]
    [InlineData("/statistiques/J2?exercice=2025")]
    public async Task Page_is_no_part_of_the_question(string address)
    {
        var (first, second) = (await host.Page(StatisticsHost.Dgefp, address), await host.Page(StatisticsHost.Dgefp, address + "&page=2"));

        foreach (var name in new[] { "Question", "Empreinte" })
        {
            Assert.Equal(Values(first, $"input[name={name}]", "value"), Values(second, $"input[name={name}]", "value"));
        }

        foreach (var part in new[] { "/export.", "/graphique.", "/origine?" })
        {
            Assert.All(Values(second, $"main a[href*='{part}']", "href"), h => Assert.DoesNotContain("page=", h, StringComparison.Ordinal));
        }

        Assert.Equal(Values(first, "main a[href*='/export.']", "href"), Values(second, "main a[href*='/export.']", "href"));
        Assert.Empty(second.QuerySelectorAll(".fr-alert--error"));
    }

    [Theory]
    [InlineData("0", 1)]
    [InlineData("-3", 1)]
    [InlineData("deux", 1)]
    [InlineData("99999999999", 1)]
    [InlineData("9999", int.MaxValue)]
    public async Task Page_that_does_not_exist_gives_the_nearest_one(string page, int expected)
    {
        foreach (var address in new[] { $"{Builder}?{Question}", "/statistiques/J2?exercice=2025" })
        {
            var shown = await host.Page(StatisticsHost.Dgefp, $"{address}&page={page}");
            var pages = shown.QuerySelectorAll(".fr-pagination__link[title]");

            Assert.Equal(pages.ToArray()[expected == 1 ? 0 : ^1].TextContent, shown.QuerySelector(".fr-pagination__link[aria-current=page]")!.TextContent);
        }
    }

    [Fact]
    public async Task Pagination_keeps_the_choice_and_leads_to_the_table()
    {
        var table = await host.Page(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025&constant=1");
        var builder = await host.Page(StatisticsHost.Dgefp, $"{Builder}?{Question}&unite=k€&page=2");

        Assert.Contains("/statistiques/J2?exercice=2025&page=2#tableau", Values(await host.Page(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025"), ".fr-pagination a", "href"));
        Assert.All(Values(table, ".fr-pagination a[href]", "href"), h => Assert.Contains("constant=1", h, StringComparison.Ordinal));
        var links = Values(builder, ".fr-pagination a[href]", "href");
        Assert.NotEmpty(links);
        Assert.All(links, h => Assert.Matches("^/statistiques/requeteur\\?.*lignes=operateur,age,sexe.*&unite=k%E2%82%AC&page=[0-9]+#tableau$", h));
    }

    [Fact]
    public async Task Result_that_fits_has_no_pages()
    {
        var page = await host.Page(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025&operateur=AKTO,ATLAS&page=2");

        Assert.Equal(3, Lines(page).Count);
        Assert.Null(page.QuerySelector("#lignes"));
        Assert.Null(page.QuerySelector(".fr-pagination"));
    }

    [Fact]
    public async Task Among_hundreds_of_operators_their_codes_are_typed_and_the_missing_ones_counted()
    {
        var page = await host.Page(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025");
        var field = page.QuerySelector("input[name=operateur]")!;

        Assert.StartsWith("Opérateur", Text(page.QuerySelector($"label[for={field.Id}]")!), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("select[name=operateur]"));
        Assert.Matches("manquent : (LONG[0-9]{3}, ){59}LONG060 et 150 autres, nommés dans les fichiers\\.", Text(page.QuerySelector("main")!));

        var chosen = await host.Page(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025&operateur=akto, atlas");
        Assert.Equal(["Organisme AKTO", "Organisme ATLAS", "Total"], Lines(chosen));
        Assert.Equal("AKTO,ATLAS", chosen.QuerySelector("input[name=operateur]")!.GetAttribute("value"));

        var wrong = await host.Get(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025&operateur=AKT0");
        var told = await wrong.ReadPageAsync();
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal("AKT0", told.QuerySelector("input[name=operateur]")!.GetAttribute("value"));
        Assert.Contains("vérifiez son code", Text(told.QuerySelector("main")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frozen_result_is_shown_page_by_page_under_one_hash()
    {
        var answer = await host.Post(StatisticsHost.Dgefp, "/statistiques/figes", withToken: true, ("Tableau", StatQuestions.Builder), ("Question", Question));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var path = answer.Headers.Location!.OriginalString;
        var pages = await Pages(path);
        var seen = await Pages($"{Builder}?{Question}");

        Assert.True(pages.Count > 1);
        Assert.Equal(seen.SelectMany(p => Lines(p).SkipLast(1)), pages.SelectMany(p => Lines(p).SkipLast(1)));
        Assert.Single(pages.Select(p => p.QuerySelector(".soffi-hash")!.TextContent).Distinct());
        Assert.Contains($"{path}?page=2#tableau", Values(pages[0], ".fr-pagination a", "href"));
    }

    private async Task<List<IHtmlDocument>> Pages(string address)
    {
        List<IHtmlDocument> pages = [await host.Page(StatisticsHost.Dgefp, address)];
        while (pages[^1].QuerySelector(".fr-pagination__link--next")?.GetAttribute("href") is { } next)
        {
            pages.Add(await host.Page(StatisticsHost.Dgefp, next));
        }

        return pages;
    }

    private static List<string> Lines(IHtmlDocument page) => [.. page.QuerySelectorAll("#tableau tbody th[scope=row]").Select(h => h.TextContent.Trim())];

    private static string Row(IHtmlDocument page, Index at) => page.QuerySelectorAll("#tableau tbody tr").ToArray()[at].TextContent;

    private static string[] Values(IHtmlDocument page, string selector, string attribute) =>
        [.. page.QuerySelectorAll(selector).Select(e => e.GetAttribute(attribute)).OfType<string>()];

    private static string Text(IElement element) => element.TextContent.Trim().Replace('\u202F', ' ').Replace('\u00A0', ' ');
}

/// <summary>The portal over filled statements, among many operators that have not submitted; its files are made at once.</summary>
public sealed class LongHost : StatisticsHost
{
    internal override async Task Fill(SoffiDbContext context)
    {
        await FilledStatements.Fill(context);
        var campaign = await context.Campaigns.SingleAsync(c => c.Exercise == 2025);
        var form = await context.FormVersions.SingleAsync(f => f.Exercise == 2025 && f.OperatorType == OperatorType.Opco);
        var bodies = Enumerable.Range(1, 210).Select(i => new Operator($"LONG{i:000}", $"Organisme {i:000}", OperatorType.Opco, "900000001")).ToList();
        context.Operators.AddRange(bodies);
        await context.SaveChangesAsync();
        context.Declarations.AddRange(bodies.Select(b => new Declaration(b.Id, campaign.Id, form.Id, StatisticsData.Now.AddDays(-20))));
        await context.SaveChangesAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Exports:ImmediateLines", "50000");
    }
}
