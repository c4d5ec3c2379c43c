using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Soffi.Portal.Accounts;
using Soffi.Portal.Store;

namespace Soffi.Web.Tests.Portal;

/// <summary>Wrong passwords by the thousand: few are looked at, and the person is never shut out for ever (CGU article 28).</summary>
public sealed class SignInLimitTests : IAsyncLifetime
{
    private static readonly Uri Page = new("/portail/connexion", UriKind.Relative);

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly CountingHasher _hasher = new();
    private PortalHost _host = null!;

    public async Task InitializeAsync() => _host = await PortalHost.StartAsync(services: services =>
    {
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock));
        services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<PortalUser>>(_hasher));
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    [Trait("CGU", "CGU-28")]
    public async Task Try_a_thousand_passwords_from_everywhere_has_few_looked_at()
    {
        var victim = _host.NewBrowser();
        await PortalHost.SignInAsync(victim, Page, PortalHost.Claire.Email, PortalHost.Password);
        _hasher.Verified = 0;
        var stranger = _host.NewBrowser();
        var form = await stranger.GetAsync(Page);

        for (var attempt = 0; attempt < 1000; attempt++)
        {
            _clock.Advance(TimeSpan.FromSeconds(3));
            var answer = await TryAsync(stranger, form, PortalHost.Claire.Email, $"Mauvais-{attempt}!", $"198.51.{attempt / 250}.{attempt % 250}");
            Assert.NotEqual(HttpStatusCode.Redirect, answer.StatusCode);
        }

        // Fifty minutes: five at once, then after 1, 2, 4, 8, 15 and 15 minutes.
        Assert.InRange(_hasher.Verified, 6, 12);

        // The person's own browser is not delayed; another one of theirs waits a quarter of an hour at most.
        Assert.Equal(HttpStatusCode.Redirect, (await PortalHost.SignInAsync(victim, Page, PortalHost.Claire.Email, PortalHost.Password)).StatusCode);
        var elsewhere = _host.NewBrowser();
        _clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.Redirect, (await PortalHost.SignInAsync(elsewhere, Page, PortalHost.Claire.Email, PortalHost.Password)).StatusCode);
    }

    [Fact]
    [Trait("CGU", "CGU-28")]
    public async Task Try_passwords_of_many_accounts_from_one_place_is_delayed()
    {
        var stranger = _host.NewBrowser();
        var form = await stranger.GetAsync(Page);
        for (var attempt = 0; attempt < 30; attempt++)
        {
            var answer = await TryAsync(stranger, form, $"personne{attempt}@demo.example", "Mauvais-1!", "203.0.113.7");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }

        var held = await TryAsync(stranger, form, PortalHost.Marc.Email, PortalHost.Password, "203.0.113.7");
        Assert.Equal(HttpStatusCode.TooManyRequests, held.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), held.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.Redirect, (await TryAsync(stranger, form, PortalHost.Marc.Email, PortalHost.Password, "203.0.113.8")).StatusCode);
    }

    [Fact]
    [Trait("CGU", "CGU-28")]
    public async Task Try_together_counts_each_attempt()
    {
        var stranger = _host.NewBrowser();
        var form = await stranger.GetAsync(Page);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            attempt => TryAsync(stranger, form, PortalHost.Claire.Email, $"Mauvais-{attempt}!", $"198.51.100.{attempt}")));

        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.UnprocessableEntity));
        Assert.Equal(15, answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    [Trait("CGU", "CGU-28")]
    public async Task Try_an_unknown_address_costs_and_answers_the_same_as_a_known_one()
    {
        foreach (var address in new[] { PortalHost.Claire.Email, "inconnue@demo.example" })
        {
            var stranger = _host.NewBrowser();
            var form = await stranger.GetAsync(Page);
            _hasher.Verified = 0;
            var states = new List<HttpStatusCode>();
            for (var attempt = 0; attempt < 7; attempt++)
            {
                states.Add((await TryAsync(stranger, form, address, "Mauvais-1!", "192.0.2.1")).StatusCode);
            }

            Assert.Equal(5, _hasher.Verified);
            Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.UnprocessableEntity, 5), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 2)], states);
        }
    }

    [Fact]
    public async Task Try_and_succeed_is_written_in_the_journal()
    {
        var browser = _host.NewBrowser();
        browser.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0");
        var form = await browser.GetAsync(Page);
        await TryAsync(browser, form, PortalHost.Claire.Email, "Mauvais-1!", "192.0.2.1");
        await TryAsync(browser, form, PortalHost.Claire.Email, PortalHost.Password, "2001:db8:1:2:3:4:5:6");

        await using var scope = _host.Services.CreateAsyncScope();
        var events = await scope.ServiceProvider.GetRequiredService<PortalDbContext>().Events.OrderBy(e => e.Id).ToListAsync();
        Assert.Equal([SecurityEventKind.SignInFailed, SecurityEventKind.SignedIn], events.Select(e => e.Kind));
        Assert.Equal(["192.0.2.1", "2001:db8:1:2::/64"], events.Select(e => e.Source));
        Assert.All(events, e => Assert.Equal(("Firefox sous Windows", PortalSeeder.SubjectOf(PortalHost.Claire)), (e.Browser, e.UserId)));
    }

    [Fact]
    public async Task Ask_for_message_after_message_from_one_place_is_delayed()
    {
        var stranger = _host.NewBrowser();
        HttpResponseMessage last = null!;
        for (var attempt = 0; attempt < 22; attempt++)
        {
            last = await PortalHost.PostFormAsync(stranger, await stranger.GetAsync("/portail/inscription"), ("Email", $"personne{attempt}@organisme.example"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
        Assert.Contains("Attendez", (await PortalHost.PageAsync(last)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CGU", "CGU-28")]
    public async Task Sign_in_with_an_older_hash_replaces_it()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        var user = await database.Users.SingleAsync(u => u.Email == PortalHost.Claire.Email);
        user.PasswordHash = new PasswordHasher<PortalUser>().HashPassword(user, PortalHost.Password);
        await database.SaveChangesAsync();

        var answer = await PortalHost.SignInAsync(_host.NewBrowser(), Page, PortalHost.Claire.Email, PortalHost.Password);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await database.Entry(user).ReloadAsync();
        Assert.StartsWith("$argon2id$v=19$m=19456,t=2,p=1$", user.PasswordHash, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await PortalHost.SignInAsync(_host.NewBrowser(), Page, PortalHost.Claire.Email, PortalHost.Password)).StatusCode);
    }

    [Fact]
    [Trait("CGU", "CGU-28")]
    public void Hash_twice_differs_and_verifies_the_right_password_only()
    {
        var hasher = new Argon2Hasher(Options.Create(new PasswordHasherOptions()));
        var user = new PortalUser();
        var hash = hasher.HashPassword(user, "Été-pluvieux-73");

        Assert.NotEqual(hash, hasher.HashPassword(user, "Été-pluvieux-73"));
        // The same accents, composed otherwise by another keyboard.
        Assert.Equal(PasswordVerificationResult.Success, hasher.VerifyHashedPassword(user, hash, "Été-pluvieux-73".Normalize(System.Text.NormalizationForm.FormD)));
        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(user, hash, "Ete-pluvieux-73"));
        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(user, Argon2Hasher.OfNobody, "Été-pluvieux-73"));
        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(user, "$argon2id$v=19$illisible", "Été-pluvieux-73"));
    }

    private static async Task<HttpResponseMessage> TryAsync(HttpClient browser, HttpResponseMessage form, string email, string password, string source)
    {
        var token = (await PortalHost.PageAsync(form)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, Page)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = token,
                ["Email"] = email,
                ["Password"] = password,
            }),
        };
        request.Headers.Add(PortalHost.Source, source);
        return await browser.SendAsync(request);
    }

    /// <summary>The product's hasher, which counts what it verifies.</summary>
    private sealed class CountingHasher : IPasswordHasher<PortalUser>
    {
        private readonly Argon2Hasher _hasher = new(Options.Create(new PasswordHasherOptions()));

        public int Verified { get; set; }

        public string HashPassword(PortalUser user, string password) => _hasher.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(PortalUser user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
