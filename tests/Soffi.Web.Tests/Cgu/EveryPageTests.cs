using System.Net;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Cgu;

/// <summary>What the terms of use promise on every page.</summary>
public sealed class EveryPageTests : IDisposable
{
    private readonly SignInFactory _factory = new();

    public void Dispose() => _factory.Dispose();

    [Theory]
    [Trait("CGU", "CGU-40")]
    [Trait("CGU", "CGU-46")]
    [Trait("CGU", "CGU-72")]
    [Trait("CGU", "CGU-76")]
    [Trait("CGU", "CGU-87")]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/cgu", HttpStatusCode.OK)]
    [InlineData("/page-qui-n-existe-pas", HttpStatusCode.NotFound)]
    public async Task Open_a_page_shows_assistance_and_the_data_protection_button_in_French(string path, HttpStatusCode status)
    {
        await _factory.PublishCguAsync();

        var answer = await _factory.NewBrowser().GetAsync(path);
        var page = await answer.ReadPageAsync();

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("fr", page.DocumentElement.GetAttribute("lang"));
        Assert.NotNull(page.QuerySelector("footer a[href='mailto:misi.dgefp@emploi.gouv.fr']"));
        Assert.Contains("protection des données personnelles", page.QuerySelector("footer a[href='/donnees-personnelles']")!.GetAttribute("title")!, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CGU", "CGU-45")]
    public async Task Open_a_page_forbids_other_sites_to_nest_it()
    {
        var answer = await _factory.NewBrowser().GetAsync("/cgu");

        Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
    }
}
