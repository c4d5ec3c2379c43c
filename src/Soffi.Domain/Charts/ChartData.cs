namespace Soffi.Domain.Charts;

/// <summary>How figures are drawn.</summary>
public enum ChartKind
{
    /// <summary>One series, one bar per category; lies down when headings are long or the page narrow.</summary>
    Bars,

    /// <summary>Bars of several series side by side in each category.</summary>
    GroupedBars,

    /// <summary>One or several series, bars lying down.</summary>
    HorizontalBars,

    /// <summary>One line per series.</summary>
    Lines,

    /// <summary>Series on top of each other in each category.</summary>
    Stacked,

    /// <summary>The same, lying down.</summary>
    StackedHorizontal,

    /// <summary>Shares of each category, lying down; they add up to 100 %.</summary>
    StackedShares,

    /// <summary>The 18 regions of France; keys of categories are their codes.</summary>
    RegionMap,

    /// <summary>One small chart per series, all on one scale.</summary>
    SmallMultiples,
}

/// <summary>The two widths a chart is laid out for, in units of its drawing.</summary>
public enum ChartWidth
{
    /// <summary>300 units: telephones, and pages enlarged until they are as narrow.</summary>
    Narrow = 300,

    /// <summary>800 units: desks, files.</summary>
    Wide = 800,
}

/// <summary>How the values of a map are cut into classes.</summary>
public enum ChartClassing
{
    /// <summary>As many regions in each class.</summary>
    Quantiles,

    /// <summary>Classes of the same extent.</summary>
    EqualIntervals,
}

/// <param name="Label">« M€ », « contrats », « % ».</param>
/// <param name="Decimals">Decimals shown; values may have more.</param>
public sealed record ChartUnit(string Label, int Decimals);

/// <param name="Key">Permanent code: « AKTO », « 2025 », « 01 » for Guadeloupe.</param>
/// <param name="Label">As read by people.</param>
public sealed record ChartCategory(string Key, string Label);

/// <summary>One figure, or the sign that stands for it.</summary>
/// <param name="Number">In the unit of the chart; null when there is none to show.</param>
/// <param name="Sign">« s », « n.d. », « n.r. » instead of a number; « (p) », « (r) » beside one; empty for none.</param>
public sealed record ChartValue(decimal? Number, string Sign = "");

/// <param name="Values">As many as the chart has categories, in their order.</param>
public sealed record ChartSeries(string Label, IReadOnlyList<ChartValue> Values);

/// <summary>Figures from a category on cannot be compared with those before it.</summary>
/// <param name="Category">Index of the first category after the break, from 1.</param>
/// <param name="Note">Why, in French.</param>
public sealed record ChartBreak(int Category, string Note);

/// <summary>What a chart shows, whatever its kind.</summary>
/// <param name="Title">French, without the unit.</param>
/// <param name="CategoryLabel">What a category is, « Opérateur », « Mois ».</param>
/// <param name="Basis">« charges comptabilisées »; always said (reference-metier §3.3).</param>
/// <param name="Source">French sentence under the chart.</param>
public sealed record ChartData(
    string Title, ChartUnit Unit, string CategoryLabel, IReadOnlyList<ChartCategory> Categories, IReadOnlyList<ChartSeries> Series,
    string Basis, string Source)
{
    public IReadOnlyList<ChartBreak> Breaks { get; init; } = [];

    /// <summary>French sentences: meaning of the signs, coverage, what was put together.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>For maps.</summary>
    public ChartClassing Classing { get; init; }

    /// <summary>Every number shown.</summary>
    public IEnumerable<decimal> Numbers => Series.SelectMany(s => s.Values).Where(v => v.Number is not null).Select(v => v.Number!.Value);

    /// <summary>
    /// The same with at most <paramref name="most"/> series: the smallest (by the sum of their sizes) are added up under
    /// one label, last, and a note says which they are. A hidden or missing figure adds nothing, and its sign stays.
    /// </summary>
    /// <param name="label">« Autres postes ».</param>
    /// <param name="into">Label of a series that is added to the others whatever its size; null for none.</param>
    public ChartData WithOthers(int most, string label, string? into = null)
    {
        if (Series.Count <= most)
        {
            return this;
        }

        var kept = Series.Where(s => s.Label != into).OrderByDescending(s => s.Values.Sum(v => Math.Abs(v.Number ?? 0)))
            .Take(most - 1).ToHashSet();
        var others = Series.Where(s => !kept.Contains(s)).ToList();
        var values = Categories.Select((_, i) => Sum([.. others.Select(s => s.Values[i])])).ToList();
        return this with
        {
            Series = [.. Series.Where(kept.Contains), new ChartSeries(label, values)],
            Notes = [.. Notes, $"«\u00A0{label}\u00A0» réunit\u00A0: {string.Join(", ", others.Select(s => s.Label))}."],
        };
    }

    private static ChartValue Sum(IReadOnlyList<ChartValue> values)
    {
        var known = values.Where(v => v.Number is not null).ToList();
        var signs = values.Where(v => known.Count == 0 || v.Number is not null || v.Sign.Length > 0).Select(v => v.Sign).Where(s => s.Length > 0);
        return new ChartValue(known.Count == 0 ? null : known.Sum(v => v.Number), string.Join(" ", signs.Distinct()));
    }
}
