using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Portal.Accounts;
using Soffi.Portal.Store;

namespace Soffi.Web.Tests.Portal;

/// <summary>What people do with their own account.</summary>
public sealed class OwnAccountTests : IAsyncLifetime
{
    private const string Email = "jeanne@organisme.example";
    private const string Password = "Tulipe-Wagon-73-Orage";
    private const string Other = "Cactus-Piano-18-Verger";
    private static readonly Uri SignInPage = new("/portail/connexion", UriKind.Relative);

    private PortalHost _host = null!;
    private HttpClient _browser = null!;
    private Guid _jeanne;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        await using var scope = _host.Services.CreateAsyncScope();
        var user = new PortalUser { Email = Email, UserName = Email, EmailConfirmed = true, GivenName = "Jeanne", FamilyName = "Petit", Siret = "55210055400013" };
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>().CreateAsync(user, Password)).Succeeded);
        _jeanne = user.Id;
        _browser = await SignedInAsync(Email, Password);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("/profil")]
    [InlineData("/mot-de-passe")]
    [InlineData("/adresse")]
    [InlineData("/suppression")]
    [InlineData("/sessions")]
    [InlineData("/activite")]
    [InlineData("/nouvelle-adresse?cle=x")]
    public async Task Open_account_pages_without_signing_in_leads_to_the_sign_in(string page)
    {
        var answer = await _host.NewBrowser().GetAsync($"/portail/compte{page}");

        Assert.Equal("/portail/connexion", answer.Headers.Location!.AbsolutePath);
        Assert.Contains("retour=", answer.Headers.Location.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Mon compte")]
    [InlineData("/profil", "Modifier mon profil")]
    [InlineData("/mot-de-passe", "Changer mon mot de passe")]
    [InlineData("/adresse", "Changer mon adresse électronique")]
    [InlineData("/suppression", "Supprimer mon compte")]
    [InlineData("/sessions", "Mes sessions")]
    [InlineData("/activite", "L’activité de mon compte")]
    public async Task Open_account_pages_shows_one_title_and_labels(string address, string title)
    {
        var answer = await _browser.GetAsync($"/portail/compte{address}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await PortalHost.PageAsync(answer);
        Assert.Equal(title, Assert.Single(page.QuerySelectorAll("h1")).TextContent);
        Assert.All(page.QuerySelectorAll("main input:not([type=hidden])"), input => Assert.NotNull(page.QuerySelector($"label[for={input.Id}]")));
        Assert.Empty(page.QuerySelectorAll("[style], [onclick], style, script:not([src])"));
    }

    [Fact]
    public async Task Change_profile_is_saved_and_written_in_the_journal()
    {
        var answer = await PostAsync("/profil", ("GivenName", "Jeanne-Marie"), ("FamilyName", "Petit"), ("Siret", "356 000 000 49837"));

        Assert.Equal("/portail/compte", answer.Headers.Location!.ToString());
        var page = await PortalHost.PageAsync(await _browser.GetAsync(answer.Headers.Location));
        Assert.Contains("Jeanne-Marie Petit", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("35600000049837", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(SecurityEventKind.ProfileChanged, await EventsAsync());
    }

    [Fact]
    public async Task Change_password_closes_the_other_sessions_and_keeps_this_one()
    {
        var elsewhere = await SignedInAsync(Email, Password);

        var answer = await PostAsync("/mot-de-passe", ("CurrentPassword", Password), ("Password", Other));

        Assert.Equal("/portail/compte", answer.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/portail/compte")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/portail/compte")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await PortalHost.SignInAsync(_host.NewBrowser(), SignInPage, Email, Other)).StatusCode);
        Assert.Contains(await _host.MailsAsync(1), mail => mail.Subject == "Votre mot de passe a changé" && mail.To == Email);
    }

    [Fact]
    public async Task Change_password_with_a_wrong_current_one_is_refused_and_delayed_like_a_sign_in()
    {
        HttpResponseMessage answer = null!;
        for (var attempt = 0; attempt < 6; attempt++)
        {
            answer = await PostAsync("/mot-de-passe", ("CurrentPassword", "Mauvais-1!"), ("Password", Other));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }

        var page = await PortalHost.PageAsync(answer);
        Assert.Contains("Attendez une minute", page.QuerySelector("#CurrentPassword-messages")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CGU", "CGU-26")]
    public async Task Change_address_takes_effect_with_the_link_and_keeps_the_subject()
    {
        await PostAsync("/adresse", ("Email", "jeanne.petit@nouveau.example"), ("CurrentPassword", Password));
        Assert.Equal(Email, (await MeAsync())!.Email);
        var link = await _host.LinkAsync("/compte/nouvelle-adresse", 1);

        // Opened in somebody else's session, it changes nothing.
        var marc = await SignedInAsync(PortalHost.Marc.Email, PortalHost.Password);
        Assert.Equal(HttpStatusCode.Gone, (await marc.GetAsync(link)).StatusCode);
        var answer = await PortalHost.PostFormAsync(_browser, await _browser.GetAsync(link));

        Assert.Equal("/portail/compte", answer.Headers.Location!.ToString());
        Assert.Equal("jeanne.petit@nouveau.example", (await MeAsync())!.Email);
        Assert.Contains(await _host.MailsAsync(2), mail => mail.To == Email && mail.Subject == "L’adresse de votre compte a changé");
        Assert.Equal(HttpStatusCode.Redirect, (await PortalHost.SignInAsync(_host.NewBrowser(), SignInPage, "jeanne.petit@nouveau.example", Password)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PortalHost.SignInAsync(_host.NewBrowser(), SignInPage, Email, Password)).StatusCode);
    }

    [Fact]
    [Trait("CGU", "CGU-23")]
    public async Task Change_address_to_that_of_somebody_else_answers_the_same_and_changes_nothing()
    {
        var answer = await PostAsync("/adresse", ("Email", "MARC+esf@demo.example"), ("CurrentPassword", Password));

        Assert.Equal("/portail/message-envoye", answer.Headers.Location!.ToString());
        var mail = Assert.Single(await _host.MailsAsync(1));
        Assert.Equal(("marc@demo.example", "Cette adresse a déjà un compte"), (mail.To, mail.Subject));
        Assert.DoesNotContain("cle=", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CGU", "CGU-24")]
    public async Task Delete_account_leaves_no_name_and_keeps_the_facts()
    {
        var elsewhere = await SignedInAsync(Email, Password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync("/suppression", ("CurrentPassword", "Mauvais-1!"))).StatusCode);

        var answer = await PostAsync("/suppression", ("CurrentPassword", Password));

        Assert.Equal("/portail/connexion", answer.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/portail/compte")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PortalHost.SignInAsync(_host.NewBrowser(), SignInPage, Email, Password)).StatusCode);
        Assert.Equal("Votre compte est supprimé", Assert.Single(await _host.MailsAsync(1)).Subject);
        Assert.Null(await MeAsync());
        Assert.Equal(SecurityEventKind.AccountDeleted, (await EventsAsync())[^1]);
    }

    [Theory]
    [InlineData("/profil")]
    [InlineData("/mot-de-passe")]
    [InlineData("/adresse")]
    [InlineData("/suppression")]
    public async Task Change_a_demonstration_account_is_refused_with_the_reason(string page)
    {
        var claire = await SignedInAsync(PortalHost.Claire.Email, PortalHost.Password);

        var answer = await PortalHost.PostFormAsync(claire, await claire.GetAsync($"/portail/compte{page}"),
            ("CurrentPassword", PortalHost.Password), ("Password", Other), ("Email", "autre@organisme.example"),
            ("GivenName", "Autre"), ("FamilyName", "Nom"), ("Siret", "55210055400013"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("compte de démonstration", (await PortalHost.PageAsync(answer)).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CGU", "CGU-32")]
    [Trait("CGU", "CGU-52")]
    public async Task Close_one_session_closes_that_one_and_nobody_elses()
    {
        var elsewhere = await SignedInAsync(Email, Password);
        var marc = await SignedInAsync(PortalHost.Marc.Email, PortalHost.Password);
        var page = await _browser.GetAsync("/portail/compte/sessions");
        var rows = (await PortalHost.PageAsync(page)).QuerySelectorAll("tbody tr");
        Assert.Equal(2, rows.Length);
        var other = rows.Single(row => !row.TextContent.Contains("ce navigateur", StringComparison.Ordinal)).QuerySelector("input[name=session]")!.GetAttribute("value")!;

        var stolen = await PortalHost.PostFormAsync(marc, await marc.GetAsync("/portail/compte/sessions"), ("session", other));
        Assert.Equal(HttpStatusCode.NotFound, stolen.StatusCode);
        await PortalHost.PostFormAsync(_browser, page, ("session", other));

        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/portail/compte")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/portail/compte")).StatusCode);
    }

    [Fact]
    public async Task Show_activity_tells_what_happened_to_this_account_only()
    {
        await PostAsync("/mot-de-passe", ("CurrentPassword", Password), ("Password", Other));
        await SignedInAsync(PortalHost.Marc.Email, PortalHost.Password);

        var page = await PortalHost.PageAsync(await _browser.GetAsync("/portail/compte/activite"));

        Assert.Equal(["Mot de passe changé", "Connexion"], page.QuerySelectorAll("tbody th").Select(cell => cell.TextContent));
    }

    private async Task<HttpClient> SignedInAsync(string email, string password)
    {
        var browser = _host.NewBrowser();
        Assert.Equal(HttpStatusCode.Redirect, (await PortalHost.SignInAsync(browser, SignInPage, email, password)).StatusCode);
        return browser;
    }

    private async Task<HttpResponseMessage> PostAsync(string page, params (string Name, string Value)[] fields) =>
        await PortalHost.PostFormAsync(_browser, await _browser.GetAsync($"/portail/compte{page}"), fields);

    private async Task<PortalUser?> MeAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PortalDbContext>().Users.SingleOrDefaultAsync(u => u.Id == _jeanne);
    }

    private async Task<List<SecurityEventKind>> EventsAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PortalDbContext>().Events
            .Where(e => e.UserId == _jeanne).OrderBy(e => e.Id).Select(e => e.Kind).ToListAsync();
    }
}
