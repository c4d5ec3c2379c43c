using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Statistics;

/// <summary>The sentences around a table, the same on screen and in the workbook.</summary>
public static class StatPhrases
{
    public const string Rounding =
        "Totaux, parts et évolutions sont calculés sur les valeurs non arrondies\u00A0: un total peut différer de la somme des chiffres affichés.";

    /// <summary>« Charges des OPCO par dispositif, exercice 2025, en M€ ».</summary>
    public static string Caption(StatResult result) =>
        $"{result.Table.Id} – {result.Table.Title}, {(result.Filter.Exercises.Count > 1 ? "exercices" : "exercice")} "
        + $"{StatText.Years(result.Filter.Exercises)}, {Unit(result)}";

    /// <summary>« en M€ », « en contrats, glissement annuel en % ».</summary>
    public static string Unit(StatResult result) =>
        $"en {result.Table.Unit.Label}" + (result.Table.AnnualGrowth ? ", glissement annuel en\u00A0%" : "");

    /// <summary>One sentence per exercise; the exercise is named when there are several.</summary>
    public static IReadOnlyList<string> Coverage(StatResult result)
    {
        var family = StatText.Family(result.Table.OperatorType);
        return [.. result.Coverage.Select(c =>
            (result.Coverage.Count > 1 ? $"{c.Exercise}\u00A0: " : "") + c.Sentence(family) + ".")];
    }
}
