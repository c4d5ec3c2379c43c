namespace Soffi.Domain.Statistics;

/// <summary>What the filters of a question leave: some cells of each measure, and somebody to have told them.</summary>
public static class StatNarrowing
{
    /// <summary>The operators whose statements the question reads: those of its families, chosen by name, type and region.</summary>
    public static IReadOnlyList<StatOperator> Operators(StatQuery query, StatFrame frame)
    {
        var types = query.Families.Select(f => f.Type).ToHashSet();
        var regions = frame.StandsOnCells(StatDimensions.Region, query.Measures) ? null : Members(query, frame, StatDimensions.Region);
        var kept = Members(query, frame, StatDimensions.Type);
        return [.. frame.Operators.Where(o => types.Contains(o.Type)
            && (query.Operators.Count == 0 || query.Operators.Contains(o.Code, StringComparer.OrdinalIgnoreCase))
            && (kept is null || kept.Contains(StatText.Family(o.Type)))
            && (regions is null || regions.Contains(o.RegionCode ?? "")))];
    }

    /// <summary>Members of a dimension that the question keeps, groupings unfolded; null when it keeps them all.</summary>
    public static IReadOnlySet<string>? Members(StatQuery query, StatFrame frame, string dimension) =>
        query.Filters.TryGetValue(dimension, out var members) && frame.Dimension(dimension, query.Measures) is { } known
            ? new StatAxis(known, members, query.Groupings.GetValueOrDefault(dimension) ?? []).Codes.SelectMany(c => c).ToHashSet()
            : null;

    /// <summary>One French sentence per filter that leaves nothing to count.</summary>
    internal static IEnumerable<string> Refusals(StatQuery query, StatFrame frame)
    {
        foreach (var measure in query.Measures.Where(m => m.Terms.Count > 0))
        {
            var cells = measure.Terms.SelectMany(frame.Cells.Resolve).ToList();
            foreach (var dimension in query.Filters.Keys)
            {
                if (Members(query, frame, dimension) is { Count: > 0 } kept && cells.Count > 0
                    && cells.TrueForAll(c => c.Members.TryGetValue(dimension, out var member) && !kept.Contains(member)))
                {
                    yield return $"La mesure «\u00A0{measure.Label}\u00A0» n’a aucune cellule dans les modalités choisies de «\u00A0{frame.Dimension(dimension, query.Measures)!.Label}\u00A0»\u00A0: "
                        + "choisissez-en d’autres, ou retirez ce filtre.";
                }
            }
        }

        if (query.Families.Count > 0 && frame.Operators.Any(o => query.Families.Any(f => f.Type == o.Type)) && Operators(query, frame).Count == 0)
        {
            yield return "Aucun opérateur ne répond à la fois au formulaire et aux filtres choisis\u00A0: retirez l’opérateur, le type ou la région qui n’en est pas.";
        }
    }
}
