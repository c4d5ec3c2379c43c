using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Domain.Audit;
using Soffi.Portal.Connect;
using Soffi.Portal.Store;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Portal;

/// <summary>A session that ends at the portal ends in Soffi: the real portal tells the real Soffi (CGU articles 32 and 52).</summary>
public sealed class BackChannelLogoutTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Uri Endpoint = new("/deconnexion/portail", UriKind.Relative);

    private readonly SignInFactory _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    [Trait("CGU", "CGU-32")]
    [Trait("CGU", "CGU-52")]
    public async Task Disconnect_everywhere_closes_every_session_of_the_person_in_Soffi_and_nobody_elses()
    {
        var office = await _factory.SignedInAsync(DemoAccounts.DeclarantOpco);
        var home = await _factory.SignedInAsync(DemoAccounts.DeclarantOpco);
        var colleague = await _factory.SignedInAsync(DemoAccounts.SignataireOpco);
        Assert.True(await IsInAsync(office) && await IsInAsync(home) && await IsInAsync(colleague));

        using var answer = await office.SubmitAsync(await office.GetAsync("/portail/compte/sessions"), "form#partout");

        Assert.Equal("/portail/connexion", answer.Headers.Location!.ToString());
        await UntilOutAsync(office);
        await UntilOutAsync(home);
        Assert.True(await IsInAsync(colleague));
        var entries = (await _factory.JournalAsync(AuditAction.SignOut)).Where(entry => entry.DetailsJson.Contains("portail de services", StringComparison.Ordinal));
        Assert.Equal(2, entries.Count());
    }

    [Fact]
    [Trait("CGU", "CGU-32")]
    [Trait("CGU", "CGU-52")]
    public async Task Close_one_session_at_the_portal_leaves_the_other_open_in_Soffi()
    {
        var office = await _factory.SignedInAsync(DemoAccounts.DeclarantOpco);
        var home = await _factory.SignedInAsync(DemoAccounts.DeclarantOpco);

        // Signing out of the portal alone, on its own page.
        using var answer = await office.SubmitAsync(await office.GetAsync("/portail"), "main form");

        await UntilOutAsync(office);
        Assert.True(await IsInAsync(home));
    }

    [Fact]
    public async Task Receive_a_true_token_closes_once_and_a_replayed_one_nothing()
    {
        var browser = await _factory.SignedInAsync(DemoAccounts.DeclarantOpco);
        var token = Token(notice => notice);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(token));
        Assert.False(await IsInAsync(browser));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(token));
    }

    [Fact]
    public async Task Receive_a_token_that_is_not_to_be_believed_closes_nothing()
    {
        var browser = await _factory.SignedInAsync(DemoAccounts.DeclarantOpco);
        var genuine = Token(notice => notice);
        var identity = await IdentityTokenAsync();
        var late = Token(notice => notice);

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(null));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("illisible"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync($"{genuine[..^8]}AAAAAAAA"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(Unsigned(genuine)));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(Token(notice =>
        {
            notice.ClientId = "autre-service";
            return notice;
        })));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(identity));
        Assert.True(await IsInAsync(browser));
        _factory.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(late));
        Assert.True(await IsInAsync(browser));
    }

    /// <summary>A token that the portal signs for every session of the declarant.</summary>
    private string Token(Func<LogoutNotice, LogoutNotice> change)
    {
        using var scope = _factory.Services.CreateScope();
        var database = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        var user = PortalSeeder.SubjectOf(DemoAccounts.DeclarantOpco);
        var session = database.Sessions.AsNoTracking().First(row => row.UserId == user).Id;
        return _factory.Services.GetRequiredService<LogoutTokens>().Create(change(new LogoutNotice { ClientId = "soffi", UserId = user, SessionId = session }));
    }

    /// <summary>An identity token of the same person: signed by the portal, for Soffi, but no logout token.</summary>
    private async Task<string> IdentityTokenAsync()
    {
        var row = await _factory.DatabaseAsync(database => database.UserSessions.AsNoTracking().FirstAsync());
        var ticket = await _factory.Services.GetRequiredService<DatabaseTickets>().RetrieveAsync(row.Key);
        return ticket!.Properties.Items[".Token.id_token"]!;
    }

    private static string Unsigned(string token)
    {
        var header = Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlEncode("""{"alg":"none","typ":"logout+jwt"}"""u8);
        return $"{header}.{token.Split('.')[1]}.";
    }

    private async Task<HttpStatusCode> PostAsync(string? token)
    {
        using var content = new FormUrlEncodedContent(token is null ? [] : [KeyValuePair.Create("logout_token", token)]);
        using var answer = await _factory.NewBrowser().PostAsync(Endpoint, content);
        return answer.StatusCode;
    }

    private static async Task<bool> IsInAsync(HttpClient browser)
    {
        using var answer = await browser.GetAsync("/essai/moi");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private static async Task UntilOutAsync(HttpClient browser)
    {
        using var late = new CancellationTokenSource(Patience);
        while (await IsInAsync(browser))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), late.Token);
        }
    }
}
