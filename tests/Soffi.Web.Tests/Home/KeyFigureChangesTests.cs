using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Home;
using Soffi.Web.Tests.Statistics;

namespace Soffi.Web.Tests.Home;

/// <summary>The figures of the home page when what they stand on changes, is scarce, or is not there.</summary>
public sealed class KeyFigureChangesTests
{
    [Fact]
    public async Task Correction_changes_the_figure_in_its_own_transaction()
    {
        await using var host = new HostOf<AcceptedHost>();
        var before = await Charges(await host.Started());
        await using (var context = host.Host.Database.Open())
        {
            await Correct(context, commits: false);
        }

        Assert.Equal(before, await Charges(host.Host));
        await using (var context = host.Host.Database.Open())
        {
            await Correct(context, commits: true);
        }

        var after = await Charges(host.Host);
        Assert.NotEqual(before.Value, after.Value);
        Assert.Contains("(r)", after.Signs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task First_statement_accepted_of_an_exercise_makes_it_that_of_the_page()
    {
        await using var host = new HostOf<FilledHost>();
        var page = await (await host.Started()).Page(StatisticsHost.Dgefp, "/accueil");
        Assert.Contains("Aucune déclaration n’est encore validée", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.GetElementById("chiffres"));

        await using var context = host.Host.Database.Open();
        var campaign = (await context.Campaigns.SingleAsync(c => c.Exercise == 2024)).Id;
        var one = await context.Declarations.FirstAsync(d => d.CampaignId == campaign);
        context.Entry(one).Property(d => d.Status).CurrentValue = DeclarationStatus.Validated;
        await context.SaveChangesAsync();

        Assert.Contains("Les chiffres de l’exercice 2024", (await host.Host.Page(StatisticsHost.Dgefp, "/accueil")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sum_of_two_funds_is_secret_for_a_directorate_and_known_to_the_ministry()
    {
        await using var host = new HostOf<ScarceHost>();
        var regional = (await (await host.Started()).Page(StatisticsHost.Dreets, "/accueil")).GetElementById("chiffre-nonsalaries")!;
        var national = (await host.Host.Page(StatisticsHost.Dgefp, "/accueil")).GetElementById("chiffre-nonsalaries")!;

        Assert.Equal("s", regional.QuerySelector(".soffi-figure__value")!.TextContent.Trim());
        Assert.Null(regional.QuerySelector("data"));
        Assert.Equal("Comparaison avec 2024\u00A0: s", regional.QuerySelector(".soffi-figure__change")!.TextContent);
        Assert.Null(regional.QuerySelector("svg")); // One known year alone is no trend.
        Assert.NotNull(national.QuerySelector("data"));
        Assert.Contains("2\u00A0FAF sur 3 ont transmis", national.TextContent, StringComparison.Ordinal);
        Assert.Contains("secret statistique", (await host.Host.Page(StatisticsHost.Dreets, "/accueil")).GetElementById("chiffres-legende")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_before_the_first_campaign_says_that_nothing_is_there_and_nothing_is_late()
    {
        await using var host = new HostOf<EmptyHost>();
        var page = await (await host.Started()).Page(StatisticsHost.Dgefp, "/accueil");

        Assert.Null(page.GetElementById("chiffres"));
        Assert.Null(page.GetElementById("a-suivre"));
        Assert.Contains("Rien n’est en retard.", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("dès la première validation", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tasks_count_what_the_pages_behind_them_list()
    {
        await using var host = new HostOf<StatisticsHost>();
        var tasks = (await (await host.Started()).Page(StatisticsHost.Dgefp, "/accueil")).QuerySelectorAll("#a-suivre a");

        Assert.StartsWith("2\u00a0déclarations en retard\u00a0: ESF\u00a02025", tasks[0].TextContent, StringComparison.Ordinal);
        Assert.Equal(2, (await host.Host.Page(StatisticsHost.Dgefp, tasks[0].GetAttribute("href")!)).QuerySelectorAll("#suivi tbody tr").Length);
        var deliveries = tasks.Single(t => t.GetAttribute("href")!.Contains("transmissions", StringComparison.Ordinal));
        var listed = (await host.Host.Page(StatisticsHost.Dgefp, deliveries.GetAttribute("href")!)).QuerySelectorAll("main tbody tr").Length;
        Assert.StartsWith($"{listed}\u00a0transmissions à faire", deliveries.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(
            (await host.Host.Page(StatisticsHost.Dreets, "/accueil")).QuerySelectorAll("#a-suivre a"), a => a.GetAttribute("href")!.Contains("transmissions", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "figures": [ { "code": "X", "label": "X", "table": "J99", "column": "TOTAL" } ] }""", "le tableau «\u00A0J99\u00A0» n’existe pas")]
    [InlineData("""{ "figures": [ { "code": "X", "label": "X", "table": "J2", "column": "RIEN" } ] }""", "n’a pas de colonne «\u00A0RIEN\u00A0»")]
    [InlineData("""{ "figures": [ { "code": "X", "label": "X", "table": "J4", "block": "Rien", "column": "STA" } ] }""", "n’a pas de partie «\u00A0Rien\u00A0»")]
    [InlineData("""{ "figures": [ { "code": "X", "label": "X", "table": "J2", "column": "APP" }, { "code": "X", "label": "Y", "table": "J2", "column": "VOL" } ] }""", "employé deux fois")]
    [InlineData("""{ "figures": [ { "code": "X", "libelle": "X", "table": "J2", "column": "APP" } ] }""", "clé inconnue ou absente")]
    public void Read_refuses_a_file_that_names_what_is_not_there(string json, string sentence) => Assert.Contains(
        sentence, Assert.Throws<StatTableException>(() => KeyFigures.Read("key-figures.json", json, StatisticsData.Tables)).Message, StringComparison.Ordinal);

    private static async Task<(string Value, string Signs)> Charges(StatisticsHost host)
    {
        var card = (await host.Page(StatisticsHost.Dgefp, "/accueil")).GetElementById("chiffre-charges")!;
        return (card.QuerySelector("data")!.GetAttribute("value")!, card.QuerySelector(".soffi-figure__unit")!.TextContent);
    }

    /// <summary>A second submission of the statement of 2025 of an operator, whose charges are other.</summary>
    private static async Task Correct(SoffiDbContext context, bool commits)
    {
        var campaign = (await context.Campaigns.SingleAsync(c => c.Exercise == 2025)).Id;
        var body = await context.Operators.SingleAsync(o => o.Code == "AKTO");
        var declaration = await context.Declarations.SingleAsync(d => d.CampaignId == campaign && d.OperatorId == body.Id);
        await using var transaction = await context.Database.BeginTransactionAsync();
        (await context.Submissions.SingleAsync(s => s.DeclarationId == declaration.Id)).Supersede();
        await context.SaveChangesAsync();
        context.Submissions.Add(new Submission(
            declaration, 2, "ESF-2025-AKTO-0002", new SignedBy(Guid.NewGuid(), "Marc Bernard", "Directeur"), "{}", new string('b', 64),
            FilledStatements.Values(FilledStatements.Form(2025, OperatorType.Opco), body, 400), StatisticsData.Now));
        await context.SaveChangesAsync();
        if (commits)
        {
            await transaction.CommitAsync();
        }
    }

    /// <summary>A host of its own for a test that changes it.</summary>
    private sealed class HostOf<T> : IAsyncDisposable
        where T : StatisticsHost, new()
    {
        public T Host { get; } = new();

        public async Task<T> Started()
        {
            await ((IAsyncLifetime)Host).InitializeAsync();
            return Host;
        }

        public async ValueTask DisposeAsync() => await ((IAsyncLifetime)Host).DisposeAsync();
    }
}
