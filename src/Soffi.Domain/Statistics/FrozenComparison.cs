namespace Soffi.Domain.Statistics;

/// <summary>A crossing that is not what it was.</summary>
/// <param name="Before">Null when it did not exist.</param>
/// <param name="After">Null when it exists no more.</param>
public sealed record FrozenChange(string Row, string Column, FrozenCell? Before, FrozenCell? After)
{
    /// <summary>« + 1,2 », in the unit shown, on unrounded values; « signe seulement » when the figure is the same; empty when one is no number.</summary>
    public string Difference => (Before?.Exact, After?.Exact) switch
    {
        ({ } before, { } after) when Before!.Figure == After!.Figure && before == after => "chiffre inchangé",
        ({ } before, { } after) => Signed(after - before, Math.Max(Before!.Decimals, After!.Decimals)),
        _ => "",
    };

    private static string Signed(decimal difference, int decimals)
    {
        // A difference under the rounding is still one: decimals are added until it shows, four at most.
        while (decimals < 4 && Math.Round(difference, decimals, MidpointRounding.AwayFromZero) == 0)
        {
            decimals++;
        }

        return (difference > 0 ? "+" : "") + StatText.Number(difference, decimals);
    }
}

/// <summary>Operators whose statement came, or is counted no more, for one exercise.</summary>
/// <param name="Submitted">Codes: counted now, not then.</param>
/// <param name="Gone">Counted then, not now.</param>
/// <param name="NowDue">A statement is expected of them now, not then.</param>
/// <param name="NoLongerDue">Expected then, not now.</param>
public sealed record FrozenCoverageChange(
    int Exercise, string Before, string After, IReadOnlyList<string> Submitted, IReadOnlyList<string> Gone,
    IReadOnlyList<string> NowDue, IReadOnlyList<string> NoLongerDue);

/// <summary>What changed between a frozen result and the same question asked again.</summary>
public sealed record FrozenComparison(IReadOnlyList<FrozenChange> Cells, IReadOnlyList<FrozenCoverageChange> Coverage, int Compared)
{
    public bool IsEmpty => Cells.Count == 0 && Coverage.Count == 0;

    /// <summary>In the order of the lines and columns of the frozen result; those that are new come last.</summary>
    public static FrozenComparison Of(FrozenTable before, FrozenTable after)
    {
        var (then, now) = (Crossings(before), Crossings(after));
        List<FrozenChange> changes =
        [
            .. then.Where(c => !Same(c.Value.Cell, now.TryGetValue(c.Key, out var met) ? met.Cell : null))
                .Select(c => new FrozenChange(c.Value.Row, c.Value.Column, c.Value.Cell, now.TryGetValue(c.Key, out var met) ? met.Cell : null)),
            .. now.Where(c => !then.ContainsKey(c.Key)).Select(c => new FrozenChange(c.Value.Row, c.Value.Column, null, c.Value.Cell)),
        ];
        return new FrozenComparison(changes, [.. CoverageChanges(before, after)], then.Keys.Union(now.Keys).Count());
    }

    private static Dictionary<(int Block, string Row, string Column), (string Row, string Column, FrozenCell Cell)> Crossings(FrozenTable table)
    {
        var found = new Dictionary<(int, string, string), (string, string, FrozenCell)>();
        for (var block = 0; block < table.Groups.Count; block++)
        {
            foreach (var row in table.Groups[block].Rows)
            {
                for (var i = 0; i < row.Cells.Count && i < table.Columns.Count; i++)
                {
                    found[(block, row.Key, table.Columns[i].Code)] = (row.Label, table.Columns[i].Label, row.Cells[i]);
                }
            }
        }

        return found;
    }

    private static bool Same(FrozenCell one, FrozenCell? other) =>
        other is not null && one.State == other.State && one.Figure == other.Figure && one.Flags == other.Flags && one.Rounded == other.Rounded;

    private static IEnumerable<FrozenCoverageChange> CoverageChanges(FrozenTable before, FrozenTable after)
    {
        foreach (var exercise in before.Coverage.Concat(after.Coverage).Select(c => c.Exercise).Distinct().Order())
        {
            var (then, now) = (before.Coverage.FirstOrDefault(c => c.Exercise == exercise), after.Coverage.FirstOrDefault(c => c.Exercise == exercise));
            var change = new FrozenCoverageChange(
                exercise, then?.Sentence ?? "", now?.Sentence ?? "",
                Except(now?.Submitted, then?.Submitted), Except(then?.Submitted, now?.Submitted), Except(now?.Due, then?.Due), Except(then?.Due, now?.Due));
            if (change.Submitted.Count + change.Gone.Count + change.NowDue.Count + change.NoLongerDue.Count > 0)
            {
                yield return change;
            }
        }
    }

    private static IReadOnlyList<string> Except(IReadOnlyList<string>? all, IReadOnlyList<string>? known) => [.. (all ?? []).Except(known ?? [])];
}
