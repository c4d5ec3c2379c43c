using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Portal.Accounts;

namespace Soffi.Web.Tests.Portal;

public sealed class SignInPageTests : IAsyncLifetime
{
    private static readonly Uri Page = new("/portail/connexion", UriKind.Relative);

    private PortalHost _host = null!;
    private HttpClient _browser = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _browser = _host.NewBrowser();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Show_sign_in_page_is_accessible_and_has_nothing_inline()
    {
        var answer = await _browser.GetAsync(Page);
        var page = await PortalHost.PageAsync(answer);

        Assert.Equal("fr", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Se connecter au portail de services", Assert.Single(page.QuerySelectorAll("h1")).TextContent);
        Assert.Equal("Se connecter – Portail de services", page.Title);
        Assert.NotNull(page.QuerySelector(".fr-skiplinks a[href='#contenu']"));
        Assert.Contains("Adresse électronique", page.QuerySelector("label[for=email]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Format attendu\u00a0: nom@exemple.fr", page.QuerySelector("label[for=email]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Mot de passe", page.QuerySelector("label[for=password]")!.TextContent);
        Assert.Equal("username", page.QuerySelector("#email")!.GetAttribute("autocomplete"));
        Assert.Equal("current-password", page.QuerySelector("#password")!.GetAttribute("autocomplete"));
        Assert.Equal("Se connecter", page.QuerySelector("button[type=submit]")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("[style], [onclick], style, script:not([src])"));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_sign_in_page_of_a_demonstration_lists_accounts_and_password()
    {
        var page = await PortalHost.PageAsync(await _browser.GetAsync(Page));

        Assert.NotNull(page.QuerySelector("table caption"));
        Assert.Equal(2, page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("Signe les déclarations", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(PortalHost.Password, page.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_in_from_the_page_itself_shows_the_services()
    {
        var answer = await PortalHost.SignInAsync(_browser, Page, "CLAIRE@demo.example ", PortalHost.Password);

        Assert.Equal("/portail", answer.Headers.Location!.ToString());
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("soffi-portail=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/portail", cookie, StringComparison.OrdinalIgnoreCase);
        var home = await PortalHost.PageAsync(await _browser.GetAsync(answer.Headers.Location));
        Assert.Equal("http://localhost:5080/service", home.QuerySelector("main ul a")!.GetAttribute("href"));
    }

    [Fact]
    [Trait("Exigence", "CGU-28")]
    public async Task Sign_in_refused_says_the_same_whether_the_account_exists_or_not()
    {
        var wrong = await PortalHost.SignInAsync(_browser, Page, PortalHost.Claire.Email, "pas le bon mot de passe");
        var unknown = await PortalHost.SignInAsync(_browser, Page, "inconnu@demo.example", "pas le bon mot de passe");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Equal(wrong.StatusCode, unknown.StatusCode);
        var first = (await PortalHost.PageAsync(wrong)).QuerySelector("[role=alert]")!;
        var second = (await PortalHost.PageAsync(unknown)).QuerySelector("[role=alert]")!;
        Assert.Equal(first.OuterHtml, second.OuterHtml);
        Assert.Contains("L’adresse électronique ou le mot de passe est incorrect.", first.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Exigence", "CGU-28")]
    public async Task Sign_in_after_five_wrong_passwords_is_refused_even_with_the_right_one()
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await PortalHost.SignInAsync(_browser, Page, PortalHost.Claire.Email, $"mauvais {attempt}");
        }

        var right = await PortalHost.SignInAsync(_browser, Page, PortalHost.Claire.Email, PortalHost.Password);
        var other = await PortalHost.SignInAsync(_browser, Page, PortalHost.Marc.Email, PortalHost.Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, right.StatusCode);
        Assert.Contains("Attendez une minute", (await PortalHost.PageAsync(right)).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, other.StatusCode);
    }

    [Fact]
    public async Task Sign_in_with_empty_fields_names_each_field()
    {
        var page = await PortalHost.PageAsync(await PortalHost.SignInAsync(_browser, Page, "", ""));

        Assert.Equal("true", page.QuerySelector("#email")!.GetAttribute("aria-invalid"));
        Assert.Contains("Saisissez votre adresse", page.QuerySelector("#email-messages")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Saisissez votre mot de passe", page.QuerySelector("#password-messages")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("Erreur", page.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_in_without_the_antiforgery_token_is_refused()
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Email"] = PortalHost.Claire.Email,
            ["Password"] = PortalHost.Password,
        });
        var answer = await _browser.PostAsync(Page, content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://ailleurs.example/")]
    [InlineData("//ailleurs.example/")]
    [InlineData("/declarations")]
    public async Task Sign_in_with_a_foreign_return_address_stays_in_the_portal(string returnUrl)
    {
        var page = new Uri($"/portail/connexion?retour={Uri.EscapeDataString(returnUrl)}", UriKind.Relative);

        var answer = await PortalHost.SignInAsync(_browser, page, PortalHost.Claire.Email, PortalHost.Password);

        Assert.Equal("/portail", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Sign_out_from_the_portal_closes_the_session()
    {
        await PortalHost.SignInAsync(_browser, Page, PortalHost.Claire.Email, PortalHost.Password);

        var answer = await PortalHost.PostFormAsync(_browser, await _browser.GetAsync("/portail"));

        Assert.Equal("/portail/deconnexion", answer.Headers.Location!.ToString());
        var page = await PortalHost.PageAsync(await _browser.GetAsync(answer.Headers.Location));
        Assert.Equal("Vous êtes déconnecté du portail de services", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("/portail/connexion", (await _browser.GetAsync("/portail")).Headers.Location!.ToString());
    }

    [Theory]
    [Trait("Exigence", "CGU-28")]
    [InlineData("Abcdefghij1!", true)]
    [InlineData("Abcdefghi1!", false)]
    [InlineData("abcdefghij1!", false)]
    [InlineData("ABCDEFGHIJ1!", false)]
    [InlineData("Abcdefghijk!", false)]
    [InlineData("Abcdefghijk1", false)]
    public async Task Create_account_holds_the_password_to_twelve_characters_of_four_kinds(string password, bool accepted)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();

        var result = await users.CreateAsync(new PortalUser { UserName = "neuf@demo.example", Email = "neuf@demo.example" }, password);

        Assert.Equal(accepted, result.Succeeded);
    }
}
