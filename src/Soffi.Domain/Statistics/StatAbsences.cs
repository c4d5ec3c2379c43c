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

    private static bool Lacks(StatTerm term, int exercise, StatCells cells) => cells.Resolve(term).All(c => !c.Exercises.Contains(exercise));

    private static string Forms(IReadOnlyList<int> years) => $"le{(years.Count > 1 ? "s" : "")} formulaire{(years.Count > 1 ? "s" : "")} de {StatText.Years(years)}";

    private static string Place(StatTerm term) => $"{term.Table}.{term.Rows}.{term.Columns}";
}
