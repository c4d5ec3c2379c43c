using Soffi.Domain.Access;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>Typing: cells saved one by one or all together, merged with what others saved meanwhile.</summary>
public sealed partial class Declaration
{
    private const int FewCells = 8;

    private bool _isDraft;

    /// <summary>
    /// A copy on which to type without touching this one, which others may be reading: a cell that changes is replaced there,
    /// never written. Only <see cref="SaveCells"/> is meant for it.
    /// </summary>
    /// <param name="changes">The history that <see cref="SaveCells"/> looks at, oldest first.</param>
    public Declaration Draft(IEnumerable<CellChange> changes)
    {
        var draft = Row();
        draft._isDraft = true;
        draft._cells = [.. _cells];
        draft._changes = [.. changes];
        draft._explanations = _explanations;
        draft._documents = _documents;
        draft._cadresWithoutObject = _cadresWithoutObject;
        draft._reopenings = _reopenings;
        return draft;
    }

    /// <summary>A copy without its parts: what stands in the row of the statement itself.</summary>
    public Declaration Row()
    {
        var row = (Declaration)MemberwiseClone();
        (row._cells, row._changes, row._explanations, row._documents, row._cadresWithoutObject) = ([], [], [], [], []);
        (row._reopenings, row._decisions, row._waivers) = ([], [], []);
        return row;
    }

    /// <summary>The cell of that code; null when it is blank.</summary>
    public DeclarationCell? FindCell(CellCode code) => _cells.Find(c => c.IsAt(code));

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
        var standing = PlacesOf(save.Values.Keys);
        foreach (var (code, typed) in save.Values)
        {
            var cell = standing.TryGetValue(code, out var place) ? _cells[place] : null;
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

        var standing = PlacesOf(accepted.Select(c => c.Code));
        foreach (var change in accepted.Where(c => !c.After.IsBlank))
        {
            if (!standing.TryGetValue(change.Code, out var place))
            {
                _cells.Add(new DeclarationCell(Id, change.Code, change.After, change.Source));
            }
            else if (_isDraft)
            {
                _cells[place] = new DeclarationCell(Id, change.Code, change.After, change.Source);
            }
            else
            {
                _cells[place].Set(change.After, change.Source);
            }
        }

        foreach (var place in accepted.Where(c => c.After.IsBlank && standing.ContainsKey(c.Code)).Select(c => standing[c.Code]).OrderDescending())
        {
            _cells.RemoveAt(place);
        }

        _changes.AddRange(accepted);
        Status = next;
        Touch(now);
    }

    /// <summary>Where those of these cells that are filled stand.</summary>
    private Dictionary<CellCode, int> PlacesOf(IEnumerable<CellCode> codes)
    {
        var places = new Dictionary<CellCode, int>();
        var wanted = codes.ToList();
        if (wanted.Count <= FewCells)
        {
            foreach (var code in wanted)
            {
                if (_cells.FindIndex(c => c.IsAt(code)) is >= 0 and var place)
                {
                    places[code] = place;
                }
            }

            return places;
        }

        var set = wanted.ToHashSet();
        for (var place = 0; place < _cells.Count; place++)
        {
            if (set.Contains(_cells[place].Code))
            {
                places[_cells[place].Code] = place;
            }
        }

        return places;
    }
}
