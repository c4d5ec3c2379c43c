using Microsoft.AspNetCore.Mvc;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Statistics;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Review;

/// <summary>A figure that moved, in words.</summary>
/// <param name="Peers">« médiane +3,2 % »; empty when there are too few peers.</param>
/// <param name="Marks">Why it is worth a look; empty when it is usual.</param>
/// <param name="Table">Title of its table.</param>
public sealed record ComparisonRow(
    string Code, string? Cadre, string Label, string Table, string Before, string Now, string Variation, string Weight, string Peers, IReadOnlyList<string> Marks)
{
    /// <summary>The other cells that moved from the same figure to the same one, with their cadre: totals that the form asks several times.</summary>
    public IReadOnlyList<(string Code, string? Cadre)> Same { get; init; } = [];
}

/// <summary>« Variations et comparaisons ».</summary>
/// <param name="Moved">How many figures moved in all.</param>
public sealed record ComparisonsViewModel(
    SubmissionHeader Header, int Exercise, bool HasPrevious, int Moved, IReadOnlyList<ComparisonRow> Heaviest, IReadOnlyList<ComparisonRow> Atypical);

/// <summary>Variations since last year by weight, and what is far from the body's past or from its peers: information, never a control.</summary>
[RequirePermission(Permission.ReviewDeclaration)]
public sealed class ComparisonsController(
    ReviewQueries queries, ComparisonQueries comparisons, DeclarationRepository repository, ReviewTrace trace, CurrentUser current) : Controller
{
    /// <summary>Lines of each table.</summary>
    private const int Most = 40;

    [HttpGet("/instruction/{submissionId:guid}/comparaisons")]
    public async Task<IActionResult> Comparisons(Guid submissionId, CancellationToken cancellation)
    {
        if (await queries.Find(ReviewScope.Of(current.Actor), submissionId, cancellation) is not { } statement)
        {
            return NotFound();
        }

        var (body, campaign) = (statement.Operator, statement.Campaign);
        var form = FormReader.ReadCanonical(statement.Form.DefinitionJson);
        var before = form.Mapping.Translate(await repository.PreviousValues(body.Id, campaign.Kind, campaign.Exercise, cancellation));
        var compared = before.Count == 0 ? [] : StatementComparison.Of(
            form, SubmissionDifference.ValuesOf(statement.Submission), before,
            await comparisons.History(body.Id, campaign.Kind, campaign.Exercise, cancellation),
            await comparisons.Growths(body.Id, body.Type, campaign.Kind, campaign.Exercise, cancellation));
        await trace.Write(current.Actor, statement, null, cancellation);
        return View(new ComparisonsViewModel(
            new SubmissionReading(statement).Header(), campaign.Exercise, before.Count > 0, compared.Count,
            Rows(compared, form), Rows(compared.Where(c => c.IsAtypical).OrderByDescending(c => Math.Max(Math.Abs(c.PeersScore ?? 0), Math.Abs(c.HistoryScore ?? 0))), form)));
    }

    /// <summary>One line for all the cells that say the same.</summary>
    private static IReadOnlyList<ComparisonRow> Rows(IEnumerable<ComparedCell> compared, FormDefinition form) =>
    [
        .. compared.GroupBy(c => (c.Cell.Type, c.Cell.Unit, c.Before, c.Now)).Take(Most)
            .Select(g => Row(g.First(), form) with { Same = [.. g.Skip(1).Select(c => (c.Cell.Code.ToString(), form.CadreOf(c.Cell.Code)?.Code))] }),
    ];

    private static ComparisonRow Row(ComparedCell c, FormDefinition form)
    {
        var marks = new List<string>();
        if (RobustOutliers.IsOutlier(c.PeersScore))
        {
            marks.Add("évolution éloignée de celle des pairs");
        }

        if (RobustOutliers.IsOutlier(c.HistoryScore))
        {
            marks.Add("niveau éloigné des exercices précédents");
        }

        return new ComparisonRow(
            c.Cell.Code.ToString(), form.CadreOf(c.Cell.Code)?.Code, c.Cell.Label, form.FindTable(c.Cell.Code.Table)?.Title ?? "", CellFormatter.WithUnit(c.Cell.Type, c.Cell.Unit, c.Before),
            CellFormatter.WithUnit(c.Cell.Type, c.Cell.Unit, c.Now), c.Variation.Text(c.Cell.Type), $"{CellFormatter.Number(c.Weight, 1)}\u00a0%",
            c.PeersMedian is { } median ? $"médiane {(median > 0 ? "+" : "")}{CellFormatter.Number(median, 1)}\u00a0%" : "", marks);
    }
}
