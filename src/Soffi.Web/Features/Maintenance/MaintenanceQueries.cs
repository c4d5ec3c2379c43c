using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Maintenance;

/// <summary>Reads the windows and the deadlines they lie over.</summary>
public sealed class MaintenanceQueries(SoffiDbContext database, TimeProvider clock)
{
    private const int MostPast = 50;

    public async Task<MaintenanceViewModel> All(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var windows = await database.MaintenanceWindows.AsNoTracking().OrderByDescending(w => w.StartsAt).ToListAsync(cancellation);
        var campaigns = await database.Campaigns.AsNoTracking().ToListAsync(cancellation);
        var lines = windows.ConvertAll(w => WindowLine.Of(w, now,
        [
            .. campaigns.Where(c => c.Deadline > now && w.EndsAt > now && w.Overlaps(c.Deadline))
                .Select(c => new OverlappedDeadline(c.Id, CampaignWords.Name(c.Kind, c.Exercise), c.Deadline, w.Restored(c.Deadline))),
        ]));
        var ahead = lines.Where(l => l.IsAhead).Reverse().ToList(); // The first to begin first.
        return new MaintenanceViewModel(ahead, [.. lines.Where(l => !l.IsAhead).Take(MostPast)]);
    }
}
