using Microsoft.Extensions.Caching.Memory;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Data;

/// <summary>
/// The statements in use, kept in memory as they stand at one revision, so that a page or a saved cell does not read a
/// thousand rows again. What is kept is only used when the database says, at that very request, that the statement is still
/// at that revision, which grows at each change of any of its parts; it is read by many and never changed. Last year's
/// values are kept by submission: these never change.
/// </summary>
public sealed class StandingStatements : IDisposable
{
    /// <summary>Statements kept: those of the last days of a campaign, several times over; 300 kB each at most.</summary>
    private const int Most = 400;

    /// <summary>Revisions kept of each: a request under way may be overtaken by a few others before it reads what it opened.</summary>
    private const int MostRevisions = 4;

    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(30);

    private readonly MemoryCache _statements = new(new MemoryCacheOptions { SizeLimit = Most });
    private readonly MemoryCache _past = new(new MemoryCacheOptions { SizeLimit = Most });
    private readonly MemoryCache _moves = new(new MemoryCacheOptions { SizeLimit = Most });
    private readonly MemoryCache _frames = new(new MemoryCacheOptions { SizeLimit = 2 * Most });
    private readonly Lock _opening = new();

    /// <summary>That statement at that revision, for reading; null when it is not kept.</summary>
    public Declaration? Find(Guid id, int revision) => At(id, revision)?.Declaration;

    /// <summary>Keeps a statement just read. Nobody may change it any more.</summary>
    public void Keep(Declaration declaration) => Set(new Standing(declaration, null));

    /// <summary>
    /// Keeps a statement just saved, with what was typed in it and what it is worth: called before the next one who saves it
    /// has their turn, who would otherwise read all of it again.
    /// </summary>
    /// <param name="changes">All that its last revision changed, committed.</param>
    /// <param name="evaluation">Its values; null when they were not computed.</param>
    public void Keep(Declaration declaration, IReadOnlyList<CellChange> changes, FormEvaluation? evaluation)
    {
        Set(new Standing(declaration, evaluation));
        var moves = MovesOf(declaration.Id);
        moves.Note(declaration.Revision, changes);
        if (evaluation is not null)
        {
            moves.Note(declaration.Revision, evaluation);
        }
    }

    /// <summary>Keeps the values of that statement at that revision, when the statement itself is kept.</summary>
    public void Keep(Guid id, int revision, FormEvaluation evaluation)
    {
        MovesOf(id).Note(revision, evaluation);
        if (Find(id, revision) is { } declaration)
        {
            Set(new Standing(declaration, evaluation));
        }
    }

    /// <summary>The values of that statement at that revision, when they are known on that form in that context.</summary>
    public FormEvaluation? Known(Guid id, int revision, FormDefinition form, StatementContext context) =>
        At(id, revision)?.Evaluation is { } known && ReferenceEquals(known.Form, form) && ReferenceEquals(known.Context, context) ? known : null;

    /// <summary>The values of that statement: those known, or computed and kept.</summary>
    public FormEvaluation Evaluate(Declaration declaration, FormDefinition form, StatementContext context)
    {
        if (Known(declaration.Id, declaration.Revision, form, context) is { } known)
        {
            return known;
        }

        var evaluation = FormEvaluation.Of(form, declaration.Values(), context);
        Keep(declaration.Id, declaration.Revision, evaluation);
        return evaluation;
    }

    /// <summary>What was typed lately in that statement and what followed.</summary>
    public RecentMoves MovesOf(Guid id)
    {
        if (_moves.Get<RecentMoves>(id) is { } known)
        {
            return known;
        }

        lock (_opening)
        {
            return _moves.Get<RecentMoves>(id) ?? _moves.Set(id, new RecentMoves(), Options());
        }
    }

    /// <summary>The context of that statement when nothing it is made of changed, else null.</summary>
    /// <param name="key">All that it is made of.</param>
    public StatementContext? ContextOf(Guid id, string key) => _past.Get<Context>(id) is { } kept && kept.Key == key ? kept.Value : null;

    public void KeepContext(Guid id, string key, StatementContext context) => _past.Set(id, new Context(key, context), Options());

    /// <summary>What that statement hangs on, or what depends on nothing else: kept as long as the stamp is the same.</summary>
    /// <param name="stamp">Null for what is not to be kept.</param>
    /// <param name="read">Reads it.</param>
    public async ValueTask<T> OfFrame<T>(Guid id, Guid? stamp, Func<Task<T>> read)
    {
        var key = (id, typeof(T));
        if (stamp is not null && _frames.Get<Hung<T>>(key) is { } kept && kept.Stamp == stamp)
        {
            return kept.Value;
        }

        var value = await read();
        if (stamp is { } known)
        {
            _frames.Set(key, new Hung<T>(known, value), Short());
        }

        return value;
    }

    /// <summary>What a submission says, in the codes of a form; null when it is not kept.</summary>
    public CellValues? Past(Guid submissionId, FormDefinition form) => _past.Get<CellValues>((submissionId, form.Header.Sha256));

    public void KeepPast(Guid submissionId, FormDefinition form, CellValues values) => _past.Set((submissionId, form.Header.Sha256), values, Options());

    public void Dispose()
    {
        _statements.Dispose();
        _past.Dispose();
        _moves.Dispose();
        _frames.Dispose();
    }

    private Standing? At(Guid id, int revision)
    {
        foreach (var kept in _statements.Get<Standing[]>(id) ?? [])
        {
            if (kept.Declaration.Revision == revision)
            {
                return kept;
            }
        }

        return null;
    }

    private void Set(Standing standing)
    {
        lock (_opening)
        {
            var id = standing.Declaration.Id;
            var others = (_statements.Get<Standing[]>(id) ?? []).Where(k => k.Declaration.Revision != standing.Declaration.Revision);
            _statements.Set(id, (Standing[])[.. others.Append(standing).OrderByDescending(k => k.Declaration.Revision).Take(MostRevisions)], Options());
        }
    }

    private static MemoryCacheEntryOptions Options() => new() { Size = 1, SlidingExpiration = Unused };

    /// <summary>What is kept with a stamp is not kept for long.</summary>
    private static MemoryCacheEntryOptions Short() => new() { Size = 1, AbsoluteExpirationRelativeToNow = ChangeStamps.Longest };

    private sealed record Hung<T>(Guid Stamp, T Value);

    private sealed record Context(string Key, StatementContext Value);

    private sealed record Standing(Declaration Declaration, FormEvaluation? Evaluation);
}
