using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Audit;
using Soffi.Web.Infrastructure.Jobs;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Infrastructure.Traces;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Traces;

/// <summary>Which pages people ask for is kept a year, sealed, and purged without breaking the seals.</summary>
[Trait("CGU", "CGU-84")]
[Trait("CGU", "CGU-85")]
public sealed class NavigationTests : IDisposable
{
    private readonly SignInFactory _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    public async Task Visit_a_page_keeps_its_route_and_neither_query_nor_identifier()
    {
        await _factory.PublishCguAsync();
        var person = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        await person.GetAsync("/acces/demandes/4212?motif=secret");
        await person.GetAsync("/maintenance/annonce");
        await _factory.NewBrowser().GetAsync("/cgu");
        await Log.Flush();

        var traces = await _factory.DatabaseAsync(d => d.NavigationTraces.AsNoTracking().ToListAsync());

        Assert.Contains(traces, t => t is { Method: "GET", Route: "/acces/demandes/{id:int}", Status: 403 });
        Assert.All(traces, t => Assert.NotEqual(Guid.Empty, t.UserId));
        Assert.DoesNotContain(traces, t => t.Route.Contains("secret", StringComparison.Ordinal) || t.Route.Contains("4212", StringComparison.Ordinal)
            || t.Route.Contains("annonce", StringComparison.Ordinal) || t.Route == "/cgu");
    }

    [Theory]
    [InlineData("UPDATE NavigationTraces SET Route = '/ailleurs' WHERE Id = 3", AuditFaultKind.Altered, 3L)]
    [InlineData("DELETE FROM NavigationTraces WHERE Id = 2", AuditFaultKind.Deleted, 2L)]
    [InlineData("UPDATE NavigationTraces SET Id = 99 WHERE Id = 1; UPDATE NavigationTraces SET Id = 1 WHERE Id = 2; UPDATE NavigationTraces SET Id = 2 WHERE Id = 99", AuditFaultKind.Reordered, 1L)]
    [InlineData("UPDATE NavigationSegments SET Leaves = zeroblob(length(Leaves))", AuditFaultKind.BrokenSeal, 1L)]
    [InlineData("UPDATE NavigationSegments SET LatestAt = LatestAt - 1", AuditFaultKind.BrokenSeal, 1L)]
    public async Task Verify_after_tampering_names_the_first_faulty_trace(string sql, AuditFaultKind kind, long id)
    {
        await Write(6);
        await Trail(t => t.Seal());

        await _factory.DatabaseAsync(d => d.Database.ExecuteSqlRawAsync(sql));

        var fault = (await Trail(t => t.Verify())).Fault;
        Assert.Equal((kind, id), (fault!.Kind, fault.EntryId));
    }

    [Fact]
    public async Task Purge_takes_what_is_a_year_old_writes_it_down_and_the_rest_is_still_proved()
    {
        await Write(4);
        await Trail(t => t.Seal());
        _factory.Clock.Advance(TimeSpan.FromDays(200));
        await Write(3);
        await Trail(t => t.Seal());
        Assert.Null(await Job());
        _factory.Clock.Advance(TimeSpan.FromDays(170));

        Assert.Contains("4 trace(s)", await Job(), StringComparison.Ordinal);

        Assert.Equal(3, await _factory.DatabaseAsync(d => d.NavigationTraces.CountAsync()));
        var verification = await Trail(t => t.Verify());
        Assert.Null(verification.Fault);
        Assert.Equal(7, verification.Sealed);
        Assert.Contains("\"traces\":4", Assert.Single(await _factory.JournalAsync(AuditAction.NavigationPurged)).DetailsJson, StringComparison.Ordinal);
        Assert.Empty(await _factory.DatabaseAsync(d => d.NavigationSegments.OrderBy(s => s.Id).Select(s => s.Leaves).FirstAsync()));
    }

    [Fact]
    public async Task Purge_cut_half_way_goes_on_where_it_stopped_and_nothing_is_told_twice()
    {
        for (var i = 0; i < 3; i++)
        {
            await Write(2);
            await Trail(t => t.Seal());
        }

        _factory.Clock.Advance(TimeSpan.FromDays(400));
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Trail(async trail =>
        {
            // The process stops as soon as the first run is gone.
            var database = trail.Context;
            database.SavedChanges += (_, _) => stop.Cancel();
            return await trail.Trail.Purge(_factory.Clock.GetUtcNow().AddYears(-1), stop.Token);
        }));
        Assert.Null((await Trail(t => t.Verify())).Fault);
        var left = await _factory.DatabaseAsync(d => d.NavigationTraces.CountAsync());
        Assert.True(left is 4 or 6, $"{left} left");

        await Job();

        Assert.Equal(0, await _factory.DatabaseAsync(d => d.NavigationTraces.CountAsync()));
        Assert.Equal(3, (await _factory.JournalAsync(AuditAction.NavigationPurged)).Count);
        Assert.Null((await Trail(t => t.Verify())).Fault);
    }

    [Fact]
    public async Task Purge_leaves_the_evidence_alone_and_a_trace_put_back_is_found()
    {
        await _factory.PublishCguAsync();
        await _factory.EnteredAsync(DemoAccounts.Nouveau);
        await Log.Flush();
        await Trail(t => t.Seal());
        var before = await Evidence();
        _factory.Clock.Advance(TimeSpan.FromDays(400));
        await Job();
        Assert.Equal(before.Acceptances, (await Evidence()).Acceptances);
        Assert.True((await Evidence()).Entries >= before.Entries);

        await _factory.DatabaseAsync(d => d.Database.ExecuteSqlRawAsync(
            "INSERT INTO NavigationTraces (Id, At, UserId, Method, Route, Status) SELECT FirstTraceId, 0, '00000000-0000-0000-0000-000000000001', 'GET', '/', 200 FROM NavigationSegments LIMIT 1"));

        Assert.Equal(AuditFaultKind.Inserted, (await Trail(t => t.Verify())).Fault!.Kind);
    }

    [Fact]
    public async Task Purge_with_a_clock_that_is_late_does_nothing()
    {
        await Write(2);
        _factory.Clock.Advance(TimeSpan.FromDays(1));
        await Trail(t => t.Seal());
        await _factory.DatabaseAsync(d => d.NavigationSegments.ExecuteUpdateAsync(set => set.SetProperty(s => s.SealedAt, _factory.Clock.GetUtcNow().AddDays(1))));

        Assert.Contains("horloge", await Job(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CGU", "CGU-49")]
    [Trait("CGU", "CGU-59")]
    public async Task Verify_at_night_keeps_what_was_found()
    {
        await Write(3);
        await using (var scope = _factory.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<SealingJob>().Run(CancellationToken.None);
            Assert.Contains("aucun défaut", await scope.ServiceProvider.GetRequiredService<IntegrityJob>().Run(CancellationToken.None), StringComparison.Ordinal);
        }

        await _factory.DatabaseAsync(d => d.Database.ExecuteSqlRawAsync("DELETE FROM NavigationTraces WHERE Id = 2"));
        await using var again = _factory.Services.CreateAsyncScope();
        await again.ServiceProvider.GetRequiredService<IntegrityJob>().Run(CancellationToken.None);

        var checks = await _factory.DatabaseAsync(d => d.IntegrityChecks.OrderBy(c => c.Id).ToListAsync());
        Assert.Null(checks[0].Fault);
        Assert.Contains("La ligne 2", checks[1].Fault, StringComparison.Ordinal);
    }

    private NavigationLog Log => _factory.Services.GetRequiredService<NavigationLog>();

    private async Task<(int Acceptances, int Entries)> Evidence() =>
        (await _factory.DatabaseAsync(d => d.CguAcceptances.CountAsync()), await _factory.DatabaseAsync(d => d.Set<AuditEntry>().CountAsync()));

    private Task Write(int count) => Trail(async trail =>
    {
        await trail.Write([.. Enumerable.Range(1, count).Select(i => new NavigationTrace
        {
            At = _factory.Clock.GetUtcNow(), UserId = Guid.NewGuid(), Method = "GET", Route = "/page/" + i.ToString(CultureInfo.InvariantCulture), Status = 200,
        })]);
        return true;
    });

    private async Task<string?> Job()
    {
        await using var scope = _factory.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<NavigationPurgeJob>().Run(CancellationToken.None);
    }

    private Task<T> Trail<T>(Func<NavigationTrail, Task<T>> act) => Trail(both => act(both.Trail));

    private async Task<T> Trail<T>(Func<(NavigationTrail Trail, SoffiDbContext Context), Task<T>> act)
    {
        await using var scope = _factory.Services.CreateAsyncScope();
        return await act((scope.ServiceProvider.GetRequiredService<NavigationTrail>(), scope.ServiceProvider.GetRequiredService<SoffiDbContext>()));
    }
}
