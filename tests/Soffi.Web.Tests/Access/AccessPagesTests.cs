using System.Net;
using Soffi.Domain.Access;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Access;

/// <summary>Each person lands on what they have to do, and knows what they may do and whom to ask for more.</summary>
public sealed class AccessPagesTests : IAsyncLifetime, IDisposable
{
    private readonly SignInFactory _factory = new();

    public Task InitializeAsync() => _factory.PublishCguAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _factory.Dispose();

    [Fact]
    [Trait("CGU", "CGU-22")]
    public async Task A_person_without_any_right_lands_on_who_can_grant_one()
    {
        await _factory.GrantAsync(DemoAccounts.GestionnaireAcces, Role.AccessManager);
        var browser = await _factory.EnteredAsync(DemoAccounts.Nouveau);

        var answer = await browser.FollowAsync(await browser.GetAsync("/accueil"));
        var page = await answer.ReadPageAsync();

        Assert.Equal("/acces", answer.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Contains("Vous n’avez encore aucun accès", page.QuerySelector(".fr-alert")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(DemoAccounts.Nouveau.Email, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("http://localhost:5080/portail/", page.Body.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"a[href='mailto:{DemoAccounts.GestionnaireAcces.Email}']"));
        Assert.NotNull(page.QuerySelector("main a[href='mailto:misi.dgefp@emploi.gouv.fr']"));
    }

    [Fact]
    [Trait("CGU", "CGU-10")]
    public async Task My_access_says_the_role_the_perimeter_and_what_it_opens()
    {
        var akto = await _factory.OperatorAsync("AKTO", OperatorType.Opco);
        await _factory.GrantAsync(DemoAccounts.SignataireOpco, Role.Signatory, akto);
        await _factory.GrantAsync(DemoAccounts.AgentDreets, Role.AgentDreets, regionCode: "84");
        var signatory = await _factory.EnteredAsync(DemoAccounts.SignataireOpco);
        var agent = await _factory.EnteredAsync(DemoAccounts.AgentDreets);

        var signing = (await (await signatory.GetAsync("/acces")).ReadPageAsync()).QuerySelector("main")!.TextContent;
        var regional = (await (await agent.GetAsync("/acces/pourquoi")).ReadPageAsync()).QuerySelector("main")!.TextContent;

        Assert.Contains("Signataire – Opérateur AKTO (AKTO)", signing, StringComparison.Ordinal);
        Assert.Contains("les certifier et les déposer", signing, StringComparison.Ordinal);
        Assert.Contains("DREETS Auvergne-Rhône-Alpes", regional, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CGU", "CGU-25")]
    public async Task Open_any_page_of_a_person_without_signing_in_asks_to_sign_in()
    {
        var browser = _factory.NewBrowser();

        foreach (var page in new[] { "/accueil", "/acces", "/audit", "/audit/moi", "/instruction", "/campagnes", "/cgu/acceptation" })
        {
            var answer = await browser.GetAsync(page);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.StartsWith("/connexion?retour=", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Home_of_an_agent_counts_what_is_submitted_and_missing()
    {
        var akto = await _factory.OperatorAsync("AKTO", OperatorType.Opco);
        await _factory.OperatorAsync("ATLAS", OperatorType.Opco);
        await _factory.SubmitAsync(akto, await _factory.CampaignAsync());
        await _factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        var page = await (await browser.GetAsync("/accueil")).ReadPageAsync();

        Assert.Contains("1\u00a0OPCO sur 2 a transmis", page.QuerySelector("#couverture")!.TextContent, StringComparison.Ordinal);
        Assert.True(page.QuerySelectorAll(".fr-nav__link").Length <= 6);
    }

    [Fact]
    public async Task Home_announces_terms_not_yet_in_force()
    {
        await _factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        await _factory.PublishCguAsync("2.0", "Nouveau texte.", TimeSpan.FromDays(10));

        var page = await (await browser.GetAsync("/accueil")).ReadPageAsync();

        Assert.Equal("/cgu/versions/2.0", page.QuerySelector(".fr-alert a")!.GetAttribute("href"));
    }
}
