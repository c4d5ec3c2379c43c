using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Previews;
using Soffi.Web.Infrastructure.RateLimits;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Review;

/// <summary>Agents read what operators submitted, and see who has not; each reading is written in the journal (CGU article 83).</summary>
[RequirePermission(Permission.ReviewDeclaration)]
public sealed class ReviewController(
    ReviewQueries queries, DeclarationRepository repository, DocumentContents contents, ReviewTrace trace, DocumentWithdrawals withdrawals,
    SubmissionPages pages, DocumentPreviews previews, CurrentUser current) : Controller
{
    private ReviewScope Scope => ReviewScope.Of(current.Actor);

    [HttpGet("/instruction")]
    public async Task<ViewResult> Index(
        [FromQuery(Name = "exercice")] string? exercise, [FromQuery(Name = "type")] string? type, [FromQuery(Name = "etat")] string? state,
        [FromQuery(Name = "charge")] string? charge, [FromQuery(Name = "retard")] string? late, CancellationToken cancellation) =>
        View(await queries.List(Scope, ReviewFilter.Read(exercise, type, state, charge, late), current.Actor.UserId, cancellation) with
        {
            National = Scope.National,
            MayWaive = current.Actor.Has(Permission.InstructDeclaration),
            MayPublish = current.Actor.Has(Permission.PublishDeclaration),
        });

    [HttpGet("/instruction/{submissionId:guid}")]
    public async Task<IActionResult> Submission(Guid submissionId, CancellationToken cancellation)
    {
        if (await queries.Find(Scope, submissionId, cancellation) is not { } statement)
        {
            return NotFound();
        }

        await trace.Write(current.Actor, statement, null, cancellation);
        return View(await pages.Of(statement, cancellation));
    }

    /// <summary>Written in the journal before the first byte leaves.</summary>
    [HttpGet("/instruction/{submissionId:guid}/pieces/{documentId:guid}")]
    public async Task<IActionResult> Document(Guid submissionId, Guid documentId, CancellationToken cancellation)
    {
        if (await queries.Document(Scope, submissionId, documentId, cancellation) is not var (statement, document))
        {
            return NotFound();
        }

        if (document.WithdrawnAt is not null)
        {
            return StatusCode(StatusCodes.Status410Gone);
        }

        await trace.WriteDocument(current.Actor, statement, document, cancellation);
        return new DocumentFileResult(document, contents);
    }

    /// <summary>The beginning of the document as plain text; written in the journal as a reading.</summary>
    [HttpGet("/instruction/{submissionId:guid}/pieces/{documentId:guid}/apercu")]
    [EnableRateLimiting(RateLimits.Uploads)]
    public async Task<IActionResult> Preview(Guid submissionId, Guid documentId, CancellationToken cancellation)
    {
        if (await queries.Document(Scope, submissionId, documentId, cancellation) is not var (statement, document))
        {
            return NotFound();
        }

        if (document.WithdrawnAt is not null)
        {
            return StatusCode(StatusCodes.Status410Gone);
        }

        await trace.WriteDocument(current.Actor, statement, document, cancellation);
        return View(new SealedPreview(
            submissionId, documentId, document.Name, $"{statement.Operator.Name}, {statement.Submission.ReceiptNumber}", await previews.Of(document, contents, cancellation)));
    }

    /// <summary>Withdraws a document that should never have been put there (CGU articles 62, 64, 65, 75): nobody reads it any more.</summary>
    [HttpPost("/instruction/{submissionId:guid}/pieces/{documentId:guid}/retrait")]
    [RequirePermission(Permission.ReopenDeclaration)]
    public async Task<IActionResult> Withdraw(Guid submissionId, Guid documentId, string? motif, CancellationToken cancellation)
    {
        if (await queries.Document(Scope, submissionId, documentId, cancellation) is not var (statement, _))
        {
            return NotFound();
        }

        if (DocumentWithdrawals.Fault(motif) is { } fault)
        {
            ModelState.AddModelError("motif", fault);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Submission", await pages.Of(statement, cancellation));
        }

        await withdrawals.Withdraw(documentId, motif!.Trim(), statement, current.Actor, cancellation);
        return new SeeOtherResult($"/instruction/{submissionId}");
    }

    [HttpGet("/instruction/{submissionId:guid}/cadres/{cadre}")]
    public async Task<IActionResult> Cadre(Guid submissionId, string cadre, CancellationToken cancellation)
    {
        if (await queries.Find(Scope, submissionId, cancellation) is not { } statement)
        {
            return NotFound();
        }

        var previous = await repository.PreviousValues(
            statement.Operator.Id, statement.Campaign.Kind, statement.Campaign.Exercise, cancellation);
        if (new SubmissionReading(statement).Cadre(cadre, previous) is not { } page)
        {
            return NotFound();
        }

        await trace.Write(current.Actor, statement, page.Code, cancellation);
        return View(page);
    }
}

/// <summary>Writes who opened which statement, so that the operator may know.</summary>
public sealed class ReviewTrace(SoffiDbContext database, AuditTrail audit, TimeProvider clock)
{
    /// <param name="cadre">The cadre read; null for the overview.</param>
    public Task Write(Actor actor, SubmittedStatement read, string? cadre, CancellationToken cancellation)
    {
        audit.Add(new AuditEntry(
            clock.GetUtcNow(), actor.UserId, actor.DisplayName, AuditAction.DeclarationRead, "declaration",
            read.Submission.DeclarationId.ToString(), read.Operator.Id,
            JsonSerializer.Serialize(new { accuse = read.Submission.ReceiptNumber, cadre })));
        return database.SaveChangesAsync(cancellation);
    }

    /// <param name="document">The document downloaded.</param>
    public Task WriteDocument(Actor actor, SubmittedStatement read, Document document, CancellationToken cancellation)
    {
        audit.Add(new AuditEntry(
            clock.GetUtcNow(), actor.UserId, actor.DisplayName, AuditAction.DocumentRead, "declaration",
            read.Submission.DeclarationId.ToString(), read.Operator.Id,
            JsonSerializer.Serialize(new { accuse = read.Submission.ReceiptNumber, piece = document.Code, fichier = document.Name, sha256 = document.Sha256 })));
        return database.SaveChangesAsync(cancellation);
    }
}
