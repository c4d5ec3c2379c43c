using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.Jobs;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Access;

/// <summary>Accesses are confirmed at each campaign, and suspended when nobody uses or confirms them.</summary>
[Trait("CGU", "CGU-37")]
public sealed class AccessReviewTests : IAsyncLifetime, IDisposable
{
    private readonly SignInFactory _factory = new();
    private int _akto;

    public async Task InitializeAsync()
    {
        await _factory.PublishCguAsync();
        _akto = await _factory.OperatorAsync("AKTO", OperatorType.Opco);
        await _factory.GrantAsync(DemoAccounts.GestionnaireAcces, Role.AccessManager);
        await _factory.GrantAsync(DemoAccounts.DeclarantOpco, Role.Declarant, _akto);
        await _factory.GrantAsync(DemoAccounts.DeclarantOpco2, Role.Declarant, _akto);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _factory.Dispose();

    [Fact]
    public async Task Open_a_campaign_asks_to_confirm_and_suspends_after_thirty_days_what_nobody_confirmed()
    {
        await _factory.CampaignAsync();
        _factory.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Contains("1 revue(s) ouverte(s)", await Run<AccessReviewJob>(), StringComparison.Ordinal);
        Assert.Null(await Run<AccessReviewJob>());
        Assert.Single(await Messages("revue-"));
        var manager = await _factory.EnteredAsync(DemoAccounts.GestionnaireAcces);
        var page = await manager.PageAsync("/acces/revue");
        var claire = await GrantOf(DemoAccounts.DeclarantOpco.Email);
        using (var confirmed = await manager.SendAsync(page, "form[action='/acces/revue']", ("habilitation", claire.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))))
        {
            Assert.Equal(HttpStatusCode.SeeOther, confirmed.StatusCode);
        }

        _factory.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Contains("1 accès suspendu(s)", await Run<AccessReviewJob>(), StringComparison.Ordinal);

        Assert.Null((await GrantOf(DemoAccounts.DeclarantOpco.Email)).SuspendedAt);
        var sophie = await GrantOf(DemoAccounts.DeclarantOpco2.Email);
        Assert.Equal(SuspensionCause.NotConfirmed, sophie.SuspendedFor);
        Assert.Null((await GrantOf(DemoAccounts.GestionnaireAcces.Email)).SuspendedAt);
        var browser = await _factory.EnteredAsync(DemoAccounts.DeclarantOpco2);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/declarations")).StatusCode);
        Assert.Contains("suspendu", (await browser.PageAsync("/acces/pourquoi")).TextOf("main"), StringComparison.Ordinal);

        manager = await _factory.SignedInAsync(DemoAccounts.GestionnaireAcces);
        (await manager.SendAsync(
            await manager.PageAsync("/acces/revue"), "form[action='/acces/revue']", ("habilitation", sophie.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)))).Dispose();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/declarations")).StatusCode);
        Assert.Equal(2, (await _factory.JournalAsync(AuditAction.AccessConfirmed)).Count);
        Assert.Single(await _factory.JournalAsync(AuditAction.AccessSuspended));
        Assert.Single(await _factory.JournalAsync(AuditAction.AccessReviewClosed));
    }

    [Fact]
    public async Task Stay_away_for_more_than_a_year_suspends_the_access_but_never_the_last_manager()
    {
        await _factory.EnteredAsync(DemoAccounts.GestionnaireAcces);
        await _factory.EnteredAsync(DemoAccounts.DeclarantOpco2);
        _factory.Clock.Advance(TimeSpan.FromDays(350));
        await _factory.SignedInAsync(DemoAccounts.DeclarantOpco);
        Assert.Null(await Run<DormantAccessJob>());
        _factory.Clock.Advance(TimeSpan.FromDays(60));

        Assert.Contains("1 accès dormant(s)", await Run<DormantAccessJob>(), StringComparison.Ordinal);

        Assert.Equal(SuspensionCause.Dormant, (await GrantOf(DemoAccounts.DeclarantOpco2.Email)).SuspendedFor);
        Assert.Null((await GrantOf(DemoAccounts.DeclarantOpco.Email)).SuspendedAt);
        Assert.Null((await GrantOf(DemoAccounts.GestionnaireAcces.Email)).SuspendedAt);
        Assert.Single(await Messages("suspension-"));
    }

    [Fact]
    public async Task End_of_an_access_is_told_once_two_weeks_before()
    {
        await _factory.DatabaseAsync(database =>
        {
            var now = _factory.Clock.GetUtcNow();
            database.Grants.Add(new Grant("temporaire@exemple.invalid", Role.AgentDgefp, now, expiresAt: now.AddDays(20)));
            return database.SaveChangesAsync();
        });
        await Run<DormantAccessJob>();
        Assert.Empty(await Messages("fin-acces-"));
        _factory.Clock.Advance(TimeSpan.FromDays(6));

        await Run<DormantAccessJob>();
        await Run<DormantAccessJob>();

        Assert.Single(await Messages("fin-acces-"));
    }

    private async Task<string?> Run<TJob>() where TJob : class, IScheduledJob
    {
        await using var scope = _factory.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TJob>().Run(CancellationToken.None);
    }

    private Task<Grant> GrantOf(string email) => _factory.DatabaseAsync(d => d.Grants.AsNoTracking().SingleAsync(g => g.Email == email));

    private Task<List<string>> Messages(string prefix) => _factory.DatabaseAsync(d => d.OutgoingMessages.Where(m => m.Key.StartsWith(prefix)).Select(m => m.Key).ToListAsync());
}
