namespace Soffi.Domain.Statistics;

/// <param name="Label">As shown, unit included.</param>
public sealed record FrozenColumn(string Code, string Label);

/// <param name="Broken">It opens a series that cannot be compared with the former one.</param>
public sealed record FrozenCell(StatState State, decimal? Exact, decimal? Rounded, decimal? Raw, int Decimals, StatFlags Flags, bool Broken)
{
    /// <summary>The figure with its signs, « 12,3 (p) », or the sign that stands for it.</summary>
    public string Text => StatText.Of(Cell) + (Signs.Length > 0 ? "\u00A0" + Signs : "");

    /// <summary>The same without the signs said once for all the figures.</summary>
    public string TextBeside(StatFlags common) => (this with { Flags = Flags & ~common }).Text;

    /// <summary>What the hash is made of: exact for sums, as published for rates and shares.</summary>
    public decimal? Figure => Raw ?? Rounded;

    public string Signs => string.Join("\u00A0", new[] { StatText.Signs(Flags), Broken ? StatText.BreakSign : "" }.Where(s => s.Length > 0));

    private StatCell Cell => new(State, Exact, Rounded, Raw, Decimals) { Flags = Flags };
}

public sealed record FrozenRow(string Key, string Label, StatRowKind Kind, IReadOnlyList<FrozenCell> Cells);

public sealed record FrozenGroup(string Label, IReadOnlyList<FrozenRow> Rows);

/// <summary>Who owed a statement for that exercise and who had submitted it.</summary>
/// <param name="Due">Codes of the operators.</param>
/// <param name="Sentence">« 9 OPCO sur 11 ont transmis ; manquent : AKTO, ATLAS ».</param>
public sealed record FrozenCoverage(int Exercise, IReadOnlyList<string> Due, IReadOnlyList<string> Submitted, string Sentence);

public sealed record FrozenDefinition(string Label, string Text);

/// <summary>
/// A result as it was shown, words included: nothing of it is read again from the forms, the files of the tables or the code,
/// so that it is shown the same in ten years.
/// </summary>
/// <param name="Notes">What was said around it: perimeter, secrecy, breaks of series, rounding.</param>
public sealed record FrozenTable(
    string Caption, string Description, string RowLabel, IReadOnlyList<FrozenColumn> Columns, IReadOnlyList<FrozenGroup> Groups,
    IReadOnlyList<FrozenCoverage> Coverage, DateTimeOffset? LastSubmittedAt, string Filters, string Basis, string Source,
    IReadOnlyList<string> Notes, IReadOnlyList<string> Legend, IReadOnlyList<FrozenDefinition> Definitions)
{
    /// <summary>What is to be known of all the numbers alike: said once, above them.</summary>
    public StatFlags Common { get; init; }

    public IEnumerable<FrozenRow> Rows => Groups.SelectMany(g => g.Rows);
}
