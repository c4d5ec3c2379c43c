using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Statistics;
using Soffi.Web.Infrastructure.Seed;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>Published figures come back through the engine from the series imported.</summary>
public sealed class SeriesFiguresTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private SoffiDbContext _context = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.Create();
        _context = _database.Open();
        await new DemoSeries(_context, new AuditTrail(_context), new FakeTimeProvider(StatisticsData.Now)).Seed(default);
    }

    public async Task DisposeAsync()
    {
        await _context.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Collection_of_2016_by_nature_has_its_published_amounts_shares_and_total()
    {
        var result = await Compute(Query("COLLECTE-OPCA-NATURE", ["ressource"], 2016) with { Derived = StatDerived.ShareOfColumn });

        Assert.Equal([5_224m, 495m, 1_307m, 7_026m], result.Rows.Select(r => r.Cells[0].Rounded!.Value));
        Assert.Equal([74.4m, 7.0m, 18.6m], result.Rows.Where(r => r.Kind == StatRowKind.Data).Select(r => r.Cells[1].Rounded!.Value));
        Assert.Equal(["Légale", "Conventionnelle", "Volontaire", "Total"], result.Rows.Select(r => r.Label));
        Assert.Contains("Collecte des OPCA par nature", result.Notes.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collection_of_2017_grows_on_the_revised_base_of_2016()
    {
        var result = await Compute(Query("COLLECTE-OPCA", [], 2017) with { Derived = StatDerived.Growth });
        var growth = result.Rows.Single().Cells[1];

        Assert.Equal(7_317m, result.Rows.Single().Cells[0].Rounded);
        Assert.Equal(4.55m, Math.Round(growth.Exact!.Value, 2, MidpointRounding.AwayFromZero));
        Assert.Equal("(r)", StatText.Signs(growth.Flags));
        Assert.Contains(result.Legend, l => l.StartsWith("(r)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Collection_of_2016_is_revised_and_its_first_value_is_kept()
    {
        var result = await Compute(Query("COLLECTE-OPCA", [StatDimensions.Exercise], 2016, 2017));

        Assert.Equal([(6_998.6m, "(r)"), (7_317.0m, "")], result.Groups[0].Rows.Select(r => (r.Cells[0].Rounded!.Value, StatText.Signs(r.Cells[0].Flags))));
        Assert.Equal([7_026m, 6_998.6m], await _context.SeriesValues.Where(v => v.Year == 2016 && v.Member == "")
            .OrderBy(v => v.Version).Select(v => v.Number / 10_000m).ToListAsync());
        Assert.Equal(4.14m, Math.Round((7_317m - 7_026m) * 100 / 7_026m, 2, MidpointRounding.AwayFromZero));
    }

    [Fact]
    public async Task J10_shows_the_spending_by_funder_with_shares_of_a_hundred()
    {
        var result = await Results.Compute(_context, "J10", "2022");

        Assert.Equal(["Opérateurs de compétences", "État", "Autres organismes de service public", "Régions", "Ménages", "Autres collectivités", "Total"], result.Rows.Select(r => r.Label));
        Assert.Equal(10_952m, result.Find("OPCO", "MONTANT")!.Rounded);
        Assert.Equal(31_777m, result.Find("TOTAL", "MONTANT")!.Rounded);
        Assert.Equal(100m, result.Rows.Where(r => r.Kind == StatRowKind.Data).Sum(r => result.Find(r.Key, "MONTANT.PART")!.Rounded));
        Assert.Equal("n.d.", StatText.Of(result.Find("OPCO", "MONTANT.EVOL")!));
        Assert.Empty(result.Coverage);
    }

    [Fact]
    public async Task Question_on_a_series_that_is_withdrawn_or_not_split_that_way_is_refused()
    {
        await new PublishedSeriesRegister(_context, new AuditTrail(_context), TimeProvider.System).Withdraw("DEPENSE-NATIONALE", "Essai", Guid.NewGuid(), "Inès Durand", default);
        var frame = await Results.Queries(_context).Frame(default);

        Assert.Contains("n’est pas importée", Assert.Single(StatQueryCheck.Refusals(Query("DEPENSE-NATIONALE", [], 2022), frame, StatScope.ByOperator)), StringComparison.Ordinal);
        Assert.Contains("n’est pas ventilée par", Assert.Single(StatQueryCheck.Refusals(Query("COLLECTE-OPCA", [StatDimensions.Region], 2016), frame, StatScope.ByOperator)), StringComparison.Ordinal);
        Assert.Empty(StatQueryCheck.Refusals(Query("COLLECTE-OPCA-NATURE", ["ressource"], 2016), frame, StatScope.ByOperator));
    }

    private static StatQuery Query(string series, IReadOnlyList<string> rows, params int[] years) => new()
    {
        Title = "Essai",
        Rows = rows,
        Columns = [StatDimensions.Measure],
        Exercises = years,
        Measures = [new StatMeasure("M", "Montant", "", new StatUnit("M€", 1, 1)) { Series = series }],
    };

    private async Task<StatResult> Compute(StatQuery query)
    {
        var queries = Results.Queries(_context);
        return await queries.Compute(query, await queries.Frame(default), StatReader.Everything, default);
    }
}

/// <summary>A file is shown before it is imported; each act is in the journal, and those who may not are refused.</summary>
public sealed class PublishedSeriesImportTests : IAsyncLifetime, IDisposable
{
    private const string ImportPage = "/statistiques/series/import";
    private const string First = "serie;titre;unite;source;annee;valeur\nESSAI;Série d’essai;M€;Rapport, page 3;2016;7026\n";
    private const string Second = "serie;titre;unite;source;annee;valeur\nESSAI;Série d’essai;M€;Rapport, page 4;2016;6998,6\nESSAI;Série d’essai;M€;Rapport, page 4;2017;7317\n";

    private readonly SignInFactory _factory = new();

    public async Task InitializeAsync()
    {
        await _factory.PublishCguAsync();
        await _factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        await _factory.GrantAsync(DemoAccounts.AgentDreets, Role.AgentDreets, regionCode: "84");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _factory.Dispose();

    [Fact]
    public async Task Send_a_file_shows_it_and_stores_nothing_before_agreement()
    {
        var agent = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        using var answer = await Send(agent, First);
        var page = await answer.ReadPageAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Nouvelle série : 1 valeur nouvelle", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Empty(await _factory.DatabaseAsync(d => d.PublishedSeries.ToListAsync()));
        Assert.Empty(await _factory.JournalAsync(AuditAction.SeriesImported));
    }

    [Fact]
    public async Task Confirm_a_file_stores_it_with_its_source_and_writes_the_journal()
    {
        var agent = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        var list = await Import(agent, First);
        var page = await agent.PageAsync("/statistiques/series/ESSAI");

        Assert.Contains("1 valeur enregistrée", list.TextOf("#etat"), StringComparison.Ordinal);
        Assert.Contains("Série d’essai", list.TextOf("#series"), StringComparison.Ordinal);
        Assert.Contains("Rapport, page 3", page.TextOf("main"), StringComparison.Ordinal);
        var series = await _factory.DatabaseAsync(d => d.PublishedSeries.SingleAsync());
        Assert.Equal(("ESSAI", SeriesImportViewModel.Hash(Encoding.UTF8.GetBytes(First))), (series.Code, series.Sha256));
        Assert.NotNull(series.ImportedBy);
        var entry = Assert.Single(await _factory.JournalAsync(AuditAction.SeriesImported));
        Assert.Equal(("serie", "ESSAI"), (entry.ObjectType, entry.ObjectId));
        Assert.Contains("\"valeurs\":1", entry.DetailsJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_a_revised_value_keeps_the_former_one_beside_it()
    {
        var agent = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        await Import(agent, First);
        using var shown = await Send(agent, Second);
        Assert.Contains("Série connue : 1 valeur nouvelle, 1 révisée, 0 inchangée", (await shown.ReadPageAsync()).TextOf("main"), StringComparison.Ordinal);
        await Import(agent, Second);
        await Import(agent, Second);
        var page = await agent.PageAsync("/statistiques/series/essai");

        var line = page.QuerySelectorAll("#valeurs tbody tr").Single(r => r.QuerySelector("th")!.TextContent == "2016").TextContent;
        Assert.Contains("6\u202F998,6 (r)", line, StringComparison.Ordinal);
        Assert.Contains("7\u202F026,0", line, StringComparison.Ordinal);
        Assert.Equal(3, await _factory.DatabaseAsync(d => d.SeriesValues.CountAsync()));
        Assert.Equal(3, (await _factory.JournalAsync(AuditAction.SeriesImported)).Count);
    }

    [Fact]
    public async Task Withdraw_a_series_asks_why_and_keeps_its_values()
    {
        var agent = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        await Import(agent, First);

        using var without = await agent.SendAsync(await agent.PageAsync("/statistiques/series/ESSAI"), "main form", ("motif", " "));
        using var answer = await agent.SendAsync(await agent.PageAsync("/statistiques/series/ESSAI"), "main form", ("motif", "Publiée par erreur"));
        var page = await agent.PageAsync("/statistiques/series/ESSAI");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Redirect), (without.StatusCode, answer.StatusCode));
        Assert.Contains("Publiée par erreur", page.TextOf("#retiree"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main form"));
        Assert.Equal(1, await _factory.DatabaseAsync(d => d.SeriesValues.CountAsync()));
        Assert.Contains("Publi", Assert.Single(await _factory.JournalAsync(AuditAction.SeriesWithdrawn)).DetailsJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_a_bad_file_names_every_line_in_french_and_stores_nothing()
    {
        var agent = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        using var answer = await Send(agent, First + "ESSAI;Série d’essai;M€;Rapport, page 3;2017;beaucoup\nESSAI;Autre titre;M€;Rapport, page 3;16;1\n");
        var page = await answer.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Ligne 3 :", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("Ligne 4 : « 16 » n’est pas une année", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("points sont à corriger", page.TextOf("#erreurs"), StringComparison.Ordinal);
        Assert.Empty(await _factory.DatabaseAsync(d => d.PublishedSeries.ToListAsync()));
    }

    [Fact]
    public async Task Send_a_file_too_large_or_none_or_a_forged_confirmation_is_refused()
    {
        var agent = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        using var large = await Send(agent, First + new string(' ', SeriesImportViewModel.MaxBytes));
        using var none = await DocumentHost.Send(agent, await agent.PageAsync(ImportPage), "main form", null);
        using var shown = await Send(agent, First);
        using var forged = await agent.SendAsync(await shown.ReadPageAsync(), "main form", ("contenu", "pas du tout"));

        Assert.Equal(
            (HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (large.StatusCode, none.StatusCode, forged.StatusCode));
        Assert.Empty(await _factory.DatabaseAsync(d => d.PublishedSeries.ToListAsync()));
    }

    [Fact]
    public async Task Regional_agent_reads_the_series_and_changes_nothing()
    {
        await Import(await _factory.EnteredAsync(DemoAccounts.AgentDgefp), First);
        var agent = await _factory.EnteredAsync(DemoAccounts.AgentDreets);
        var list = await agent.PageAsync("/statistiques/series");

        Assert.Contains("ESSAI", list.TextOf("#series"), StringComparison.Ordinal);
        Assert.Null(list.QuerySelector("a[href='/statistiques/series/import']"));
        Assert.Null((await agent.PageAsync("/statistiques/series/ESSAI")).QuerySelector("main form"));
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync(ImportPage)).StatusCode);
    }

    [Theory]
    [InlineData("/statistiques/series/confirmation")]
    [InlineData("/statistiques/series/ESSAI/retrait")]
    public async Task Post_without_the_antiforgery_token_changes_nothing(string path)
    {
        var agent = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        await Import(agent, First);

        using var answer = await agent.SendFieldsAsync(path, new Dictionary<string, string> { ["motif"] = "Sans jeton", ["nom"] = "a.csv", ["contenu"] = "AAAA" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await _factory.DatabaseAsync(d => d.PublishedSeries.SingleAsync())).Holds);
    }

    [Fact]
    public async Task Open_a_series_that_does_not_exist_is_not_found()
    {
        var agent = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync("/statistiques/series/RIEN")).StatusCode);
        Assert.Equal("text/csv", (await agent.GetAsync("/statistiques/series/modele.csv")).Content.Headers.ContentType!.MediaType);
    }

    private static async Task<HttpResponseMessage> Send(HttpClient agent, string text) =>
        await DocumentHost.Send(agent, await agent.PageAsync(ImportPage), "main form", Encoding.UTF8.GetBytes(text), "serie.csv");

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> Import(HttpClient agent, string text)
    {
        using var shown = await Send(agent, text);
        using var done = await agent.SendAsync(await shown.ReadPageAsync(), "main form");
        return await (await agent.FollowAsync(done)).ReadPageAsync();
    }
}
