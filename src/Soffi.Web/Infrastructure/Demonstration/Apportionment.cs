namespace Soffi.Web.Infrastructure.Demonstration;

/// <summary>Splits a whole number by weights without losing a unit (largest remainder).</summary>
internal static class Apportionment
{
    /// <param name="total">Zero or more.</param>
    /// <param name="weights">Zero or more each, one at least above zero.</param>
    /// <returns>As many whole numbers as weights; their sum is exactly <paramref name="total"/>. A tie goes to the first.</returns>
    /// <exception cref="ArgumentException">No weight is above zero.</exception>
    public static int[] Split(int total, IReadOnlyList<int> weights)
    {
        long sum = weights.Sum(w => (long)w);
        if (sum <= 0)
        {
            throw new ArgumentException("At least one weight must be above zero.", nameof(weights));
        }

        var parts = weights.Select(w => (int)(total * (long)w / sum)).ToArray();
        var served = Enumerable.Range(0, weights.Count)
            .OrderByDescending(i => total * (long)weights[i] % sum).ThenBy(i => i)
            .Take(total - parts.Sum());
        foreach (var i in served)
        {
            parts[i]++;
        }

        return parts;
    }

    /// <summary>The same for an amount in euros, to the cent.</summary>
    public static decimal[] SplitCents(decimal total, IReadOnlyList<int> weights)
    {
        long sum = weights.Sum(w => (long)w);
        var cents = decimal.ToInt64(total * 100);
        var parts = weights.Select(w => (long)(cents * (decimal)w / sum)).ToArray();
        var left = cents - parts.Sum();
        foreach (var i in Enumerable.Range(0, weights.Count).OrderByDescending(i => cents * (decimal)weights[i] % sum).ThenBy(i => i).Take((int)left))
        {
            parts[i]++;
        }

        return [.. parts.Select(p => p / 100m)];
    }

    /// <summary>A share of a whole number, rounded half away from zero.</summary>
    public static int Share(int total, decimal numerator, decimal denominator) =>
        (int)decimal.Round(total * numerator / denominator, 0, MidpointRounding.AwayFromZero);
}
