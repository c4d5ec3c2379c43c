using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Operators;

using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Access;

/// <summary>An access is asked, decided with a reason and an end, and taken back.</summary>
[Trait("CGU", "CGU-37")]
public sealed class AccessRequestTests : IAsyncLifetime, IDisposable
{
    private const string Reason = "Je remplis l’ESF pour AKTO, Mme Petit peut le confirmer.";

    private readonly SignInFactory _factory = new();
    private int _akto;

    public async Task InitializeAsync()
    {
        await _factory.PublishCguAsync();
        _akto = await _factory.OperatorAsync("AKTO", OperatorType.Opco);
        await _factory.GrantAsync(DemoAccounts.GestionnaireAcces, Role.AccessManager);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _factory.Dispose();

    [Fact]
    public async Task Ask_then_grant_opens_the_pages_until_the_end_said()
    {
        var nouveau = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        Assert.Equal(HttpStatusCode.Forbidden, (await nouveau.GetAsync("/declarations")).StatusCode);
        using var asked = await Ask(nouveau, "Declarant", "AKTO", Reason);
        Assert.Equal("/acces", asked.Headers.Location!.OriginalString);
        var mine = await nouveau.PageAsync("/acces");
        Assert.Contains("Déclarant – Opérateur AKTO (AKTO)", mine.TextOf("#demandes"), StringComparison.Ordinal);
        Assert.Contains("En attente", mine.TextOf("#demandes"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await nouveau.GetAsync("/declarations")).StatusCode);

        var manager = await _factory.EnteredAsync(DemoAccounts.GestionnaireAcces);
        Assert.Contains("Décider d’une demande", (await manager.PageAsync("/acces")).TextOf("main"), StringComparison.Ordinal);
        var end = _factory.Clock.GetUtcNow().AddDays(2);
        using var decided = await Decide(manager, "accorder", "Confirmé par AKTO.", end.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal("/acces/demandes", decided.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await nouveau.GetAsync("/declarations")).StatusCode);
        Assert.Contains("Confirmé par AKTO.", (await nouveau.PageAsync("/acces")).TextOf("#demandes"), StringComparison.Ordinal);
        Assert.Contains("operateur:", Assert.Single(await _factory.JournalAsync(AuditAction.AccessRequested)).DetailsJson, StringComparison.Ordinal);
        Assert.Equal(_akto, Assert.Single(await _factory.JournalAsync(AuditAction.AccessGranted)).OperatorId);
        var grant = await _factory.DatabaseAsync(d => d.Grants.SingleAsync(g => g.OperatorId == _akto));
        Assert.True(grant.IsActive(_factory.Clock.GetUtcNow()));
        Assert.False(grant.IsActive(_factory.Clock.GetUtcNow().AddDays(4)));
    }

    [Fact]
    public async Task Refuse_with_a_reason_tells_the_person_and_gives_nothing()
    {
        var nouveau = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        (await Ask(nouveau, "Signatory", "AKTO", Reason)).Dispose();
        var manager = await _factory.EnteredAsync(DemoAccounts.GestionnaireAcces);

        using var decided = await Decide(manager, "refuser", "AKTO ne vous connaît pas.", "");

        Assert.Equal(HttpStatusCode.SeeOther, decided.StatusCode);
        var text = (await nouveau.PageAsync("/acces")).TextOf("#demandes");
        Assert.Contains("Refusée", text, StringComparison.Ordinal);
        Assert.Contains("AKTO ne vous connaît pas.", text, StringComparison.Ordinal);
        Assert.Empty(await _factory.DatabaseAsync(d => d.Grants.Where(g => g.OperatorId == _akto).ToListAsync()));
        Assert.Single(await _factory.JournalAsync(AuditAction.AccessRequestRefused));
    }

    [Theory]
    [InlineData("", "AKTO", Reason, "Role")]
    [InlineData("Declarant", "", Reason, "Operateur")]
    [InlineData("Declarant", "INCONNU", Reason, "Operateur")]
    [InlineData("AgentDreets", "AKTO", Reason, "Region")]
    [InlineData("Declarant", "AKTO", "court", "Motif")]
    public async Task Ask_what_is_not_whole_says_what_to_do(string role, string body, string reason, string field)
    {
        var nouveau = await _factory.EnteredAsync(DemoAccounts.Nouveau);

        using var answer = await Ask(nouveau, role, body, reason);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        Assert.NotEmpty(page.TextOf($"#{field}-messages"));
        Assert.Equal(reason, page.QuerySelector("#Motif")!.TextContent.Trim());
        Assert.Empty(await _factory.DatabaseAsync(d => d.AccessRequests.ToListAsync()));
    }

    [Fact]
    public async Task Ask_twice_is_refused_and_a_request_may_be_withdrawn()
    {
        var nouveau = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        (await Ask(nouveau, "Declarant", "AKTO", Reason)).Dispose();

        using var again = await Ask(nouveau, "Declarant", "AKTO", Reason);
        Assert.Contains("déjà demandé", (await again.ReadPageAsync()).TextOf("main"), StringComparison.Ordinal);

        (await nouveau.SendAsync(await nouveau.PageAsync("/acces"), "#demandes form")).Dispose();
        Assert.Contains("Retirée", (await nouveau.PageAsync("/acces")).TextOf("#demandes"), StringComparison.Ordinal);
        Assert.Single(await _factory.JournalAsync(AuditAction.AccessRequestWithdrawn));
        using var once = await Ask(nouveau, "Declarant", "AKTO", Reason);
        Assert.Equal(HttpStatusCode.SeeOther, once.StatusCode);
    }

    [Fact]
    public async Task Decide_twice_or_of_ones_own_request_is_refused()
    {
        var nouveau = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        var manager = await _factory.EnteredAsync(DemoAccounts.GestionnaireAcces);
        (await Ask(nouveau, "Declarant", "AKTO", Reason)).Dispose();
        var page = await manager.PageAsync(await Pending(manager));
        (await manager.SendAsync(page, "main form", ("Decision", "refuser"), ("Motif", "AKTO ne vous connaît pas."))).Dispose();

        using var late = await manager.SendAsync(page, "main form", ("Decision", "accorder"), ("Motif", "Après réflexion, oui."));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("déjà décidée", (await late.ReadPageAsync()).TextOf(".fr-alert"), StringComparison.Ordinal);

        (await Ask(manager, "Declarant", "AKTO", Reason)).Dispose();
        var own = await manager.PageAsync(await Pending(manager));
        Assert.Contains("votre propre demande", own.TextOf(".fr-alert"), StringComparison.Ordinal);
        Assert.Null(own.QuerySelector("main form"));
    }

    [Fact]
    [Trait("CGU", "CGU-62")]
    public async Task Revoke_with_a_reason_shuts_the_pages_at_once()
    {
        await _factory.GrantAsync(DemoAccounts.DeclarantOpco, Role.Declarant, _akto);
        var claire = await _factory.EnteredAsync(DemoAccounts.DeclarantOpco);
        Assert.Equal(HttpStatusCode.OK, (await claire.GetAsync("/declarations")).StatusCode);
        var manager = await _factory.EnteredAsync(DemoAccounts.GestionnaireAcces);
        var grant = await _factory.DatabaseAsync(d => d.Grants.Where(g => g.OperatorId == _akto).Select(g => g.Id).SingleAsync());
        var page = await manager.PageAsync("/acces/demandes");
        var form = $"form[action$='/{grant}/retrait']";

        using var silent = await manager.SendAsync(page, form, ("motif", ""));
        Assert.Equal(HttpStatusCode.BadRequest, silent.StatusCode);
        using var answer = await manager.SendAsync(page, form, ("motif", "A quitté AKTO en octobre."));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await claire.GetAsync("/declarations")).StatusCode);
        Assert.Contains("octobre", Assert.Single(await _factory.JournalAsync(AuditAction.AccessRevoked)).DetailsJson, StringComparison.Ordinal);
        using var again = await manager.SendAsync(page, form, ("motif", "A quitté AKTO en octobre."));
        Assert.Contains("déjà été retiré", (await again.ReadPageAsync()).TextOf(".fr-alert"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/acces/demandes")]
    [InlineData("/acces/demandes/1")]
    public async Task Decide_is_for_managers(string path) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await (await _factory.EnteredAsync(DemoAccounts.Nouveau)).GetAsync(path)).StatusCode);

    [Fact]
    public void Every_role_and_permission_has_its_words()
    {
        Assert.All(Enum.GetValues<Role>(), r => Assert.NotEmpty(RoleWords.Of(r)));
        Assert.All(Enum.GetValues<Permission>(), p => Assert.NotEmpty(RoleWords.Of(p)));
    }

    private static async Task<HttpResponseMessage> Ask(HttpClient browser, string role, string body, string reason) =>
        await browser.SendAsync(await browser.PageAsync("/acces/demande"), "main form", ("Role", role), ("Operateur", body), ("Region", ""), ("Motif", reason));

    private static async Task<string> Pending(HttpClient manager) =>
        (await manager.PageAsync("/acces/demandes")).QuerySelector("#a-decider tbody a")!.GetAttribute("href")!;

    private static async Task<HttpResponseMessage> Decide(HttpClient manager, string decision, string reason, string end) =>
        await manager.SendAsync(await manager.PageAsync(await Pending(manager)), "main form", ("Decision", decision), ("Motif", reason), ("Fin", end));
}
