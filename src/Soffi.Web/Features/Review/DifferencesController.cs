using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Review;

/// <summary>What a submission changed, against the one before.</summary>
public sealed record ReviewDifferencesViewModel(SubmissionHeader Header, VersionDifferences Changes);

/// <summary>« Ce que le dépôt a changé »: a reading of the statement, written in the journal as such.</summary>
[RequirePermission(Permission.ReviewDeclaration)]
public sealed class DifferencesController(ReviewQueries queries, ReviewTrace trace, CurrentUser current) : Controller
{
    [HttpGet("/instruction/{submissionId:guid}/differences")]
    public async Task<IActionResult> Differences(Guid submissionId, CancellationToken cancellation)
    {
        if (await queries.Find(ReviewScope.Of(current.Actor), submissionId, cancellation) is not { } statement
            || await queries.Former(submissionId, cancellation) is not { } former)
        {
            return NotFound();
        }

        await trace.Write(current.Actor, statement, null, cancellation);
        var form = FormReader.ReadCanonical(statement.Form.DefinitionJson);
        return View(new ReviewDifferencesViewModel(new SubmissionReading(statement).Header(), VersionDifferences.Of(form, former, statement.Submission)));
    }
}
