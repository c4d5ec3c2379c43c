using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Soffi.Domain.Access;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Statistics;

/// <summary>« Requêteur »: any measure of any form crossed by any dimension; the address is the question.</summary>
[RequirePermission(Permission.ViewStatistics)]
[Route("statistiques/requeteur")]
public sealed class BuilderController(
    StatisticsQueries queries, ExplanationNotes notes, StatisticsExport export, StatisticsChartExport charts, CurrentUser user, IOptions<DemonstrationOptions> demonstration,
    IOptions<ExportOptions> exports) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Builder(string? permuter, [FromQuery(Name = "page")] int? asked, CancellationToken cancellation)
    {
        var page = await Page(cancellation);
        if (permuter is not null && page.Request.IsAsked)
        {
            return LocalRedirect(page.SwappedPath);
        }

        Response.StatusCode = page.Request.Refusals.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
        return View("Builder", page.Request is { IsAsked: true, Refusals.Count: 0 } && !page.IsTooLarge ? page with { Result = await Answer(page, cancellation), Notes = await Notes(page, cancellation), Page = asked ?? 1 } : page);
    }

    /// <param name="format">Word of a <see cref="StatFormat"/>.</param>
    [HttpGet($"export.{{format:regex({StatFormat.Pattern})}}")]
    public async Task<IActionResult> Export(string format, CancellationToken cancellation)
    {
        var page = await Page(cancellation);
        if (Refusal(page) is { } refusal)
        {
            return refusal;
        }

        var chosen = StatFormat.Find(format)!;
        return !page.IsHeavy || chosen == StatFormat.Schema ? await Make(page, chosen, cancellation)
            : chosen.Refusal(page.Size) is { } tooLarge ? Refused(page, [tooLarge])
            : View("ExportOffer", new ExportOfferViewModel(StatQuestions.Builder, page.Text, chosen, page.Size, page.Path));
    }

    /// <param name="format">« svg » or « png ».</param>
    [HttpGet("graphique.{format:regex(^(svg|png)$)}")]
    public async Task<IActionResult> Chart(string format, CancellationToken cancellation)
    {
        var page = await Page(cancellation);
        if (Refusal(page) is { } refusal)
        {
            return refusal;
        }

        var result = await Answer(page, cancellation);
        return await charts.Make(result, format, user.Actor, cancellation) is { } file
            ? File(file.Content, file.ContentType, file.Name)
            : Refused(page, [StatCharts.Of(result).Refusal!]);
    }

    /// <param name="ligne">Key of a line; that of the total by default.</param>
    /// <param name="colonne">Code of a column; the last one that cells make by default.</param>
    [HttpGet("origine")]
    public async Task<IActionResult> Origin(string? ligne, string? colonne, CancellationToken cancellation)
    {
        var page = await Page(cancellation);
        if (Refusal(page) is { } refusal)
        {
            return refusal;
        }

        if (!page.ByOperator)
        {
            return Forbid();
        }

        var result = await Answer(page, cancellation);
        return StatFigure.Find(result, ligne, colonne) is not { } figure
            ? Refused(page, ["Ce chiffre n’existe pas dans le tableau\u00A0: suivez le lien d’un chiffre du tableau."])
            : View(new StatOriginViewModel(
                result.Table, page.Path, figure, await queries.Origin(figure.Question, page.Frame, page.Reader, cancellation),
                page.Frame.Cells, [.. result.Breaks.Where(b => b.Column == figure.Measure.Code)]));
    }

    /// <summary>The file, made at once.</summary>
    private async Task<IActionResult> Make(BuilderViewModel page, StatFormat chosen, CancellationToken cancellation)
    {
        var result = await Answer(page, cancellation);
        if (chosen.Refusal(result) is { } tooLarge)
        {
            return Refused(page, [tooLarge]);
        }

        var file = await export.Make(result, await Notes(page, cancellation), chosen, user.Actor, cancellation);
        return File(file.Content, file.ContentType, file.Name);
    }

    private async Task<BuilderViewModel> Page(CancellationToken cancellation)
    {
        var (frame, reader) = (await queries.Frame(cancellation), StatReader.Of(user.Actor));
        return new BuilderViewModel(BuilderRequest.Read(Request.Query, frame, reader), frame, reader, demonstration.Value.Enabled, exports.Value.ImmediateLines);
    }

    private Task<StatResult> Answer(BuilderViewModel page, CancellationToken cancellation) =>
        queries.Compute(page.Query, page.Frame, page.Reader, cancellation);

    private Task<IReadOnlyList<ExplanationNote>> Notes(BuilderViewModel page, CancellationToken cancellation) => notes.Of(
        StatTable.For(page.Query, ""), new StatFilter(page.Query.Exercises, [.. page.Frame.Operators.Where(o => page.Query.Operators.Contains(o.Code, StringComparer.OrdinalIgnoreCase))]),
        page.Reader.ScopeOf(page.Query), cancellation);

    /// <summary>The page with what is to be changed, where there is nothing to answer; null when there is.</summary>
    private ViewResult? Refusal(BuilderViewModel page) => page.Request is { IsAsked: true, Refusals.Count: 0 }
        ? null : Refused(page, page.Request.IsAsked ? [] : ["Choisissez au moins une mesure."]);

    private ViewResult Refused(BuilderViewModel page, IReadOnlyList<string> more)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Builder", page with { Request = page.Request with { Refusals = [.. page.Request.Refusals, .. more] } });
    }
}
