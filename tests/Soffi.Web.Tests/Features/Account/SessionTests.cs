using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Audit;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Features.Account;

/// <summary>How long a session lives and how it ends.</summary>
public sealed class SessionTests : IDisposable
{
    private readonly SignInFactory _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    [Trait("Exigence", "CGU-A3")]
    public async Task Leave_a_session_alone_for_thirty_minutes_ends_it()
    {
        var browser = await _factory.SignedInAsync(DemoAccounts.Nouveau);

        _factory.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/essai/moi")).StatusCode);
        _factory.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/essai/moi")).StatusCode);
        _factory.Clock.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/essai/moi")).StatusCode);
    }

    [Fact]
    public async Task Use_a_session_for_twelve_hours_ends_it_however_busy()
    {
        var browser = await _factory.SignedInAsync(DemoAccounts.Nouveau);

        for (var step = 1; step < 12 * 3; step++)
        {
            _factory.Clock.Advance(TimeSpan.FromMinutes(20));
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/essai/moi")).StatusCode);
        }

        _factory.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/essai/moi")).StatusCode);
        Assert.Equal(0, await _factory.DatabaseAsync(d => d.UserSessions.CountAsync()));
    }

    [Fact]
    public async Task Sign_out_closes_both_sessions_and_writes_the_journal()
    {
        var browser = await _factory.SignedInAsync(DemoAccounts.Nouveau);

        var page = await browser.GetAsync("/");
        var end = await browser.FollowAsync(await browser.SubmitAsync(page, "form[action='/deconnexion']"));

        Assert.Equal("/deconnexion/terminee", end.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal("Vous êtes déconnecté", (await end.ReadPageAsync()).QuerySelector("h1")!.TextContent);
        Assert.Equal(0, await _factory.DatabaseAsync(d => d.UserSessions.CountAsync()));
        Assert.Contains(AuditAction.SignOut, await _factory.DatabaseAsync(d => d.Set<AuditEntry>().Select(e => e.Action).ToListAsync()));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/essai/moi")).StatusCode);
        var again = await browser.FollowAsync(await browser.GetAsync("/connexion"));
        Assert.Equal("/portail/connexion", again.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task Sign_out_without_the_antiforgery_token_is_refused()
    {
        var browser = await _factory.SignedInAsync(DemoAccounts.Nouveau);

        using var content = new FormUrlEncodedContent([]);
        var answer = await browser.PostAsync(new Uri("/deconnexion", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/essai/moi")).StatusCode);
    }

    [Fact]
    public async Task Sign_out_after_the_session_ended_shows_the_same_page()
    {
        using var content = new FormUrlEncodedContent([]);
        var answer = await _factory.NewBrowser().PostAsync(new Uri("/deconnexion", UriKind.Relative), content);

        Assert.Equal("/deconnexion/terminee", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Delete_the_session_row_closes_the_session_at_once()
    {
        var browser = await _factory.SignedInAsync(DemoAccounts.Nouveau);

        await _factory.DatabaseAsync(d => d.UserSessions.ExecuteDeleteAsync());

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/essai/moi")).StatusCode);
    }
}
