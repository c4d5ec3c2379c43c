using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Soffi.Web.Tests.Home;

public sealed partial class PublicPagesTests(SharedPages shared) : IClassFixture<SharedPages>
{
    public static TheoryData<string> Paths { get; } =
    [
        "/", "/aide", "/aide/declarer", "/aide/statistiques", "/aide/glossaire", "/accessibilite", "/mentions-legales",
        "/donnees-personnelles", "/cookies", "/plan-du-site",
    ];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Get_public_page_has_the_blocks_of_the_State(string path)
    {
        var host = shared.Host;
        var page = await host.PageAsync(path);

        Assert.Equal("fr", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("system", page.DocumentElement.GetAttribute("data-fr-scheme"));
        Assert.EndsWith(" – Soffi", page.Title, StringComparison.Ordinal);
        Assert.Equal("fr-skiplinks", page.Body!.FirstElementChild!.ClassName);
        Assert.All(page.QuerySelectorAll(".fr-skiplinks a"), link => Assert.NotNull(page.QuerySelector(link.GetAttribute("href")!)));
        Assert.Equal("Soffi", page.QuerySelector("header .fr-header__service-title")!.TextContent);
        Assert.Equal(
            ["https://info.gouv.fr", "https://service-public.gouv.fr", "https://legifrance.gouv.fr", "https://data.gouv.fr"],
            page.QuerySelectorAll(".fr-footer__content-link").Select(link => link.GetAttribute("href")));
        Assert.Equal(
            ["Plan du site", "Accessibilité\u00A0: non conforme", "Mentions légales", "Données personnelles", "Gestion des cookies", "Conditions générales d’utilisation", "Paramètres d’affichage"],
            page.QuerySelectorAll(".fr-footer__bottom-link").Select(link => link.TextContent));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Contains("misi.dgefp@emploi.gouv.fr", page.QuerySelector("footer")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Get_public_page_carries_nothing_the_strict_policy_would_block(string path)
    {
        var host = shared.Host;
        var page = await host.PageAsync(path);

        Assert.Empty(page.QuerySelectorAll("[style], style"));
        Assert.All(page.QuerySelectorAll("script"), script => Assert.NotNull(script.GetAttribute("src")));
        Assert.DoesNotContain(page.All.SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.Ordinal));
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id).ToArray();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Get_public_page_sets_no_break_spaces_where_French_typography_wants_them(string path)
    {
        var host = shared.Host;
        var page = await host.PageAsync(path);

        var wrong = page.Body!.Descendants<IText>()
            .Where(text => text.ParentElement is not IHtmlScriptElement)
            .Select(text => BreakableSpace().Match(text.Data))
            .Where(match => match.Success)
            .Select(match => match.Value);
        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Get_public_page_leads_only_to_addresses_that_answer(string path)
    {
        var host = shared.Host;
        var page = await host.PageAsync(path);
        var local = page.QuerySelectorAll("main a[href^='/'], footer a[href^='/']")
            .Select(link => link.GetAttribute("href")!)
            .Where(href => href is not ("/connexion" or "/cgu" or "/declarations/verification") && !href.StartsWith("/statistiques", StringComparison.Ordinal)) // They need the database: see their own tests.
            .Distinct();
        foreach (var href in local)
        {
            using var response = await host.GetAsync(href);
            Assert.True(response.StatusCode == HttpStatusCode.OK, href);
        }
    }

    [Fact]
    public async Task Get_home_signed_out_offers_to_sign_in()
    {
        var host = shared.Host;
        var page = await host.PageAsync("/");

        Assert.Equal(2, page.QuerySelectorAll("a[href='/connexion']").Length);
        Assert.Empty(page.QuerySelectorAll("form"));
        Assert.Equal(["Accueil", "Aide"], page.QuerySelectorAll(".fr-nav__link").Select(link => link.TextContent));
        Assert.Equal("page", page.QuerySelector(".fr-nav__link[href='/']")!.GetAttribute("aria-current"));
    }

    [Fact]
    public async Task Get_home_signed_in_shows_the_name_and_a_sealed_sign_out_form()
    {
        var host = shared.Host;
        var page = await host.PageAsync("/", user: "Claire <Martin>");

        Assert.EndsWith("Claire <Martin>", page.QuerySelector(".soffi-user")!.TextContent, StringComparison.Ordinal);
        var form = Assert.Single(page.QuerySelectorAll<IHtmlFormElement>("header form"));
        Assert.Equal("/deconnexion", form.GetAttribute("action"));
        Assert.Equal("post", form.Method);
        Assert.NotNull(form.QuerySelector("input[name='__RequestVerificationToken'][value]"));
    }

    [Fact]
    public async Task Get_page_of_a_demonstration_says_that_the_figures_are_made_up()
    {
        await using var host = await PagesHost.StartAsync(settings: ("Demonstration:Enabled", "true"));
        var page = await host.PageAsync("/aide");

        Assert.Contains("les montants sont fictifs", page.QuerySelector(".fr-notice")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_legal_page_says_when_the_host_is_not_known_and_shows_it_when_it_is()
    {
        await using (var silent = await PagesHost.StartAsync())
        {
            var page = await silent.PageAsync("/mentions-legales");
            Assert.Contains("n’a pas encore renseigné son hébergeur", page.Body!.TextContent, StringComparison.Ordinal);
        }

        await using var host = await PagesHost.StartAsync(settings: ("Legal:Host", "Centre de données de l’État"));
        var known = await host.PageAsync("/mentions-legales");
        Assert.Contains("Centre de données de l’État", known.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_security_txt_expires_in_the_future_and_within_a_year()
    {
        var host = shared.Host;
        using var response = await host.GetAsync("/.well-known/security.txt");
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Contact: mailto:misi.dgefp@emploi.gouv.fr\n", text, StringComparison.Ordinal);
        Assert.Contains("Expires: 2026-08-29T00:00:00Z\n", text, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"[\p{L}\d)»][ \t][:;?!»€%](?=[\s.,)]|$)|«[ \t]", RegexOptions.CultureInvariant)]
    private static partial Regex BreakableSpace();
}
