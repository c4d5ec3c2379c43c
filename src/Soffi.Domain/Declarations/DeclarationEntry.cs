using Soffi.Domain.Access;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>Typing: cells saved one by one or all together, merged with what others saved meanwhile.</summary>
public sealed partial class Declaration
{
    /// <summary>Cells that hold last year's value until somebody confirms it.</summary>
    public IEnumerable<CellCode> Unconfirmed => _cells.Where(c => c.IsUnconfirmed).Select(c => c.Code);

    /// <summary>
    /// Saves what was typed, wholly or partly; a draft is never refused for what it contains. A cell that somebody else
    /// changed since <see cref="CellSave.BaseRevision"/> is merged when only one side changed it, else left as it
    /// stands and reported: nothing is overwritten silently.
    /// </summary>
    /// <exception cref="InvalidOperationException">The status does not allow it; check first.</exception>
    public SaveOutcome SaveCells(CellSave save, Actor actor, DateTimeOffset now)
    {
        var next = DeclarationTransitions.After(Status, DeclarationAct.SaveCells)
            ?? throw new InvalidOperationException($"Statut {Status} : la saisie est close.");
        var accepted = new List<CellChange>();
        var conflicts = new List<CellConflict>();
        var closed = new List<CellCode>();
        var standing = _cells.ToDictionary(c => c.Code);
        foreach (var (code, typed) in save.Values)
        {
            standing.TryGetValue(code, out var cell);
            var current = cell?.Value ?? CellValue.Blank;
            if (!MayWrite(code))
            {
                if (typed != current)
                {
                    closed.Add(code);
                }

                continue;
            }

            var origin = save.OriginOf(code);
            if (typed == current)
            {
                if (origin.Source == CellSource.Confirmed && cell?.IsUnconfirmed == true)
                {
                    accepted.Add(Change(code, current, typed, CellSource.Confirmed));
                }

                continue;
            }

            var since = Since(code, origin, actor);
            if (since.Count > 0)
            {
                if (typed == since[0].Before)
                {
                    continue; // Untouched here, changed by the other: the other's value stands.
                }

                if (!save.Overrides.Contains(code))
                {
                    var last = since[^1];
                    conflicts.Add(new CellConflict(code, current, typed, last.AuthorName, last.At) { IsOwn = last.AuthorId == actor.UserId, Revision = last.Revision });
                    continue;
                }
            }

            accepted.Add(Change(code, current, typed, origin.Source));
        }

        Apply(accepted, next, now);
        return new SaveOutcome(accepted, conflicts) { Sealed = closed };

        CellChange Change(CellCode code, CellValue before, CellValue after, CellSource source) =>
            new(Id, code, Revision + 1, before, after, actor.UserId, actor.DisplayName, now, source);
    }

    /// <summary>
    /// What changed that cell since it was shown, oldest first; up to the last of the values that the same page had sent
    /// itself, which its author knows.
    /// </summary>
    private List<CellChange> Since(CellCode code, CellOrigin origin, Actor actor)
    {
        var since = _changes.Where(c => c.Code == code && c.Revision > origin.BaseRevision).OrderBy(c => c.Revision).ToList();
        var known = since.FindLastIndex(c => c.AuthorId == actor.UserId && origin.Sent.Contains(c.After));
        return known < 0 ? since : since[(known + 1)..];
    }

    private void Apply(List<CellChange> accepted, DeclarationStatus next, DateTimeOffset now)
    {
        if (accepted.Count == 0)
        {
            return;
        }

        var standing = _cells.ToDictionary(c => c.Code);
        foreach (var change in accepted)
        {
            if (standing.TryGetValue(change.Code, out var cell))
            {
                if (change.After.IsBlank)
                {
                    _cells.Remove(cell);
                }
                else
                {
                    cell.Set(change.After, change.Source);
                }
            }
            else if (!change.After.IsBlank)
            {
                _cells.Add(new DeclarationCell(Id, change.Code, change.After, change.Source));
            }
        }

        _changes.AddRange(accepted);
        Status = next;
        Touch(now);
    }
}
