using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.Proofs;
using Soffi.Web.Infrastructure.RateLimits;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Review;

/// <summary>What proves a submission, for the agents who may read it.</summary>
[RequirePermission(Permission.ReviewDeclaration)]
[Route("instruction/{submissionId:guid}")]
[EnableRateLimiting(RateLimits.Uploads)]
public sealed class ProofController(ReviewQueries queries, SubmissionProofs proofs, CurrentUser current) : Controller
{
    [HttpGet("pdf")]
    public async Task<IActionResult> Receipt(Guid submissionId, CancellationToken cancellation) =>
        await queries.Find(ReviewScope.Of(current.Actor), submissionId, cancellation) is { Submission: var submission }
            ? File((await proofs.Receipt(submission, cancellation)).Pdf, "application/pdf", SubmissionProofs.ReceiptName(submission))
            : NotFound();

    /// <summary>The proof bundle. Taking it is noted, and the operator reads it in the journal.</summary>
    [HttpGet("preuve")]
    public async Task<IActionResult> Bundle(Guid submissionId, CancellationToken cancellation) =>
        await queries.Find(ReviewScope.Of(current.Actor), submissionId, cancellation) is { Submission: var submission }
            ? File(await proofs.Bundle(submission, current.Actor, cancellation), "application/zip", SubmissionProofs.BundleName(submission))
            : NotFound();
}
