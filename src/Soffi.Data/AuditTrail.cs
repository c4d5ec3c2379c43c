using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Audit;

namespace Soffi.Data;

/// <summary>
/// The only door of the journal: entries are added in the unit of work of the act they tell, and read; nothing here
/// changes or removes one.
/// </summary>
public sealed class AuditTrail(SoffiDbContext context)
{
    /// <summary>Adds the entry to the current unit of work: it is written by the same save as the act.</summary>
    public void Add(AuditEntry entry) => context.Set<AuditEntry>().Add(entry);

    /// <summary>One page of the journal, the latest first.</summary>
    public async Task<AuditPage> Read(AuditFilter filter, int page, int size, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var entries = Matching(filter);
        var total = await entries.CountAsync(cancellation);
        var rows = await entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id)
            .Skip((page - 1) * size).Take(size).ToListAsync(cancellation);
        return new AuditPage(rows, total, page, size);
    }

    private IQueryable<AuditEntry> Matching(AuditFilter filter)
    {
        var entries = context.Set<AuditEntry>().AsNoTracking();
        entries = filter.From is { } from ? entries.Where(e => e.At >= from) : entries;
        entries = filter.Until is { } until ? entries.Where(e => e.At < until) : entries;
        entries = filter.ActorId is { } actor ? entries.Where(e => e.ActorId == actor) : entries;
        entries = filter.OperatorId is { } body ? entries.Where(e => e.OperatorId == body) : entries;
        entries = filter.Action is { } action ? entries.Where(e => e.Action == action) : entries;
        entries = filter.ObjectType is { } type ? entries.Where(e => e.ObjectType == type) : entries;
        return filter.ObjectId is { } id ? entries.Where(e => e.ObjectId == id) : entries;
    }
}

/// <summary>What to read of the journal; null asks nothing.</summary>
/// <param name="From">First instant.</param>
/// <param name="Until">Excluded.</param>
/// <param name="Action">One of <see cref="AuditAction"/>.</param>
public sealed record AuditFilter(
    DateTimeOffset? From = null, DateTimeOffset? Until = null, Guid? ActorId = null, int? OperatorId = null,
    string? Action = null, string? ObjectType = null, string? ObjectId = null);

/// <param name="Total">Entries that match, all pages together.</param>
/// <param name="Page">From 1.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, int Total, int Page, int Size);
