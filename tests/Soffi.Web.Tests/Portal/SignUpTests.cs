using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Soffi.Portal.Accounts;
using Soffi.Portal.Store;

namespace Soffi.Web.Tests.Portal;

/// <summary>An account made with a checked address, and a forgotten password, as a person does both.</summary>
public sealed class SignUpTests : IAsyncLifetime
{
    private const string NewPassword = "Tulipe-Wagon-73-Orage";

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private PortalHost _host = null!;
    private HttpClient _browser = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync(
            settings: new Dictionary<string, string?>
            {
                ["Portal:Profiles:0:Code"] = "opco",
                ["Portal:Profiles:0:Label"] = "Opérateur de compétences",
                ["Portal:Profiles:0:NeedsSiret"] = "true",
                ["Portal:Profiles:1:Code"] = "agent",
                ["Portal:Profiles:1:Label"] = "Agent",
            },
            services: services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock)));
        _browser = _host.NewBrowser();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    [Trait("CGU", "CGU-26")]
    [Trait("CGU", "CGU-22")]
    public async Task Create_account_with_the_link_received_signs_in_and_reaches_a_service()
    {
        var link = await AskAsync("Jeanne.Petit@organisme.example");

        var answer = await CompleteAsync(_browser, link);

        Assert.Equal("/portail", answer.Headers.Location!.ToString());
        var home = await PortalHost.PageAsync(await _browser.GetAsync("/portail"));
        Assert.Contains("Robustesse de votre mot de passe\u00a0: très bonne.", home.QuerySelector(".fr-alert--success")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Robustesse", await _browser.GetStringAsync("/portail"), StringComparison.Ordinal);
        Assert.Contains("Jeanne Petit (Jeanne.Petit@organisme.example)", home.Body!.TextContent, StringComparison.Ordinal);
        var silent = await _browser.GetAsync(new OidcClient(_browser).AuthorizeUrl());
        Assert.StartsWith(PortalHost.Callback, silent.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains(await _host.MailsAsync(2), mail => mail.Subject == "Votre compte est créé");
        var user = await FindAsync("jeanne.petit@organisme.example");
        Assert.Equal(("opco", "55210055400013", true), (user!.Profile, user.Siret, user.EmailConfirmed));
        Assert.Contains(SecurityEventKind.AccountCreated, await EventsAsync(user.Id));
    }

    [Fact]
    public async Task Create_account_then_sign_in_elsewhere_with_the_password_succeeds()
    {
        await CompleteAsync(_browser, await AskAsync("jeanne@organisme.example"));

        var answer = await PortalHost.SignInAsync(
            _host.NewBrowser(), new Uri("/portail/connexion", UriKind.Relative), "Jeanne+soffi@Organisme.example", NewPassword);

        Assert.Equal("/portail", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Use_a_link_twice_is_refused()
    {
        var link = await AskAsync("jeanne@organisme.example");
        await CompleteAsync(_browser, link);

        var again = await _host.NewBrowser().GetAsync(link);

        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        Assert.Equal("Ce lien ne peut plus être utilisé", (await PortalHost.PageAsync(again)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Complete_the_same_link_in_two_windows_makes_one_account()
    {
        var link = await AskAsync("jeanne@organisme.example");
        var browsers = new[] { _host.NewBrowser(), _host.NewBrowser() };
        var forms = await Task.WhenAll(browsers.Select(browser => browser.GetAsync(link)));

        var answers = await Task.WhenAll(browsers.Zip(forms, (browser, form) => PortalHost.PostFormAsync(browser, form, Fields())));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Redirect);
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Use_a_link_after_a_day_or_after_a_later_one_is_refused()
    {
        var first = await AskAsync("jeanne@organisme.example");
        _clock.Advance(TimeSpan.FromMinutes(5));
        var second = await AskAsync("jeanne@organisme.example", mails: 2);

        Assert.Equal(HttpStatusCode.Gone, (await _browser.GetAsync(first)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync(second)).StatusCode);
        _clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(HttpStatusCode.Gone, (await _browser.GetAsync(second)).StatusCode);
    }

    [Theory]
    [Trait("CGU", "CGU-23")]
    [InlineData("claire@demo.example")]
    [InlineData(" CLAIRE+esf@Demo.Example ")]
    public async Task Create_account_with_a_known_address_answers_the_same_and_sends_a_reminder(string address)
    {
        var unknown = await PostAsync("/portail/inscription", "inconnue@organisme.example");
        var known = await PostAsync("/portail/inscription", address);

        Assert.Equal(unknown.StatusCode, known.StatusCode);
        Assert.Equal(unknown.Headers.Location, known.Headers.Location);
        var mails = await _host.MailsAsync(2);
        var reminder = mails.Single(mail => mail.To == "claire@demo.example");
        Assert.Equal("Vous avez déjà un compte", reminder.Subject);
        Assert.DoesNotContain("cle=", reminder.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_more_than_three_messages_in_an_hour_sends_three()
    {
        for (var time = 0; time < AccountLinks.MostPerHour + 2; time++)
        {
            var answer = await PostAsync("/portail/inscription", $"jeanne+{time}@organisme.example");
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }

        // Another address after them: when its message is there, so are all those before.
        await PostAsync("/portail/inscription", "autre@organisme.example");
        var mails = await _host.MailsAsync(AccountLinks.MostPerHour + 1);
        Assert.Equal(AccountLinks.MostPerHour, mails.Count(mail => mail.To.StartsWith("jeanne", StringComparison.Ordinal)));
    }

    [Theory]
    [Trait("CGU", "CGU-28")]
    [InlineData("Password", "Courte-1!", "au moins 12\u00a0caractères")]
    [InlineData("Password", "Aaaaaaaaaaa1!", "trop facile à deviner")]
    [InlineData("Password", "Jeanne-Wagon-73-Orage", "ni votre nom")]
    [InlineData("Siret", "55210055400014", "14\u00a0chiffres du SIRET")]
    [InlineData("Siret", "", "14\u00a0chiffres du SIRET")]
    [InlineData("GivenName", "", "Saisissez votre prénom")]
    [InlineData("Profile", "inconnu", "Choisissez votre type de profil")]
    public async Task Complete_account_with_a_wrong_field_says_what_to_do(string field, string value, string sentence)
    {
        var link = await AskAsync("jeanne@organisme.example");
        var form = await _browser.GetAsync(link);

        var answer = await PortalHost.PostFormAsync(_browser, form, Fields((field, value)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await PortalHost.PageAsync(answer);
        Assert.Contains(sentence, page.QuerySelector($"#{field}-messages")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.QuerySelector($"#{field}")!.GetAttribute("aria-invalid"));
        Assert.StartsWith("Erreur", page.Title, StringComparison.Ordinal);
        Assert.DoesNotContain(NewPassword, page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        // The link still serves.
        Assert.Equal("/portail", (await CompleteAsync(_browser, link)).Headers.Location!.ToString());
    }

    [Fact]
    public async Task Complete_account_as_an_agent_needs_no_siret()
    {
        var form = await _browser.GetAsync(await AskAsync("agent@ministere.example"));

        var answer = await PortalHost.PostFormAsync(_browser, form, Fields(("Profile", "agent"), ("Siret", "")));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("jeanne")]
    [InlineData("jeanne@local")]
    [InlineData("Jeanne <jeanne@organisme.example>")]
    [InlineData("a@b.example, c@d.example")]
    [InlineData("jeanne@organisme.example\r\nBcc: autre@organisme.example")]
    public async Task Ask_with_what_is_no_address_is_refused(string address)
    {
        var answer = await PostAsync("/portail/inscription", address);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    [Trait("CGU", "CGU-33")]
    public async Task Forget_password_and_choose_another_replaces_it()
    {
        await CompleteAsync(_browser, await AskAsync("jeanne@organisme.example"));
        await PostAsync("/portail/mot-de-passe-oublie", "Jeanne@organisme.example");
        var link = await _host.LinkAsync("/nouveau-mot-de-passe", 3);
        var other = _host.NewBrowser();

        var answer = await PortalHost.PostFormAsync(other, await other.GetAsync(link), ("Password", "Cactus-Piano-18-Verger"));

        Assert.Equal("/portail/connexion", answer.Headers.Location!.ToString());
        var page = await PortalHost.PageAsync(await other.GetAsync(answer.Headers.Location));
        Assert.Contains("Votre mot de passe est changé", page.QuerySelector(".fr-alert--success")!.TextContent, StringComparison.Ordinal);
        var signIn = new Uri("/portail/connexion", UriKind.Relative);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PortalHost.SignInAsync(_host.NewBrowser(), signIn, "jeanne@organisme.example", NewPassword)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await PortalHost.SignInAsync(_host.NewBrowser(), signIn, "jeanne@organisme.example", "Cactus-Piano-18-Verger")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await other.GetAsync(link)).StatusCode);
        Assert.Contains(await _host.MailsAsync(4), mail => mail.Subject == "Votre mot de passe a changé");
    }

    [Fact]
    [Trait("CGU", "CGU-33")]
    public async Task Forget_password_of_no_account_answers_the_same_and_sends_nothing()
    {
        await CompleteAsync(_browser, await AskAsync("jeanne@organisme.example"));
        await _host.MailsAsync(2);

        var unknown = await PostAsync("/portail/mot-de-passe-oublie", "personne@organisme.example");
        var known = await PostAsync("/portail/mot-de-passe-oublie", "jeanne@organisme.example");

        Assert.Equal((unknown.StatusCode, unknown.Headers.Location), (known.StatusCode, known.Headers.Location));
        var mails = await _host.MailsAsync(3);
        Assert.DoesNotContain(mails, mail => mail.To == "personne@organisme.example");
        await using var scope = _host.Services.CreateAsyncScope();
        Assert.False(await scope.ServiceProvider.GetRequiredService<PortalDbContext>().Mails.AnyAsync(m => m.To == "personne@organisme.example"));
    }

    [Fact]
    public async Task Forget_password_of_a_demonstration_account_leaves_it_as_it_is()
    {
        await PostAsync("/portail/mot-de-passe-oublie", PortalHost.Claire.Email);

        var mail = Assert.Single(await _host.MailsAsync(1));

        Assert.Equal("Compte de démonstration", mail.Subject);
        Assert.DoesNotContain("cle=", mail.Body, StringComparison.Ordinal);
    }

    private async Task<Uri> AskAsync(string address, int mails = 1)
    {
        var answer = await PostAsync("/portail/inscription", address);
        Assert.Equal("/portail/message-envoye", answer.Headers.Location!.ToString());
        return await _host.LinkAsync("/inscription/suite", mails);
    }

    private async Task<HttpResponseMessage> PostAsync(string page, string address) =>
        await PortalHost.PostFormAsync(_browser, await _browser.GetAsync(page), ("Email", address));

    private static async Task<HttpResponseMessage> CompleteAsync(HttpClient browser, Uri link) =>
        await PortalHost.PostFormAsync(browser, await browser.GetAsync(link), Fields());

    private static (string Name, string Value)[] Fields(params (string Name, string Value)[] changes)
    {
        var fields = new Dictionary<string, string>
        {
            ["GivenName"] = "Jeanne",
            ["FamilyName"] = "Petit",
            ["Profile"] = "opco",
            ["Siret"] = "552 100 554 00013",
            ["Password"] = NewPassword,
        };
        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        return [.. fields.Select(pair => (pair.Key, pair.Value))];
    }

    private async Task<PortalUser?> FindAsync(string email)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>().FindByEmailAsync(email);
    }

    private async Task<List<SecurityEventKind>> EventsAsync(Guid user)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PortalDbContext>().Events.Where(e => e.UserId == user).Select(e => e.Kind).ToListAsync();
    }
}
