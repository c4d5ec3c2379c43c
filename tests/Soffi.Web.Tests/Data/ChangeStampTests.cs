using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Data;

/// <summary>What is kept in memory with a stamp is never older than the database: whatever it is made of draws another stamp.</summary>
public sealed class ChangeStampTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 4, 2, 8, 0, 0, TimeSpan.Zero);
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.Create();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_right_given_or_taken_back_draws_the_stamp_of_people_and_no_other()
    {
        var before = await Stamps();
        var grant = new Grant("ines@dgefp.example", Role.AgentDgefp, Now);
        await Save(c => c.Grants.Add(grant));
        var given = await Stamps();
        await Save(c => c.Grants.Single().Revoke(Now));
        var taken = await Stamps();

        Assert.NotEqual(before[ChangeStamp.People], given[ChangeStamp.People]);
        Assert.NotEqual(given[ChangeStamp.People], taken[ChangeStamp.People]);
        Assert.Equal(before[ChangeStamp.Frame], taken[ChangeStamp.Frame]);
        Assert.Equal(before[ChangeStamp.Statistics], taken[ChangeStamp.Statistics]);
    }

    [Fact]
    public async Task A_body_and_a_campaign_draw_the_stamp_of_what_statements_hang_on()
    {
        var before = await Stamps();
        await Save(c => c.Operators.Add(new Operator("AKTO", "AKTO", OperatorType.Opco, "853000982")));
        var body = await Stamps();
        await Save(c => c.Campaigns.Add(new Campaign(StatementKind.Esf, 2025, Now, Now.AddMonths(2))));
        var campaign = await Stamps();

        Assert.NotEqual(before[ChangeStamp.Frame], body[ChangeStamp.Frame]);
        Assert.NotEqual(body[ChangeStamp.Frame], campaign[ChangeStamp.Frame]);
        Assert.Equal(before[ChangeStamp.People], campaign[ChangeStamp.People]);
    }

    [Fact]
    public async Task What_is_given_up_draws_nothing()
    {
        var before = await Stamps();
        await using (var context = _database.Open())
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => context.InTransaction<int>(async token =>
            {
                context.Grants.Add(new Grant("ines@dgefp.example", Role.AgentDgefp, Now));
                await context.SaveChangesAsync(token);
                throw new InvalidOperationException();
            }));
        }

        Assert.Equal(before, await Stamps());
    }

    private async Task Save(Action<SoffiDbContext> change)
    {
        await using var context = _database.Open();
        change(context);
        await context.SaveChangesAsync();
    }

    private async Task<Dictionary<int, Guid>> Stamps()
    {
        await using var context = _database.Open();
        return await context.ChangeStampRows.AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.Value);
    }
}
