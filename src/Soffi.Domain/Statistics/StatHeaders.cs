namespace Soffi.Domain.Statistics;

/// <summary>One line or one column of figures: its member on each dimension of its side.</summary>
/// <param name="Path">« TOTAL » where members are added up.</param>
/// <param name="Ordinals">By dimension of the grid; −1 where the other side decides.</param>
/// <param name="Exercise">Null when the other side, or the question, decides.</param>
/// <param name="Measure">Null when the other side decides.</param>
/// <param name="Totals">How many of its members are added up.</param>
internal sealed record StatHeader(IReadOnlyList<StatMember> Path, int[] Ordinals, int? Exercise, StatMeasure? Measure, int Totals)
{
    public static StatMember Total { get; } = new(StatRow.TotalKey, "Total");

    /// <summary>« AKTO », « 2025.F », « TOTAL ».</summary>
    public string Key => Path.Count == 0 || Path.All(p => p == Total) ? StatRow.TotalKey : string.Join('.', Path.Select(p => p.Code));

    /// <summary>« Femmes », « 2025, Femmes », « Total ».</summary>
    public string Label => Path.Count == 0 ? "Ensemble" : Path.All(p => p == Total) ? "Total" : string.Join(", ", Path.Select(p => p.Label));

    /// <summary>Every crossing of these dimensions, the first varying slowest, members added up last.</summary>
    public static IReadOnlyList<StatHeader> Cross(
        StatQuery query, IReadOnlyList<string> side, IReadOnlyList<StatAxis> axes, Func<StatAxis, IReadOnlyList<int>> shown)
    {
        List<StatHeader> crossed = [new([], [.. axes.Select(_ => -1)], null, null, 0)];
        foreach (var code in side)
        {
            crossed = [.. crossed.SelectMany(h => Unfold(h, code))];
        }

        return crossed;

        IEnumerable<StatHeader> Unfold(StatHeader header, string code)
        {
            if (code == StatDimensions.Exercise)
            {
                return query.Exercises.Select(e => header with { Path = [.. header.Path, new(StatText.Year(e), StatText.Year(e))], Exercise = e });
            }

            if (code == StatDimensions.Measure)
            {
                return query.Measures.Where(m => !m.IsHidden).Select(m => header with { Path = [.. header.Path, new(m.Code, m.Label)], Measure = m });
            }

            var at = axes.ToList().FindIndex(a => a.Dimension.Code == code);
            return shown(axes[at]).Select(ordinal =>
            {
                var ordinals = (int[])header.Ordinals.Clone();
                ordinals[at] = ordinal;
                return header with
                {
                    Path = [.. header.Path, ordinal == 0 ? Total : axes[at].Members[ordinal - 1]],
                    Ordinals = ordinals,
                    Totals = header.Totals + (ordinal == 0 ? 1 : 0),
                };
            });
        }
    }
}
