using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Soffi.Domain.Access;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.RateLimits;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Infrastructure.Startup;
using Soffi.Web.Infrastructure.Uploads;

namespace Soffi.Web.Features.Review;

/// <summary>X05: a list of companies by OPCO is read, compared and thrown away; its duplicates are kept.</summary>
[RequirePermission(Permission.ReviewDeclaration)]
[NationalOnly]
[Route("instruction/entreprises")]
public sealed class CompaniesController(
    CrossControlCatalog catalog, CrossControlQueries controls, ReferenceQueries queries, ReferenceRegister register, CurrentUser current) : Controller
{
    /// <summary>A million lines « MOBILITES;123456782 ».</summary>
    public const int MaxBytes = 20_000_000;

    [HttpGet("")]
    public async Task<ViewResult> Index([FromQuery(Name = "exercice")] string? exercise, CancellationToken cancellation) =>
        View("Companies", await Page(exercise, [], cancellation));

    [HttpPost("")]
    [ReceivesFile]
    [EnableRateLimiting(RateLimits.Uploads)]
    public async Task<IActionResult> Compare([FromQuery(Name = "exercice")] string? exercise, CancellationToken cancellation)
    {
        var choice = await ExerciseChoice.Of(catalog, controls, exercise, cancellation);
        if (choice.Exercise is not { } year)
        {
            return NotFound();
        }

        var (list, bytes, refusal) = await ReceivedCsv.Of(HttpContext, MaxBytes, cancellation);
        var opco = (await queries.Operators(cancellation))[OperatorType.Opco].Select(o => o.Code).ToList();
        var (reading, faults) = refusal is null ? CompanyCsv.Read(bytes, opco) : (null, [refusal.Value.Fault]);
        if (reading is null)
        {
            Response.StatusCode = refusal?.Status ?? StatusCodes.Status400BadRequest;
            return View("Companies", await Page(exercise, faults, cancellation));
        }

        await register.Compare(year, reading, list!, current.Actor, cancellation);
        return RedirectToAction(nameof(Index), new { exercice = year });
    }

    private async Task<CompaniesViewModel> Page(string? exercise, IReadOnlyList<CsvFault> faults, CancellationToken cancellation)
    {
        var choice = await ExerciseChoice.Of(catalog, controls, exercise, cancellation);
        var list = choice.Exercise is { } year ? await queries.Companies(year, cancellation) : null;
        return new CompaniesViewModel(choice, list, list is null ? [] : await queries.Overlaps(list.Id, cancellation), faults);
    }
}
