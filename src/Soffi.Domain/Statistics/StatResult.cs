using System.Globalization;

namespace Soffi.Domain.Statistics;

/// <summary>Why a crossing shows a number or a sign (reference-metier §3.2).</summary>
public enum StatState
{
    /// <summary>A number.</summary>
    Value,

    /// <summary>« n.d. »: no statement was submitted, or there is no previous year to compare with.</summary>
    NotAvailable,

    /// <summary>« n.r. »: the statement was submitted and says nothing there. Not a zero.</summary>
    NotReported,

    /// <summary>« s.o. »: the operator answered « sans objet ».</summary>
    NotApplicable,

    /// <summary>« n.s. »: a rate on a base of zero or below.</summary>
    NotMeaningful,

    /// <summary>« s »: fewer than three operators stand behind the figure, for a reader who may see aggregates only.</summary>
    Secret,
}

/// <summary>What a line of a result is.</summary>
public enum StatRowKind
{
    Data,
    Total,
    Growth,
}

/// <summary>One crossing.</summary>
/// <param name="State">Number or sign.</param>
/// <param name="Exact">In the unit of the table, unrounded; null unless a number.</param>
/// <param name="Rounded">As published; half away from zero, shares adjusted so as to add up to 100.0.</param>
/// <param name="Raw">In the unit of the cells (euros, contracts), exact; null for a rate or a share.</param>
/// <param name="Decimals">Decimals of <paramref name="Rounded"/>.</param>
public sealed record StatCell(StatState State, decimal? Exact, decimal? Rounded, decimal? Raw, int Decimals)
{
    public static StatCell Sign(StatState state) => new(state, null, null, null, 0);

    public bool IsValue => State == StatState.Value;
}

/// <param name="Key">Operator code, exercise, « TOTAL » or « G2023 »; unique in the result.</param>
/// <param name="Label">Heading of the line.</param>
/// <param name="Cells">As many as the result has columns.</param>
public sealed record StatRow(string Key, string Label, StatRowKind Kind, IReadOnlyList<StatCell> Cells)
{
    public const string TotalKey = "TOTAL";
}

/// <summary>Lines of one unit, under one heading.</summary>
/// <param name="Label">« En M€ », « Glissement annuel, en % ».</param>
public sealed record StatRowGroup(string Label, IReadOnlyList<StatRow> Rows);

/// <summary>A column as shown everywhere: screen, workbook, tests.</summary>
/// <param name="Label">Heading.</param>
/// <param name="HasOrigin">Whether its figures can be traced to cells (a share cannot).</param>
public sealed record StatResultColumn(string Code, string Label, bool HasOrigin);

/// <param name="Code">Permanent code, « AKTO ».</param>
public sealed record StatOperator(int Id, string Code, string Name);

/// <summary>Who owed a statement for one exercise and who submitted it, within the operators chosen.</summary>
/// <param name="LastSubmittedAt">UTC; null when nobody submitted.</param>
/// <param name="Filtered">Whether some operators only were chosen.</param>
public sealed record StatCoverage(
    int Exercise, IReadOnlyList<StatOperator> Due, IReadOnlyList<StatOperator> Submitted, DateTimeOffset? LastSubmittedAt,
    bool Filtered)
{
    public IReadOnlyList<StatOperator> Missing { get; } = [.. Due.Where(d => Submitted.All(s => s.Id != d.Id))];

    /// <summary>« 9 OPCO sur 11 ont transmis ; manquent : AKTO, ATLAS ».</summary>
    /// <param name="family">« OPCO ».</param>
    public string Sentence(string family)
    {
        if (Due.Count == 0)
        {
            return "Aucune déclaration n’est attendue";
        }

        var among = Filtered ? $"{Due.Count} choisi{(Due.Count > 1 ? "s" : "")}" : $"{Due.Count}";
        var said = Submitted.Count switch
        {
            0 => $"Aucun {family} sur {among} n’a transmis",
            1 => $"1 {family} sur {among} a transmis",
            var n => $"{n} {family} sur {among} ont transmis",
        };
        return Missing.Count switch
        {
            0 => said,
            1 => $"{said}\u202F; manque\u00A0: {Missing[0].Code}",
            _ => $"{said}\u202F; manquent\u00A0: {string.Join(", ", Missing.Select(m => m.Code))}",
        };
    }
}

/// <summary>Figures of a column from that exercise on cannot be compared with those of the exercise before.</summary>
/// <param name="Note">Why: the sentence of the correspondence between the two forms.</param>
public sealed record StatBreak(int Exercise, string Column, string Note);

/// <summary>
/// A table computed for one filter: columns, lines and cells declared once, from which screen, workbook and tests all
/// read. Its hash identifies the figures, not the moment they were computed.
/// </summary>
/// <param name="Notes">French sentences the reader must know (secrecy, change of perimeter).</param>
public sealed record StatResult(
    StatTable Table, StatFilter Filter, StatScope Scope, IReadOnlyList<StatResultColumn> Columns, IReadOnlyList<StatRowGroup> Groups,
    IReadOnlyList<StatCoverage> Coverage, IReadOnlyList<string> Notes)
{
    /// <summary>The breaks of series that its figures meet.</summary>
    public IReadOnlyList<StatBreak> Breaks { get; init; } = [];

    /// <summary>Whether that column as a whole is broken: in a table of operators, all its lines are of the exercise of the break.</summary>
    public bool IsBroken(StatResultColumn column) => Table.Rows == StatRowAxis.Operators && Breaks.Any(b => b.Column == column.Code);

    /// <summary>Whether that crossing opens a series that cannot be compared with the former one: an exercise, or its growth.</summary>
    public bool IsBroken(StatRow row, int column) =>
        Table.Rows == StatRowAxis.Exercises && Breaks.Any(b => b.Column == Columns[column].Code && row.Key == (row.Kind == StatRowKind.Growth
            ? string.Create(CultureInfo.InvariantCulture, $"G{b.Exercise}")
            : Coverage.Where(c => c.Exercise >= b.Exercise).Min(c => c.Exercise).ToString(CultureInfo.InvariantCulture)));

    public IEnumerable<StatRow> Rows => Groups.SelectMany(g => g.Rows);

    public DateTimeOffset? LastSubmittedAt => Coverage.Max(c => c.LastSubmittedAt);

    /// <summary>« Source : ESF 2025, DGEFP ; champ : … ; base : charges comptabilisées ».</summary>
    public string Source => Table.Source
        .Replace("{exercice}", StatText.Years(Filter.Exercises), StringComparison.Ordinal)
        .Replace("{base}", Table.Basis, StringComparison.Ordinal);

    /// <summary>The signs in use, each with its meaning, for the legend.</summary>
    public IReadOnlyList<string> Legend =>
    [
        .. Rows.SelectMany(r => r.Cells).Where(c => !c.IsValue).Select(c => c.State).Distinct().Order().Select(StatText.Meaning),
        .. Breaks.Count > 0 ? new[] { StatText.BreakMeaning } : [],
    ];

    public StatCell? Find(string row, string column)
    {
        var index = Columns.ToList().FindIndex(c => c.Code == column);
        return index < 0 ? null : Rows.FirstOrDefault(r => r.Key == row)?.Cells[index];
    }
}
