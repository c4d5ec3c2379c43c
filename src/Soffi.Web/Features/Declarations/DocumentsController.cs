using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Previews;
using Soffi.Web.Infrastructure.RateLimits;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Infrastructure.Uploads;

namespace Soffi.Web.Features.Declarations;

/// <summary>
/// « Pièces » : the documents of a statement (reference-metier §6.3). The address that receives a post is also that of the
/// page, so that signing in again leads back to it.
/// </summary>
[RequirePermission(Permission.EditDeclaration)]
[Route("declarations/{id:guid}/pieces")]
public sealed class DocumentsController(
    StatementGate gate, DocumentSaves saves, DocumentContents contents, DocumentPreviews previews, DocumentReads reads, IOptions<UploadLimits> options) : Controller
{
    private const string Done = "Soffi.Document";

    private int MaxBytes => options.Value.MaxBytes;

    [HttpGet("")]
    public async Task<IActionResult> Index(Guid id, CancellationToken cancellation) =>
        await gate.Open(id, cancellation) is { } statement
            ? View("Documents", new DocumentsViewModel(statement, MaxBytes, TempData[Done] as string))
            : NotFound();

    /// <summary>Joins a file to the document whose code is in the address.</summary>
    [HttpPost("")]
    [ReceivesFile]
    [EnableRateLimiting(RateLimits.Uploads)]
    public async Task<IActionResult> Join(Guid id, [FromQuery(Name = "piece")] string? code, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement || statement.Documents.Find(code ?? "") is not { } item)
        {
            return NotFound();
        }

        var post = ReceivedPost.Of(HttpContext);
        var (status, error) = RefusalOf(post, statement);
        if (error is null)
        {
            var outcome = await saves.Join(statement, item, null, FileOf(post), cancellation);
            if (outcome.Message is not null)
            {
                TempData[Done] = outcome.Message;
                return new SeeOtherResult(Links.Documents(id));
            }

            statement = await gate.Open(id, cancellation) ?? statement;
            (status, error) = RefusalOf(outcome, statement);
        }

        Response.StatusCode = status;
        return View("Documents", new DocumentsViewModel(statement, MaxBytes, null, code, error));
    }

    [HttpGet("{documentId:guid}")]
    public async Task<IActionResult> Show(Guid id, Guid documentId, CancellationToken cancellation) =>
        await gate.Open(id, cancellation) is { } statement && statement.Declaration.FindDocument(documentId) is { } document
            ? Page(statement, document, null, StatusCodes.Status200OK)
            : NotFound();

    /// <summary>Replaces the file by the one sent, or removes it when the button to do so was pressed.</summary>
    [HttpPost("{documentId:guid}")]
    [ReceivesFile]
    [EnableRateLimiting(RateLimits.Uploads)]
    public async Task<IActionResult> Change(Guid id, Guid documentId, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement || statement.Declaration.FindDocument(documentId) is not { } document)
        {
            return NotFound();
        }

        var post = ReceivedPost.Of(HttpContext);
        var (status, error) = RefusalOf(post, statement);
        if (error is null)
        {
            var outcome = await Act(statement, document, post, cancellation);
            if (outcome.Message is not null)
            {
                TempData[Done] = outcome.Message;
                return new SeeOtherResult(Links.Documents(id));
            }

            statement = await gate.Open(id, cancellation) ?? statement;
            (status, error) = RefusalOf(outcome, statement);
        }

        if (statement.Declaration.FindDocument(documentId) is { } standing)
        {
            return Page(statement, standing, error, status);
        }

        Response.StatusCode = status;
        return View("Documents", new DocumentsViewModel(statement, MaxBytes, null, null, error));
    }

    [HttpGet("{documentId:guid}/fichier")]
    public async Task<IActionResult> Download(Guid id, Guid documentId, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement || statement.Declaration.FindDocument(documentId) is not { } document)
        {
            return NotFound();
        }

        if (!document.MayBeRead)
        {
            return Page(statement, document, "Ce fichier ne peut pas être téléchargé.", StatusCodes.Status409Conflict);
        }

        await reads.Write(statement, document, cancellation);
        return new DocumentFileResult(document, contents);
    }

    /// <summary>The beginning of the file as plain text: nothing of it runs in the page.</summary>
    [HttpGet("{documentId:guid}/apercu")]
    [EnableRateLimiting(RateLimits.Uploads)]
    public async Task<IActionResult> Preview(Guid id, Guid documentId, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement || statement.Declaration.FindDocument(documentId) is not { } document)
        {
            return NotFound();
        }

        if (!document.MayBeRead)
        {
            return Page(statement, document, "Ce fichier ne peut pas être lu.", StatusCodes.Status409Conflict);
        }

        await reads.Write(statement, document, cancellation);
        return View("Preview", new DocumentPreviewViewModel(statement, DocumentFacts.Of(document), await previews.Of(document, contents, cancellation)));
    }

    /// <summary>Who joined, replaced, removed, read or withdrew the documents of the statement.</summary>
    [HttpGet("historique")]
    public async Task<IActionResult> History(Guid id, CancellationToken cancellation) =>
        await gate.Open(id, cancellation) is { } statement
            ? View("DocumentHistory", new DocumentHistoryViewModel(statement, await reads.History(id, cancellation)))
            : NotFound();

    private static IFormFile? FileOf(ReceivedPost post) => post.Form.Files.GetFile("fichier");

    private (int Status, string? Error) RefusalOf(ReceivedPost post, Statement statement) => post switch
    {
        { TooLarge: true } => (StatusCodes.Status413PayloadTooLarge, DocumentSaves.TooLarge(MaxBytes)),
        { TokenExpired: true } => (StatusCodes.Status400BadRequest, "Votre page avait expiré et rien n’a été enregistré. Choisissez de nouveau le fichier."),
        _ when statement.DocumentRefusal is null => (0, null),
        _ => (StatusCodes.Status409Conflict, statement.DocumentRefusal),
    };

    private static (int Status, string? Error) RefusalOf(DocumentOutcome outcome, Statement statement) => outcome.Closed
        ? (StatusCodes.Status409Conflict, statement.DocumentRefusal ?? "La déclaration n’est plus modifiable.")
        : (StatusCodes.Status400BadRequest, outcome.Error);

    private async Task<DocumentOutcome> Act(Statement statement, Document document, ReceivedPost post, CancellationToken cancellation)
    {
        if (post.Form["suite"] == "retrait")
        {
            return await saves.Remove(statement, document, cancellation);
        }

        return statement.Documents.Find(document.Code) is { } item
            ? await saves.Join(statement, item, document, FileOf(post), cancellation)
            : DocumentOutcome.Refused("Cette pièce n’est plus demandée\u00a0: vous pouvez seulement la retirer.");
    }

    private ViewResult Page(Statement statement, Document document, string? error, int status)
    {
        Response.StatusCode = status;
        return View("Document", new DocumentViewModel(
            statement, statement.Documents.Find(document.Code), DocumentFacts.Of(document), document.RetiredAt is not null, MaxBytes, error));
    }
}
