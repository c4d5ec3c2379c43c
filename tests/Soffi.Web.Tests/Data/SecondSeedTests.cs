using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.Seed;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Data;

public sealed class SecondSeedTests : IAsyncLifetime
{
    private SoffiHost _host = null!;

    public async Task InitializeAsync() => _host = await SoffiHost.Start(seed: true);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Second_seed_changes_nothing_but_a_passed_deadline()
    {
        var before = await Count();
        await Seed();
        Assert.Equal(before, await Count());

        var deadline = (await _host.Database(d => d.Campaigns.SingleAsync(c => c.Exercise == 2025))).Deadline;
        _host.Clock.SetUtcNow(deadline.AddSeconds(1));
        await Seed();

        var moved = await _host.Database(d => d.Campaigns.AsNoTracking().SingleAsync(c => c.Exercise == 2025));
        Assert.Equal(ParisTime.Of(deadline).AddYears(1).Date, ParisTime.Of(moved.Deadline).Date);
        var page = await _host.With<AuditTrail, AuditPage>(t => t.Read(new AuditFilter(Action: AuditAction.DeadlineMoved), 1, 10));
        Assert.Single(page.Entries);
    }

    [Fact]
    public async Task Second_seed_does_not_give_back_a_revoked_access()
    {
        await _host.Database(d => d.Grants.Where(g => g.Role == Role.Administrator)
            .ExecuteUpdateAsync(s => s.SetProperty(g => g.RevokedAt, _host.Clock.GetUtcNow())));
        await Seed();

        Assert.False(await _host.Database(d => d.Grants.AnyAsync(g => g.Role == Role.Administrator && g.RevokedAt == null)));
    }

    /// <summary>The public list is never empty in a demonstration, and what is public went through the review.</summary>
    [Fact]
    public async Task Seed_publishes_the_OPCO_of_a_closed_exercise_with_its_journal()
    {
        var published = await _host.Database(d => d.Declarations.AsNoTracking().Include(x => x.Decisions).Where(x => x.Status == DeclarationStatus.Published).ToListAsync());

        Assert.Equal(11, published.Count);
        Assert.All(published, p => Assert.Equal(
            [DeclarationAct.TakeCharge, DeclarationAct.Validate, DeclarationAct.Publish], p.Decisions.OrderBy(d => d.Revision).Select(d => d.Act)));
        Assert.Equal(11, await _host.Database(d => d.Set<AuditEntry>().CountAsync(e => e.Action == AuditAction.DeclarationPublished)));
        using var list = await _host.CreateClient().GetAsync("/statistiques/publications");
        Assert.Contains("/statistiques/publications/2023/esf/AKTO", await list.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<int> Seed() => _host.With<DemonstrationSeeder, int>(async s =>
    {
        await s.Seed();
        return 0;
    });

    private Task<string> Count() => _host.Database(async d =>
        $"{await d.Operators.CountAsync()} {await d.Grants.CountAsync()} {await d.Declarations.CountAsync()} "
        + $"{await d.Declarations.SumAsync(x => x.Revision)} {await d.SubmissionCells.CountAsync()} {await d.Set<AuditEntry>().CountAsync()}");
}
