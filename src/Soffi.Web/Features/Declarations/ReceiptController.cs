using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Proofs;
using Soffi.Web.Infrastructure.RateLimits;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Declarations;

/// <summary>« Accusé de dépôt » : made from the stored snapshot, never from the statement as it stands.</summary>
[RequirePermission(Permission.EditDeclaration)]
[Route("declarations/{id:guid}/accuses/{number:int}")]
public sealed class ReceiptController(
    StatementGate gate, DeclarationQueries queries, DeliveryQueries deliveries, SubmissionProofs proofs, ReceiptResending resending, TimeProvider clock) : Controller
{
    private const string Done = "Soffi.Receipt";

    [HttpGet("")]
    public async Task<IActionResult> Show(Guid id, int number, CancellationToken cancellation) =>
        await Find(id, number, cancellation) is var (statement, submission)
            ? View("Receipt", ReceiptViewModel.Of(statement, submission) with
            {
                Done = TempData[Done] as string,
                Deliveries = await deliveries.Of(id, cancellation),
                Now = clock.GetUtcNow(),
            })
            : NotFound();

    [HttpGet("pdf")]
    [EnableRateLimiting(RateLimits.Uploads)]
    public async Task<IActionResult> Pdf(Guid id, int number, CancellationToken cancellation) =>
        await Find(id, number, cancellation) is var (_, submission)
            ? File((await proofs.Receipt(submission, cancellation)).Pdf, "application/pdf", SubmissionProofs.ReceiptName(submission))
            : NotFound();

    /// <summary>The proof bundle. Taking it is noted.</summary>
    [HttpGet("preuve")]
    [EnableRateLimiting(RateLimits.Uploads)]
    public async Task<IActionResult> Proof(Guid id, int number, CancellationToken cancellation) =>
        await Find(id, number, cancellation) is var (statement, submission)
            ? File(await proofs.Bundle(submission, statement.Actor, cancellation), "application/zip", SubmissionProofs.BundleName(submission))
            : NotFound();

    /// <summary>One more copy by mail, to whoever asks: nothing is submitted again.</summary>
    [HttpPost("renvoi")]
    public async Task<IActionResult> Resend(Guid id, int number, CancellationToken cancellation)
    {
        if (await Find(id, number, cancellation) is not var (statement, submission))
        {
            return NotFound();
        }

        TempData[Done] = await resending.Send(statement, submission, cancellation) is { } email
            ? $"L’accusé part à l’adresse {email}. Ce n’est pas un nouveau dépôt."
            : "Votre adresse n’est pas connue\u00a0: l’accusé n’a pas été renvoyé.";
        return new SeeOtherResult(Links.Receipt(id, number));
    }

    private async Task<(Statement Statement, Submission Submission)?> Find(Guid id, int number, CancellationToken cancellation) =>
        await gate.Open(id, cancellation) is { } statement && await queries.Submission(id, number, cancellation) is { } submission
            ? (statement, submission)
            : null;
}
