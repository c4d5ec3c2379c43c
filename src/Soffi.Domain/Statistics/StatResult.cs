using Soffi.Domain.Operators;

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

    /// <summary>« s »: fewer than three operators stand behind the figure, or it would tell one that is hidden; for a reader of aggregates.</summary>
    Secret,
}

/// <summary>What a line of a result is.</summary>
public enum StatRowKind
{
    Data,
    Total,
    Growth,
}

/// <summary>What a reader must know of a number besides its value.</summary>
[Flags]
public enum StatFlags
{
    None = 0,

    /// <summary>« (p) »: a statement behind it is not validated yet.</summary>
    Provisional = 1,

    /// <summary>« (r) »: a statement behind it was corrected after its first submission.</summary>
    Revised = 2,
}

/// <summary>One crossing.</summary>
/// <param name="State">Number or sign.</param>
/// <param name="Exact">In the unit of the table, unrounded; null unless a number.</param>
/// <param name="Rounded">As published; half away from zero, shares adjusted so as to add up to 100.0.</param>
/// <param name="Raw">In the unit of the cells (euros, contracts), exact; null for a rate or a share.</param>
/// <param name="Decimals">Decimals of <paramref name="Rounded"/>.</param>
public sealed record StatCell(StatState State, decimal? Exact, decimal? Rounded, decimal? Raw, int Decimals)
{
    public StatFlags Flags { get; init; }

    public static StatCell Sign(StatState state) => new(state, null, null, null, 0);

    public bool IsValue => State == StatState.Value;
}

/// <param name="Key">Operator code, exercise, « TOTAL » or « G2023 »; unique in the result.</param>
/// <param name="Label">Heading of the line.</param>
/// <param name="Cells">As many as the result has columns.</param>
public sealed record StatRow(string Key, string Label, StatRowKind Kind, IReadOnlyList<StatCell> Cells)
{
    public const string TotalKey = "TOTAL";

    /// <summary>Its member on each dimension of the lines; « TOTAL » where they are added up.</summary>
    public IReadOnlyList<StatMember> Path { get; init; } = [];

    /// <summary>The question it answers; null where that of its group does.</summary>
    public StatQuery? Query { get; init; }

    /// <summary>What its figures are, where exercises are lines: their difference, or their change; none for the figures.</summary>
    public StatDerived Derived { get; init; }
}

/// <summary>Lines of one unit, under one heading.</summary>
/// <param name="Label">« En M€ », « Glissement annuel, en % ».</param>
public sealed record StatRowGroup(string Label, IReadOnlyList<StatRow> Rows)
{
    /// <summary>The question its lines answer; that of the result where the table has one block.</summary>
    public StatQuery? Query { get; init; }
}

/// <summary>A column as shown everywhere: screen, workbook, tests.</summary>
/// <param name="Label">Heading.</param>
/// <param name="HasOrigin">Whether its figures can be traced to cells (a share cannot).</param>
public sealed record StatResultColumn(string Code, string Label, bool HasOrigin)
{
    /// <summary>Its member on each dimension of the columns; « TOTAL » where they are added up.</summary>
    public IReadOnlyList<StatMember> Path { get; init; } = [];

    /// <summary>What it shows beside the figure itself; none for the figure.</summary>
    public StatDerived Derived { get; init; }

    /// <summary>The measure shown; null when measures stand on the lines.</summary>
    public StatMeasure? Measure { get; init; }
}

/// <param name="Code">Permanent code, « AKTO ».</param>
public sealed record StatOperator(int Id, string Code, string Name)
{
    public OperatorType Type { get; init; } = OperatorType.Opco;

    /// <summary>INSEE code of its region; null for a national body.</summary>
    public string? RegionCode { get; init; }
}

/// <summary>Who owed a statement for one exercise and who submitted it, within the operators chosen.</summary>
/// <param name="LastSubmittedAt">UTC; null when nobody submitted.</param>
/// <param name="Filtered">Whether some operators only were chosen.</param>
public sealed record StatCoverage(
    int Exercise, IReadOnlyList<StatOperator> Due, IReadOnlyList<StatOperator> Submitted, DateTimeOffset? LastSubmittedAt,
    bool Filtered)
{
    /// <summary>Why some operators owe nothing for that exercise, by their codes: merged, ceased, not created yet.</summary>
    public IReadOnlyDictionary<string, string> NotDue { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<StatOperator> Missing { get; } = [.. Due.ExceptBy(Submitted.Select(s => s.Id), d => d.Id)];

    /// <summary>« 9 OPCO sur 11 ont transmis ; manquent : AKTO, ATLAS ».</summary>
    /// <param name="family">« OPCO ».</param>
    /// <param name="most">Missing operators named; the others are counted.</param>
    public string Sentence(string family, int most = int.MaxValue)
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
            var n when n > most => $"{said}\u202F; manquent\u00A0: {string.Join(", ", Missing.Take(most).Select(m => m.Code))} et {(n - most == 1 ? "1 autre, nommé" : $"{n - most} autres, nommés")} dans les fichiers",
            _ => $"{said}\u202F; manquent\u00A0: {string.Join(", ", Missing.Select(m => m.Code))}",
        };
    }
}

/// <summary>Figures of a column from that exercise on cannot be compared with those of the exercise before.</summary>
/// <param name="Note">Why: the sentence of the correspondence between the two forms.</param>
public sealed record StatBreak(int Exercise, string Column, string Note);

/// <param name="Label">« Opérateur ».</param>
public sealed record StatAxisName(string Code, string Label);

/// <summary>
/// A question answered: columns, lines and cells declared once, from which screen, workbook, exports, charts, API and tests all
/// read. Its hash identifies the figures, not the moment they were computed.
/// </summary>
/// <param name="Table">What the question is shown as: a published table, or one made for the question.</param>
/// <param name="Notes">French sentences the reader must know (secrecy, change of perimeter).</param>
public sealed record StatResult(
    StatTable Table, StatQuery Query, StatScope Scope, IReadOnlyList<StatResultColumn> Columns, IReadOnlyList<StatRowGroup> Groups,
    IReadOnlyList<StatCoverage> Coverage, IReadOnlyList<string> Notes)
{
    /// <summary>The annex of the finance bill of year P shows the figures of year P − 2 (reference-metier §3.1).</summary>
    public const int BudgetLag = 2;

    /// <summary>The dimensions it is crossed by, those of the lines first, with their French names.</summary>
    public IReadOnlyList<StatAxisName> Dimensions { get; init; } = [];

    /// <summary>The breaks of series that its figures meet.</summary>
    public IReadOnlyList<StatBreak> Breaks { get; init; } = [];

    /// <summary>Whether that column as a whole is broken: all its lines are of the exercise of the break.</summary>
    public bool IsBroken(StatResultColumn column) => Breaks.Count > 0 && !Query.Rows.Contains(StatDimensions.Exercise)
        && Breaks.Any(b => (column.Measure is null || column.Measure.Code == b.Column) && IsOf(column.Path, Query.Columns, b.Exercise));

    /// <summary>Whether that crossing opens a series that cannot be compared with the former one: an exercise, or its growth.</summary>
    public bool IsBroken(StatRow row, int column)
    {
        if (Breaks.Count == 0)
        {
            return false;
        }

        var at = Query.Rows.ToList().IndexOf(StatDimensions.Exercise);
        return at >= 0 && Breaks.Any(b => (Columns[column].Measure is null || Columns[column].Measure!.Code == b.Column)
            && row.Path[at].Code == StatText.Year(row.Kind == StatRowKind.Growth ? b.Exercise : First(b.Exercise)));

        int First(int exercise) => Coverage.Where(c => c.Exercise >= exercise).Select(c => c.Exercise).DefaultIfEmpty(exercise).Min();
    }

    /// <summary>Whether the column is of that exercise: it names it, or the whole result is of one exercise.</summary>
    private bool IsOf(IReadOnlyList<StatMember> path, IReadOnlyList<string> axes, int exercise)
    {
        var at = axes.ToList().IndexOf(StatDimensions.Exercise);
        return at < 0 ? Query.Exercises.Contains(exercise) : path[at].Code == StatText.Year(exercise);
    }

    /// <summary>What is to be known of all the numbers alike: said once, above them, not beside each.</summary>
    public StatFlags Flags => Rows.SelectMany(r => r.Cells).Where(c => c.IsValue).Select(c => (StatFlags?)c.Flags)
        .Aggregate((StatFlags?)null, (a, b) => a is null ? b : a & b) ?? StatFlags.None;

    private StatFlags AllFlags => Rows.SelectMany(r => r.Cells).Aggregate(StatFlags.None, (f, c) => f | c.Flags);

    public IEnumerable<StatRow> Rows => Groups.SelectMany(g => g.Rows);

    public DateTimeOffset? LastSubmittedAt => Coverage.Max(c => c.LastSubmittedAt);

    /// <summary>« Source : ESF 2025, DGEFP ; champ : … ; base : charges comptabilisées ».</summary>
    public string Source => Table.Source
        .Replace("{exercice}", StatText.Years(Query.Exercises), StringComparison.Ordinal)
        .Replace("{plf}", StatText.Years([.. Query.Exercises.Select(e => e + BudgetLag)]), StringComparison.Ordinal)
        .Replace("{base}", Table.Basis, StringComparison.Ordinal);

    /// <summary>The signs in use, each with its meaning, for the legend.</summary>
    public IReadOnlyList<string> Legend =>
    [
        .. Rows.SelectMany(r => r.Cells).Where(c => !c.IsValue).Select(c => c.State).Distinct().Order().Select(StatText.Meaning),
        .. Table.Families.Count == 0 ? StatText.MeaningsOfSeries(AllFlags) : StatText.Meanings(AllFlags),
        .. Breaks.Count > 0 ? new[] { StatText.BreakMeaning } : [],
    ];

    /// <summary>The question kept to one figure; null when no cell makes it (a change, a share, an indicator).</summary>
    public StatQuery? At(string row, string column)
    {
        var group = Groups.FirstOrDefault(g => g.Rows.Any(r => r.Key == row && r.Kind != StatRowKind.Growth));
        var (line, shown) = (group?.Rows.First(r => r.Key == row), Columns.FirstOrDefault(c => c.Code == column));
        return line is null || shown is not { HasOrigin: true } ? null : (line.Query ?? group!.Query ?? Query).At(line.Path, shown.Path);
    }

    public StatCell? Find(string row, string column)
    {
        var index = Columns.ToList().FindIndex(c => c.Code == column);
        return index < 0 ? null : Rows.FirstOrDefault(r => r.Key == row)?.Cells[index];
    }
}
