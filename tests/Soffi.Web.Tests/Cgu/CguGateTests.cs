using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Cgu;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Cgu;

/// <summary>Nothing opens before the terms in force are accepted; then the page asked for does.</summary>
public sealed class CguGateTests : IDisposable
{
    private const string Acceptance = "/cgu/acceptation";
    private readonly SignInFactory _factory = new();

    public void Dispose() => _factory.Dispose();

    [Theory]
    [Trait("CGU", "CGU-05")]
    [InlineData("/accueil")]
    [InlineData("/acces")]
    [InlineData("/aide")]
    [InlineData("/audit/moi")]
    [InlineData("/instruction?exercice=2025")]
    public async Task Open_a_page_before_acceptance_leads_to_the_terms(string page)
    {
        await _factory.PublishCguAsync();
        await _factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        var browser = await _factory.SignedInAsync(DemoAccounts.AgentDgefp);

        var answer = await browser.GetAsync(page);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal($"{Acceptance}?retour={Uri.EscapeDataString(page)}", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    [Trait("CGU", "CGU-13")]
    public async Task Accept_the_terms_at_first_sign_in_opens_the_page_first_asked_for()
    {
        await _factory.PublishCguAsync();
        await _factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        var browser = _factory.NewBrowser();

        var page = await browser.SignInAsync(DemoAccounts.AgentDgefp.Email, "/audit?page=1");
        var document = await page.ReadPageAsync();
        var answer = await browser.SubmitAsync(page, "form#accord", ("Accepted", "true"));

        Assert.Equal(Acceptance, page.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.False(document.QuerySelector("input[name=Accepted]")!.HasAttribute("checked"));
        Assert.Contains("Article 1. Essai", document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/audit?page=1", answer.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/audit?page=1")).StatusCode);
    }

    [Fact]
    [Trait("CGU", "CGU-14")]
    [Trait("CGU", "CGU-81")]
    [Trait("CGU", "CGU-82")]
    public async Task Accept_the_terms_keeps_the_evidence_and_writes_the_journal()
    {
        await _factory.PublishCguAsync();
        await _factory.EnteredAsync(DemoAccounts.Nouveau);

        var kept = await _factory.DatabaseAsync(d => d.CguAcceptances.SingleAsync());
        var user = await _factory.DatabaseAsync(d => d.Users.SingleAsync());
        var entry = Assert.Single(await _factory.JournalAsync(AuditAction.CguAccepted));
        Assert.Equal(("1.0", CguVersion.HashOf(House.CguText)), (kept.Number, kept.Sha256));
        Assert.Equal((user.Issuer, user.Subject, user.Id), (kept.Issuer, kept.Subject, kept.UserId));
        Assert.Equal(TimeSpan.Zero, kept.AcceptedAt.Offset);
        Assert.True((_factory.Clock.GetUtcNow() - kept.AcceptedAt).Duration() < TimeSpan.FromSeconds(1));
        Assert.Equal(user.Id, entry.ActorId);
        Assert.Contains(kept.Sha256, entry.DetailsJson, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CGU", "CGU-14")]
    public async Task Send_the_form_unticked_asks_to_tick_and_loses_nothing()
    {
        await _factory.PublishCguAsync();
        var browser = await _factory.SignedInAsync(DemoAccounts.Nouveau);

        var page = await browser.GetAsync($"{Acceptance}?retour=/acces/pourquoi");
        var answer = await browser.SubmitAsync(page, "form#accord");
        var document = await answer.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Cochez la case", document.QuerySelector(".fr-checkbox-group--error .fr-message--error")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("Erreur", document.Title!, StringComparison.Ordinal);
        var again = await browser.SubmitAsync(answer, "form#accord", ("Accepted", "true"));
        Assert.Equal("/acces/pourquoi", again.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Send_the_form_twice_at_once_keeps_one_acceptance()
    {
        await _factory.PublishCguAsync();
        var browser = await _factory.SignedInAsync(DemoAccounts.Nouveau);
        var page = await browser.GetAsync($"{Acceptance}?retour=/acces");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => browser.SubmitAsync(page, "form#accord", ("Accepted", "true"))));

        Assert.All(answers, answer => Assert.Equal("/acces", answer.Headers.Location?.OriginalString));
        Assert.Equal(1, await _factory.DatabaseAsync(d => d.CguAcceptances.CountAsync()));
        Assert.Single(await _factory.JournalAsync(AuditAction.CguAccepted));
    }

    [Fact]
    [Trait("CGU", "CGU-13")]
    [Trait("CGU", "CGU-18")]
    [Trait("CGU", "CGU-20")]
    [Trait("CGU", "CGU-21")]
    public async Task A_version_announced_closes_the_service_at_its_very_instant()
    {
        await _factory.PublishCguAsync();
        await _factory.PublishCguAsync("2.0", "Texte nouveau.", TimeSpan.FromHours(1));
        var browser = await _factory.EnteredAsync(DemoAccounts.Nouveau);

        _factory.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/acces")).StatusCode);
        _factory.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/acces")).StatusCode);
        _factory.Clock.Advance(TimeSpan.FromMinutes(20) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/acces")).StatusCode);
        _factory.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var closed = await browser.GetAsync("/acces");
        var page = await (await browser.FollowAsync(closed)).ReadPageAsync();

        Assert.Equal(HttpStatusCode.SeeOther, closed.StatusCode);
        Assert.Contains("Vous aviez accepté la version\u00a01.0", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Texte nouveau.", page.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accept_a_version_replaced_meanwhile_shows_the_new_one()
    {
        await _factory.PublishCguAsync();
        var browser = await _factory.SignedInAsync(DemoAccounts.Nouveau);
        var page = await browser.GetAsync($"{Acceptance}?retour=/acces");
        await _factory.PublishCguAsync("2.0", "Texte nouveau.");

        var answer = await browser.SubmitAsync(page, "form#accord", ("Accepted", "true"));
        var document = await answer.ReadPageAsync();

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Texte nouveau.", document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await _factory.DatabaseAsync(d => d.CguAcceptances.CountAsync()));
        var again = await browser.SubmitAsync(answer, "form#accord", ("Accepted", "true"));
        Assert.Equal("/acces", again.Headers.Location!.OriginalString);
    }

    [Fact]
    [Trait("CGU", "CGU-05")]
    public async Task A_script_gets_a_problem_instead_of_a_page()
    {
        await _factory.PublishCguAsync();
        var browser = await _factory.SignedInAsync(DemoAccounts.Nouveau);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/accueil");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));

        var answer = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(Acceptance, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://ailleurs.example/")]
    [InlineData("//ailleurs.example/")]
    [InlineData("/\\ailleurs.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/cgu/acceptation")]
    public async Task Accept_with_a_page_elsewhere_opens_the_home_page(string page)
    {
        await _factory.PublishCguAsync();
        var browser = await _factory.SignedInAsync(DemoAccounts.Nouveau);

        var form = await browser.GetAsync($"{Acceptance}?retour={Uri.EscapeDataString(page)}");
        var answer = await browser.SubmitAsync(form, "form#accord", ("Accepted", "true"), ("retour", page));

        Assert.Equal("/accueil", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Without_terms_in_force_nobody_enters_but_those_who_may_publish_them()
    {
        await _factory.GrantAsync(DemoAccounts.Administrateur, Role.Administrator);
        var person = await _factory.SignedInAsync(DemoAccounts.Nouveau);
        var administrator = await _factory.SignedInAsync(DemoAccounts.Administrateur);

        var page = await person.FollowAsync(await person.GetAsync("/acces"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await administrator.GetAsync("/acces")).StatusCode);
    }
}
