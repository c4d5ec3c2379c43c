using System.Globalization;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Statistics;

/// <summary>How figures and signs are written in French, on screen and in legends.</summary>
public static class StatText
{
    /// <summary>Narrow no-break space between thousands, comma, true minus sign: fixed here, so that no server locale changes a table.</summary>
    private static readonly NumberFormatInfo French = new()
    {
        NumberGroupSeparator = "\u202F",
        NumberDecimalSeparator = ",",
        NegativeSign = "\u2212",
        NumberGroupSizes = [3],
    };

    /// <summary>« 1 234,5 »; a negative number that rounds to zero has no sign.</summary>
    public static string Number(decimal value, int decimals)
    {
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0m : rounded).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), French);
    }

    /// <summary>The figure, or the sign that stands for it.</summary>
    public static string Of(StatCell cell) => cell.IsValue ? Number(cell.Rounded!.Value, cell.Decimals) : Sign(cell.State);

    public static string Sign(StatState state) => state switch
    {
        StatState.NotAvailable => "n.d.",
        StatState.NotReported => "n.r.",
        StatState.NotApplicable => "s.o.",
        StatState.NotMeaningful => "n.s.",
        StatState.Secret => "s",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A value has no sign."),
    };

    /// <summary>« n.d. : non disponible (…) ».</summary>
    public static string Meaning(StatState state) => Sign(state) + "\u00A0: " + state switch
    {
        StatState.NotAvailable => "non disponible (pas de dépôt, pas d’année précédente, ou cellule absente du formulaire)",
        StatState.NotReported => "non renseigné dans la déclaration déposée",
        StatState.NotApplicable => "sans objet pour l’opérateur",
        StatState.NotMeaningful => "non significatif (base nulle ou négative)",
        _ => "secret statistique (moins de trois opérateurs, ou chiffre qui en révélerait un)",
    };

    /// <summary>Sign beside a figure that opens a new series.</summary>
    public const string BreakSign = "(b)";

    public const string ProvisionalSign = "(p)";

    public const string RevisedSign = "(r)";

    /// <summary>« (p) », « (r) », both or nothing.</summary>
    public static string Signs(StatFlags flags) => string.Join("\u00A0", Both(flags));

    /// <summary>What these signs mean, one sentence each.</summary>
    public static IEnumerable<string> Meanings(StatFlags flags) => Both(flags).Select(sign => sign + "\u00A0: " + (sign == ProvisionalSign
        ? "provisoire, une déclaration comptée n’est pas encore validée"
        : "révisé, une déclaration comptée a été rectifiée après son premier dépôt"));

    /// <summary>The same, of a published series, which no statement stands behind.</summary>
    public static IEnumerable<string> MeaningsOfSeries(StatFlags flags) => Both(flags).Select(sign => sign + "\u00A0: " + (sign == ProvisionalSign
        ? "provisoire, donné comme tel par la publication"
        : "révisé, une publication postérieure a remplacé la valeur"));

    private static IEnumerable<string> Both(StatFlags flags)
    {
        if (flags.HasFlag(StatFlags.Provisional))
        {
            yield return ProvisionalSign;
        }

        if (flags.HasFlag(StatFlags.Revised))
        {
            yield return RevisedSign;
        }
    }

    /// <summary>« 2025 ».</summary>
    public static string Year(int exercise) => exercise.ToString(CultureInfo.InvariantCulture);

    public const string BreakMeaning = BreakSign + "\u00A0: rupture de série, ne se compare pas à l’exercice précédent";

    /// <summary>« Rupture de série entre 2025 et 2026, colonne « Pro-A » : … »; the columns broken for one reason together.</summary>
    public static IReadOnlyList<string> Breaks(IReadOnlyList<StatMeasure> measures, IReadOnlyList<StatBreak> breaks) =>
        [.. breaks.GroupBy(b => (b.Exercise, b.Note)).Select(g =>
        {
            var columns = g.Select(b => $"«\u00A0{measures.FirstOrDefault(m => m.Code == b.Column)?.Label ?? b.Column}\u00A0»").Distinct().ToList();
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{BreakSign} Rupture de série entre {g.Key.Exercise - 1} et {g.Key.Exercise}, colonne{(columns.Count > 1 ? "s" : "")} {string.Join(", ", columns)}\u00A0: {g.Key.Note}");
        })];

    /// <summary>« 2025 », « 2021 à 2023 », « 2021, 2023 ».</summary>
    public static string Years(IReadOnlyList<int> years) => years switch
    {
        [] => "aucun",
        [var one] => one.ToString(CultureInfo.InvariantCulture),
        [var first, .., var last] when years.Count > 2 && last - first == years.Count - 1 => $"{first} à {last}",
        _ => string.Join(", ", years),
    };

    /// <summary>« organisme fusionné (absorbé par ATLAS) »: why an operator owes nothing for an exercise.</summary>
    /// <param name="note">Words of who decided it; may be empty.</param>
    public static string NotDue(ObligationReason reason, string note) => reason switch
    {
        ObligationReason.Created => "organisme créé depuis",
        ObligationReason.Merged => "organisme fusionné",
        ObligationReason.Ceased => "activité cessée",
        ObligationReason.NoActivity => "sans activité",
        _ => "autre motif",
    } + (note.Length > 0 ? $" ({note.TrimEnd('.')})" : "");

    /// <summary>The family as written in sentences, « OPCO » (invariable).</summary>
    public static string Family(OperatorType type) => type switch
    {
        OperatorType.Opco => "OPCO",
        OperatorType.Atpro => "ATPRO",
        _ => "FAF",
    };
}
