using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Audit;
using Soffi.Domain.Statistics;

namespace Soffi.Data;

/// <summary>Keeps the published series; each change and its line of the journal are written together.</summary>
public sealed class PublishedSeriesRegister(SoffiDbContext context, AuditTrail trail, TimeProvider clock)
{
    /// <summary>What the journal calls a series.</summary>
    public const string ObjectType = "serie";

    /// <summary>All the series of a file; values that say nothing new are passed over.</summary>
    /// <param name="by">Null for the system.</param>
    /// <returns>How many values were written.</returns>
    public async Task<int> Import(IReadOnlyList<SeriesEntry> entries, ReceivedSeries file, Guid? by, string byName, CancellationToken cancellation)
    {
        try
        {
            return await context.InTransaction(token => Write(entries, file, by, byName, token), cancellation);
        }
        catch (DbUpdateException error) when (UniqueViolation.Is(error))
        {
            // Somebody imported the same series at the same moment: theirs is kept, ours comes after.
            return await context.InTransaction(token => Write(entries, file, by, byName, token), cancellation);
        }
    }

    /// <summary>The same inside a transaction already begun; nothing else may be waiting to be saved.</summary>
    public async Task<int> Write(IReadOnlyList<SeriesEntry> entries, ReceivedSeries file, Guid? by, string byName, CancellationToken cancellation)
    {
        context.ChangeTracker.Clear();
        var (written, now) = (0, clock.GetUtcNow());
        foreach (var entry in entries)
        {
            var series = await context.PublishedSeries.Include(s => s.Values).SingleOrDefaultAsync(s => s.Code == entry.Code, cancellation);
            int changed;
            if (series is null)
            {
                context.PublishedSeries.Add(new PublishedSeries(entry, file, by, byName, now));
                changed = entry.Values.Count;
            }
            else
            {
                changed = series.Take(entry, file, by, byName, now);
            }

            written += changed;
            trail.Add(new AuditEntry(
                now, by, byName, AuditAction.SeriesImported, ObjectType, entry.Code, null,
                JsonSerializer.Serialize(new { fichier = file.Name, sha256 = file.Sha256, valeurs = changed, inchangees = entry.Values.Count - changed, source = entry.Source })));
        }

        await context.SaveChangesAsync(cancellation);
        return written;
    }

    /// <summary>The series counts no more; its values stay.</summary>
    /// <returns>False when there is none of that code that counts.</returns>
    public Task<bool> Withdraw(string code, string reason, Guid by, string byName, CancellationToken cancellation) => context.InTransaction(
        async token =>
        {
            context.ChangeTracker.Clear();
            if (await context.PublishedSeries.SingleOrDefaultAsync(s => s.Code == code && s.WithdrawnAt == null, token) is not { } series)
            {
                return false;
            }

            var now = clock.GetUtcNow();
            series.Withdraw(reason, now);
            trail.Add(new AuditEntry(
                now, by, byName, AuditAction.SeriesWithdrawn, ObjectType, code, null, JsonSerializer.Serialize(new { motif = reason })));
            await context.SaveChangesAsync(token);
            return true;
        },
        cancellation);
}
