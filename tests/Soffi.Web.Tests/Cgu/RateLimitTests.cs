using System.Net;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Cgu;

/// <summary>Nobody overloads the service; the answer says when to come back.</summary>
public sealed class RateLimitTests : IDisposable
{
    private readonly SignInFactory _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    [Trait("CGU", "CGU-63")]
    public async Task Ask_too_often_gets_a_page_that_says_when_to_come_back()
    {
        _factory.Settings["RateLimits:PerAccount"] = "20";
        await _factory.PublishCguAsync();
        var first = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        var other = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        HttpResponseMessage answer;
        var asked = 0;
        do
        {
            answer = await first.GetAsync("/acces");
        }
        while (answer.StatusCode == HttpStatusCode.OK && ++asked < 40);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("Trop de demandes", (await answer.ReadPageAsync()).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/acces")).StatusCode);
    }

    [Fact]
    [Trait("CGU", "CGU-63")]
    public async Task Try_to_sign_in_too_often_is_refused()
    {
        _factory.Settings["RateLimits:SignIn"] = "3";
        var browser = _factory.NewBrowser();

        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/connexion")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.GetAsync("/connexion")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);
    }

    /// <summary>Nobody goes through the numbers of receipts.</summary>
    [Fact]
    [Trait("CGU", "CGU-63")]
    public async Task Verify_receipts_too_often_without_an_account_is_refused()
    {
        _factory.Settings["RateLimits:Uploads"] = "3";
        var browser = _factory.NewBrowser();

        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/declarations/verification?numero=ESF-2025-AKTO-1-00000{attempt}&empreinte=0123456789abcdef")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.GetAsync("/declarations/verification")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);
    }
}
