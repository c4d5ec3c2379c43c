using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Tests.Statistics;

/// <summary>A statement submitted after results were frozen.</summary>
public sealed class FrozenComparisonTests(StatisticsHost host) : IClassFixture<StatisticsHost>
{
    private const decimal Euros = 12_500_000m;

    [Fact]
    public async Task Compare_lists_each_cell_that_changed_the_statements_since_and_the_coverage()
    {
        var national = await Freeze(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025");
        var regional = await Freeze(StatisticsHost.Dreets, "/statistiques/J2?exercice=2025");
        var elsewhere = await Freeze(StatisticsHost.Dgefp, "/statistiques/J11?exercice=2023");
        var before = await Results.Compute(host.Database.Open(), "J2", "2025");
        await using (var context = host.Database.Open())
        {
            var owed = await context.Declarations.SingleAsync(d => context.Operators.Any(o => o.Id == d.OperatorId && o.Code == "AKTO")
                && context.Campaigns.Any(c => c.Id == d.CampaignId && c.Exercise == 2025));
            context.Submissions.Add(new Submission(
                owed, 1, "ESF-2025-AKTO-9999", new SignedBy(Guid.NewGuid(), "Marc Bernard", "Directeur"), "{}", new string('a', 64),
                [KeyValuePair.Create(new CellCode("B2", "010", "TOT"), CellValue.Of(Euros))], StatisticsData.Now.AddHours(1)));
            await context.SaveChangesAsync();
        }

        var after = await Results.Compute(host.Database.Open(), "J2", "2025");
        var page = await host.Page(StatisticsHost.Dgefp, national + "/comparer");
        var rows = page.QuerySelectorAll("#changements tbody tr").Select(tr => tr.Children.Select(c => c.TextContent.Trim()).ToList()).ToList();

        Assert.Equal(Expected(before, after), rows.Count);
        var total = rows.Single(r => r[0] == "Total" && r[1] == "Apprentissage");
        Assert.Equal(
            [StatText.Of(before.Find("TOTAL", "APP")!), StatText.Of(after.Find("TOTAL", "APP")!), "+12,5"], total.Skip(2).Select(t => t.Replace("\u00A0(p)", "", StringComparison.Ordinal).Replace("\u00A0(r)", "", StringComparison.Ordinal)));
        Assert.Contains("transmis depuis\u00A0: AKTO", page.QuerySelector("#couverture")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Opco AKTO", page.QuerySelector("#evenements")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("déclaration déposée", page.QuerySelector("#evenements")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("n’est plus le même", (await host.Page(StatisticsHost.Dgefp, national)).QuerySelector("#etat")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("n.d.", Cell(await host.Page(StatisticsHost.Dgefp, national), "Opco AKTO"));

        // One operator only came: the difference of two aggregates would tell what it declared.
        var hidden = await host.Page(StatisticsHost.Dreets, regional + "/comparer");
        Assert.All(hidden.QuerySelectorAll("#changements tbody tr"), tr => Assert.Equal(["s", "s", "s"], tr.QuerySelectorAll("td").Skip(1).Select(td => td.TextContent.Trim())));
        Assert.NotEmpty(hidden.QuerySelectorAll("#changements tbody tr"));
        Assert.Contains("la différence révélerait ce qu’un seul a déclaré", hidden.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        Assert.StartsWith("Rien n’a changé", (await host.Page(StatisticsHost.Dgefp, elsewhere + "/comparer")).QuerySelector("#etat p")!.TextContent, StringComparison.Ordinal);
    }

    private static int Expected(StatResult before, StatResult after) => after.Rows.Sum(row => Enumerable.Range(0, row.Cells.Count).Count(i =>
    {
        var (then, now) = (before.Find(row.Key, after.Columns[i].Code), row.Cells[i]);
        return then is null || then.State != now.State || (then.Raw ?? then.Rounded) != (now.Raw ?? now.Rounded) || then.Flags != now.Flags || then.Rounded != now.Rounded;
    }));

    private async Task<string> Freeze(string who, string page)
    {
        var answer = await host.Submit(who, page, "form[action='/statistiques/figes']");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private static string Cell(IHtmlDocument page, string line) => page.QuerySelectorAll("#tableau tbody tr")
        .Single(tr => tr.QuerySelector("th")!.TextContent == line).QuerySelector("td")!.TextContent.Trim();
}
