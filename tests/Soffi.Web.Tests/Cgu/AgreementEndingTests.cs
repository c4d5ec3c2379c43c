using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Cgu;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Cgu;

/// <summary>A person gives the service up; the ministry notifies a breach, sees it repaired or ends the agreement.</summary>
public sealed class AgreementEndingTests : IAsyncLifetime, IDisposable
{
    private const string Facts = "Des identifiants ont été partagés avec un prestataire.";

    private readonly SignInFactory _factory = new();
    private HttpClient _manager = null!;

    public async Task InitializeAsync()
    {
        await _factory.PublishCguAsync();
        await _factory.GrantAsync(DemoAccounts.GestionnaireAcces, Role.AccessManager);
        await _factory.GrantAsync(DemoAccounts.Nouveau, Role.AgentDgefp);
        _manager = await _factory.EnteredAsync(DemoAccounts.GestionnaireAcces);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _factory.Dispose();

    [Fact]
    [Trait("CGU", "CGU-19")]
    public async Task Renounce_closes_the_accesses_keeps_the_evidence_and_one_may_come_back()
    {
        var person = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        var page = await person.PageAsync("/cgu/renonciation");
        using var unconfirmed = await person.SendAsync(page, "form[action='/cgu/renonciation']");
        Assert.Equal(HttpStatusCode.BadRequest, unconfirmed.StatusCode);

        using var done = await person.SendAsync(page, "form[action='/cgu/renonciation']", ("confirme", "true"));

        Assert.Equal("/cgu/renonciation/faite", done.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync("/cgu/renonciation/faite")).StatusCode);
        Assert.StartsWith("/connexion", (await person.GetAsync("/accueil")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(2, await _factory.DatabaseAsync(d => d.CguAcceptances.CountAsync()));
        Assert.All(await _factory.DatabaseAsync(d => d.Grants.Where(g => g.Role == Role.AgentDgefp).ToListAsync()), g => Assert.NotNull(g.RevokedAt));
        Assert.Single(await _factory.JournalAsync(AuditAction.CguRenounced));
        Assert.Single(await _factory.JournalAsync(AuditAction.AccessRevoked));

        person = await _factory.SignedInAsync(DemoAccounts.Nouveau);
        using var stopped = await person.GetAsync("/accueil");
        Assert.StartsWith("/cgu/acceptation", stopped.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var again = await person.PageAsync("/cgu/acceptation");
        Assert.Contains("Vous avez renoncé au service", again.TextOf("main"), StringComparison.Ordinal);
        (await person.SendAsync(again, "form#accord", ("Accepted", "true"))).Dispose();
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync("/acces")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await person.GetAsync("/instruction")).StatusCode);
        Assert.Equal(3, await _factory.DatabaseAsync(d => d.CguAcceptances.CountAsync()));
        Assert.Contains("Vous avez renoncé", (await person.PageAsync("/cgu/mes-acceptations")).TextOf("#fins"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CGU", "CGU-77")]
    [Trait("CGU", "CGU-79")]
    [Trait("CGU", "CGU-80")]
    public async Task Terminate_before_eight_days_is_refused_after_them_closes_everything_until_lifted()
    {
        var person = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        var breach = await Notify(serious: false);
        var seen = await person.PageAsync("/accueil");
        Assert.NotNull(seen.QuerySelector($"a[href='/cgu/mes-manquements/{breach}']"));
        var mine = await person.PageAsync($"/cgu/mes-manquements/{breach}");
        Assert.Contains(Facts, mine.TextOf("main"), StringComparison.Ordinal);
        using (var answered = await person.SendAsync(mine, "form[action$='/reponse']", ("reponse", "Les mots de passe sont changés depuis hier.")))
        {
            Assert.Equal(HttpStatusCode.SeeOther, answered.StatusCode);
        }

        var early = await _manager.PageAsync($"/cgu/manquements/{breach}");
        Assert.Contains("Les mots de passe sont changés", early.TextOf("blockquote"), StringComparison.Ordinal);
        Assert.Null(early.QuerySelector("form[action$='/resiliation']"));
        using (var forced = await Post(early, $"/cgu/manquements/{breach}/resiliation", "Le manquement continue malgré la notification."))
        {
            Assert.Equal(HttpStatusCode.Conflict, forced.StatusCode);
        }

        _factory.Clock.Advance(TimeSpan.FromDays(9));
        _manager = await _factory.SignedInAsync(DemoAccounts.GestionnaireAcces);
        person = await _factory.SignedInAsync(DemoAccounts.Nouveau);
        using (var done = await _manager.SendAsync(
            await _manager.PageAsync($"/cgu/manquements/{breach}"), "form[action$='/resiliation']", ("motif", "Le manquement continue malgré la notification.")))
        {
            Assert.Equal("/cgu/manquements", done.Headers.Location!.OriginalString);
        }

        Assert.StartsWith("/connexion", (await person.GetAsync("/accueil")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        person = await _factory.SignedInAsync(DemoAccounts.Nouveau);
        var barred = await person.PageAsync("/cgu/acceptation");
        Assert.Contains("Votre accord est résilié", barred.TextOf("h1"), StringComparison.Ordinal);
        Assert.Null(barred.QuerySelector("form#accord"));
        Assert.Single(await _factory.JournalAsync(AuditAction.CguTerminated));
        Assert.Equal(
            [$"manquement-{breach}", $"manquement-{breach}-resiliation"],
            await _factory.DatabaseAsync(d => d.OutgoingMessages.Where(m => m.To == DemoAccounts.Nouveau.Email).OrderBy(m => m.Id).Select(m => m.Key).ToListAsync()));

        using (var lifted = await _manager.SendAsync(
            await _manager.PageAsync("/cgu/manquements"), "form[action$='/levee']", ("motif", "Erreur reconnue par le ministère.")))
        {
            Assert.Equal(HttpStatusCode.SeeOther, lifted.StatusCode);
        }

        using var accepted = await person.SendAsync(await person.PageAsync("/cgu/acceptation"), "form#accord", ("Accepted", "true"));
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync("/acces")).StatusCode);
        Assert.Single(await _factory.JournalAsync(AuditAction.CguTerminationLifted));
    }

    [Fact]
    [Trait("CGU", "CGU-77")]
    [Trait("CGU", "CGU-79")]
    [Trait("CGU", "CGU-80")]
    public async Task Terminate_a_serious_breach_needs_no_delay_and_bars_a_forged_acceptance()
    {
        var person = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        var breach = await Notify(serious: true);
        (await _manager.SendAsync(await _manager.PageAsync($"/cgu/manquements/{breach}"), "form[action$='/resiliation']", ("motif", "Attaque du service constatée ce jour."))).Dispose();

        person = await _factory.SignedInAsync(DemoAccounts.Nouveau);
        var token = ((IHtmlInputElement)(await person.PageAsync("/cgu/mes-manquements/" + breach)).QuerySelector("input[name=__RequestVerificationToken]")!).Value;
        using var forged = await person.SendFieldsAsync("/cgu/acceptation",
        [
            new("__RequestVerificationToken", token), new("Accepted", "true"), new("Shown", CguVersion.HashOf(House.CguText)),
        ]);

        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        Assert.StartsWith("/cgu/acceptation", (await person.GetAsync("/acces")).Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CGU", "CGU-77")]
    [Trait("CGU", "CGU-79")]
    [Trait("CGU", "CGU-80")]
    public async Task See_a_breach_repaired_closes_it_and_leaves_the_accesses()
    {
        var person = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        var breach = await Notify(serious: false);

        using var done = await _manager.SendAsync(
            await _manager.PageAsync($"/cgu/manquements/{breach}"), "form[action$='/regularisation']", ("motif", "Les mots de passe ont été changés."));

        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync("/instruction")).StatusCode);
        Assert.Contains("Régularisé", (await person.PageAsync("/cgu/mes-acceptations")).TextOf("#manquements"), StringComparison.OrdinalIgnoreCase);
        Assert.Single(await _factory.JournalAsync(AuditAction.BreachRemedied));
    }

    [Theory]
    [InlineData("", "63", Facts, "Adresse")]
    [InlineData("inconnue@exemple.invalid", "63", Facts, "Adresse")]
    [InlineData("gestionnaire.acces@demo.soffi.example", "63", Facts, "Adresse")]
    [InlineData("nouveau@demo.soffi.example", "", Facts, "Article")]
    [InlineData("nouveau@demo.soffi.example", "63", "court", "Faits")]
    public async Task Notify_what_cannot_be_says_what_to_type(string address, string article, string facts, string field)
    {
        await _factory.EnteredAsync(DemoAccounts.Nouveau);
        var page = await _manager.PageAsync("/cgu/manquements/nouveau");

        using var answer = await _manager.SendAsync(page, "form[action='/cgu/manquements']", ("Adresse", address), ("Article", article), ("Faits", facts));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains((await answer.ReadPageAsync()).QuerySelectorAll(".fr-error-text, .fr-message--error"), e => e.Id!.Contains(field, StringComparison.Ordinal));
        Assert.False(await _factory.DatabaseAsync(d => d.BreachNotices.AnyAsync()));
    }

    [Fact]
    public async Task Read_the_breach_of_another_is_not_found_and_deciding_needs_the_right()
    {
        await _factory.EnteredAsync(DemoAccounts.Nouveau);
        var breach = await Notify(serious: false);
        await _factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        var other = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/cgu/mes-manquements/{breach}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync("/cgu/manquements")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync($"/cgu/manquements/{breach}")).StatusCode);
    }

    private async Task<int> Notify(bool serious)
    {
        var page = await _manager.PageAsync("/cgu/manquements/nouveau");
        (string, string)[] typed = [("Adresse", " NOUVEAU@demo.soffi.example"), ("Article", "28"), ("Faits", Facts)];
        using var answer = await _manager.SendAsync(page, "form[action='/cgu/manquements']", serious ? [.. typed, ("Grave", "true")] : typed);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return int.Parse(answer.Headers.Location!.OriginalString.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    private Task<HttpResponseMessage> Post(IHtmlDocument page, string path, string reason) => _manager.SendFieldsAsync(path,
    [
        new("__RequestVerificationToken", ((IHtmlInputElement)page.QuerySelector("input[name=__RequestVerificationToken]")!).Value), new("motif", reason),
    ]);
}
