namespace Soffi.Domain.Statistics;

/// <summary>
/// How far a figure is from others, by their median and their median absolute deviation (MAD): unlike mean and standard deviation,
/// a few wrong figures among the others do not hide another one. For information only: nothing is refused on it.
/// </summary>
public static class RobustOutliers
{
    /// <summary>Beyond that many robust deviations, a figure is worth a look (Iglewicz and Hoaglin, 1993).</summary>
    public const decimal Threshold = 3.5m;

    /// <summary>Fewest other bodies: below, a median says little, and could say whose figure it is.</summary>
    public const int LeastPeers = 5;

    /// <summary>Fewest earlier exercises.</summary>
    public const int LeastYears = 3;

    /// <summary>For normal data, 1.4826 × MAD is the standard deviation.</summary>
    private const decimal Scale = 1.4826m;

    /// <exception cref="ArgumentException">There are no values.</exception>
    public static decimal Median(IReadOnlyCollection<decimal> values)
    {
        if (values.Count == 0)
        {
            throw new ArgumentException("No values.", nameof(values));
        }

        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Median of the distances to the median.</summary>
    public static decimal Mad(IReadOnlyCollection<decimal> values)
    {
        var median = Median(values);
        return Median([.. values.Select(v => Math.Abs(v - median))]);
    }

    /// <summary>
    /// Robust deviations between the value and the median of the others, with its sign; null when there are fewer others than
    /// <paramref name="least"/>, or when most of them are equal, so that no distance means anything.
    /// </summary>
    public static decimal? Score(decimal value, IReadOnlyCollection<decimal> others, int least)
    {
        if (others.Count < least)
        {
            return null;
        }

        var mad = Mad(others);
        return mad == 0 ? null : (value - Median(others)) / (Scale * mad);
    }

    public static bool IsOutlier(decimal? score) => score is { } s && Math.Abs(s) > Threshold;
}
