using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Soffi.Domain.Access;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.ApiKeys;
using Soffi.Web.Infrastructure.Cgu;
using Soffi.Web.Infrastructure.RateLimits;

namespace Soffi.Web.Features.Statistics;

/// <summary>
/// The figures for the ministry's other systems: the questions, rights, secrecy and coverage of the screens, under a key. Version 1:
/// what it answers only grows; what would break a caller is a version 2.
/// </summary>
[Authorize(Policy = ApiKeys.Scheme)]
[EnableRateLimiting(RateLimits.Api)]
[Route("statistiques/api/v1")]
public sealed class ApiController(StatTables tables, StatTableAnswers answers, StatisticsQueries queries, ApiReading reading) : Controller
{
    private ApiKey Key => HttpContext.Features.Get<CallingKey>()!.Key;

    /// <summary>What may be called, and what is answered; open to all: it tells no figure.</summary>
    [AllowAnonymous]
    [OpenBeforeCgu]
    [HttpGet("openapi.json")]
    public FileContentResult Description([FromServices] ApiDescription description) => File(description.Bytes, "application/json; charset=utf-8");

    /// <summary>The published tables that the key opens.</summary>
    [HttpGet("tableaux")]
    public IActionResult Tables()
    {
        var open = tables.All.Where(t => t.Blocks.SelectMany(b => b.Query.Families).All(Key.Opens)).ToList();
        return ApiPage.Read(Request, out var page) is { } refusal ? Refuse(refusal)
            : reading.Send(HttpContext, ApiAnswers.List(Request, page, open.Count, "tableaux", page.Of(open).Select(ApiAnswers.Of)));
    }

    /// <summary>What a question may measure, in the latest form of a family.</summary>
    [HttpGet("mesures")]
    public async Task<IActionResult> Measures(string? famille, CancellationToken cancellation)
    {
        if (StatFamily.Find(famille) is not { } family || ApiPage.Read(Request, out var page) is { Length: > 0 })
        {
            return Refuse(ApiPage.Read(Request, out _) ?? $"Donnez une famille, par exemple famille=ESF.OPCO\u00A0; votre clé ouvre {Key.Families.Replace(",", ", ", StringComparison.Ordinal)}.");
        }

        var choices = (await queries.Frame(cancellation)).Cells.Catalogue(family).SelectMany(c => c.Choices.Select(m => (c.Code, m))).ToList();
        return Closed([family]) ?? reading.Send(HttpContext, ApiAnswers.List(Request, page, choices.Count, "mesures", page.Of(choices).Select(c => ApiAnswers.Of(c.Code, c.m))));
    }

    /// <summary>A published table, in the long form.</summary>
    [HttpGet("tableaux/{id}")]
    public async Task<IActionResult> Table(string id, StatTableRequest request, CancellationToken cancellation)
    {
        if (tables.Find(id) is not { } table)
        {
            return ApiProblem.Of(HttpContext, StatusCodes.Status404NotFound, "Tableau inconnu", "Aucun tableau publié ne porte ce code\u00A0: leur liste est à /statistiques/api/v1/tableaux.");
        }

        var frame = await answers.Frame(table, cancellation);
        var filter = StatFilter.Read(table, frame, request.Exercises ?? [], request.Operators ?? [], out var refusals);
        return filter is null ? Refuse(refusals)
            : filter.Exercises.Count == 0 ? Refuse("Ce tableau n’a encore aucun exercice\u00A0: redemandez-le à l’ouverture de la première campagne.")
            : Closed(table.Blocks.SelectMany(b => b.Query.Families)) ?? (filter.Operators.Any(o => !Key.Reader.Sees(o)) ? Unseen()
            : await Answer(await answers.Compute(table, frame, filter, Key.Reader, cancellation), cancellation));
    }

    /// <summary>Any question: the query string of the builder.</summary>
    [HttpGet("requete")]
    public async Task<IActionResult> Question(CancellationToken cancellation)
    {
        var frame = await queries.Frame(cancellation);
        var asked = BuilderRequest.Read(Request.Query, frame, Key.Reader);
        if (!asked.IsAsked || asked.Refusals.Count > 0)
        {
            return Refuse(asked.Refusals.Count > 0 ? asked.Refusals : ["Donnez au moins une mesure, par exemple mesure=ESF.OPCO:B2.900.TOT\u00A0; leur liste est à /statistiques/api/v1/mesures."]);
        }

        return Closed(asked.Query.Families) ?? (StatQueryCheck.Size(asked.Query, frame) is var size && size > ApiReading.MostLines
            ? Refuse($"Cette question compte {StatText.Number(size, 0)} croisements, plus que les {StatText.Number(ApiReading.MostLines, 0)} que l’interface donne\u00A0: gardez moins de modalités.")
            : await Answer(await queries.Compute(asked.Query, frame, Key.Reader, cancellation), cancellation));
    }

    private async Task<IActionResult> Answer(StatResult result, CancellationToken cancellation) => ApiPage.Read(Request, out var page) is { } refusal
        ? Refuse(refusal) : await reading.Send(HttpContext, Key, result, page, cancellation);

    private ObjectResult? Closed(IEnumerable<StatFamily> families) => families.Where(f => !Key.Opens(f)).Distinct().ToList() is { Count: > 0 } closed
        ? ApiProblem.Of(HttpContext, StatusCodes.Status403Forbidden, "Hors de la portée de la clé",
            $"Cette clé n’ouvre pas {string.Join(", ", closed)}\u00A0: elle ouvre {Key.Families.Replace(",", ", ", StringComparison.Ordinal)}.")
        : null;

    private ObjectResult Unseen() => ApiProblem.Of(
        HttpContext, StatusCodes.Status403Forbidden, "Hors de la portée de la clé", "Cette clé ne voit pas le détail de cet opérateur\u00A0: retirez-le du filtre.");

    private ObjectResult Refuse(string sentence) => Refuse([sentence]);

    private ObjectResult Refuse(IReadOnlyList<string> sentences) => ApiProblem.Of(
        HttpContext, StatusCodes.Status400BadRequest, "Question refusée", string.Join(" ", sentences), sentences);
}
