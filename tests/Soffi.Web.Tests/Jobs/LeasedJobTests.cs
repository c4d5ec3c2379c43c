using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Soffi.Data.Rows;
using Soffi.Web.Infrastructure.Jobs;
using Soffi.Web.Infrastructure.Mail;
using Soffi.Web.Tests.Features.Account;

namespace Soffi.Web.Tests.Jobs;

/// <summary>Of two instances one runs a job; a dead one does not hold it for ever.</summary>
public sealed class LeasedJobTests : IDisposable
{
    private readonly SignInFactory _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    public async Task Run_while_another_instance_holds_the_lease_does_nothing_until_it_ends()
    {
        await Hold(_factory.Clock.GetUtcNow().AddMinutes(5));

        Assert.False(await Run());
        _factory.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.True(await Run());
        Assert.True(await Run());
    }

    [Fact]
    public async Task Run_at_once_from_several_threads_takes_the_lease_once()
    {
        await using var scope = _factory.Services.CreateAsyncScope();
        var gate = new TaskCompletionSource();
        var blocked = _factory.DatabaseAsync(database => database.InTransaction(async token =>
        {
            // Everybody waits behind this writer, then they all ask for the lease.
            await gate.Task;
            return await database.JobRuns.CountAsync(token);
        }));
        var runs = Enumerable.Range(0, 6).Select(_ => Task.Run(Run)).ToList();
        gate.SetResult();
        await blocked;
        var done = await Task.WhenAll(runs);

        Assert.Contains(true, done);
        Assert.Equal(1, await _factory.DatabaseAsync(d => d.JobRuns.CountAsync()));
    }

    [Fact]
    public async Task Run_after_the_clock_was_set_back_is_not_stopped_by_a_lease_of_the_future()
    {
        await Hold(_factory.Clock.GetUtcNow().AddHours(2));

        Assert.True(await Run());
    }

    [Fact]
    public async Task Run_that_fails_says_so_and_frees_the_lease()
    {
        var job = ActivatorUtilities.CreateInstance<LeasedJob<FailingJob>>(new Broken(_factory.Services));

        Assert.False(await job.Execute(CancellationToken.None));

        var run = await _factory.DatabaseAsync(d => d.JobRuns.SingleAsync());
        Assert.True(run.Failed);
        Assert.Equal("Échec\u00a0: NotSupportedException", run.Outcome);
        Assert.True(run.LeasedUntil <= _factory.Clock.GetUtcNow());
    }

    [Fact]
    public async Task The_schedule_holds_every_job()
    {
        var jobs = typeof(IScheduledJob).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(IScheduledJob))).ToList();
        var scheduler = await _factory.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();

        var keys = await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup());

        Assert.Equal(
            jobs.Select(t => (string)t.GetProperty(nameof(MailDelivery.Name))!.GetValue(null)!).Order(StringComparer.Ordinal),
            keys.Select(k => k.Name).Order(StringComparer.Ordinal));
        foreach (var key in keys)
        {
            Assert.NotEmpty(await scheduler.GetTriggersOfJob(key));
        }
    }

    private Task<bool> Run() => ActivatorUtilities.CreateInstance<LeasedJob<HousekeepingJob>>(_factory.Services).Execute(CancellationToken.None);

    private Task Hold(DateTimeOffset until) => _factory.DatabaseAsync(database =>
    {
        database.JobRuns.Add(new JobRun { Name = HousekeepingJob.Name, LeasedUntil = until, StartedAt = _factory.Clock.GetUtcNow() });
        return database.SaveChangesAsync();
    });

    /// <summary>A job that cannot be done.</summary>
    public sealed class FailingJob : IScheduledJob
    {
        public static string Name => "essai";

        public Task<string?> Run(CancellationToken cancellation) => throw new NotSupportedException();
    }

    /// <summary>The application, with that job more.</summary>
    private sealed class Broken(IServiceProvider real) : IServiceProvider, IServiceScopeFactory
    {
        public object? GetService(Type type) =>
            type == typeof(IServiceScopeFactory) ? this : type == typeof(FailingJob) ? new FailingJob() : real.GetService(type);

        public IServiceScope CreateScope() => new Scope(real.CreateScope());

        private sealed class Scope(IServiceScope inner) : IServiceScope
        {
            public IServiceProvider ServiceProvider => new Broken(inner.ServiceProvider);

            public void Dispose() => inner.Dispose();
        }
    }
}
