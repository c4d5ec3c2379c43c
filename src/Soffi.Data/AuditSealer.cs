using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data.Rows;
using Soffi.Domain.Audit;

namespace Soffi.Data;

/// <param name="Sealed">Entries checked against a seal.</param>
/// <param name="Pending">Entries written since the last seal: nothing proves them yet.</param>
/// <param name="LastDigest">Digest of the last seal; compare it with those of the logs to see that no seal was taken away.</param>
/// <param name="Fault">The first fault, or null.</param>
public sealed record AuditVerification(long Sealed, long Pending, string LastDigest, AuditFault? Fault);

/// <summary>Seals the journal in chained segments and verifies it.</summary>
public sealed class AuditSealer(SoffiDbContext context, TimeProvider clock)
{
    /// <summary>Entries of a segment, at most.</summary>
    public const int MaxEntries = 5_000;

    /// <summary>
    /// On SQL Server an entry may be committed after another of a greater identifier: what is younger than the longest
    /// transaction is left to the next round. SQLite has one writer, hence one order.
    /// </summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);

    /// <summary>Seals what was written since the last segment.</summary>
    /// <returns>The digest of the last segment made, or null when there was nothing to seal.</returns>
    public async Task<string?> Seal(CancellationToken cancellation = default)
    {
        string? last = null;
        while (await SealOne(cancellation) is { } digest)
        {
            last = digest;
        }

        return last;
    }

    /// <summary>Recomputes every seal from the first and names the first fault.</summary>
    public async Task<AuditVerification> Verify(CancellationToken cancellation = default)
    {
        var digest = AuditSealing.Genesis;
        var last = 0L;
        var count = 0L;
        foreach (var id in await context.AuditSegments.OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(cancellation))
        {
            // One at a time: a segment carries its leaves, and a connection reads one answer at once (no MARS).
            var segment = await context.AuditSegments.AsNoTracking().SingleAsync(s => s.Id == id, cancellation);
            var run = new SealedRun(segment.FirstEntryId, segment.LastEntryId, segment.PreviousDigest, segment.Digest, segment.Leaves);
            var entries = await Entries(last, segment.LastEntryId).ToListAsync(cancellation);
            if (AuditSealing.Check(run, digest, entries) is { } fault)
            {
                return new AuditVerification(count, 0, digest, fault);
            }

            (digest, last, count) = (segment.Digest, segment.LastEntryId, count + run.Count);
        }

        var pending = await context.Set<AuditEntry>().LongCountAsync(e => e.Id > last, cancellation);
        return new AuditVerification(count, pending, digest, null);
    }

    private async Task<string?> SealOne(CancellationToken cancellation)
    {
        try
        {
            return await context.InTransaction(SealNext, cancellation);
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            context.ChangeTracker.Clear();
            return null; // Another instance has just sealed the same entries.
        }
    }

    private async Task<string?> SealNext(CancellationToken cancellation)
    {
        context.ChangeTracker.Clear();
        var previous = await context.AuditSegments.AsNoTracking().OrderByDescending(s => s.Id)
            .Select(s => new { s.LastEntryId, s.Digest }).FirstOrDefaultAsync(cancellation);
        var candidates = await Entries(previous?.LastEntryId ?? 0, long.MaxValue).Take(MaxEntries).ToListAsync(cancellation);
        var now = clock.GetUtcNow();
        var settled = context.Database.IsSqlite() ? DateTimeOffset.MaxValue : now - Settling;
        var entries = candidates.TakeWhile(e => e.At <= settled).ToList();
        if (entries.TrueForAll(e => e.Action == AuditAction.JournalSealed))
        {
            return null; // Nothing happened but the last seal: sealing that would never end.
        }

        var run = AuditSealing.Seal(entries, previous?.Digest ?? AuditSealing.Genesis);
        context.AuditSegments.Add(new AuditSegment
        {
            FirstEntryId = run.FirstEntryId,
            LastEntryId = run.LastEntryId,
            Count = run.Count,
            PreviousDigest = run.PreviousDigest,
            Digest = run.Digest,
            Leaves = run.Leaves,
            SealedAt = now,
        });
        context.Set<AuditEntry>().Add(new AuditEntry(
            now, null, AuditEntry.System, AuditAction.JournalSealed, "journal", $"{run.FirstEntryId}-{run.LastEntryId}", null,
            JsonSerializer.Serialize(new { premiere = run.FirstEntryId, derniere = run.LastEntryId, lignes = run.Count, empreinte = run.Digest })));
        await context.SaveChangesAsync(cancellation);
        return run.Digest;
    }

    private IQueryable<AuditEntry> Entries(long after, long upTo) => context.Set<AuditEntry>().AsNoTracking()
        .Where(e => e.Id > after && e.Id <= upTo).OrderBy(e => e.Id);
}
