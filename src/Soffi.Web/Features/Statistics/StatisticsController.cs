using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Soffi.Domain.Access;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Statistics;

/// <summary>The choice as the query string gives it; a value may be repeated or comma-separated.</summary>
public sealed record StatTableRequest(
    [FromQuery(Name = "exercice")] string?[]? Exercises, [FromQuery(Name = "operateur")] string?[]? Operators, [FromQuery(Name = "constant")] string? Constant);

/// <summary>Published tables: list, one table, its workbook, the statements behind a figure.</summary>
[RequirePermission(Permission.ViewStatistics)]
[Route("statistiques")]
public sealed class StatisticsController(
    StatTables tables, StatTableAnswers answers, StatisticsQueries queries, StatisticsExport export, StatisticsChartExport charts, CurrentUser user,
    IOptions<DemonstrationOptions> demonstration)
    : Controller
{
    private StatReader Reader => StatReader.Of(user.Actor);

    [HttpGet("")]
    public ViewResult Index() => View(StatListViewModel.Of(tables.All));

    [HttpGet("{id}")]
    public async Task<IActionResult> Table(string id, StatTableRequest request, [FromQuery(Name = "page")] int? page, CancellationToken cancellation)
    {
        var asked = await Ask(id, request, cancellation);
        return asked.Refusal ?? (asked.Page.IsEmpty ? View(asked.Page) : View(asked.Page with { Result = await Compute(asked, cancellation), Notes = await Notes(asked, cancellation), Page = page ?? 1 }));
    }

    /// <param name="format">Word of a <see cref="StatFormat"/>.</param>
    [HttpGet($"{{id}}/export.{{format:regex({StatFormat.Pattern})}}")]
    public async Task<IActionResult> Export(string id, string format, StatTableRequest request, CancellationToken cancellation)
    {
        var asked = await Ask(id, request, cancellation);
        if (asked.Refusal is not null || asked.Page.IsEmpty)
        {
            return asked.Refusal ?? Refuse(asked.Page, [asked.Page.Emptiness]);
        }

        var (result, chosen) = (await Compute(asked, cancellation), StatFormat.Find(format)!);
        if (chosen.Refusal(result) is { } refusal)
        {
            return Refuse(asked.Page, [refusal]);
        }

        var file = await export.Make(result, await Notes(asked, cancellation), chosen, user.Actor, cancellation);
        return File(file.Content, file.ContentType, file.Name);
    }

    /// <param name="format">« svg » or « png ».</param>
    [HttpGet("{id}/graphique.{format:regex(^(svg|png)$)}")]
    public async Task<IActionResult> Chart(string id, string format, StatTableRequest request, CancellationToken cancellation)
    {
        var asked = await Ask(id, request, cancellation);
        if (asked.Refusal is not null || asked.Page.IsEmpty)
        {
            return asked.Refusal ?? Refuse(asked.Page, [asked.Page.Emptiness]);
        }

        var result = await Compute(asked, cancellation);
        return await charts.Make(result, format, user.Actor, cancellation) is { } file
            ? File(file.Content, file.ContentType, file.Name)
            : Refuse(asked.Page, [StatCharts.Of(result).Refusal!]);
    }

    /// <param name="ligne">Key of a line; that of the total by default.</param>
    /// <param name="colonne">Code of a column; the last one that cells make by default.</param>
    [HttpGet("{id}/origine")]
    public async Task<IActionResult> Origin(string id, StatTableRequest request, string? ligne, string? colonne, CancellationToken cancellation)
    {
        var asked = await Ask(id, request, cancellation);
        if (asked.Refusal is not null || asked.Page.Scope == StatScope.AggregatesOnly || asked.Page.IsEmpty)
        {
            return asked.Refusal ?? (asked.Page.IsEmpty ? Refuse(asked.Page, [asked.Page.Emptiness]) : Forbid());
        }

        var result = await Compute(asked, cancellation);
        var figure = StatFigure.Find(result, ligne, colonne);
        return figure is null
            ? Refuse(asked.Page, ["Ce chiffre n’existe pas dans le tableau\u00A0: suivez le lien d’un chiffre du tableau."])
            : View(new StatOriginViewModel(
                result.Table, asked.Page.TablePath, figure, await queries.Origin(figure.Question, asked.Page.Frame, Reader, cancellation),
                asked.Page.Frame.Cells, [.. result.Breaks.Where(b => b.Column == figure.Measure.Code)]));
    }

    private Task<StatResult> Compute(Asked asked, CancellationToken cancellation) =>
        answers.Compute(asked.Page.Table, asked.Page.Frame, asked.Page.Filter!, Reader, cancellation);

    private Task<IReadOnlyList<ExplanationNote>> Notes(Asked asked, CancellationToken cancellation) =>
        answers.Notes(asked.Page.Table, asked.Page.Frame, asked.Page.Filter!, asked.Page.Scope, cancellation);

    /// <summary>The table and the choice, or the answer to give instead: 404, 403 or the page with what is wrong (400).</summary>
    private async Task<Asked> Ask(string id, StatTableRequest request, CancellationToken cancellation)
    {
        if (tables.Find(id) is not { } table)
        {
            return new Asked(null!, NotFound());
        }

        var frame = await answers.Frame(table, cancellation);
        var filter = StatFilter.Read(table, frame, request.Exercises ?? [], request.Operators ?? [], out var refusals) is { } read
            ? read with { ConstantPerimeter = request.Constant == "1" } : null;
        var page = new StatTableViewModel(table, frame, filter, table.Blocks.Max(b => Reader.ScopeOf(b.Query)), demonstration.Value.Enabled)
        {
            OperatorsRefused = string.Join(',', request.Operators ?? []),
            ExercisesKept = string.Join(',', (request.Exercises ?? []).Where(e => frame.Exercises.Any(x => StatText.Year(x) == e))),
        };
        var refusal = filter is null ? Refuse(page, refusals)
            : filter.ConstantPerimeter && !page.ByOperator ? Refuse(page, [StatQueryCheck.OnePerimeter])
            : filter.Operators.Any(o => !Reader.Sees(o)) ? (IActionResult)Forbid() : null;
        return new Asked(page, refusal);
    }

    private ViewResult Refuse(StatTableViewModel page, IReadOnlyList<string> refusals)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View(nameof(Table), page with { Refusals = refusals });
    }

    private sealed record Asked(StatTableViewModel Page, IActionResult? Refusal);
}
