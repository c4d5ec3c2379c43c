namespace Soffi.Domain.Statistics;

/// <summary>The constant perimeter: the operators counted in every exercise read, exercises that nobody sent a statement for left apart.</summary>
public static class StatConstant
{
    /// <summary>The operators counted; all of those given where the perimeter is not constant.</summary>
    public static IEnumerable<StatOperator> Of(StatQuery query, IEnumerable<StatOperator> operators, IReadOnlyList<StatCoverage> coverage)
    {
        if (!query.ConstantPerimeter)
        {
            return operators;
        }

        var years = coverage.Where(c => c.Submitted.Count > 0).Select(c => c.Submitted.Select(s => s.Id).ToHashSet()).ToList();
        return operators.Where(o => years.TrueForAll(y => y.Contains(o.Id)));
    }

    /// <summary>Who is counted in each exercise: what one that is left apart declared is not available.</summary>
    internal static IReadOnlyList<StatCoverage> Coverage(StatQuery query, IReadOnlyList<StatCoverage> coverage) => !query.ConstantPerimeter ? coverage
        : [.. coverage.Select(c => new StatCoverage(c.Exercise, c.Due, [.. Of(query, c.Submitted, coverage)], c.LastSubmittedAt, c.Filtered) { NotDue = c.NotDue })];

    /// <summary>Who is counted where exercises are compared: the constant perimeter, or what changes from one to the next.</summary>
    internal static IEnumerable<string> Notes(StatQuery query, IReadOnlyList<StatCoverage> coverage, string family)
    {
        var read = coverage.Where(c => c.Submitted.Count > 0).OrderBy(c => c.Exercise).ToList();
        return query.ConstantPerimeter ? read.Count == 0 ? [] : [Constant(query, read, family)]
            : query.Compares ? Changes(query, read, family) : [];
    }

    /// <summary>« Périmètre constant : 9 OPCO, ceux qui ont transmis pour 2023 à 2025 ; écartés : AKTO, ATLAS. »</summary>
    private static string Constant(StatQuery query, List<StatCoverage> read, string family)
    {
        var all = read.SelectMany(c => c.Submitted).DistinctBy(o => o.Id).OrderBy(o => o.Code, StringComparer.Ordinal).ToList();
        var counted = Of(query, all, read).ToList();
        var apart = Codes(all, counted);
        return $"Périmètre constant\u00A0: {counted.Count} {family}, ceux qui ont transmis pour {StatText.Years([.. read.Select(c => c.Exercise)])}"
            + (apart.Count == 0 ? "." : $"\u202F; {(apart.Count == 1 ? "écarté" : "écartés")}\u00A0: {string.Join(", ", apart)}.") + string.Concat(read.Select(c => NotDue(c, apart)));
    }

    /// <summary>« Le glissement 2025/2024 compare des périmètres différents : 9 OPCO en 2025, 11 en 2024 ; sortis : AKTO, ATLAS. »: bodies merge, close, open, or are late.</summary>
    private static IEnumerable<string> Changes(StatQuery query, List<StatCoverage> read, string family)
    {
        foreach (var current in read.Where(c => query.Exercises.Contains(c.Exercise)))
        {
            if (read.Find(c => c.Exercise == current.Exercise - 1) is { } before && (Codes(before.Submitted, current.Submitted), Codes(current.Submitted, before.Submitted)) is var (left, come)
                && left.Count + come.Count > 0)
            {
                yield return $"Le glissement {current.Exercise}/{before.Exercise} compare des périmètres différents\u00A0: "
                    + $"{current.Submitted.Count} {family} en {current.Exercise}, {before.Submitted.Count} en {before.Exercise}"
                    + Named(left, "sorti") + Named(come, "entré") + "." + NotDue(current, left) + NotDue(before, come);
            }
        }
    }

    /// <summary>« AKTO ne doit rien pour 2025 : organisme fusionné (absorbé par ATLAS). » for each of those codes that owes nothing then.</summary>
    private static string NotDue(StatCoverage year, List<string> codes) => string.Concat(codes.Where(year.NotDue.ContainsKey)
        .Select(c => $" {c} ne doit rien pour {year.Exercise}\u00A0: {year.NotDue[c]}."));

    private static string Named(List<string> codes, string word) =>
        codes.Count == 0 ? "" : $"\u202F; {word}{(codes.Count > 1 ? "s" : "")}\u00A0: {string.Join(", ", codes)}";

    private static List<string> Codes(IReadOnlyList<StatOperator> among, IReadOnlyList<StatOperator> without) =>
        [.. among.ExceptBy(without.Select(w => w.Id), o => o.Id).Select(o => o.Code)];
}
