using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Audit;

/// <summary>The journal is read by entitled agents; everyone reads their own lines.</summary>
public sealed class AuditPagesTests : IAsyncLifetime, IDisposable
{
    private readonly SignInFactory _factory = new();

    public async Task InitializeAsync()
    {
        await _factory.PublishCguAsync();
        await _factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _factory.Dispose();

    [Fact]
    [Trait("CGU", "CGU-83")]
    public async Task Filter_the_journal_shows_the_lines_asked_for_and_keeps_the_filter_from_page_to_page()
    {
        await WriteLines(60);
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        var page = await (await browser.GetAsync("/audit?action=campagne.fermeture")).ReadPageAsync();

        Assert.Equal(50, page.QuerySelectorAll("#journal tbody tr").Length);
        Assert.All(page.QuerySelectorAll("#journal tbody tr td:nth-child(3)"), cell => Assert.Equal("Clôture d’une campagne", cell.TextContent));
        Assert.Contains("60 lignes", page.QuerySelector("#journal caption")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll(".fr-pagination a[href]"), a => a.GetAttribute("href") == "/audit?action=campagne.fermeture&page=2");
    }

    [Fact]
    [Trait("CGU", "CGU-83")]
    public async Task Export_a_search_gives_every_line_for_a_spreadsheet_guards_formulas_and_is_itself_noted()
    {
        await WriteLines(60);
        await WriteAt(_factory.Clock.GetUtcNow(), "=1+1");
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        using var answer = await browser.GetAsync("/audit/export?action=campagne.fermeture");

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = System.Text.Encoding.UTF8.GetString(bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length >= 61);
        Assert.All(lines, l => Assert.DoesNotContain(";=1+1;", l, StringComparison.Ordinal));
        var noted = Assert.Single(await _factory.JournalAsync(AuditAction.JournalExported));
        Assert.Contains("campagne.fermeture", noted.DetailsJson, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync("/audit/export?du=hier")).StatusCode);
    }

    [Fact]
    [Trait("CGU", "CGU-84")]
    [Trait("CGU", "CGU-85")]
    public async Task Read_the_navigation_of_somebody_is_for_entitled_agents_and_is_noted()
    {
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        await _factory.Services.GetRequiredService<Soffi.Web.Infrastructure.Traces.NavigationLog>().Flush();

        var page = await (await browser.GetAsync("/audit/navigation")).ReadPageAsync();

        Assert.Contains("/cgu/acceptation", page.QuerySelector("#navigation")!.TextContent, StringComparison.Ordinal);
        Assert.Single(await _factory.JournalAsync(AuditAction.NavigationRead));
        var other = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync("/audit/navigation")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync("/audit/export")).StatusCode);
        Assert.All(await _factory.JournalAsync(AuditAction.AccessDenied), e => Assert.Equal(AuditEntry.Refused, e.Result));
    }

    [Fact]
    public async Task Search_words_and_refusals_finds_the_lines()
    {
        var other = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        await other.GetAsync("/audit");
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        var refusals = await (await browser.GetAsync("/audit?resultat=refus&mots=Petit")).ReadPageAsync();

        Assert.Contains("Page refusée", Assert.Single(refusals.QuerySelectorAll("#journal tbody tr")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_by_day_counts_days_as_in_Paris()
    {
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        await WriteAt(new DateTimeOffset(2026, 5, 31, 21, 59, 59, TimeSpan.Zero), "avant");
        await WriteAt(new DateTimeOffset(2026, 5, 31, 22, 0, 0, TimeSpan.Zero), "apres");

        var may = await (await browser.GetAsync("/audit?du=31/05/2026&au=31/05/2026")).ReadPageAsync();
        var june = await (await browser.GetAsync("/audit?du=2026-06-01&au=2026-06-01")).ReadPageAsync();

        Assert.Contains("avant", Assert.Single(may.QuerySelectorAll("#journal tbody tr")).TextContent, StringComparison.Ordinal);
        Assert.Contains("apres", Assert.Single(june.QuerySelectorAll("#journal tbody tr")).TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?du=hier")]
    [InlineData("?au=31/02/2026")]
    [InlineData("?personne=quelqu-un")]
    [InlineData("?operateur=AKTO")]
    public async Task Filter_on_something_unreadable_says_so(string query)
    {
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync("/audit" + query)).StatusCode);
    }

    [Theory]
    [InlineData("?page=-3")]
    [InlineData("?page=100000")]
    public async Task Ask_for_a_page_beyond_the_ends_shows_the_nearest(string query)
    {
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/audit" + query)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/audit/moi" + query)).StatusCode);
    }

    [Fact]
    [Trait("CGU", "CGU-83")]
    public async Task See_my_history_shows_my_lines_and_nobody_else_s()
    {
        await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var browser = await _factory.EnteredAsync(DemoAccounts.Nouveau);

        var page = await (await browser.GetAsync("/audit/moi")).ReadPageAsync();

        var people = page.QuerySelectorAll("#mes-actions tbody tr td:nth-child(2)").Select(c => c.TextContent).Distinct();
        Assert.Equal("Lucie Petit", Assert.Single(people));
        Assert.Null(page.QuerySelector("#consultations"));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/audit")).StatusCode);
    }

    [Fact]
    [Trait("CGU", "CGU-49")]
    [Trait("CGU", "CGU-59")]
    public async Task Verify_the_journal_names_the_line_that_was_changed_behind_its_back()
    {
        await WriteLines(5);
        await _factory.DatabaseAsync(database => new AuditSealer(database, _factory.Clock).Seal());
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        var before = (await (await browser.GetAsync("/audit/integrite")).ReadPageAsync()).QuerySelector("main")!.TextContent;
        await _factory.DatabaseAsync(database => database.Database.ExecuteSqlRawAsync("UPDATE AuditEntries SET ActorName = 'Autre' WHERE ObjectId = 'ESF-3'"));
        var after = (await (await browser.GetAsync("/audit/integrite")).ReadPageAsync()).QuerySelector(".fr-alert--error")!.TextContent;

        Assert.Contains("Intégrité vérifiée", before, StringComparison.Ordinal);
        Assert.Contains("a été modifiée après son scellement", after, StringComparison.Ordinal);
    }

    private Task WriteLines(int count) => _factory.DatabaseAsync(async database =>
    {
        var trail = new AuditTrail(database);
        for (var line = 0; line < count; line++)
        {
            trail.Add(new AuditEntry(_factory.Clock.GetUtcNow(), null, AuditEntry.System, AuditAction.CampaignClosed, "campagne", $"ESF-{line}", null, "{}"));
        }

        return await database.SaveChangesAsync();
    });

    private Task WriteAt(DateTimeOffset at, string id) => _factory.DatabaseAsync(database =>
    {
        new AuditTrail(database).Add(new AuditEntry(at, null, AuditEntry.System, AuditAction.CampaignClosed, "campagne", id, null, "{}"));
        return database.SaveChangesAsync();
    });
}
