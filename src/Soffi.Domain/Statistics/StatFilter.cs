using System.Globalization;

namespace Soffi.Domain.Statistics;

/// <summary>The choice of one reader of a published table, the same for the screen, the exports and the origin of a figure.</summary>
/// <param name="Exercises">Ascending, at least one when anything was ever collected.</param>
/// <param name="Operators">Empty: all of them.</param>
public sealed record StatFilter(IReadOnlyList<int> Exercises, IReadOnlyList<StatOperator> Operators)
{
    /// <summary>
    /// Reads what a query string gives, comma-separated or repeated. Nothing given: the latest exercise where the table shows
    /// one, every exercise where it compares them; all operators.
    /// </summary>
    /// <returns>The filter, or null with one French sentence per refused value.</returns>
    public static StatFilter? Read(
        StatTable table, StatFrame frame, IEnumerable<string?> exercises, IEnumerable<string?> operators,
        out IReadOnlyList<string> refusals)
    {
        var sentences = new List<string>();
        var years = ReadExercises(table, frame, Split(exercises), sentences);
        var chosen = ReadOperators(frame, Split(operators), sentences);
        refusals = sentences;
        return sentences.Count == 0 ? new StatFilter(years, chosen) : null;
    }

    /// <summary>Beyond that many operators, their codes are typed instead of chosen in a list.</summary>
    public const int MostListed = 200;

    /// <summary>Only the operators counted in every exercise read, the year before included where the table compares with it.</summary>
    public bool ConstantPerimeter { get; init; }

    /// <summary>The question with this choice.</summary>
    public StatQuery Apply(StatQuery query) => query with { Exercises = Exercises, Operators = [.. Operators.Select(o => o.Code)], ConstantPerimeter = ConstantPerimeter };

    /// <summary>« Exercice 2025 ; tous les opérateurs ».</summary>
    public static string Sentence(StatQuery query) =>
        (query.Exercises.Count > 1 ? "Exercices " : "Exercice ") + StatText.Years(query.Exercises) + "\u202F; "
        + (query.Operators.Count == 0 ? "tous les opérateurs"
            : (query.Operators.Count == 1 ? "opérateur\u00A0: " : "opérateurs\u00A0: ") + string.Join(", ", query.Operators));

    private static List<string> Split(IEnumerable<string?> given) =>
        [.. given.SelectMany(g => (g ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Distinct(StringComparer.OrdinalIgnoreCase)];

    private static List<int> ReadExercises(StatTable table, StatFrame frame, List<string> given, List<string> refusals)
    {
        if (given.Count == 0)
        {
            return table.IsOfOneExercise ? [.. frame.Exercises.TakeLast(1)] : [.. frame.Exercises];
        }

        if (table.IsOfOneExercise && given.Count > 1)
        {
            refusals.Add($"Le tableau {table.Id} montre un seul exercice à la fois\u00A0: choisissez-en un.");
            return [];
        }

        var years = new List<int>();
        foreach (var text in given)
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && frame.Exercises.Contains(year))
            {
                years.Add(year);
            }
            else
            {
                refusals.Add($"L’exercice {Quote(text)} n’existe pas dans Soffi\u00A0: " + (frame.Exercises.Count == 0
                    ? "aucun exercice n’est encore ouvert."
                    : $"choisissez parmi {string.Join(", ", frame.Exercises)}."));
            }
        }

        return [.. years.Order()];
    }

    private static List<StatOperator> ReadOperators(StatFrame frame, List<string> given, List<string> refusals)
    {
        var chosen = new List<StatOperator>();
        foreach (var text in given)
        {
            var found = frame.Operators.FirstOrDefault(o => o.Code.Equals(text, StringComparison.OrdinalIgnoreCase));
            if (found is not null)
            {
                chosen.Add(found);
            }
            else
            {
                refusals.Add($"L’opérateur {Quote(text)} n’existe pas dans ce tableau\u00A0: {(frame.Operators.Count > MostListed ? "vérifiez son code" : "choisissez-le dans la liste")}.");
            }
        }

        return [.. chosen.OrderBy(o => o.Code, StringComparer.Ordinal)];
    }

    private static string Quote(string text) => $"«\u00A0{(text.Length > 40 ? text[..40] + "…" : text)}\u00A0»";
}
