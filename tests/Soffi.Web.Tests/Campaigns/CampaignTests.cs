using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Campaigns;

/// <summary>An administrator moves deadlines, closes and opens campaigns; each act has its reason in the journal.</summary>
public sealed class CampaignTests : IAsyncLifetime, IDisposable
{
    private readonly SignInFactory _factory = new();
    private int _campaign;

    public async Task InitializeAsync()
    {
        await _factory.PublishCguAsync();
        _campaign = await _factory.CampaignAsync();
        await _factory.GrantAsync(DemoAccounts.Administrateur, Role.Administrator);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _factory.Dispose();

    [Theory]
    [InlineData("d/M/yyyy")]
    [InlineData("yyyy-MM-dd")]
    public async Task Move_the_deadline_keeps_the_hour_of_Paris_and_the_reason(string format)
    {
        var browser = await _factory.EnteredAsync(DemoAccounts.Administrateur);
        var day = DateOnly.FromDateTime(_factory.Clock.GetUtcNow().UtcDateTime.AddDays(60));

        var answer = await SubmitDeadline(browser, day.ToString(format, System.Globalization.CultureInfo.InvariantCulture), "23:59", "Jours fériés");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(ParisTime.At(day, new TimeOnly(23, 59, 59)), (await Campaign()).Deadline);
        var entry = Assert.Single(await _factory.JournalAsync(AuditAction.DeadlineMoved));
        Assert.Contains("Jours f", entry.DetailsJson, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("31/02/2027", "23:59", "Motif", "jj/mm/aaaa")]
    [InlineData("bientôt", "23:59", "Motif", "jj/mm/aaaa")]
    [InlineData("", "", "", "jj/mm/aaaa")]
    [InlineData("01/06/2027", "25:00", "Motif", "hh:mm")]
    [InlineData("01/06/2000", "23:59", "Motif", "dans le futur")]
    [InlineData("28/03/2027", "02:30", "Motif", "hh:mm")]
    [InlineData("01/06/2127", "23:59", " ", "motif")]
    public async Task Move_the_deadline_to_something_impossible_says_what_to_type(string day, string hour, string reason, string expected)
    {
        var before = (await Campaign()).Deadline;
        var browser = await _factory.EnteredAsync(DemoAccounts.Administrateur);

        var answer = await SubmitDeadline(browser, day, hour, reason);
        var page = await answer.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(page.QuerySelectorAll(".fr-message--error"), e => e.TextContent.Contains(expected, StringComparison.Ordinal));
        Assert.Equal(day, page.QuerySelector("input[name=Day]")!.GetAttribute("value"));
        Assert.Equal(before, (await Campaign()).Deadline);
        Assert.Empty(await _factory.JournalAsync(AuditAction.DeadlineMoved));
    }

    [Fact]
    public async Task Close_then_open_again_writes_both_with_their_reasons()
    {
        var browser = await _factory.EnteredAsync(DemoAccounts.Administrateur);

        var closing = await Submit(browser, "fermeture", ("ClosingReason", "Collecte terminée"));
        Assert.False((await Campaign()).IsOpen(_factory.Clock.GetUtcNow()));
        await Submit(browser, "reouverture", ("ClosingReason", "Un retard admis"));

        Assert.Equal(HttpStatusCode.Redirect, closing.StatusCode);
        Assert.True((await Campaign()).IsOpen(_factory.Clock.GetUtcNow()));
        Assert.Single(await _factory.JournalAsync(AuditAction.CampaignClosed));
        Assert.Single(await _factory.JournalAsync(AuditAction.CampaignOpened));
    }

    [Fact]
    public async Task Close_without_a_reason_asks_for_one()
    {
        var browser = await _factory.EnteredAsync(DemoAccounts.Administrateur);

        var answer = await Submit(browser, "fermeture", ("ClosingReason", ""));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await Campaign()).IsOpen(_factory.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Open_the_campaigns_without_being_an_administrator_is_refused()
    {
        await _factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/campagnes")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync($"/campagnes/{_campaign}")).StatusCode);
    }

    [Fact]
    public async Task Open_a_campaign_that_does_not_exist_is_not_found()
    {
        var browser = await _factory.EnteredAsync(DemoAccounts.Administrateur);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/campagnes/999")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/campagnes")).StatusCode);
    }

    [Fact]
    public async Task Post_without_the_antiforgery_token_changes_nothing()
    {
        var browser = await _factory.EnteredAsync(DemoAccounts.Administrateur);
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("ClosingReason", "Sans jeton")]);

        var answer = await browser.PostAsync(new Uri($"/campagnes/{_campaign}/fermeture", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await Campaign()).IsOpen(_factory.Clock.GetUtcNow()));
    }

    private Task<Campaign> Campaign() => _factory.DatabaseAsync(d => d.Campaigns.AsNoTracking().SingleAsync());

    private Task<HttpResponseMessage> SubmitDeadline(HttpClient browser, string day, string hour, string reason) =>
        Submit(browser, "echeance", ("Day", day), ("Hour", hour), ("Reason", reason));

    private async Task<HttpResponseMessage> Submit(HttpClient browser, string act, params (string, string)[] fields)
    {
        var page = await browser.GetAsync($"/campagnes/{_campaign}");
        return await browser.SubmitAsync(page, $"form[action='/campagnes/{_campaign}/{act}']", fields);
    }
}
