using System.Net;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Cgu;

/// <summary>Terms of use that take force while somebody types lose nothing of what they typed.</summary>
public sealed class HeldByTheGateTests : IAsyncLifetime, IDisposable
{
    private readonly StatementHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)_host).DisposeAsync();

    public void Dispose() => _host.Dispose();

    [Fact]
    [Trait("CGU", "CGU-13")]
    public async Task Save_a_cadre_after_new_terms_took_force_shows_the_typed_values_again_once_they_are_accepted()
    {
        var given = await _host.Statement();
        var browser = await _host.As(StatementHost.Claire);
        var page = await browser.PageAsync(given.Cadre("B2"));
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        await _host.PublishTerms("2.0");

        var turnedAway = await browser.SendAsync(page, typed: ("B2.010.ALT", "1 234,50"));
        var terms = await browser.FollowAsync(turnedAway);
        var accepted = await browser.SubmitAsync(terms, "form#accord", ("Accepted", "true"));
        var back = await (await browser.FollowAsync(accepted)).ReadPageAsync();

        Assert.Equal(HttpStatusCode.SeeOther, turnedAway.StatusCode);
        Assert.Equal("/cgu/acceptation", terms.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(given.Cadre("B2"), accepted.Headers.Location!.OriginalString);
        Assert.Equal("1 234,50", back.Field("B2.010.ALT").Replace('\u202f', ' ').Replace('\u00a0', ' '));
        Assert.Empty((await _host.Stored(given.Id)).Cells);
    }
}
