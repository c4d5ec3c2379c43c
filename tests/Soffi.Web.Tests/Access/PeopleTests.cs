using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Operators;
using Soffi.Portal.Accounts;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Access;

/// <summary>What is decided about a person: closed for a time, seen by the assistance, deleted.</summary>
public sealed class PeopleTests : IAsyncLifetime, IDisposable
{
    private const string Reason = "Extraction massive constatée le 3 mai.";

    private readonly SignInFactory _factory = new();
    private HttpClient _manager = null!;
    private int _akto;

    public async Task InitializeAsync()
    {
        await _factory.PublishCguAsync();
        _akto = await _factory.OperatorAsync("AKTO", OperatorType.Opco);
        await _factory.GrantAsync(DemoAccounts.GestionnaireAcces, Role.AccessManager);
        await _factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        _manager = await _factory.EnteredAsync(DemoAccounts.GestionnaireAcces);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _factory.Dispose();

    [Fact]
    [Trait("CGU", "CGU-62")]
    public async Task Restrict_one_feature_closes_it_alone_until_lifted_and_tells_the_person()
    {
        var agent = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        using (var done = await Restrict(DemoAccounts.AgentDgefp, nameof(Permission.ViewStatistics)))
        {
            Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/essai/statistiques")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync("/audit")).StatusCode);
        Assert.Contains(Reason, (await agent.PageAsync("/acces")).TextOf("main"), StringComparison.Ordinal);
        Assert.Contains(Reason, (await agent.PageAsync("/acces/pourquoi")).TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("Interdiction prononcée", (await agent.PageAsync("/audit/moi")).TextOf("#a-mon-sujet"), StringComparison.Ordinal);
        Assert.Contains(await Messages(), m => m.StartsWith("interdiction-", StringComparison.Ordinal));

        using var lifted = await _manager.SendAsync(
            await _manager.PageAsync($"/acces/personnes/{await IdOf(DemoAccounts.AgentDgefp)}"), "form[action$='/levee']", ("motif", "Erreur de notre part."));
        Assert.Equal(HttpStatusCode.SeeOther, lifted.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync("/essai/statistiques")).StatusCode);
        Assert.Single(await _factory.JournalAsync(AuditAction.AccessRestricted));
        Assert.Single(await _factory.JournalAsync(AuditAction.AccessRestrictionLifted));
    }

    [Fact]
    [Trait("CGU", "CGU-62")]
    public async Task Restrict_everything_until_a_day_opens_again_by_itself()
    {
        var agent = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var day = Domain.Declarations.ParisTime.Of(_factory.Clock.GetUtcNow().AddDays(2)).ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);
        (await Restrict(DemoAccounts.AgentDgefp, "tout", day)).Dispose();

        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/audit")).StatusCode);
        Assert.Contains("tout le service", (await agent.PageAsync("/acces")).TextOf("main"), StringComparison.Ordinal);
        _factory.Clock.Advance(TimeSpan.FromDays(4));
        agent = await _factory.SignedInAsync(DemoAccounts.AgentDgefp);
        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync("/audit")).StatusCode);
    }

    [Fact]
    public async Task See_as_a_person_shows_their_pages_refuses_every_write_and_they_see_it()
    {
        await _factory.GrantAsync(DemoAccounts.DeclarantOpco, Role.Declarant, _akto);
        var claire = await _factory.EnteredAsync(DemoAccounts.DeclarantOpco);
        var id = await IdOf(DemoAccounts.DeclarantOpco);
        using (var started = await _manager.SendAsync(await _manager.PageAsync($"/acces/personnes/{id}"), "form[action$='/vue']", ("motifVue", "Demande d’assistance 1234")))
        {
            Assert.Equal("/accueil", started.Headers.Location!.OriginalString);
        }

        var home = await _manager.PageAsync("/accueil");
        Assert.Contains("vous voyez Soffi comme Claire Martin", home.TextOf("#vue-assistance"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _manager.GetAsync("/declarations")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _manager.GetAsync("/acces/personnes")).StatusCode);
        var ask = await _manager.PageAsync("/acces/demande");
        using (var written = await _manager.SendAsync(ask, "form[action='/acces/demande']", ("Role", "Signatory"), ("Operateur", "AKTO"), ("Motif", "Je signe désormais.")))
        {
            Assert.Equal(HttpStatusCode.Forbidden, written.StatusCode);
            Assert.Contains("lecture seule", (await written.ReadPageAsync()).TextOf("h1"), StringComparison.Ordinal);
        }

        Assert.False(await _factory.DatabaseAsync(d => d.AccessRequests.AnyAsync()));
        using (var ended = await _manager.SendAsync(home, "#vue-assistance form"))
        {
            Assert.Equal("/acces/personnes", ended.Headers.Location!.OriginalString);
        }

        Assert.Equal(HttpStatusCode.OK, (await _manager.GetAsync("/acces/personnes")).StatusCode);
        var about = (await claire.PageAsync("/audit/moi")).TextOf("#a-mon-sujet");
        Assert.Contains("Vue d’assistance commencée", about, StringComparison.Ordinal);
        Assert.Contains("1234", about, StringComparison.Ordinal);
        var refused = Assert.Single(await _factory.JournalAsync(AuditAction.AssistanceWriteRefused));
        Assert.Equal((await IdOf(DemoAccounts.GestionnaireAcces), AuditEntry.Refused, "Claire Martin"), (refused.ActorId!.Value, refused.Result, refused.OnBehalfOf));
    }

    [Fact]
    public async Task See_as_a_person_ends_by_itself_after_half_an_hour()
    {
        await _factory.EnteredAsync(DemoAccounts.Nouveau);
        var page = await _manager.PageAsync($"/acces/personnes/{await IdOf(DemoAccounts.Nouveau)}");
        (await _manager.SendAsync(page, "form[action$='/vue']", ("motifVue", "Demande d’assistance 1234"))).Dispose();
        _factory.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.NotNull((await _manager.PageAsync("/acces")).QuerySelector("#vue-assistance"));

        _factory.Clock.Advance(TimeSpan.FromMinutes(16));

        Assert.Null((await _manager.PageAsync("/acces")).QuerySelector("#vue-assistance"));
    }

    [Fact]
    public async Task See_as_an_administrator_or_oneself_is_refused()
    {
        await _factory.GrantAsync(DemoAccounts.Administrateur, Role.Administrator);
        await _factory.EnteredAsync(DemoAccounts.Administrateur);
        var token = await Token();

        foreach (var account in new[] { DemoAccounts.Administrateur, DemoAccounts.GestionnaireAcces })
        {
            using var answer = await _manager.SendFieldsAsync($"/acces/personnes/{await IdOf(account)}/vue", [token, new("motifVue", "Demande d’assistance 1234")]);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.False(await _factory.DatabaseAsync(d => d.AssistanceViews.AnyAsync()));
        Assert.Equal(2, (await _factory.JournalAsync(AuditAction.AccessDenied)).Count);
    }

    [Fact]
    [Trait("CGU", "CGU-24")]
    public async Task Delete_ones_account_erases_the_name_keeps_the_evidence_and_one_may_start_anew()
    {
        await _factory.GrantAsync(DemoAccounts.DeclarantOpco, Role.Declarant, _akto);
        var claire = await _factory.EnteredAsync(DemoAccounts.DeclarantOpco);
        var id = await IdOf(DemoAccounts.DeclarantOpco);
        var page = await claire.PageAsync("/acces/suppression");
        using (var unconfirmed = await claire.SendAsync(page, "form[action='/acces/suppression']"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, unconfirmed.StatusCode);
        }

        using (var done = await claire.SendAsync(page, "form[action='/acces/suppression']", ("confirme", "true")))
        {
            Assert.Equal("/acces/suppression/faite", done.Headers.Location!.OriginalString);
        }

        var user = await _factory.DatabaseAsync(d => d.Users.SingleAsync(u => u.Id == id));
        Assert.Equal(("Compte supprimé", $"{id}@supprime.invalid"), (user.DisplayName, user.Email));
        Assert.True(await _factory.DatabaseAsync(d => d.CguAcceptances.AnyAsync(a => a.UserId == id)));
        Assert.False(await _factory.DatabaseAsync(d => d.Grants.AnyAsync(g => g.Email == DemoAccounts.DeclarantOpco.Email)));
        Assert.Single(await _factory.JournalAsync(AuditAction.AccountDeleted));
        Assert.StartsWith("/connexion", (await claire.GetAsync("/accueil")).Headers.Location!.OriginalString, StringComparison.Ordinal);

        await _factory.EnteredAsync(DemoAccounts.DeclarantOpco);
        Assert.NotEqual(id, await IdOf(DemoAccounts.DeclarantOpco));
    }

    [Fact]
    [Trait("CGU", "CGU-24")]
    public async Task Delete_the_account_of_another_asks_a_reason_and_closes_their_session()
    {
        var nouveau = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        var page = await _manager.PageAsync($"/acces/personnes/{await IdOf(DemoAccounts.Nouveau)}");
        using (var bare = await _manager.SendAsync(page, "form[action$='/suppression']"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        }

        using var done = await _manager.SendAsync(page, "form[action$='/suppression']", ("motifSuppression", "A quitté l’organisme en mai."));

        Assert.Equal("/acces/personnes", done.Headers.Location!.OriginalString);
        Assert.StartsWith("/connexion", (await nouveau.GetAsync("/acces")).Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CGU", "CGU-32")]
    [Trait("CGU", "CGU-52")]
    public async Task Close_every_session_signs_out_everywhere()
    {
        var first = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        var second = await _factory.SignedInAsync(DemoAccounts.Nouveau);
        var page = await second.PageAsync("/acces");
        Assert.Equal(2, page.QuerySelectorAll("#sessions li").Length);

        using var done = await second.SendAsync(page, "form[action='/acces/sessions/fermeture']");

        Assert.Equal("/acces/sessions/fermees", done.Headers.Location!.OriginalString);
        Assert.StartsWith("/connexion", (await first.GetAsync("/acces")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.StartsWith("/connexion", (await second.GetAsync("/acces")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Single(await _factory.JournalAsync(AuditAction.SessionsClosed));
    }

    [Fact]
    public async Task Manage_accesses_of_one_operator_leaves_the_others_and_the_nation_alone()
    {
        var atlas = await _factory.OperatorAsync("ATLAS", OperatorType.Opco);
        await _factory.GrantAsync(DemoAccounts.SignataireOpco, Role.AccessManager, _akto);
        await _factory.GrantAsync(DemoAccounts.DeclarantOpco2, Role.Declarant, atlas);
        await _factory.EnteredAsync(DemoAccounts.DeclarantOpco2);
        var local = await _factory.EnteredAsync(DemoAccounts.SignataireOpco);
        var foreign = await _factory.DatabaseAsync(d => d.Grants.SingleAsync(g => g.OperatorId == atlas));
        var list = await local.PageAsync("/acces/demandes");

        Assert.DoesNotContain(DemoAccounts.DeclarantOpco2.Email, list.TextOf("main"), StringComparison.Ordinal);
        var token = ((AngleSharp.Html.Dom.IHtmlInputElement)list.QuerySelector("input[name=__RequestVerificationToken]")!).Value;
        using var taken = await local.SendFieldsAsync($"/acces/habilitations/{foreign.Id}/retrait", [new("__RequestVerificationToken", token), new("motif", "Il n’est plus des nôtres.")]);
        Assert.Equal(HttpStatusCode.BadRequest, taken.StatusCode);
        using var restricted = await local.SendFieldsAsync(
            $"/acces/personnes/{await IdOf(DemoAccounts.DeclarantOpco2)}/interdiction", [new("__RequestVerificationToken", token), new("Quoi", "tout"), new("Motif", Reason)]);
        Assert.Equal(HttpStatusCode.Forbidden, restricted.StatusCode);
        Assert.Null((await _factory.DatabaseAsync(d => d.Grants.SingleAsync(g => g.OperatorId == atlas))).RevokedAt);
    }

    [Fact]
    public async Task Search_people_by_name_finds_them_and_says_when_nobody_answers()
    {
        await _factory.EnteredAsync(DemoAccounts.Nouveau);

        Assert.Contains("Lucie Petit", (await _manager.PageAsync("/acces/personnes?recherche=petit")).TextOf("#personnes"), StringComparison.Ordinal);
        Assert.Contains("Personne ne répond", (await _manager.PageAsync("/acces/personnes?recherche=zzz")).TextOf("main"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _manager.GetAsync($"/acces/personnes/{Guid.NewGuid()}")).StatusCode);
    }

    private async Task<HttpResponseMessage> Restrict(DemoAccount account, string what, string until = "") => await _manager.SendAsync(
        await _manager.PageAsync($"/acces/personnes/{await IdOf(account)}"), "form[action$='/interdiction']", ("Quoi", what), ("Motif", Reason), ("Fin", until));

    private async Task<KeyValuePair<string, string>> Token() => new(
        "__RequestVerificationToken",
        ((AngleSharp.Html.Dom.IHtmlInputElement)(await _manager.PageAsync("/acces/demande")).QuerySelector("input[name=__RequestVerificationToken]")!).Value);

    private Task<Guid> IdOf(DemoAccount account) => _factory.DatabaseAsync(d => d.Users.Where(u => u.Email == account.Email).Select(u => u.Id).SingleAsync());

    private Task<List<string>> Messages() => _factory.DatabaseAsync(d => d.OutgoingMessages.Select(m => m.Key).ToListAsync());
}
