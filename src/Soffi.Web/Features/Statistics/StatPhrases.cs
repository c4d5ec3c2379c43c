using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Statistics;

/// <summary>The sentences around a table, the same on screen and in the workbook.</summary>
public static class StatPhrases
{
    public const string Rounding =
        "Totaux, parts et évolutions sont calculés sur les valeurs non arrondies\u00A0: un total peut différer de la somme des chiffres affichés.";

    /// <summary>« Charges des OPCO par dispositif, exercice 2025, en M€ ».</summary>
    public static string Caption(StatResult result) =>
        (result.Table.Id == "requete" ? "" : $"{result.Table.Id} – ") + $"{result.Table.Title}, {(result.Query.Exercises.Count > 1 ? "exercices" : "exercice")} "
        + $"{StatText.Years(result.Query.Exercises)}{(Unit(result).Length > 0 ? ", " : "")}{Unit(result)}";

    /// <summary>« en M€ », « en contrats, glissement annuel en % ».</summary>
    public static string Unit(StatResult result) =>
        (Units(result) is [var one] ? $"en {one}" : "")
        + (result.Groups.Any(g => g.Rows.Any(r => r.Kind == StatRowKind.Growth)) ? ", glissement annuel en\u00A0%" : "");

    /// <summary>The units of what is shown, once each.</summary>
    public static IReadOnlyList<string> Units(StatResult result) =>
        [.. result.Query.Measures.Where(m => !m.IsHidden).Select(m => m.Unit.Label).Distinct()];

    /// <summary>« 1 234,56 € », in the unit of the cells.</summary>
    public static string Exact(decimal raw, StatMeasure measure) => measure.Unit.Divisor > 1
        ? $"{StatText.Number(raw, 2)}\u00A0€" : $"{StatText.Number(raw, raw == decimal.Truncate(raw) ? 0 : 2)}\u00A0{measure.Unit.Label}";

    /// <summary>« OPCO », or « opérateurs » where the figures are of several families.</summary>
    public static string Family(StatQuery query) => query.Families is [var one] ? StatText.Family(one.Type) : "opérateurs";

    /// <summary>The same, of all the blocks of a table.</summary>
    public static string Family(StatResult result) => result.Table.Families is [var one] ? StatText.Family(one.Type) : "opérateurs";

    /// <summary>Which versions are counted.</summary>
    public static string Perimeter(StatQuery query) => query.Perimeter switch
    {
        StatPerimeter.Accepted => "déclarations validées seulement",
        StatPerimeter.AsOf => $"déclarations déposées au {Domain.Declarations.ParisTime.DayAndHour(query.AsOf!.Value)}",
        _ => "déclarations déposées, dernière version, validées ou non",
    } + (query.ConstantPerimeter ? ", périmètre constant" : "");

    /// <summary>« Lignes 1 à 54 sur 4 000 »: what the page shows of a long result.</summary>
    public static string Lines<TGroup>(StatResultPage<TGroup> page) =>
        (page.First == page.Last ? $"Ligne\u00A0{StatText.Number(page.First, 0)}" : $"Lignes\u00A0{StatText.Number(page.First, 0)} à {StatText.Number(page.Last, 0)}")
        + $" sur {StatText.Number(page.Lines, 0)}";

    /// <summary>One sentence per exercise; the exercise is named when there are several.</summary>
    /// <param name="most">Missing operators named in each; the others are counted.</param>
    public static IReadOnlyList<string> Coverage(StatResult result, int most = int.MaxValue)
    {
        var family = Family(result);
        return [.. result.Coverage.Select(c =>
            (result.Coverage.Count > 1 ? $"{c.Exercise}\u00A0: " : "") + c.Sentence(family, most) + ".")];
    }
}
