using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Statistics;
using Soffi.Web.Tests.Infrastructure;
using Soffi.Web.Tests.Statistics;

namespace Soffi.Web.Tests.Home;

/// <summary>The figures of the home page, every cell of two exercises being filled: 2024 accepted whole, 2025 for one operator.</summary>
public sealed class KeyFiguresTests(AcceptedHost host) : IClassFixture<AcceptedHost>
{
    /// <summary>What each figure adds up, written by hand; the rate is made of two sums.</summary>
    public static TheoryData<string, string, string> Sums => new()
    {
        { "ressources", "OPCO", "B1.900.TOT" },
        { "charges", "OPCO", "B2.900.TOT" },
        { "apprentissage", "OPCO", "B2.010.TOT B2.011.TOT B2.012.TOT B2.013.TOT B2.014.TOT B2.015.TOT B2.016.TOT" },
        { "pdc50", "OPCO", "B2.040.TOT B2.041.TOT B2.042.TOT B2.043.TOT B2.044.TOT" },
        { "apprentis", "OPCO", "C1.020.T" },
        { "ptp", "ATPRO", "C1.013.T" },
        { "ptpengage", "ATPRO", "C1.018.T" },
        { "nonsalaries", "FAF", "C2.010.T" },
    };

    [Theory]
    [MemberData(nameof(Sums))]
    public async Task Figure_is_what_sql_by_hand_adds_up_with_its_change_and_its_trend(string id, string family, string cells)
    {
        var (now, before) = (await ByHand(family, 2025, cells), await ByHand(family, 2024, cells));
        var card = (await host.Page(StatisticsHost.Dgefp, "/accueil")).GetElementById($"chiffre-{id}")!;

        Assert.Equal(now, decimal.Parse(card.QuerySelector("data")!.GetAttribute("value")!, CultureInfo.InvariantCulture));
        var growth = Math.Round((now - before) * 100 / before, 1, MidpointRounding.AwayFromZero);
        Assert.Contains($"({(growth > 0 ? "+" : "")}{StatText.Number(growth, 1)}\u00A0%) sur 2024", card.QuerySelector(".soffi-figure__change")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(" (p)", card.QuerySelector(".soffi-figure__unit")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("base\u00A0: ", card.TextContent, StringComparison.Ordinal);
        Assert.Contains($"{Bodies(family)}\u00A0{family} sur {Bodies(family)} ont transmis", card.TextContent, StringComparison.Ordinal);
        var trend = card.QuerySelector("svg[role=img]")!;
        Assert.Contains("de 2024 à 2025", trend.QuerySelector("title")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(card.QuerySelector("data")!.TextContent, trend.QuerySelector("desc")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Engagements_and_management_rate_are_those_of_their_tables()
    {
        var page = await host.Page(StatisticsHost.Dgefp, "/accueil");
        var (j3, j9) = (await host.Page(StatisticsHost.Dgefp, "/statistiques/J3?exercice=2025"), await host.Page(StatisticsHost.Dgefp, "/statistiques/J9?exercice=2025"));

        Assert.Equal(Total(j3, 5), page.QuerySelector("#chiffre-engagements data")!.TextContent);
        Assert.Equal(Total(j9, 2), page.QuerySelector("#chiffre-gestion data")!.TextContent);
        Assert.Contains("point", page.QuerySelector("#chiffre-gestion .soffi-figure__change")!.TextContent, StringComparison.Ordinal);

        static string Total(IHtmlDocument table, int column) =>
            table.QuerySelectorAll("#tableau tbody tr").First(r => r.QuerySelector("th")!.TextContent == "Total").QuerySelectorAll("td")[column].QuerySelector("data")!.TextContent;
    }

    [Theory]
    [InlineData("national")]
    [InlineData("regional")]
    public async Task Every_figure_leads_to_pages_that_show_it(string reader)
    {
        var email = reader == "national" ? StatisticsHost.Dgefp : StatisticsHost.Dreets;
        var cards = (await host.Page(email, "/accueil")).QuerySelectorAll("#chiffres > li");

        Assert.Equal(10, cards.Length);
        foreach (var card in cards)
        {
            var links = card.QuerySelectorAll("a").OfType<IHtmlAnchorElement>().Select(a => a.GetAttribute("href")!).ToList();
            var origin = await (await host.Get(email, links[0])).ReadPageAsync();
            Assert.Equal(HttpStatusCode.OK, (await host.Get(email, links[1])).StatusCode);
            if (links[0].Contains("/origine", StringComparison.Ordinal))
            {
                Assert.Contains(card.QuerySelector("data")!.TextContent, origin.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
                Assert.NotEmpty(origin.QuerySelectorAll("#origine tbody tr"));
            }
            else
            {
                Assert.Equal(card.QuerySelector("data")!.TextContent, origin.QuerySelectorAll("#tableau tbody tr").Single(r => r.QuerySelector("th")!.TextContent == "2025").QuerySelector("td data")!.TextContent);
            }
        }
    }

    [Fact]
    public async Task Heading_says_the_year_of_the_figures_and_that_of_the_finance_bill()
    {
        var text = (await host.Page(StatisticsHost.Dgefp, "/accueil")).QuerySelector("main")!.TextContent;

        Assert.Contains("Les chiffres de l’exercice 2025", text, StringComparison.Ordinal);
        Assert.Contains("projet de loi de finances pour 2027", text, StringComparison.Ordinal);
        Assert.Contains("(p)\u00A0: provisoire", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Regional_agent_sees_its_region_and_of_national_bodies_their_sum()
    {
        var page = await host.Page(StatisticsHost.Dreets, "/accueil");

        Assert.Equal(await ByHand("ATPRO", 2025, "C1.013.T", "TPIDF"), Value(page, "ptp"));
        Assert.Equal(await ByHand("OPCO", 2025, "B2.900.TOT"), Value(page, "charges"));
        Assert.Contains("Île-de-France", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1\u00A0ATPRO sur 1 a transmis", page.GetElementById("chiffre-ptp")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("données agrégées", page.GetElementById("chiffres-notes")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declarant_sees_no_figure_and_nothing_to_follow()
    {
        var page = await host.Page(StatisticsHost.Declarant, "/accueil");

        Assert.Null(page.GetElementById("chiffres"));
        Assert.Null(page.GetElementById("a-suivre"));
        Assert.Null(page.QuerySelector("link[href*='charts']"));
    }

    private static int Bodies(string family) => family == "OPCO" ? 4 : 3;

    private static decimal Value(IHtmlDocument page, string id) =>
        decimal.Parse(page.QuerySelector($"#chiffre-{id} data")!.GetAttribute("value")!, CultureInfo.InvariantCulture);

    private async Task<decimal> ByHand(string family, int exercise, string cells, string? body = null)
    {
        var type = family switch { "OPCO" => 1, "ATPRO" => 2, _ => 3 };
        var where = string.Join(" OR ", cells.Split(' ').Select(CellCode.Parse).Select(c => $"(c.\"Table\" = '{c.Table}' AND c.\"Row\" = '{c.Row}' AND c.\"Column\" = '{c.Column}')"));
        var sql = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT SUM(c."Number") AS "Value" FROM "SubmissionCells" c
            JOIN "Submissions" s ON s."Id" = c."SubmissionId"
            JOIN "Campaigns" p ON p."Id" = s."CampaignId"
            JOIN "Operators" o ON o."Id" = s."OperatorId"
            WHERE s."IsLatest" = 1 AND p."Exercise" = {exercise} AND o."Type" = {type} AND ({where}){(body is null ? "" : $" AND o.\"Code\" = '{body}'")}
            """);
        await using var context = host.Database.Open();
        return CellScale.FromStored(await context.Database.SqlQueryRaw<long>(sql).SingleAsync());
    }
}

/// <summary>Statements of 2024 validated, and one of 2025.</summary>
public class AcceptedHost : StatisticsHost
{
    internal override async Task Fill(SoffiDbContext context)
    {
        await FilledStatements.Fill(context);
        var campaigns = await context.Campaigns.ToDictionaryAsync(c => c.Id, c => c.Exercise);
        var first = (await context.Operators.SingleAsync(o => o.Code == "AFDAS")).Id;
        foreach (var declaration in await context.Declarations.ToListAsync())
        {
            if (campaigns[declaration.CampaignId] == 2024 || declaration.OperatorId == first)
            {
                context.Entry(declaration).Property(d => d.Status).CurrentValue = DeclarationStatus.Validated;
            }
        }

        await context.SaveChangesAsync();
    }
}

/// <summary>The same, two funds only having submitted for 2025.</summary>
public sealed class ScarceHost : AcceptedHost
{
    internal override async Task Fill(SoffiDbContext context)
    {
        await base.Fill(context);
        var gone = await (
            from submission in context.StatSubmissions
            join body in context.Operators on submission.OperatorId equals body.Id
            where body.Code == "VIVEA" && submission.Exercise == 2025
            select submission).ToListAsync();
        var numbers = gone.Select(g => g.No).ToList();
        await context.StatFacts.Where(f => numbers.Contains(f.SubmissionNo)).ExecuteDeleteAsync();
        context.RemoveRange(gone);
        await context.SaveChangesAsync();
    }
}
