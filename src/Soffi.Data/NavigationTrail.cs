using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data.Rows;
using Soffi.Domain.Audit;

namespace Soffi.Data;

/// <param name="Traces">Traces taken away.</param>
/// <param name="Segments">Runs they stood in.</param>
public sealed record NavigationPurge(long Traces, int Segments);

/// <summary>
/// Navigation traces (CGU articles 84 and 85): written in batches, sealed in chained runs, purged after a year. The purge
/// takes whole runs with their leaves; the chain of digests stays and still proves that nothing else went.
/// </summary>
public sealed class NavigationTrail(SoffiDbContext context, TimeProvider clock)
{
    /// <summary>Traces of a run, at most.</summary>
    public const int MaxTraces = 5_000;

    /// <summary>On SQL Server a trace may be committed after another of a greater identifier.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);

    public async Task Write(IReadOnlyCollection<NavigationTrace> traces, CancellationToken cancellation = default)
    {
        context.NavigationTraces.AddRange(traces);
        await context.SaveChangesAsync(cancellation);
        context.ChangeTracker.Clear();
    }

    /// <summary>Seals what was written since the last run.</summary>
    /// <returns>How many traces were sealed.</returns>
    public async Task<int> Seal(CancellationToken cancellation = default)
    {
        var total = 0;
        try
        {
            while (await context.InTransaction(SealNext, cancellation) is > 0 and var count)
            {
                total += count;
            }
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            context.ChangeTracker.Clear(); // Another instance has just sealed the same traces.
        }

        return total;
    }

    /// <summary>Recomputes every seal from the first and names the first fault; of purged runs, the chain alone.</summary>
    public async Task<AuditVerification> Verify(CancellationToken cancellation = default)
    {
        var (digest, last, count) = (AuditSealing.Genesis, 0L, 0L);
        foreach (var id in await context.NavigationSegments.OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(cancellation))
        {
            var run = await context.NavigationSegments.AsNoTracking().SingleAsync(s => s.Id == id, cancellation);
            if (await Fault(run, digest, last, cancellation) is { } fault)
            {
                return new AuditVerification(count, 0, digest, fault);
            }

            (digest, last, count) = (run.Digest, run.LastTraceId, count + run.Count);
        }

        return new AuditVerification(count, await context.NavigationTraces.LongCountAsync(t => t.Id > last, cancellation), digest, null);
    }

    /// <summary>
    /// Takes away the runs whose latest trace is older than the limit, one transaction and one entry of the journal each:
    /// cut half-way, the next purge goes on from there.
    /// </summary>
    public async Task<NavigationPurge> Purge(DateTimeOffset before, CancellationToken cancellation = default)
    {
        var (traces, runs) = (0L, 0);
        foreach (var id in await context.NavigationSegments.Where(s => s.PurgedAt == null && s.LatestAt < before).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            traces += await context.InTransaction(token => PurgeOne(id, before, token), cancellation);
            runs++;
        }

        return new NavigationPurge(traces, runs);
    }

    /// <summary>The text whose hash is sealed.</summary>
    public static string CanonicalText(NavigationTrace trace) => string.Create(
        CultureInfo.InvariantCulture,
        $"{trace.At.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}|{trace.UserId}|{trace.Method}|{trace.Route}|{trace.Status}");

    private async Task<long> PurgeOne(int id, DateTimeOffset before, CancellationToken cancellation)
    {
        context.ChangeTracker.Clear();
        var run = await context.NavigationSegments.SingleAsync(s => s.Id == id, cancellation);
        if (run.PurgedAt is not null)
        {
            return 0;
        }

        var (first, last) = (run.FirstTraceId, run.LastTraceId);
        var gone = await context.NavigationTraces.Where(t => t.Id >= first && t.Id <= last).ExecuteDeleteAsync(cancellation);
        (run.Leaves, run.PurgedAt) = ([], clock.GetUtcNow());
        context.Set<AuditEntry>().Add(new AuditEntry(
            clock.GetUtcNow(), null, AuditEntry.System, AuditAction.NavigationPurged, "navigation", $"{first}-{last}", null,
            JsonSerializer.Serialize(new { traces = gone, avant = before, empreinte = run.Digest })));
        await context.SaveChangesAsync(cancellation);
        return gone;
    }

    private async Task<AuditFault?> Fault(NavigationSegment run, string previous, long after, CancellationToken cancellation)
    {
        if (run.PreviousDigest != previous || run.Digest != DigestOf(run))
        {
            return new AuditFault(AuditFaultKind.BrokenSeal, run.FirstTraceId);
        }

        var rows = await context.NavigationTraces.AsNoTracking().Where(t => t.Id > after && t.Id <= run.LastTraceId).OrderBy(t => t.Id).ToListAsync(cancellation);
        if (run.PurgedAt is not null)
        {
            return rows is [var ghost, ..] ? new AuditFault(AuditFaultKind.Inserted, ghost.Id) : null;
        }

        return HashOf(run.Leaves) == run.LeavesSha256
            ? SealedLeaves.Compare(run.Leaves, Lines(rows))
            : new AuditFault(AuditFaultKind.BrokenSeal, run.FirstTraceId);
    }

    private async Task<int> SealNext(CancellationToken cancellation)
    {
        context.ChangeTracker.Clear();
        var previous = await context.NavigationSegments.AsNoTracking().OrderByDescending(s => s.Id)
            .Select(s => new { s.LastTraceId, s.Digest }).FirstOrDefaultAsync(cancellation);
        var after = previous?.LastTraceId ?? 0;
        var settled = context.Database.IsSqlite() ? DateTimeOffset.MaxValue : clock.GetUtcNow() - Settling;
        var rows = (await context.NavigationTraces.AsNoTracking().Where(t => t.Id > after).OrderBy(t => t.Id).Take(MaxTraces).ToListAsync(cancellation))
            .TakeWhile(t => t.At <= settled).ToList();
        if (rows.Count == 0)
        {
            return 0;
        }

        var leaves = SealedLeaves.Make(Lines(rows));
        var run = new NavigationSegment
        {
            FirstTraceId = rows[0].Id,
            LastTraceId = rows[^1].Id,
            Count = rows.Count,
            LatestAt = rows.Max(t => t.At),
            PreviousDigest = previous?.Digest ?? AuditSealing.Genesis,
            LeavesSha256 = HashOf(leaves),
            Leaves = leaves,
            SealedAt = clock.GetUtcNow(),
        };
        run.Digest = DigestOf(run);
        context.NavigationSegments.Add(run);
        await context.SaveChangesAsync(cancellation);
        return rows.Count;
    }

    private static List<SealedLine> Lines(List<NavigationTrace> rows) => rows.ConvertAll(t => new SealedLine(t.Id, CanonicalText(t)));

    private static string DigestOf(NavigationSegment run) => HashOf(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{run.PreviousDigest}|{run.FirstTraceId}|{run.LastTraceId}|{run.Count}|{run.LatestAt.UtcTicks}|{run.LeavesSha256}")));

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
