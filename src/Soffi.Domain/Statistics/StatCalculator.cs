namespace Soffi.Domain.Statistics;

/// <summary>What the sums of a question are read with.</summary>
/// <param name="Frame">Operators, exercises, dimensions.</param>
/// <param name="Coverage">One per exercise read.</param>
/// <param name="Facts">By measure and crossing.</param>
/// <param name="Breaks">Of the forms up to the last of these exercises; those between exercises that are not both read are left out.</param>
/// <param name="Hiding">What may not be shown; null when everything may.</param>
public sealed record StatInput(
    StatFrame Frame, StatScope Scope, IReadOnlyList<StatCoverage> Coverage, IReadOnlyList<StatFact> Facts, IReadOnlyList<StatBreak> Breaks, StatHiding? Hiding = null);

/// <summary>
/// Turns sums into a table: measures, indicators, totals, shares, changes and ranks, all on unrounded values; rounding comes
/// last, half away from zero. Pure.
/// </summary>
public static class StatCalculator
{
    /// <summary>Decimals of rates and shares.</summary>
    public const int RateDecimals = 1;

    /// <summary>Answers a published table: its blocks one under the other.</summary>
    /// <param name="queries">One per block, with the choice of the reader.</param>
    public static StatResult Calculate(StatTable table, IReadOnlyList<StatQuery> queries, IReadOnlyList<StatInput> inputs)
    {
        var parts = queries.Select((q, i) => StatAnswer.Of(table, q, inputs[i])).ToList();
        return parts.Count == 1 ? parts[0] : parts[0] with
        {
            Scope = parts.Max(p => p.Scope),
            Groups = Gathered(table, parts),
            Coverage = Gathered(parts),
            Notes = [.. parts.SelectMany(p => p.Notes).Distinct()],
            Breaks = [.. parts.SelectMany(p => p.Breaks).Distinct()],
            Dimensions = [.. parts.SelectMany(p => p.Dimensions).DistinctBy(d => d.Code)],
        };
    }

    public static StatResult Calculate(StatTable table, StatQuery query, StatInput input) => StatAnswer.Of(table, query, input);

    /// <summary>Change from one year to the next, in percent, to one decimal; « n.s. » on a base under the floor, of zero or below.</summary>
    /// <param name="floor">In the unit of the cells.</param>
    public static StatCell Growth(StatCell previous, StatCell current, decimal floor = 0)
    {
        if (previous.State == StatState.Secret || current.State == StatState.Secret)
        {
            return StatCell.Sign(StatState.Secret);
        }

        if ((previous.Raw ?? previous.Exact) is not { } before || (current.Raw ?? current.Exact) is not { } after)
        {
            return StatCell.Sign(StatState.NotAvailable);
        }

        return before <= 0 || before < floor ? StatCell.Sign(StatState.NotMeaningful) : Rate((after - before) * 100 / before, previous.Flags | current.Flags);
    }

    /// <summary>
    /// Shares of a total in percent, to one decimal, that add up to exactly 100.0: each is cut down, then the tenths left
    /// over go to the largest remainders (first come first served among equals).
    /// </summary>
    /// <exception cref="ArgumentException">The parts do not add up to something positive.</exception>
    public static IReadOnlyList<decimal> Shares(IReadOnlyList<decimal> parts)
    {
        var total = parts.Sum();
        if (total <= 0)
        {
            throw new ArgumentException("Des parts ne se calculent que sur un total positif.", nameof(parts));
        }

        var tenths = parts.Select(p => p * 1000 / total).ToList();
        var shares = tenths.Select(decimal.Floor).ToList();
        var left = (int)(1000 - shares.Sum());
        foreach (var index in Enumerable.Range(0, parts.Count).OrderByDescending(i => tenths[i] - shares[i]).Take(left))
        {
            shares[index]++;
        }

        return [.. shares.Select(s => s / 10)];
    }

    /// <summary>Each block under its label, its keys after the number of the block; blocks of one line are lines of one group, under the names of the blocks.</summary>
    private static IReadOnlyList<StatRowGroup> Gathered(StatTable table, List<StatResult> parts)
    {
        if (parts.TrueForAll(p => p.Query.Rows.Count == 0))
        {
            return [parts[0].Groups[0] with
            {
                Rows = [.. parts.SelectMany((p, i) => p.Rows.Select(r => r with
                {
                    Key = StatText.Year(i + 1), Label = table.Blocks[i].Label, Kind = StatRowKind.Data, Query = p.Query,
                }))],
            }];
        }

        return [.. parts.SelectMany((p, i) => p.Groups.Select(g => g with
        {
            Label = table.Blocks[i].Label,
            Query = p.Query,
            Rows = [.. g.Rows.Select(r => r with { Key = $"{StatText.Year(i + 1)}-{r.Key}" })],
        }))];
    }

    /// <summary>Who owed and who submitted in any of the blocks, by exercise: blocks may read several families.</summary>
    private static IReadOnlyList<StatCoverage> Gathered(List<StatResult> parts) =>
        [.. parts.SelectMany(p => p.Coverage).GroupBy(c => c.Exercise).OrderBy(g => g.Key).Select(g => new StatCoverage(
            g.Key, [.. g.SelectMany(c => c.Due).DistinctBy(o => o.Id)], [.. g.SelectMany(c => c.Submitted).DistinctBy(o => o.Id)],
            g.Max(c => c.LastSubmittedAt), g.Any(c => c.Filtered)))];

    internal static StatCell Rate(decimal exact, StatFlags flags = StatFlags.None) =>
        new(StatState.Value, exact, Math.Round(exact, RateDecimals, MidpointRounding.AwayFromZero), null, RateDecimals) { Flags = flags };
}
