namespace Soffi.Domain.Statistics;

/// <summary>
/// Cells asked that the forms of some exercises do not have: forms change from year to year, a line comes or goes. A sum of cells
/// is answered with those that the form of the exercise has, and the answer says which it lacks.
/// </summary>
public static class StatAbsences
{
    /// <summary>Whether the form of that exercise has none of the cells of the measure, though the family was collected then.</summary>
    public static bool IsAbsent(StatMeasure measure, int exercise, StatCells cells) =>
        measure.Terms.Count > 0 && measure.Terms.All(t => Lacks(t, exercise, cells)) && measure.Terms.Any(t => cells.ExercisesOf(t.Family).Contains(exercise));

    /// <summary>One French sentence per measure and set of exercises: which cells their forms do not have, and what the figure is then.</summary>
    public static IReadOnlyList<string> Notes(StatQuery query, StatFrame frame) =>
        [.. query.Measures.Where(m => m.Terms.Count > 0).SelectMany(m => Notes(m, [.. query.ExercisesRead.Where(frame.Exercises.Contains)], frame.Cells))];

    private static IEnumerable<string> Notes(StatMeasure measure, IReadOnlyList<int> exercises, StatCells cells)
    {
        var whole = exercises.Where(e => IsAbsent(measure, e, cells)).ToList();
        if (whole.Count > 0)
        {
            yield return $"«\u00A0{measure.Label}\u00A0» n’existe pas dans {Forms(whole)} ({string.Join(", ", measure.Terms.Select(Place))})\u00A0: le chiffre y est n.d.";
        }

        var partly = from term in measure.Terms
                     let missing = exercises.Except(whole).Where(e => Lacks(term, e, cells) && cells.ExercisesOf(term.Family).Contains(e)).ToList()
                     where missing.Count > 0
                     group term by StatText.Years(missing) into same
                     select same;
        foreach (var same in partly)
        {
            var years = exercises.Except(whole).Where(e => Lacks(same.First(), e, cells) && cells.ExercisesOf(same.First().Family).Contains(e)).ToList();
            yield return $"«\u00A0{measure.Label}\u00A0» ne compte pas {string.Join(", ", same.Select(Place))}, "
                + $"qui n’existe{(same.Count() > 1 ? "nt" : "")} pas dans {Forms(years)}.";
        }
    }

    /// <summary>Says, of the members that a crossing stands on, whether the form of an exercise has a cell there; remembers what it said.</summary>
    public static StatLack At(IReadOnlyList<StatAxis> axes, StatCells cells)
    {
        var said = new Dictionary<(string Measure, int Exercise, long Place), bool>();
        return (measure, exercise, ordinals) =>
        {
            var (place, chosen) = (0L, new List<(string Dimension, IReadOnlyList<string> Codes)>());
            for (var i = 0; i < axes.Count; i++)
            {
                var ordinal = axes[i].Dimension.Axes.Count > 0 ? ordinals[i] : 0;
                place = place * (axes[i].Members.Count + 1) + ordinal;
                if (ordinal > 0)
                {
                    chosen.Add((axes[i].Dimension.Code, axes[i].Codes[ordinal - 1]));
                }
            }

            if (chosen.Count > 0 && !said.TryGetValue((measure.Code, exercise, place), out var lacks))
            {
                lacks = measure.Terms.Any(t => cells.ExercisesOf(t.Family).Contains(exercise)) && measure.Terms.SelectMany(cells.Resolve)
                    .Where(c => chosen.TrueForAll(d => c.Members.TryGetValue(d.Dimension, out var member) && d.Codes.Contains(member)))
                    .All(c => !c.Exercises.Contains(exercise));
                said[(measure.Code, exercise, place)] = lacks;
            }

            return chosen.Count > 0 && said[(measure.Code, exercise, place)];
        };
    }

    private static bool Lacks(StatTerm term, int exercise, StatCells cells) => cells.Resolve(term).All(c => !c.Exercises.Contains(exercise));

    private static string Forms(IReadOnlyList<int> years) => $"le{(years.Count > 1 ? "s" : "")} formulaire{(years.Count > 1 ? "s" : "")} de {StatText.Years(years)}";

    private static string Place(StatTerm term) => $"{term.Table}.{term.Rows}.{term.Columns}";
}
