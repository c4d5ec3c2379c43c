using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Features.Account;

/// <summary>Sign-in through the real portal of services. CGU articles 22, 23 and 25.</summary>
public sealed class SignInTests : IDisposable
{
    private readonly SignInFactory _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    [Trait("Exigence", "CGU-25")]
    public async Task Open_a_page_without_session_leads_to_sign_in_and_back_to_the_page()
    {
        var browser = _factory.NewBrowser();

        var answer = await browser.GetAsync("/essai/moi?onglet=2");
        Assert.Equal("/connexion?retour=%2Fessai%2Fmoi%3Fonglet%3D2", answer.Headers.Location!.OriginalString);

        var page = await browser.SignInAsync(DemoAccounts.DeclarantOpco.Email, "/essai/moi?onglet=2");
        Assert.Equal("/essai/moi?onglet=2", page.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Equal("Claire Martin", await page.Content.ReadAsStringAsync());
    }

    [Fact]
    [Trait("Exigence", "CGU-22")]
    public async Task Sign_in_the_first_time_creates_the_person_binds_the_grants_and_writes_the_journal()
    {
        await _factory.GrantAsync(" Agent.DGEFP@demo.soffi.example ", Role.AgentDgefp);

        var browser = await _factory.SignedInAsync(DemoAccounts.AgentDgefp);

        var user = await _factory.DatabaseAsync(d => d.Users.SingleAsync());
        Assert.Equal("http://localhost:5080/portail/", user.Issuer);
        Assert.Equal("agent.dgefp@demo.soffi.example", user.Email);
        Assert.Equal("Inès Rousseau", user.DisplayName);
        Assert.Equal(user.Id, (await _factory.DatabaseAsync(d => d.Grants.SingleAsync())).UserId);
        var entry = await _factory.DatabaseAsync(d => d.Set<AuditEntry>().SingleAsync());
        Assert.Equal(AuditAction.SignIn, entry.Action);
        Assert.Equal(user.Id, entry.ActorId);
        Assert.Equal("chiffres", await browser.GetStringAsync("/essai/statistiques"));
    }

    [Fact]
    public async Task Sign_in_again_keeps_one_person_and_binds_the_grants_prepared_since()
    {
        await _factory.SignedInAsync(DemoAccounts.AgentDgefp);
        await _factory.GrantAsync(DemoAccounts.AgentDgefp.Email, Role.AgentDgefp);

        var browser = await _factory.SignedInAsync(DemoAccounts.AgentDgefp);

        Assert.Equal(1, await _factory.DatabaseAsync(d => d.Users.CountAsync()));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/essai/statistiques")).StatusCode);
    }

    [Fact]
    public async Task Sign_in_keeps_the_ticket_encrypted_in_the_database_and_a_closed_cookie_in_the_browser()
    {
        var browser = _factory.NewBrowser();
        var form = await browser.FollowAsync(await browser.GetAsync("/connexion"));
        var answer = await browser.SubmitAsync(
            form, "main form", ("Email", DemoAccounts.Nouveau.Email), ("Password", SignInDriver.Password));
        var back = await browser.GetAsync(answer.Headers.Location);
        var callback = await browser.GetAsync(back.Headers.Location);

        var cookie = Assert.Single(callback.Headers.GetValues("Set-Cookie"), c => c.StartsWith("soffi=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires=", cookie, StringComparison.OrdinalIgnoreCase);
        var session = await _factory.DatabaseAsync(d => d.UserSessions.SingleAsync());
        Assert.DoesNotContain("Petit", Encoding.UTF8.GetString(session.Ticket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_a_page_without_the_permission_is_refused_in_words()
    {
        var browser = await _factory.SignedInAsync(DemoAccounts.Nouveau);

        var answer = await browser.GetAsync("/essai/statistiques");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("Vous n’avez pas accès à cette page", (await answer.ReadPageAsync()).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Withdraw_a_grant_takes_effect_at_the_next_request()
    {
        await _factory.GrantAsync(DemoAccounts.AgentDgefp.Email, Role.AgentDgefp);
        var browser = await _factory.SignedInAsync(DemoAccounts.AgentDgefp);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/essai/statistiques")).StatusCode);

        await _factory.DatabaseAsync(async d =>
        {
            foreach (var grant in await d.Grants.ToListAsync())
            {
                grant.Revoke(_factory.Clock.GetUtcNow());
            }

            return await d.SaveChangesAsync();
        });

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/essai/statistiques")).StatusCode);
    }

    [Fact]
    [Trait("Exigence", "CGU-23")]
    public async Task Sign_in_with_an_address_of_another_identity_is_refused_with_the_reason()
    {
        await _factory.DatabaseAsync(d =>
        {
            d.Users.Add(new User("https://ancien.example", "42", DemoAccounts.Nouveau.Email, "Lucie", "Petit", _factory.Clock.GetUtcNow()));
            return d.SaveChangesAsync();
        });

        var page = await _factory.NewBrowser().SignInAsync(DemoAccounts.Nouveau.Email, "/essai/moi");

        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("Chaque personne dispose d’un seul compte", (await page.ReadPageAsync()).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await _factory.DatabaseAsync(d => d.Users.CountAsync()));
        Assert.Equal(0, await _factory.DatabaseAsync(d => d.UserSessions.CountAsync()));
        var entry = await _factory.DatabaseAsync(d => d.Set<AuditEntry>().SingleAsync());
        Assert.Equal((AuditAction.SignInRefused, AuditEntry.Refused), (entry.Action, entry.Result));
    }

    [Theory]
    [InlineData("https://ailleurs.example/")]
    [InlineData("//ailleurs.example/")]
    [InlineData("/\\ailleurs.example/")]
    [InlineData("/connexion")]
    public async Task Sign_in_with_a_foreign_return_address_opens_the_home_page(string address)
    {
        var page = await _factory.NewBrowser().SignInAsync(DemoAccounts.Nouveau.Email, address);

        Assert.Equal("http://localhost:5080/cgu/acceptation?retour=%2Faccueil", page.RequestMessage!.RequestUri!.ToString());
    }

    [Fact]
    public async Task Ask_from_a_script_without_session_is_answered_401()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/essai/moi");
        request.Headers.Accept.ParseAdd("application/json");

        var answer = await _factory.NewBrowser().SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("/connexion/retour?code=abc&state=perdu")]
    [InlineData("/connexion/retour?error=server_error&state=perdu")]
    [InlineData("/connexion/retour")]
    public async Task Come_back_with_a_lost_state_offers_to_start_again(string address)
    {
        var browser = _factory.NewBrowser();

        var answer = await browser.FollowAsync(await browser.GetAsync(address));
        var page = await answer.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("La connexion n’a pas abouti", page.QuerySelector("h1")!.TextContent);
        Assert.StartsWith("/connexion", page.QuerySelector("main a.fr-btn")!.GetAttribute("href")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_in_while_the_portal_does_not_answer_says_so()
    {
        _factory.Settings["Oidc:Authority"] = "http://localhost:5080/absent";
        _factory.Settings["Oidc:ClientId"] = "soffi";

        var answer = await _factory.NewBrowser().GetAsync("/connexion");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("Le portail de services ne répond pas", (await answer.ReadPageAsync()).QuerySelector("h1")!.TextContent);
    }
}
