using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>People of an OPCO declare for the sections it carries; nobody else sees them.</summary>
public sealed class SectionPagesTests : IAsyncLifetime, IDisposable
{
    private readonly SignInFactory _factory = new();
    private Guid _own;
    private Guid _section;

    public async Task InitializeAsync()
    {
        await _factory.PublishCguAsync();
        var host = await _factory.OperatorAsync("AFDAS", OperatorType.Opco);
        var section = await _factory.OperatorAsync("ARTAUT", OperatorType.Faf, hostId: host);
        var other = await _factory.OperatorAsync("ATLAS", OperatorType.Opco);
        var campaign = await _factory.CampaignAsync();
        var sent = await _factory.SubmitAsync(host, campaign);
        (_own, var form) = await _factory.DatabaseAsync(async d => (sent.DeclarationId, await d.FormVersions.Select(f => f.Id).SingleAsync()));
        _section = await _factory.DatabaseAsync(async d =>
        {
            var declaration = new Declaration(section, campaign, form, _factory.Clock.GetUtcNow());
            d.Declarations.Add(declaration);
            (await d.Campaigns.SingleAsync()).Extend(section, _factory.Clock.GetUtcNow().AddDays(60), "Section créée en mai", "Anne", _factory.Clock.GetUtcNow());
            await d.SaveChangesAsync();
            return declaration.Id;
        });
        await _factory.GrantAsync(DemoAccounts.DeclarantOpco, Role.Declarant, host);
        await _factory.GrantAsync(DemoAccounts.DeclarantOpco2, Role.Declarant, other);
        await _factory.GrantAsync(DemoAccounts.DeclarantFaf, Role.Declarant, section);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _factory.Dispose();

    [Fact]
    public async Task List_of_the_host_tells_its_statement_and_that_of_its_section_apart()
    {
        var browser = await _factory.EnteredAsync(DemoAccounts.DeclarantOpco);

        var page = (await (await browser.GetAsync("/declarations")).ReadPageAsync()).QuerySelector("main")!.TextContent.Replace('\u00a0', ' ');

        Assert.Contains("ESF OPCO 2025 – Opérateur AFDAS", page, StringComparison.Ordinal);
        Assert.Contains("ESF FAF 2025 – Opérateur ARTAUT (section de Opérateur AFDAS)", page, StringComparison.Ordinal);
        Assert.Contains(ParisTime.Day(_factory.Clock.GetUtcNow().AddDays(60)).Replace('\u00a0', ' '), page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/declarations/{_section}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/declarations/{_section}/controles")).StatusCode);
        Assert.Contains(_section.ToString(), (await (await browser.GetAsync("/accueil")).ReadPageAsync()).QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_the_section_of_another_opco_is_not_found()
    {
        var browser = await _factory.EnteredAsync(DemoAccounts.DeclarantOpco2);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/declarations/{_section}")).StatusCode);
        Assert.DoesNotContain("ARTAUT", (await (await browser.GetAsync("/declarations")).ReadPageAsync()).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_the_statement_of_the_host_from_the_section_is_not_found()
    {
        var browser = await _factory.EnteredAsync(DemoAccounts.DeclarantFaf);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/declarations/{_section}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/declarations/{_own}")).StatusCode);
    }
}
