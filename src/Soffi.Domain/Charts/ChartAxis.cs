namespace Soffi.Domain.Charts;

/// <summary>A scale of round numbers.</summary>
/// <param name="Decimals">Those that the ticks need.</param>
public sealed record ChartAxis(decimal Low, decimal High, decimal Step, int Decimals)
{
    private static readonly decimal[] Rounds = [1, 2, 2.5m, 5, 10];

    public IReadOnlyList<decimal> Ticks { get; } = [.. Enumerable.Range(0, (int)((High - Low) / Step) + 1).Select(i => Low + i * Step)];

    public IReadOnlyList<string> Labels => [.. Ticks.Select(t => ChartText.Number(t, Decimals))];

    /// <summary>
    /// Covers the values by steps of 1, 2, 2.5 or 5 times a power of ten, about as many as asked. Lengths are compared from
    /// zero: bars always start there, lines too unless all their values are far from it.
    /// </summary>
    /// <param name="fromZero">Whether zero must be on it.</param>
    /// <param name="steps">How many intervals to aim at, at least 1.</param>
    /// <param name="decimals">Of the values: a step is never finer.</param>
    public static ChartAxis Of(IEnumerable<decimal> values, bool fromZero, int steps, int decimals)
    {
        var all = values.ToList();
        var (low, high) = (all.Min(), all.Max());
        if (fromZero || !IsFarFromZero(low, high))
        {
            (low, high) = (Math.Min(0, low), Math.Max(0, high));
        }

        if (low == high)
        {
            high = low + Power(-decimals) * steps;
        }

        var step = StepFor((high - low) / steps, decimals);
        var first = decimal.Floor(low / step) * step;
        var last = decimal.Ceiling(high / step) * step;
        return new ChartAxis(first, last, step, DecimalsOf(step));
    }

    /// <summary>From 0 at <see cref="Low"/> to 1 at <see cref="High"/>.</summary>
    public decimal At(decimal value) => (value - Low) / (High - Low);

    private static bool IsFarFromZero(decimal low, decimal high) => low > 0 && low > high * 0.7m && low < high;

    private static decimal StepFor(decimal rough, int decimals)
    {
        var power = Power((int)Math.Floor(Math.Log10((double)rough)));
        var step = Rounds.Select(r => r * power).FirstOrDefault(s => s >= rough, 10 * power);
        var finest = Power(-decimals);
        return step <= finest ? finest : decimal.Floor(step / finest) == step / finest ? step : 5 * Power((int)Math.Floor(Math.Log10((double)step)));
    }

    private static decimal Power(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < Math.Abs(exponent); i++)
        {
            power = exponent > 0 ? power * 10 : power / 10;
        }

        return power;
    }

    private static int DecimalsOf(decimal step)
    {
        var decimals = 0;
        while (decimals < 8 && decimal.Floor(step) != step)
        {
            step *= 10;
            decimals++;
        }

        return decimals;
    }
}
