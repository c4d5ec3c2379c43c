using Soffi.Domain.Sheets;

namespace Soffi.Domain.Statistics;

/// <summary>What a column of the long form holds.</summary>
public enum StatLongType
{
    /// <summary>A word or a code.</summary>
    Text,

    /// <summary>An exercise, « 2025 »: a year, never added up.</summary>
    Year,

    /// <summary>An exact number, empty where the crossing has none.</summary>
    Number,

    /// <summary>« oui » or « non ».</summary>
    Flag,
}

/// <summary>One crossing of a result, by itself.</summary>
/// <param name="Query">The question it answers.</param>
/// <param name="Derived">What it is: the figure, or what is derived from it.</param>
/// <param name="IsBroken">Whether it opens a series that cannot be compared with the former one.</param>
public sealed record StatLongRow(
    StatRowGroup Group, StatRow Row, StatResultColumn Column, StatCell Cell, StatQuery Query, StatMeasure Measure, StatDerived Derived, string Basis, bool IsBroken)
{
    /// <summary>Its member on that dimension; the total where the question adds it up, or does not cross by it.</summary>
    public StatMember Member(string dimension) =>
        On(Query.Rows, Row.Path, dimension) ?? On(Query.Columns, Column.Path, dimension) ?? new StatMember(StatRow.TotalKey, "Total");

    /// <summary>« 2025 ».</summary>
    public string Exercise => (On(Query.Rows, Row.Path, StatDimensions.Exercise) ?? On(Query.Columns, Column.Path, StatDimensions.Exercise))?.Code ?? StatText.Year(Query.Exercises[^1]);

    /// <summary>Unit of the values: that of the measure, « % », or nothing for a rank.</summary>
    public string Unit => Derived switch
    {
        StatDerived.None or StatDerived.Difference => Measure.Unit.Label,
        StatDerived.Rank => "rang",
        _ => "%",
    };

    /// <summary>In <see cref="Unit"/>. Sums have all their digits; rates, shares and indicators, which may have no end, ten decimals.</summary>
    public decimal? Value => !Cell.IsValue ? null
        : Cell.Raw is not null || (Derived == StatDerived.Difference && !Measure.IsIndicator) ? Cell.Exact
        : Math.Round((Cell.Exact ?? Cell.Rounded)!.Value, StatLong.RateDecimals, MidpointRounding.AwayFromZero);

    /// <summary>« A » for a number that needs no remark, « p », « r », « p+r », or the sign that stands for it.</summary>
    public string Status => !Cell.IsValue ? StatText.Sign(Cell.State) : Cell.Flags switch
    {
        StatFlags.None => StatLong.Normal,
        StatFlags.Provisional => "p",
        StatFlags.Revised => "r",
        _ => "p+r",
    };

    internal static StatMember? On(IReadOnlyList<string> side, IReadOnlyList<StatMember> path, string dimension)
    {
        for (var i = 0; i < side.Count && i < path.Count; i++)
        {
            if (side[i] == dimension)
            {
                return path[i];
            }
        }

        return null;
    }
}

/// <summary>A column of the long form: declared once for every format, for its description and for the tests.</summary>
/// <param name="Code">Name in the machine-readable formats, lower-case.</param>
/// <param name="Label">French heading.</param>
/// <param name="Definition">What it holds, in a French sentence.</param>
/// <param name="Concept">Name in SDMX; null when that format leaves it out.</param>
public sealed record StatLongColumn(string Code, string Label, string Definition, StatLongType Type, string? Concept)
{
    /// <summary>Of a column of texts, years or flags.</summary>
    public Func<StatLongRow, string> Text { get; init; } = _ => "";

    /// <summary>Of a column of numbers.</summary>
    public Func<StatLongRow, decimal?> Number { get; init; } = _ => null;

    /// <summary>Whether it is part of what makes a line unique.</summary>
    public bool IsKey { get; init; }

    /// <summary>The words it may hold; empty: any.</summary>
    public string[] Words { get; init; } = [];

    public WrittenCell Write(StatLongRow row) => Type switch
    {
        StatLongType.Number => Number(row) is { } number ? WrittenCell.Of(number) : WrittenCell.Empty,
        StatLongType.Year => WrittenCell.Of(int.Parse(Text(row), System.Globalization.CultureInfo.InvariantCulture)),
        _ => WrittenCell.Of(Text(row)),
    };
}

/// <summary>
/// A result in the long form: one line per crossing, with the members that make it, its value and its status. What is hidden on
/// screen has no number here either. Lines are made one at a time.
/// </summary>
public static class StatLong
{
    /// <summary>Status of a number that needs no remark.</summary>
    public const string Normal = "A";

    /// <summary>Decimals kept of what may have no end.</summary>
    public const int RateDecimals = 10;

    /// <summary>The words of what is computed, by what is derived.</summary>
    private static readonly (StatDerived Derived, string Code, string Label)[] Kinds =
    [
        (StatDerived.None, "valeur", "Valeur"),
        (StatDerived.Difference, "ecart", "Écart sur un an"),
        (StatDerived.Growth, "evolution", "Évolution sur un an, en\u00A0%"),
        (StatDerived.ShareOfColumn, "part", "Part du total, en\u00A0%"),
        (StatDerived.ShareOfRow, "partligne", "Part de la ligne, en\u00A0%"),
        (StatDerived.Rank, "rang", "Rang"),
    ];

    /// <summary>How many lines it has.</summary>
    public static long Count(StatResult result) => result.Rows.Sum(row => (long)result.Columns.Count(c => Meets(row, c)));

    public static IEnumerable<StatLongRow> Rows(StatResult result) =>
        from grp in result.Groups
        from row in grp.Rows
        let query = row.Query ?? grp.Query ?? result.Query
        from at in result.Columns.Index()
        where Meets(row, at.Item)
        let column = at.Item
        select new StatLongRow(
            grp, row, column, row.Cells[at.Index], query, MeasureOf(query, row, column), row.Derived == StatDerived.None ? column.Derived : row.Derived,
            result.Table.Basis, result.IsBroken(column) || result.IsBroken(row, at.Index));

    /// <summary>The columns of that result, in their order: those of its dimensions are its own.</summary>
    public static IReadOnlyList<StatLongColumn> Columns(StatResult result) =>
    [
        new("exercice", "Exercice", "Exercice de la déclaration.", StatLongType.Year, "TIME_PERIOD") { Text = r => r.Exercise, IsKey = true },
        .. result.Table.Blocks.Count > 1 ? Line : [],
        .. result.Dimensions.Where(d => d.Code is not (StatDimensions.Exercise or StatDimensions.Measure)).SelectMany(Of),
        new("mesure", "Mesure (code)", "Code de ce qui est compté.", StatLongType.Text, "MESURE") { Text = r => r.Measure.Code, IsKey = true },
        new("mesure_libelle", "Mesure", "Ce qui est compté.", StatLongType.Text, null) { Text = r => r.Measure.Label },
        new("calcul", "Calcul (code)", "Ce que montre la valeur\u00A0: la mesure même, ou ce qui en est tiré.", StatLongType.Text, "CALCUL")
        {
            Text = r => Kind(r).Code, IsKey = true, Words = [.. Kinds.Select(k => k.Code)],
        },
        new("calcul_libelle", "Calcul", "La même chose en toutes lettres.", StatLongType.Text, null) { Text = r => Kind(r).Label },
        new("valeur", "Valeur exacte", "Nombre non arrondi, dans l’unité de la ligne (dix décimales pour un taux ou une part)\u202F; vide quand le statut dit pourquoi.", StatLongType.Number, "OBS_VALUE")
        {
            Number = r => r.Value,
        },
        new("valeur_arrondie", "Valeur publiée", "Nombre arrondi comme à l’écran.", StatLongType.Number, "VALEUR_ARRONDIE") { Number = r => r.Cell.Rounded },
        new("unite", "Unité", "Unité des deux valeurs.", StatLongType.Text, "UNIT_MEASURE") { Text = r => r.Unit },
        new("statut", "Statut", "A\u00A0: normal\u202F; p\u00A0: provisoire\u202F; r\u00A0: révisé\u202F; p+r\u00A0: les deux\u202F; s\u00A0: secret statistique\u202F; n.d.\u00A0: non disponible\u202F; "
            + "n.r.\u00A0: non renseigné\u202F; s.o.\u00A0: sans objet\u202F; n.s.\u00A0: non significatif.", StatLongType.Text, "STATUT")
        {
            Text = r => r.Status, Words = [Normal, "p", "r", "p+r", "s", "n.d.", "n.r.", "s.o.", "n.s."],
        },
        new("base", "Base", "Nature comptable ou statistique de ce qui est compté.", StatLongType.Text, "BASE") { Text = r => r.Basis },
        new("rupture", "Rupture de série", "oui\u00A0: ne se compare pas à l’exercice précédent.", StatLongType.Flag, "RUPTURE") { Text = r => r.IsBroken ? "oui" : "non", Words = ["oui", "non"] },
    ];

    /// <summary>Lines of blocks that do not share their dimensions are told apart by the line itself.</summary>
    private static IReadOnlyList<StatLongColumn> Line { get; } =
    [
        new("ligne", "Ligne (code)", "Ligne du tableau.", StatLongType.Text, "LIGNE") { Text = r => r.Row.Key, IsKey = true },
        new("ligne_libelle", "Ligne", "Intitulé de la ligne, après celui de son bloc.", StatLongType.Text, null)
        {
            Text = r => r.Group.Label.Length == 0 || r.Group.Label == r.Row.Label ? r.Row.Label : $"{r.Group.Label}\u00A0: {r.Row.Label}",
        },
    ];

    private static IEnumerable<StatLongColumn> Of(StatAxisName dimension)
    {
        yield return new(dimension.Code, dimension.Label + " (code)", $"Code de la modalité de «\u00A0{dimension.Label}\u00A0»\u202F; {StatRow.TotalKey} quand elles sont additionnées.",
            StatLongType.Text, dimension.Code.ToUpperInvariant())
        {
            Text = r => r.Member(dimension.Code).Code,
            IsKey = true,
        };
        yield return new(dimension.Code + "_libelle", dimension.Label, "La même chose en toutes lettres.", StatLongType.Text, null) { Text = r => r.Member(dimension.Code).Label };
    }

    /// <summary>A share of a change, a rank of a change: the screen shows a sign there, and there is nothing to say of it.</summary>
    private static bool Meets(StatRow row, StatResultColumn column) => row.Derived == StatDerived.None || column.Derived == StatDerived.None;

    private static (string Code, string Label) Kind(StatLongRow row)
    {
        foreach (var (derived, code, label) in Kinds)
        {
            if (derived == row.Derived)
            {
                return (code, label);
            }
        }

        throw new InvalidOperationException($"{row.Derived} has no name.");
    }

    private static StatMeasure MeasureOf(StatQuery query, StatRow row, StatResultColumn column)
    {
        var code = StatLongRow.On(query.Rows, row.Path, StatDimensions.Measure)?.Code ?? column.Measure?.Code;
        foreach (var measure in query.Measures)
        {
            if (measure.Code == code)
            {
                return measure;
            }
        }

        return query.Measures.First(m => !m.IsHidden);
    }
}
