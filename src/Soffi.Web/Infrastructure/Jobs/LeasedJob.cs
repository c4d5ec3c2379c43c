using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Quartz;
using Soffi.Data;
using Soffi.Data.Rows;

namespace Soffi.Web.Infrastructure.Jobs;

/// <summary>
/// Runs a job under a lease of the database: of two instances, one runs it. The lease ends by itself when the process dies.
/// </summary>
[DisallowConcurrentExecution]
public sealed partial class LeasedJob<TJob>(IServiceScopeFactory scopes, TimeProvider clock, ILogger<LeasedJob<TJob>> logger) : IJob
    where TJob : class, IScheduledJob
{
    /// <summary>Time a run may take before another instance believes it dead.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await Execute(cancellationToken);

    /// <returns>False when another instance runs it, or the database is out of reach.</returns>
    public async Task<bool> Execute(CancellationToken cancellation)
    {
        try
        {
            if (!await Take(cancellation))
            {
                return false;
            }
        }
        catch (Exception e) when (e is DbException or DbUpdateException or InvalidOperationException)
        {
            LogFailed(TJob.Name, e); // Not migrated yet, or out of reach: the next round does it.
            return false;
        }

        string? outcome = null;
        var failed = false;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            outcome = await scope.ServiceProvider.GetRequiredService<TJob>().Run(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(TJob.Name, e);
            (failed, outcome) = (true, $"Échec\u00a0: {e.GetType().Name}");
        }

        await Release(outcome, failed);
        return !failed;
    }

    private async Task<bool> Take(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<SoffiDbContext>();
        var now = clock.GetUtcNow();
        var until = now + Lease;
        var name = TJob.Name;
        if (await database.InTransaction(
            token => database.JobRuns.Where(j => j.Name == name && (j.LeasedUntil <= now || j.LeasedUntil > until))
                .ExecuteUpdateAsync(set => set.SetProperty(j => j.LeasedUntil, until).SetProperty(j => j.StartedAt, now), token),
            cancellation) > 0)
        {
            return true; // A lease beyond the longest was taken before the clock was set back: it binds nobody.
        }

        if (await database.JobRuns.AnyAsync(j => j.Name == name, cancellation))
        {
            return false;
        }

        try
        {
            database.JobRuns.Add(new JobRun { Name = TJob.Name, LeasedUntil = until, StartedAt = now });
            await database.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            return false; // The other instance was first.
        }
    }

    private async Task Release(string? outcome, bool failed)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var now = clock.GetUtcNow();
            var database = scope.ServiceProvider.GetRequiredService<SoffiDbContext>();
            var name = TJob.Name;
            var run = await database.JobRuns.SingleAsync(j => j.Name == name);
            (run.LeasedUntil, run.FinishedAt, run.Failed) = (now, now, failed);
            run.Outcome = outcome ?? run.Outcome;
            await database.SaveChangesAsync();
        }
        catch (Exception e) when (e is DbException or DbUpdateException or InvalidOperationException)
        {
            LogFailed(TJob.Name, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The job {Job} could not be done")]
    private partial void LogFailed(string job, Exception error);
}
