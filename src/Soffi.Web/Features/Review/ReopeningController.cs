using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Review;

/// <summary>Opens a submitted statement again, so that its operator corrects it.</summary>
[RequirePermission(Permission.ReopenDeclaration)]
public sealed class ReopeningController(
    ReviewQueries queries, Reopenings reopenings, SubmissionPages pages, CurrentUser current) : Controller
{
    [HttpPost("/instruction/{submissionId:guid}/reouverture")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Reopen(Guid submissionId, ReopeningForm form, CancellationToken cancellation)
    {
        if (await queries.Find(ReviewScope.Of(current.Actor), submissionId, cancellation) is not { } statement)
        {
            return NotFound();
        }

        if (form.Fault is { } fault)
        {
            ModelState.AddModelError(nameof(ReopeningForm.Reason), fault);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Submission", await pages.Of(statement, form, cancellation));
        }

        var outcome = await reopenings.Reopen(statement, form.Reason!.Trim(), current.Actor, cancellation);
        if (outcome == ReopeningOutcome.Done)
        {
            return LocalRedirect($"/instruction/{submissionId}#rectification");
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Submission", await pages.Of(statement, form, cancellation) with { Refusal = Reopenings.Words(outcome) });
    }
}
