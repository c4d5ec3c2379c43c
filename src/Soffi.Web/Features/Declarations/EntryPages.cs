using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Declarations;

/// <summary>What a page of entry shows besides what is saved.</summary>
/// <param name="Form">Typed values not saved; null to show what is saved.</param>
/// <param name="Conflicts">Cells that somebody else changed.</param>
public sealed record EntryContents(TableForm? Form = null, IReadOnlyList<CellConflict>? Conflicts = null, UnsavedReason Reason = UnsavedReason.None);

/// <summary>Builds the page of a cadre from the statement and from what was typed.</summary>
public sealed class EntryPages(GridTemplates templates, TimeProvider clock)
{
    public EntryViewModel Build(Statement statement, Cadre cadre, EntryContents contents)
    {
        var typed = contents.Form?.Typed ?? new Dictionary<CellCode, string>();
        var conflicts = (contents.Conflicts ?? []).ToDictionary(c => c.Code);

        // The totals shown are those of the figures shown, saved or not: the server computes them, always.
        var calculation = contents.Form is { } form
            ? statement.Calculate(statement.Declaration.Values().With(form.Values))
            : statement.Calculation;
        var grids = cadre.Tables.Select(Grid).ToList();
        return new EntryViewModel(statement, cadre)
        {
            Grids = grids,
            Cadres = [.. statement.Progress.Cadres.Select(p => new CadreLink(p, p.Cadre == cadre))],
            // Values not merged yet still stand on the revision they were typed on.
            Revision = contents.Form?.Revision ?? statement.Declaration.Revision,
            Errors = [.. Errors(grids)],
            Conflicts = contents.Conflicts ?? [],
            Choices = contents.Form?.Choices ?? new Dictionary<CellCode, ConflictChoice>(),
            Rejected = contents.Form?.Rejected ?? [],
            Unsaved = statement.Access.CanEdit ? [] : [.. Unsaved()],
            Reason = contents.Reason,
            Now = clock.GetUtcNow(),
            Templates = templates,
        };

        GridViewModel Grid(FormTable table)
        {
            var previous = table.ShowPreviousYear && statement.HasPrevious;
            return new GridViewModel(
                table, table.Cells.ToDictionary(c => c.Code, c => Cell(c, previous ? statement.Previous : null)), previous ? statement.Exercise - 1 : null,
                $"Repris de l’exercice {statement.Exercise - 1} déposé");
        }

        CellState Cell(FormCell cell, CellValues? previous) =>
            CellState.Of(cell, calculation, previous, statement.Access.CanEdit && !statement.IsSealed(cell.Code), typed.GetValueOrDefault(cell.Code), ErrorOf(cell)) with
            {
                Note = statement.IsUnconfirmed(cell.Code) ? statement.CarryOverNote : null,
            };

        string? ErrorOf(FormCell cell)
        {
            if (contents.Form?.Errors.TryGetValue(cell.Code, out var error) == true)
            {
                return error;
            }

            return conflicts.TryGetValue(cell.Code, out var conflict)
                ? $"{conflict.OtherAuthor} a saisi une autre valeur. Choisissez laquelle garder."
                : null;
        }

        IEnumerable<UnsavedCell> Unsaved() =>
            from pair in typed
            let saved = statement.Declaration.Values()
            let cell = statement.Form.Find(pair.Key)
            where pair.Value != CellFormatter.Edit(cell.Type, saved[pair.Key])
            select new UnsavedCell(cell, pair.Value);
    }

    private static IEnumerable<SummaryError> Errors(IEnumerable<GridViewModel> grids) =>
        from grid in grids
        from cell in grid.Table.Cells
        let state = grid.Cells[cell.Code]
        where state.Error is not null
        select new SummaryError($"{(grid.IsFieldList ? cell.RowLabel : cell.Label)}\u00a0: {state.Error}", cell.Code.ToString());
}
