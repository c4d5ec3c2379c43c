using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Data;

/// <summary>
/// What moved lately in one statement, by revision: the cells that were typed and the computed ones that followed. It lets an
/// answer say only what changed since the revision its reader knows. It is bounded, and it may have holes (another instance
/// saved): whoever asks for what it does not wholly know is told so, and reads the database or sends everything.
/// </summary>
public sealed class RecentMoves
{
    /// <summary>Revisions remembered: ten seconds of a hundred people typing, hours of ten.</summary>
    public const int MostSteps = 512;

    /// <summary>Cells remembered in all: four large pastes.</summary>
    public const int MostCells = 2_000;

    private readonly Lock _turn = new();
    private readonly SortedDictionary<int, IReadOnlyList<CellChange>> _changes = [];
    private readonly List<Step> _steps = [];
    private int _changedCells;
    private int _movedCells;
    private FormEvaluation? _last;
    private int _revision;

    /// <summary>Notes what was typed at that revision, once it is committed.</summary>
    public void Note(int revision, IReadOnlyList<CellChange> changes)
    {
        lock (_turn)
        {
            if (!_changes.TryAdd(revision, changes))
            {
                return;
            }

            _changedCells += changes.Count;
            while (_changes.Count > MostSteps || _changedCells > MostCells)
            {
                var (oldest, cells) = _changes.First();
                _changes.Remove(oldest);
                _changedCells -= cells.Count;
            }
        }
    }

    /// <summary>
    /// Notes what the statement is worth at that revision: what moved since the one noted before is found by comparing both.
    /// Worth something else for another reason than its cells (a control switched off, another day), nothing before counts.
    /// </summary>
    public void Note(int revision, FormEvaluation evaluation)
    {
        lock (_turn)
        {
            if (_last is null || !ReferenceEquals(_last.Context, evaluation.Context) || !ReferenceEquals(_last.Form, evaluation.Form))
            {
                _steps.Clear();
                (_last, _revision, _movedCells) = (evaluation, revision, 0);
                return;
            }

            if (revision <= _revision)
            {
                return; // Two savings noted in the other order: the step of the later one holds both.
            }

            var moved = evaluation.MovedFrom(_last);
            _steps.Add(new Step(_revision, revision, moved));
            (_last, _revision, _movedCells) = (evaluation, revision, _movedCells + moved.Count);
            while (_steps.Count > MostSteps || _movedCells > MostCells)
            {
                _movedCells -= _steps[0].Moved.Count;
                _steps.RemoveAt(0);
            }
        }
    }

    /// <summary>The cells typed after revision <paramref name="since"/>, up to <paramref name="revision"/>, oldest first; null when that is not wholly known.</summary>
    public IReadOnlyList<CellChange>? Changes(int since, int revision)
    {
        lock (_turn)
        {
            var changes = new List<CellChange>();
            for (var step = since + 1; step <= revision; step++)
            {
                if (!_changes.TryGetValue(step, out var cells))
                {
                    return null;
                }

                changes.AddRange(cells);
            }

            return changes;
        }
    }

    /// <summary>
    /// The computed cells that moved after revision <paramref name="since"/>, up to <paramref name="revision"/>; null when that is
    /// not wholly known, and everything must be sent.
    /// </summary>
    public IReadOnlySet<CellCode>? Moved(int since, int revision, StatementContext context)
    {
        lock (_turn)
        {
            // The first revision noted may have been shown before with something else around it.
            if (_last is null || !ReferenceEquals(_last.Context, context) || _steps.Count == 0 || since <= _steps[0].From)
            {
                return null;
            }

            var (moved, found) = (new HashSet<CellCode>(), revision == _revision);
            for (var place = _steps.Count - 1; place >= 0 && _steps[place].To > since; place--)
            {
                found |= _steps[place].To == revision;
                if (_steps[place].To <= revision)
                {
                    moved.UnionWith(_steps[place].Moved);
                }
            }

            return found ? moved : null;
        }
    }

    /// <param name="Moved">Computed cells not worth at <paramref name="To"/> what they were at <paramref name="From"/>.</param>
    private sealed record Step(int From, int To, IReadOnlyList<CellCode> Moved);
}
