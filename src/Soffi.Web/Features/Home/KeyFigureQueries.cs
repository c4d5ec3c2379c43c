using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Home;

/// <summary>
/// The figures of the year, for those who may see statistics: computed by the same question, with the same rights and secrecy, kept
/// under the same stamp as the published tables.
/// </summary>
public sealed class KeyFigureQueries(KeyFigures figures, StatTableAnswers answers)
{
    /// <summary>Exercises of the trend, at most.</summary>
    private const int Years = 5;

    /// <summary>Null when the person may not see statistics.</summary>
    public async Task<KeyFiguresViewModel?> Of(Actor actor, CancellationToken cancellation)
    {
        if (!actor.Has(Permission.ViewStatistics))
        {
            return null;
        }

        var reader = StatReader.Of(actor);
        var regions = reader.National ? [] : reader.Regions.Order(StringComparer.Ordinal).Select(code => Region.Find(code)?.Name ?? code).ToList();
        var exercise = await answers.LastAccepted(StatementKind.Esf, cancellation);
        var lines = new List<KeyFigureLine>();
        foreach (var figure in exercise == 0 ? [] : figures.All)
        {
            lines.Add(await Line(figure, exercise, reader, cancellation));
        }

        return new KeyFiguresViewModel(exercise, regions, lines);
    }

    private async Task<KeyFigureLine> Line(KeyFigure figure, int exercise, StatReader reader, CancellationToken cancellation)
    {
        var frame = await answers.Frame(figure.Table, cancellation);
        var years = frame.Exercises.Where(e => e <= exercise).TakeLast(Years).ToList();
        var asked = figure.Asked;
        var result = await answers.Compute(asked, frame, new StatFilter(years, []), reader, cancellation);
        return new KeyFigureLine(figure, exercise, result, reader.ScopeOf(figure.Question) == StatScope.ByOperator);
    }
}
