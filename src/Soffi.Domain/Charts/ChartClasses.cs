namespace Soffi.Domain.Charts;

/// <param name="Low">Lowest value it takes.</param>
/// <param name="High">Highest; taken by this class alone in quantiles and in the last interval.</param>
public sealed record ChartClass(decimal Low, decimal High, int Count);

/// <summary>Values of a map cut into at most five classes, from the lowest.</summary>
public sealed record ChartClasses(ChartClassing Classing, IReadOnlyList<ChartClass> Classes)
{
    public const int Most = 5;

    public static ChartClasses Of(IEnumerable<decimal> values, ChartClassing classing)
    {
        var sorted = values.Order().ToList();
        var count = Math.Min(Most, sorted.Distinct().Count());
        return new ChartClasses(classing, classing == ChartClassing.Quantiles ? Quantiles(sorted, count) : Intervals(sorted, count));
    }

    /// <summary>From 0, the lowest.</summary>
    public int IndexOf(decimal value)
    {
        var index = Classes.ToList().FindLastIndex(c => value >= c.Low);
        return Math.Max(0, index);
    }

    /// <summary>The ink of a class: the whole range of lightness, however few classes there are.</summary>
    public int InkOf(int index) => Classes.Count == 1 ? 2 : (int)Math.Round(index * 4m / (Classes.Count - 1), MidpointRounding.AwayFromZero);

    /// <summary>« 12,3 à 45,6 »; « de 10,0 à moins de 20,0 » where classes touch.</summary>
    public string Label(int index, int decimals)
    {
        var one = Classes[index];
        var (low, high) = (ChartText.Number(one.Low, decimals), ChartText.Number(one.High, decimals));
        if (low == high)
        {
            return low;
        }

        return Classing == ChartClassing.EqualIntervals && index < Classes.Count - 1 ? $"de {low} à moins de {high}" : $"de {low} à {high}";
    }

    /// <summary>Equal values are never parted.</summary>
    private static List<ChartClass> Quantiles(List<decimal> sorted, int count) =>
        [.. sorted.Select((v, i) => (Value: v, Class: sorted.IndexOf(v) * count / sorted.Count)).GroupBy(x => x.Class)
            .OrderBy(g => g.Key).Select(g => new ChartClass(g.Min(x => x.Value), g.Max(x => x.Value), g.Count()))];

    private static List<ChartClass> Intervals(List<decimal> sorted, int count)
    {
        var (low, high) = (sorted[0], sorted[^1]);
        var bounds = Enumerable.Range(0, count + 1).Select(i => i == count ? high : low + (high - low) * i / count).ToList();
        return [.. Enumerable.Range(0, count).Select(i => new ChartClass(
            bounds[i], bounds[i + 1], sorted.Count(v => v >= bounds[i] && (i == count - 1 ? v <= bounds[i + 1] : v < bounds[i + 1]))))];
    }
}
