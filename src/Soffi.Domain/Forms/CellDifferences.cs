using System.Globalization;

namespace Soffi.Domain.Forms;

/// <summary>What changes in the cells from one version of a form to the next, cells of one line said together.</summary>
internal static class CellDifferences
{
    public static IEnumerable<VersionChange> Of(FormDefinition old, FormDefinition next)
    {
        var gone = old.Cells.Where(c => next.Find(c.Code) is null).Select(c => Gone(c));
        var added = next.Cells.Where(c => old.Find(c.Code) is null).Select(c => Added(c));
        var changed = next.Cells.SelectMany(c => old.Find(c.Code) is { } was ? Changed(was, c) : []);
        return Sentences(gone, old).Concat(Sentences(changed, next)).Concat(Sentences(added, next));
    }

    private static CellEffect Gone(FormCell cell) => cell.IsInput
        ? new(ChangeWeight.Refused, cell, "supprimé\u00a0: ce qui y est saisi serait perdu. Gardez ces cellules jusqu’à l’exercice suivant.")
        : new(ChangeWeight.Told, cell, "supprimé (calculé).");

    private static CellEffect Added(FormCell cell) => cell switch
    {
        { IsInput: false } => new(ChangeWeight.Told, cell, "ajouté (calculé)."),
        { Required: true } => new(ChangeWeight.AsksMore, cell, "ajouté, à remplir obligatoirement."),
        _ => new(ChangeWeight.Told, cell, "ajouté."),
    };

    private static IEnumerable<CellEffect> Changed(FormCell was, FormCell cell)
    {
        if (was.IsInput != cell.IsInput)
        {
            return
            [
                new(ChangeWeight.Refused, cell, was.IsInput
                    ? "était saisi et deviendrait calculé\u00a0: ce qui y est saisi serait écarté. Donnez un autre code au calcul."
                    : "était calculé et deviendrait saisi\u00a0: un code ne sert qu’une fois. Donnez un autre code à la saisie."),
            ];
        }

        return Meaning(was, cell).Concat(cell.IsInput ? Input(was, cell) : Computed(was, cell)).Concat(Words(was, cell));
    }

    /// <summary>A value keeps its type, its unit and its meaning under its code, for ever.</summary>
    private static IEnumerable<CellEffect> Meaning(FormCell was, FormCell cell)
    {
        if (was.Type != cell.Type)
        {
            yield return new(ChangeWeight.Refused, cell, $"le type passe de «\u00a0{CellTypes.French(was.Type)}\u00a0» à «\u00a0{CellTypes.French(cell.Type)}\u00a0»\u00a0: ce n’est plus la même cellule. Donnez-lui un autre code.");
        }
        else if (was.Unit != cell.Unit)
        {
            yield return new(ChangeWeight.Refused, cell, $"l’unité passe de «\u00a0{was.Unit}\u00a0» à «\u00a0{cell.Unit}\u00a0»\u00a0: ce n’est plus la même cellule. Donnez-lui un autre code.");
        }

        if (was.Label != cell.Label && was.Definition != cell.Definition)
        {
            var (before, after) = was.RowLabel != cell.RowLabel ? (was.RowLabel, cell.RowLabel) : (was.ColumnLabel, cell.ColumnLabel);
            yield return new(ChangeWeight.Refused, cell, $"le libellé («\u00a0{before}\u00a0» puis «\u00a0{after}\u00a0») et la définition changent tous deux\u00a0: "
                + "le code servirait à autre chose. Donnez un autre code, ou gardez l’un des deux.");
        }
    }

    private static IEnumerable<CellEffect> Input(FormCell was, FormCell cell)
    {
        if (was.Signed != cell.Signed)
        {
            yield return cell.Signed
                ? new(ChangeWeight.AsksMore, cell, "accepte désormais un nombre négatif\u00a0: vérifiez le signe de ce que vous avez saisi.")
                : new(ChangeWeight.Refused, cell, "n’accepterait plus de nombre négatif\u00a0: des valeurs saisies deviendraient illisibles.");
        }

        if (!was.Required && cell.Required)
        {
            yield return new(ChangeWeight.AsksMore, cell, "devient obligatoire.");
        }
        else if (was.Required && !cell.Required)
        {
            yield return new(ChangeWeight.Told, cell, "n’est plus obligatoire.");
        }

        if (was.CarryOver?.Text == cell.CarryOver?.Text)
        {
            yield break;
        }

        yield return (was.CarryOver, cell.CarryOver) switch
        {
            (null, _) => new(ChangeWeight.Refused, cell, "était saisi et serait repris de l’exercice précédent\u00a0: ce qui y est saisi serait écarté."),
            (_, null) => new(ChangeWeight.AsksMore, cell, "n’est plus repris de l’exercice précédent\u00a0: à saisir."),
            _ => new(ChangeWeight.AsksMore, cell, "est repris de l’exercice précédent d’une autre façon\u00a0: vérifiez l’ouverture."),
        };
    }

    private static IEnumerable<CellEffect> Computed(FormCell was, FormCell cell) => was.Formula!.Text == cell.Formula!.Text
        ? []
        : [new(ChangeWeight.Told, cell, "calculé autrement.")];

    private static IEnumerable<CellEffect> Words(FormCell was, FormCell cell)
    {
        // When both change, the sentence that refuses says it.
        if (was.RowLabel != cell.RowLabel && was.Definition == cell.Definition)
        {
            yield return new(ChangeWeight.Told, cell, $"libellé modifié (c’était «\u00a0{was.RowLabel}\u00a0»).");
        }
        else if (was.ColumnLabel != cell.ColumnLabel && was.Definition == cell.Definition)
        {
            yield return new(ChangeWeight.Told, cell, $"libellé de la colonne modifié (c’était «\u00a0{was.ColumnLabel}\u00a0»).");
        }

        if (was.Definition != cell.Definition && was.Label == cell.Label)
        {
            yield return new(ChangeWeight.Told, cell, $"définition précisée\u00a0: {cell.Definition}");
        }

        if (was.LegalBasis != cell.LegalBasis)
        {
            yield return new(ChangeWeight.Told, cell, $"fondement\u00a0: {cell.LegalBasis}.");
        }

        if (was.Publishable != cell.Publishable)
        {
            yield return new(ChangeWeight.Told, cell, cell.Publishable ? "peut être rendu public." : "n’est plus rendu public.");
        }
    }

    /// <summary>One sentence for a whole table, else for a line, else for a cell, when the same is to be said of them.</summary>
    private static IEnumerable<VersionChange> Sentences(IEnumerable<CellEffect> differences, FormDefinition form) =>
        from same in differences.GroupBy(d => (d.Weight, d.What, d.Cell.Code.Table))
        let table = form.FindTable(same.Key.Table)!
        from part in same.Count() == table.Cells.Count ? [[.. same]] : same.GroupBy(d => d.Cell.Code.Row).Select(r => r.ToList())
        select new VersionChange(same.Key.Weight, $"{Name(table, part)}\u00a0: {same.Key.What}");

    private static string Name(FormTable table, List<CellEffect> cells)
    {
        var first = cells[0].Cell;
        return cells.Count == 1 ? $"{first.Code} «\u00a0{first.Label}\u00a0»"
            : cells.Count == table.Cells.Count ? string.Create(CultureInfo.InvariantCulture, $"Tableau {table.Code} «\u00a0{table.Title}\u00a0» ({cells.Count} cellules)")
            : string.Create(CultureInfo.InvariantCulture, $"Ligne {table.Code}.{first.Code.Row} «\u00a0{first.RowLabel}\u00a0» ({cells.Count} cellules)");
    }

    private sealed record CellEffect(ChangeWeight Weight, FormCell Cell, string What);
}
