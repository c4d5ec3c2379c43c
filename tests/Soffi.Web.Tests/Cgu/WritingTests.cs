using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Cgu;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Cgu;

/// <summary>The next terms are written, compared, scheduled, published and followed from the pages.</summary>
[Trait("CGU", "CGU-15")]
public sealed class WritingTests : IAsyncLifetime, IDisposable
{
    private const string NewText = "## Objet\n\n### Article 1. Essai\n\nTexte nouveau de l’essai.\n\n### Article 2. Ajout\n\nUn article de plus.\n";

    private readonly SignInFactory _factory = new();
    private HttpClient _admin = null!;

    public async Task InitializeAsync()
    {
        await _factory.PublishCguAsync();
        await _factory.GrantAsync(DemoAccounts.Administrateur, Role.Administrator);
        _admin = await _factory.EnteredAsync(DemoAccounts.Administrateur);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _factory.Dispose();

    [Fact]
    [Trait("CGU", "CGU-17")]
    [Trait("CGU", "CGU-20")]
    [Trait("CGU", "CGU-21")]
    public async Task Schedule_a_version_announces_it_with_its_differences_then_asks_to_accept_it()
    {
        var person = await EnteredWithAccess();
        (await Write("2.0", NewText)).Dispose();
        var preview = await _admin.PageAsync("/cgu/redaction/apercu");
        Assert.Contains("nouveau", preview.QuerySelector(".soffi-after ins")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Texte nouveau de l’essai.", preview.TextOf("main"), StringComparison.Ordinal);
        var effective = ParisTime.Of(_factory.Clock.GetUtcNow().AddDays(10));

        using (var published = await Publish(preview, ("Quand", "programmee"), ("Jour", effective.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)), ("Heure", "00:00")))
        {
            Assert.Equal(HttpStatusCode.SeeOther, published.StatusCode);
        }

        var home = await person.PageAsync("/accueil");
        Assert.Contains("La version 2.0 entrera en vigueur", home.TextOf("main").Replace('\u00a0', ' '), StringComparison.Ordinal);
        var differences = await person.PageAsync("/cgu/versions/2.0/differences");
        Assert.Contains("la dernière que vous avez acceptée", differences.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("Un article de plus.", differences.TextOf(".soffi-changes"), StringComparison.Ordinal);

        _factory.Clock.Advance(TimeSpan.FromDays(11));
        person = await _factory.SignedInAsync(DemoAccounts.Nouveau);
        using var stopped = await person.GetAsync("/accueil");
        Assert.StartsWith("/cgu/acceptation", stopped.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var acceptance = await person.PageAsync("/cgu/acceptation");
        Assert.NotNull(acceptance.QuerySelector("a[href='/cgu/versions/2.0/differences?avec=1.0']"));
        using var answer = await person.SendAsync(acceptance, "form#accord", ("Accepted", "true"));
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync("/accueil")).StatusCode);
        var mine = await person.PageAsync("/cgu/mes-acceptations");
        Assert.Equal(2, mine.QuerySelectorAll("#acceptations tbody tr").Length);
        Assert.Single(await _factory.JournalAsync(AuditAction.CguPublished));
    }

    [Fact]
    [Trait("CGU", "CGU-81")]
    [Trait("CGU", "CGU-82")]
    public async Task Read_the_receipt_of_an_acceptance_shows_text_instant_and_identity_to_its_owner_alone()
    {
        var id = await _factory.DatabaseAsync(d => d.CguAcceptances.Select(a => a.Id).SingleAsync());

        var receipt = await _admin.PageAsync($"/cgu/mes-acceptations/{id}");

        Assert.Contains(CguVersion.HashOf(House.CguText), receipt.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains(DemoAccounts.Administrateur.Email, receipt.TextOf("main"), StringComparison.Ordinal);
        var other = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/cgu/mes-acceptations/{id}")).StatusCode);
    }

    [Fact]
    public async Task Publish_at_once_takes_force_at_once_and_the_draft_is_gone()
    {
        (await Write("2.0", NewText)).Dispose();

        using var published = await Publish(await _admin.PageAsync("/cgu/redaction/apercu"), ("Quand", "immediate"));

        Assert.Equal("/cgu/redaction", published.Headers.Location!.OriginalString);
        using var stopped = await _admin.GetAsync("/cgu/redaction");
        Assert.StartsWith("/cgu/acceptation", stopped.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.False(await _factory.DatabaseAsync(d => d.CguDrafts.AnyAsync()));
        Assert.Equal(CguVersion.HashOf(NewText), await _factory.DatabaseAsync(d => d.CguVersions.Where(v => v.Number == "2.0").Select(v => v.Sha256).SingleAsync()));
    }

    [Fact]
    public async Task Withdraw_an_announced_version_never_lets_it_take_force()
    {
        await _factory.PublishCguAsync("2.0", NewText, TimeSpan.FromDays(2));
        var page = await _admin.PageAsync("/cgu/redaction");

        using var withdrawn = await _admin.SendAsync(page, "form[action='/cgu/versions/2.0/retrait']");

        Assert.Equal(HttpStatusCode.SeeOther, withdrawn.StatusCode);
        _factory.Clock.Advance(TimeSpan.FromDays(3));
        var again = await _factory.SignedInAsync(DemoAccounts.Administrateur);
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("/accueil")).StatusCode);
        Assert.Contains("Annonce retirée", (await again.PageAsync("/cgu")).TextOf("#versions"), StringComparison.Ordinal);
        Assert.Single(await _factory.JournalAsync(AuditAction.CguWithdrawn));
    }

    [Fact]
    public async Task Save_over_what_somebody_else_kept_shows_both_and_loses_nothing()
    {
        var first = await _admin.PageAsync("/cgu/redaction");
        (await Write("2.0", "## Objet\n\nTexte de l’autre.\n")).Dispose();

        using var late = await _admin.SendAsync(first, "form[action='/cgu/redaction']", ("Numero", "2.1"), ("Texte", "## Objet\n\nMon texte.\n"));

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var page = await late.ReadPageAsync();
        Assert.Contains("Mon texte.", page.QuerySelector("textarea[name=Texte]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Texte de l’autre.", page.TextOf("main details"), StringComparison.Ordinal);
        using var decided = await _admin.SendAsync(page, "form[action='/cgu/redaction']");
        Assert.Equal(HttpStatusCode.SeeOther, decided.StatusCode);
        Assert.Equal("2.1", await _factory.DatabaseAsync(d => d.CguDrafts.Select(x => x.Number).SingleAsync()));
    }

    [Theory]
    [InlineData("", "Texte", "Numero")]
    [InlineData("2.0<script>", "Texte", "Numero")]
    [InlineData("2.0", "   ", "Texte")]
    public async Task Save_what_cannot_be_kept_says_what_to_type(string number, string text, string field)
    {
        using var answer = await Write(number, text);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotNull((await answer.ReadPageAsync()).QuerySelector($"[name={field}][aria-describedby]"));
        Assert.False(await _factory.DatabaseAsync(d => d.CguDrafts.AnyAsync()));
    }

    [Theory]
    [InlineData("1.0", NewText, "programmee", 3, "déjà celui d’une version publiée")]
    [InlineData("2.0", House.CguText, "programmee", 3, "mot pour mot")]
    [InlineData("2.0", NewText, "programmee", -3, "ne peut pas être passée")]
    public async Task Publish_what_may_not_be_is_refused_and_says_why(string number, string text, string when, int days, string said)
    {
        (await Write(number, text)).Dispose();
        var day = ParisTime.Of(_factory.Clock.GetUtcNow().AddDays(days)).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

        using var answer = await Publish(await _admin.PageAsync("/cgu/redaction/apercu"), ("Quand", when), ("Jour", day), ("Heure", "12:00"));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains(said, (await answer.ReadPageAsync()).TextOf("main"), StringComparison.Ordinal);
        Assert.Equal(1, await _factory.DatabaseAsync(d => d.CguVersions.CountAsync()));
    }

    [Fact]
    public async Task Preview_a_text_with_scripts_shows_them_as_text()
    {
        (await Write("2.0", "## Objet\n\n<script>alert(1)</script> [clic](javascript:alert(2))\n")).Dispose();

        var page = await _admin.PageAsync("/cgu/redaction/apercu");

        Assert.DoesNotContain(page.QuerySelectorAll("main script"), _ => true);
        Assert.DoesNotContain(page.QuerySelectorAll("main a"), a => a.GetAttribute("href")?.StartsWith("javascript", StringComparison.OrdinalIgnoreCase) == true);
        Assert.Contains("<script>alert(1)</script>", page.TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_the_acceptances_names_those_who_have_not_accepted()
    {
        await EnteredWithAccess();
        await _factory.GrantAsync("absente@exemple.invalid", Role.AgentDgefp);

        var page = await _admin.PageAsync("/cgu/suivi");

        Assert.Contains("absente@exemple.invalid", page.TextOf("#suivi"), StringComparison.Ordinal);
        Assert.Contains("2 acceptations sur 3", page.TextOf("main").Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_the_terms_without_the_right_is_refused()
    {
        var person = await EnteredWithAccess();

        Assert.Equal(HttpStatusCode.Forbidden, (await person.GetAsync("/cgu/redaction")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await person.GetAsync("/cgu/suivi")).StatusCode);
    }

    private async Task<HttpClient> EnteredWithAccess()
    {
        await _factory.GrantAsync(DemoAccounts.Nouveau, Role.AgentDgefp);
        return await _factory.EnteredAsync(DemoAccounts.Nouveau);
    }

    private async Task<HttpResponseMessage> Write(string number, string text) => await _admin.SendAsync(
        await _admin.PageAsync("/cgu/redaction"), "form[action='/cgu/redaction']", ("Numero", number), ("Resume", "Un article de plus."), ("Texte", text));

    private Task<HttpResponseMessage> Publish(AngleSharp.Html.Dom.IHtmlDocument preview, params (string, string)[] typed) =>
        _admin.SendAsync(preview, "form[action='/cgu/redaction/publication']", typed);
}
