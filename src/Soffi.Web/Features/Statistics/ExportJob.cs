using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Statistics;
using Soffi.Web.Infrastructure.Jobs;

namespace Soffi.Web.Features.Statistics;

/// <summary>Makes the exports that wait, one after the other, the oldest first.</summary>
public sealed class ExportJob(SoffiDbContext database, ExportRun run, TimeProvider clock) : IScheduledJob
{
    /// <summary>Exports of one run.</summary>
    private const int Most = 50;

    /// <summary>A run begins no other export after that: its lease ends.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static string Name => "exports de statistiques";

    public async Task<string?> Run(CancellationToken cancellation)
    {
        var until = clock.GetUtcNow() + Longest;
        var (seen, ready) = (0, 0);
        while (seen < Most && clock.GetUtcNow() <= until && await Next(cancellation) is { } id)
        {
            seen++;
            ready += await run.Make(id, cancellation) ? 1 : 0;
            database.ChangeTracker.Clear();
        }

        return seen == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{ready} export(s) prêt(s) sur {seen}");
    }

    private async Task<Guid?> Next(CancellationToken cancellation)
    {
        var silent = clock.GetUtcNow() - ExportRun.Silence;
        return await database.StatExports
            .Where(e => e.State == StatExportState.Waiting || (e.State == StatExportState.Running && e.BeatAt < silent))
            .OrderBy(e => e.AskedAt).ThenBy(e => e.Id).Select(e => (Guid?)e.Id).FirstOrDefaultAsync(cancellation);
    }
}

/// <summary>Erases the exports whose time is over, their files, and the files that belong to nobody.</summary>
public sealed class ExportPurgeJob(SoffiDbContext database, ExportFolder folder, AuditTrail trail, TimeProvider clock) : IScheduledJob
{
    public static string Name => "purge des exports";

    public async Task<string?> Run(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var over = await database.StatExports.Where(e => e.ExpiresAt <= now).ToListAsync(cancellation);
        foreach (var export in over)
        {
            database.StatExports.Remove(export);
            trail.Add(new AuditEntry(now, null, AuditEntry.System, AuditAction.ExportDeleted, ExportRegister.ObjectType, export.Id.ToString(), null, ExportRegister.Details(export)));
        }

        await database.SaveChangesAsync(cancellation);
        var known = await database.StatExports.Where(e => e.State == StatExportState.Done || e.State == StatExportState.Running).Select(e => e.Id).ToListAsync(cancellation);
        foreach (var orphan in folder.Found().Except(known))
        {
            folder.Sweep(orphan);
        }

        return over.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{over.Count} export(s) échu(s) supprimé(s)");
    }
}
