using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Review;

/// <summary>« Demander des corrections »: lists what the operator is to correct; the rest stays sealed.</summary>
[RequirePermission(Permission.ReopenDeclaration)]
[Route("instruction/{submissionId:guid}/corrections")]
public sealed class CorrectionsController(
    ReviewQueries queries, CorrectionRequests requests, CorrectionPages pages, CurrentUser current, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(Guid submissionId, [FromQuery(Name = "cellules")] string? cells, CancellationToken cancellation) =>
        await queries.Find(ReviewScope.Of(current.Actor), submissionId, cancellation) is { } statement
            ? View("Corrections", await pages.Of(statement, null, cells, cancellation))
            : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Ask(Guid submissionId, CorrectionForm form, CancellationToken cancellation)
    {
        if (await queries.Find(ReviewScope.Of(current.Actor), submissionId, cancellation) is not { } statement)
        {
            return NotFound();
        }

        var definition = FormReader.ReadCanonical(statement.Form.DefinitionJson);
        var request = form.Read(definition, statement.Submission.Number, clock.GetUtcNow(), out var faults);
        if (faults.Count > 0)
        {
            foreach (var (field, fault) in faults)
            {
                ModelState.AddModelError(field, fault);
            }

            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Corrections", await pages.Of(statement, form, null, cancellation));
        }

        var outcome = await requests.Ask(statement, request, form.Revision, current.Actor, cancellation);
        if (outcome == CorrectionOutcome.Done)
        {
            return new SeeOtherResult($"/instruction/{submissionId}#rectification");
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Corrections", await pages.Of(statement, form, null, cancellation) with { Refusal = CorrectionRequests.Words(outcome) });
    }
}
