using Soffi.Domain.Charts;
using Soffi.Domain.Statistics;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.Home;

/// <summary>The figures of the last exercise of which statements are accepted.</summary>
/// <param name="Exercise">Zero when nothing was ever accepted.</param>
/// <param name="Regions">Names of the regions that the reader is kept to; empty for the whole country.</param>
public sealed record KeyFiguresViewModel(int Exercise, IReadOnlyList<string> Regions, IReadOnlyList<KeyFigureLine> Lines)
{
    /// <summary>The annex of the finance bill that prints these figures.</summary>
    public int BudgetYear => Exercise + StatResult.BudgetLag;

    /// <summary>Each sign in use, with its meaning.</summary>
    public IReadOnlyList<string> Legend => [.. Lines.SelectMany(l => l.Legend).Distinct()];

    /// <summary>What a reader must know, figure by figure: secrecy, perimeters that differ, breaks of series.</summary>
    public IReadOnlyList<(string Sentence, string Figures)> Notes => [.. Lines.SelectMany(l => l.Result.Notes.Select(n => (Note: n, l.Figure.Label)))
        .GroupBy(p => p.Note).Select(g => (g.Key, string.Join(", ", g.Select(p => p.Label))))];
}

/// <summary>One figure, with its year before and its trend.</summary>
/// <param name="Result">Exercise by exercise.</param>
/// <param name="ByOperator">Whether the reader may open the statements behind it.</param>
public sealed record KeyFigureLine(KeyFigure Figure, int Exercise, StatResult Result, bool ByOperator)
{
    private string Code => Figure.Measure.Code;

    private string Address => "/statistiques/requeteur{0}?" + StatAddress.Write(Result.Query);

    public string Id => $"chiffre-{Figure.Code.ToLowerInvariant()}";

    public StatUnit Unit => Figure.Measure.Unit;

    public StatCell Value => Cell("");

    public StatCell Difference => Cell("D");

    public StatCell Growth => Cell("G");

    /// <summary>« (p) », « (b) » beside the figure.</summary>
    public string Signs => string.Join("\u00A0", new[] { StatText.Signs(Value.Flags), Breaks.Contains(Times.Count - 1) ? StatText.BreakSign : "" }.Where(s => s.Length > 0));

    /// <summary>« 9 OPCO sur 11 ont transmis ».</summary>
    public string Coverage => Result.Coverage.FirstOrDefault(c => c.Exercise == Exercise) is { Due.Count: > 0 } year
        ? Shared.CampaignWords.Coverage(Figure.Question.Families[0].Type, year.Submitted.Count, year.Due.Count)
        : "Aucune déclaration n’est attendue";

    /// <summary>« +12,3 M€ (+4,1 %) sur 2024 », or why there is none.</summary>
    public string Change => Difference switch
    {
        { IsValue: true } when Unit.Label == "%" => $"{Signed(Difference)}\u00A0point{(Math.Abs(Difference.Rounded!.Value) >= 2 ? "s" : "")} sur {Exercise - 1}",
        { IsValue: true } => $"{Signed(Difference)}\u00A0{Unit.Label} ({(Growth.IsValue ? $"{Signed(Growth)}\u00A0%" : StatText.Of(Growth))}) sur {Exercise - 1}",
        _ => $"Comparaison avec {Exercise - 1}\u00A0: {StatText.Of(Difference)}",
    };

    public IReadOnlyList<string> Times => [.. Result.Query.Exercises.Select(StatText.Year)];

    /// <summary>The trend drawn small.</summary>
    public SparklineOptions Trend => new(
        $"{Id}-tendance", Figure.Label, Times,
        [.. Times.Select(t => Result.Find(t, Code) is { } cell ? cell.IsValue ? new ChartValue(cell.Exact, StatText.Signs(cell.Flags)) : new ChartValue(null, StatText.Sign(cell.State)) : new ChartValue(null))],
        new ChartUnit(Unit.Label, Unit.Decimals), Breaks);

    /// <summary>The statements behind the figure; the question itself for an indicator, or for a reader of aggregates.</summary>
    public string OriginPath => ByOperator && !Figure.Measure.IsIndicator && Value.IsValue
        ? string.Format(System.Globalization.CultureInfo.InvariantCulture, Address, "/origine") + $"&ligne={Exercise}&colonne={Code}"
        : string.Format(System.Globalization.CultureInfo.InvariantCulture, Address, "");

    public string TablePath => $"/statistiques/{Figure.Table.Id}?exercice={(Figure.Table.IsOfOneExercise ? StatText.Year(Exercise) : string.Join(',', Times))}";

    /// <summary>Meanings of the signs that the figure and its comparison show.</summary>
    public IEnumerable<string> Legend =>
    [
        .. new[] { Value, Difference, Growth }.Where(c => !c.IsValue).Select(c => c.State).Distinct().Select(StatText.Meaning),
        .. StatText.Meanings(Value.Flags), .. Breaks.Contains(Times.Count - 1) ? new[] { StatText.BreakMeaning } : [],
    ];

    /// <summary>Places, among the exercises, from which the series is a new one.</summary>
    private IReadOnlyCollection<int> Breaks => [.. Result.Breaks.Where(b => b.Column == Code || Figure.Question.Measures.Any(m => m.Code == b.Column))
        .Select(b => Result.Query.Exercises.ToList().FindIndex(e => e >= b.Exercise)).Where(i => i > 0).Distinct()];

    private StatCell Cell(string prefix) => Result.Find(prefix + StatText.Year(Exercise), Code) ?? StatCell.Sign(StatState.NotAvailable);

    private static string Signed(StatCell cell) => (cell.Rounded > 0 ? "+" : "") + StatText.Of(cell);
}
