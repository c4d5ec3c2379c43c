using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Maintenance;
using Soffi.Web.Infrastructure.Errors;

namespace Soffi.Web.Infrastructure.Maintenance;

/// <summary>
/// The windows that are not over, read from the database now and then. Whether one runs is told by the clock at each call: it
/// begins and ends at its very instant, on every instance.
/// </summary>
public sealed class MaintenanceSchedule(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Time a window decided on another instance may wait before it is seen here.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    private Reading? _reading;

    /// <summary>Those told on every page now: running, or soon to begin; the first to begin first.</summary>
    public async ValueTask<IReadOnlyList<MaintenanceWindow>> Told(CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        return [.. (await Read(now, cancellation)).Where(w => w.IsToldAt(now)).OrderBy(w => w.StartsAt)];
    }

    /// <summary>The one that runs over that part of the service, the strictest when there are several; null when it is open.</summary>
    public async ValueTask<MaintenanceWindow?> Running(MaintainedFeature feature, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        return (await Read(now, cancellation)).Where(w => w.Covers(feature) && w.StageAt(now) == MaintenanceStage.Running)
            .OrderByDescending(w => w.Mode).ThenByDescending(w => w.EndsAt).FirstOrDefault();
    }

    /// <summary>To be called after a decision.</summary>
    public void Forget() => _reading = null;

    private async ValueTask<IReadOnlyList<MaintenanceWindow>> Read(DateTimeOffset now, CancellationToken cancellation)
    {
        var reading = _reading;
        if (reading is null || now - reading.At >= Freshness || now < reading.At)
        {
            _reading = reading = new Reading(now, await ReadAsync(now, cancellation) ?? reading?.Windows ?? []);
        }

        return reading.Windows;
    }

    /// <summary>Null when the database is out of reach: public pages stand all the same, with what was last known.</summary>
    private async Task<IReadOnlyList<MaintenanceWindow>?> ReadAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return scope.ServiceProvider.GetService<SoffiDbContext>() is not { } database ? null : await database.MaintenanceWindows.AsNoTracking()
                .Where(w => w.EndsAt > now && w.CancelledAt == null).ToListAsync(cancellation);
        }
        catch (Exception e) when (Unavailable.Is(e))
        {
            return null;
        }
    }

    private sealed record Reading(DateTimeOffset At, IReadOnlyList<MaintenanceWindow> Windows);
}
