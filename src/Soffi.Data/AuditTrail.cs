using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Audit;

namespace Soffi.Data;

/// <summary>
/// The only door of the journal: entries are added in the unit of work of the act they tell, and read; nothing here
/// changes or removes one.
/// </summary>
public sealed class AuditTrail(SoffiDbContext context)
{
    private (Guid AgentId, string AgentName, string Person)? _view;
    private (Guid ActorId, string Body)? _acting;
    private RowBatch? _rows;

    /// <summary>From now on in this unit of work, what is noted was done by that agent of the assistance, seeing as that person.</summary>
    public void SeenBy(Guid agentId, string agentName, string person) => _view = (agentId, agentName, person);

    /// <summary>From now on in this unit of work, what that person does on the statements of a body is done for that body.</summary>
    public void ActsFor(Guid actorId, string body) => _acting = (actorId, body);

    /// <summary>Adds the entry to the current unit of work: it is written by the same save as the act.</summary>
    public void Add(AuditEntry entry)
    {
        if (_view is { } view && entry.ActorId is not null)
        {
            entry.DoneBy(view.AgentId, view.AgentName, view.Person);
        }
        else if (_acting is { } acting && entry.ActorId == acting.ActorId && entry.OperatorId is not null)
        {
            entry.DoneFor(acting.Body);
        }

        if (_rows is { } rows)
        {
            rows.Insert(entry);
            return;
        }

        context.Entry(entry).State = EntityState.Added; // It refers to no other entity: nothing to follow.
    }

    /// <summary>Until that ends, entries are written with those rows, in their transaction, instead of by the next save.</summary>
    internal IDisposable WrittenWith(RowBatch rows)
    {
        _rows = rows;
        return new Written(this);
    }

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

    /// <summary>The latest entries about that object that tell one of those acts, the latest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> About(
        string objectType, string objectId, IReadOnlyCollection<string> actions, int most, CancellationToken cancellation = default) =>
        await Matching(new AuditFilter(ObjectType: objectType, ObjectId: objectId)).Where(e => actions.Contains(e.Action))
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(most).ToListAsync(cancellation);

    /// <summary>Every matching entry, the oldest first, one batch after the other: the whole is never in memory.</summary>
    public async IAsyncEnumerable<AuditEntry> All(AuditFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        const int batch = 1_000;
        var last = 0L;
        while (true)
        {
            var after = last;
            var rows = await Matching(filter).Where(e => e.Id > after).OrderBy(e => e.Id).Take(batch).ToListAsync(cancellation);
            foreach (var row in rows)
            {
                yield return row;
            }

            if (rows.Count < batch)
            {
                yield break;
            }

            last = rows[^1].Id;
        }
    }

    private sealed class Written(AuditTrail trail) : IDisposable
    {
        public void Dispose() => trail._rows = null;
    }

    private IQueryable<AuditEntry> Matching(AuditFilter filter)
    {
        var entries = context.Set<AuditEntry>().AsNoTracking();
        entries = filter.From is { } from ? entries.Where(e => e.At >= from) : entries;
        entries = filter.Until is { } until ? entries.Where(e => e.At < until) : entries;
        entries = filter.ActorId is { } actor ? entries.Where(e => e.ActorId == actor) : entries;
        entries = filter.OperatorId is { } body ? entries.Where(e => e.OperatorId == body) : entries;
        entries = filter.OnBehalf ? entries.Where(e => e.OnBehalfOf != null) : entries;
        entries = filter.Result is { } result ? entries.Where(e => e.Result == result) : entries;
        if (filter.Words is { } words)
        {
            var pattern = SearchPattern.Containing(words);
            entries = entries.Where(e => EF.Functions.Like(e.DetailsJson, pattern, SearchPattern.Escape) || EF.Functions.Like(e.ActorName, pattern, SearchPattern.Escape));
        }

        entries = filter.Action is { } action ? entries.Where(e => e.Action == action) : entries;
        entries = filter.ObjectType is { } type ? entries.Where(e => e.ObjectType == type) : entries;
        return filter.ObjectId is { } id ? entries.Where(e => e.ObjectId == id) : entries;
    }
}

/// <summary>What to read of the journal; null asks nothing.</summary>
/// <param name="From">First instant.</param>
/// <param name="Until">Excluded.</param>
/// <param name="OnBehalf">Only what was done for another body or person.</param>
/// <param name="Words">Found in the details or in the name of who acted.</param>
/// <param name="Action">One of <see cref="AuditAction"/>.</param>
public sealed record AuditFilter(
    DateTimeOffset? From = null, DateTimeOffset? Until = null, Guid? ActorId = null, int? OperatorId = null,
    string? Action = null, string? ObjectType = null, string? ObjectId = null, bool OnBehalf = false, string? Result = null, string? Words = null);

/// <param name="Total">Entries that match, all pages together.</param>
/// <param name="Page">From 1.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, int Total, int Page, int Size);
