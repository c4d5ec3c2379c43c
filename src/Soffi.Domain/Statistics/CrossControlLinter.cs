using Soffi.Domain.Forms;

namespace Soffi.Domain.Statistics;

/// <summary>What the reader cannot know alone: the cells are those of the forms, the tables those of the statistics.</summary>
public static class CrossControlLinter
{
    /// <param name="forms">The form at that place; null when there is none.</param>
    /// <param name="tables">The published table of that name; null when there is none.</param>
    public static IReadOnlyList<FormFault> Lint(CrossControlSet set, Func<FormPath, FormDefinition?> forms, Func<string, StatTable?> tables) =>
    [
        .. from control in set.Controls
           let place = set.Places[control.Code]
           from operand in control.Operands
           from message in Faults(set, operand, forms, tables)
           select new FormFault(place.File, place.Line, $"{control.Code} : {message}"),
    ];

    private static IEnumerable<string> Faults(
        CrossControlSet set, CrossOperand operand, Func<FormPath, FormDefinition?> forms, Func<string, StatTable?> tables) => operand switch
        {
            CrossSum sum => Faults(sum, FormPath.Of(sum.Kind, sum.Type, set.Exercise), forms),
            CrossStatistic statistic when tables(statistic.Table)?.FindMeasure(statistic.Column) is null =>
                [$"le tableau {statistic.Table} n’a pas de colonne {statistic.Column}."],
            _ => [],
        };

    private static IEnumerable<string> Faults(CrossSum sum, FormPath path, Func<FormPath, FormDefinition?> forms)
    {
        if (forms(path) is not { } form)
        {
            return [$"le formulaire {path} n’existe pas."];
        }

        return sum.Cells.SelectMany(code => form.Find(code) switch
        {
            null => [$"la cellule {code} n’existe pas dans {path}."],
            { } cell when !CellTypes.IsNumeric(cell.Type) => [$"la cellule {code} de {path} n’est pas un nombre."],
            { } cell when cell.Unit != sum.Unit => [$"la cellule {code} de {path} est en « {cell.Unit} », le membre en « {sum.Unit} »."],
            _ => (string[])[],
        });
    }
}
