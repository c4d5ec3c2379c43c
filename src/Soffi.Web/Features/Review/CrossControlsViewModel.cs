using System.Globalization;
using Soffi.Domain.Statistics;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Infrastructure.Startup;

namespace Soffi.Web.Features.Review;

/// <summary>The exercise asked for among those that have cross controls and a campaign.</summary>
/// <param name="Exercise">Null when there is none.</param>
/// <param name="Exercises">The latest first.</param>
public sealed record ExerciseChoice(int? Exercise, IReadOnlyList<int> Exercises)
{
    public IReadOnlyList<Choice> Choices => [.. Exercises.Select(e => new Choice(Text(e), Text(e)))];

    public string Value => Exercise is { } year ? Text(year) : "";

    /// <summary>What cannot be read asks nothing: the latest exercise.</summary>
    public static async Task<ExerciseChoice> Of(CrossControlCatalog catalog, CrossControlQueries queries, string? asked, CancellationToken cancellation)
    {
        var known = (await queries.Exercises(cancellation)).Intersect(catalog.Exercises).OrderDescending().ToList();
        var wanted = int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && known.Contains(year) ? year : (int?)null;
        return new ExerciseChoice(wanted ?? (known.Count > 0 ? known[0] : null), known);
    }

    private static string Text(int year) => year.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Missing">Reference figures that a control reads and that are not entered.</param>
public sealed record CrossControlsViewModel(ExerciseChoice Choice, IReadOnlyList<CrossResult> Results, IReadOnlyList<string> Missing)
{
    /// <summary>« 3 conformes, 1 écart, 2 non vérifiables ».</summary>
    public string Summary => string.Join(", ", new[]
    {
        Count(CrossVerdict.Conforms, "conforme", "conformes"), Count(CrossVerdict.Gap, "écart", "écarts"),
        Count(CrossVerdict.NotVerifiable, "non vérifiable", "non vérifiables"),
    });

    public static CrossControlsViewModel Of(ExerciseChoice choice, CrossControlSet set, CrossFacts facts) => new(
        choice, CrossChecker.Check(set, facts),
        [.. set.References.Where(r => facts.Figures.All(f => f.Code != r.Code)).Select(r => $"{r.Label} ({r.Code})")]);

    public static Tone ToneOf(CrossVerdict verdict) => verdict switch
    {
        CrossVerdict.Conforms => Tone.Success,
        CrossVerdict.Gap => Tone.Error,
        _ => Tone.Warning,
    };

    /// <summary>A number of the table; a dash when it is unknown.</summary>
    public static string Shown(decimal? value) => value is { } number ? CrossText.Number(number) : "–";

    /// <summary>Of a control by body: « 8 conformes, 1 écart, 2 non vérifiables ».</summary>
    public static string SummaryOf(CrossResult result) => string.Join(", ", new[]
    {
        Word(result.Count(CrossVerdict.Conforms), "conforme", "conformes"), Word(result.Count(CrossVerdict.Gap), "écart", "écarts"),
        Word(result.Count(CrossVerdict.NotVerifiable), "non vérifiable", "non vérifiables"),
    });

    private static string Word(int count, string one, string several) => $"{count}\u00a0{(count > 1 ? several : one)}";

    private string Count(CrossVerdict verdict, string one, string several) => Word(Results.Count(r => r.Verdict == verdict), one, several);
}
