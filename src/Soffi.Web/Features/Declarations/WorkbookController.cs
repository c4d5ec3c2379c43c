using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Soffi.Data.Rows;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Excel;
using Soffi.Web.Infrastructure.HeldPosts;
using Soffi.Web.Infrastructure.RateLimits;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Infrastructure.Uploads;

namespace Soffi.Web.Features.Declarations;

/// <summary>« Classeur » : the statement as a workbook, taken away and brought back.</summary>
[RequirePermission(Permission.EditDeclaration)]
[Route("declarations/{id:guid}/classeur")]
public sealed class WorkbookController(StatementGate gate, WorkbookImports imports) : Controller
{
    private const string Done = "Soffi.Workbook";
    private const string Overtaken = "La déclaration a été close, ou son formulaire a changé, pendant votre lecture\u00a0: rien n’a été repris.";

    [HttpGet("")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await gate.Open(id, cancellation) is { } statement
            ? View("Workbook", new WorkbookViewModel(statement) { Message = TempData[Done] as string }) : NotFound();

    /// <summary>Making a workbook takes the server a second: it is counted with the files sent.</summary>
    [HttpGet("fichier")]
    [EnableRateLimiting(RateLimits.Uploads)]
    public async Task<IActionResult> Download(Guid id, CancellationToken cancellation) =>
        await gate.Open(id, cancellation) is { } statement
            ? File(await imports.Make(statement, cancellation), WorkbookFile.ContentType, StatementWorkbook.FileName(statement))
            : NotFound();

    [HttpPost("")]
    [ReceivesFile]
    [EnableRateLimiting(RateLimits.Uploads)]
    public async Task<IActionResult> BringBack(Guid id, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement)
        {
            return NotFound();
        }

        var post = ReceivedPost.Of(HttpContext);
        var (status, error) = RefusalOf(post, statement);
        if (error is null)
        {
            var outcome = await imports.Receive(statement, post.Form.Files.GetFile("fichier"), cancellation);
            if (outcome.Import is { } import)
            {
                return new SeeOtherResult(Links.Import(id, import));
            }

            (status, error) = (StatusCodes.Status400BadRequest, outcome.Error);
        }

        Response.StatusCode = status;
        return View("Workbook", new WorkbookViewModel(statement, error));
    }

    [HttpGet("{import:guid}")]
    public async Task<IActionResult> Differences(Guid id, Guid import, CancellationToken cancellation) =>
        await Open(id, import, cancellation) is var (statement, found)
            ? await Page(statement, found, TempData[Done] as string, null, StatusCodes.Status200OK, cancellation)
            : NotFound();

    [HttpPost("{import:guid}")]
    [KeepsTypedValues]
    [RequestSizeLimit(HoldsPostAttribute.MaxBytes)]
    public async Task<IActionResult> Accept(Guid id, Guid import, CancellationToken cancellation)
    {
        if (await Open(id, import, cancellation) is not var (statement, found))
        {
            return NotFound();
        }

        var post = TypedPost.Of(HttpContext);
        if (post.TokenExpired || !statement.Access.CanEdit || found.FormVersionId != statement.Loaded.FormVersion.Id)
        {
            var (status, sentence) = post.TokenExpired
                ? (StatusCodes.Status400BadRequest, "Votre page avait expiré et rien n’a été repris. Faites de nouveau votre choix.")
                : (StatusCodes.Status409Conflict, statement.Access.EditRefusal ?? Overtaken);
            return await Page(statement, found, null, sentence, status, cancellation);
        }

        var choice = ImportChoice.Of(post.Form, statement, await imports.Compare(statement, found, cancellation));
        if (await imports.Accept(statement, found, choice.Cells, choice.Seen, cancellation) is not { } outcome)
        {
            return await Page(statement, found, null, Overtaken, StatusCodes.Status409Conflict, cancellation);
        }

        TempData[Done] = ImportViewModel.Said(outcome);
        return new SeeOtherResult(Links.Import(id, import));
    }

    /// <summary>Nothing of the file is taken; it is erased at once instead of waiting its day.</summary>
    [HttpPost("{import:guid}/abandon")]
    public async Task<IActionResult> GiveUp(Guid id, Guid import, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement)
        {
            return NotFound();
        }

        if (await imports.Find(statement, import, cancellation) is { } found)
        {
            await imports.GiveUp(statement, found, cancellation);
            TempData[Done] = $"Le fichier «\u00a0{found.FileName}\u00a0» est effacé\u00a0: ce que vous n’en aviez pas repris est laissé.";
        }

        return new SeeOtherResult(Links.Workbook(id));
    }

    /// <summary>The same file, its faults pointed at.</summary>
    [HttpGet("{import:guid}/fichier")]
    [EnableRateLimiting(RateLimits.Uploads)]
    public async Task<IActionResult> Annotated(Guid id, Guid import, CancellationToken cancellation) =>
        await Open(id, import, cancellation) is var (statement, found)
            ? File(await imports.Annotate(statement, found, cancellation), WorkbookFile.ContentType, ImportViewModel.AnnotatedName(found.FileName))
            : NotFound();

    private static (int Status, string? Error) RefusalOf(ReceivedPost post, Statement statement) => post switch
    {
        { TooLarge: true } => (StatusCodes.Status413PayloadTooLarge, WorkbookImports.TooLarge),
        { TokenExpired: true } => (StatusCodes.Status400BadRequest, "Votre page avait expiré et rien n’a été reçu. Choisissez de nouveau le fichier."),
        _ when statement.Access.CanEdit => (0, null),
        _ => (StatusCodes.Status409Conflict, statement.Access.EditRefusal),
    };

    private async Task<(Statement Statement, PendingImport Import)?> Open(Guid id, Guid import, CancellationToken cancellation) =>
        await gate.Open(id, cancellation) is { } statement && await imports.Find(statement, import, cancellation) is { } found
            ? (statement, found)
            : null;

    private async Task<IActionResult> Page(
        Statement statement, PendingImport import, string? message, string? error, int status, CancellationToken cancellation)
    {
        if (import.FormVersionId != statement.Loaded.FormVersion.Id)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("Workbook", new WorkbookViewModel(
                statement, "Le formulaire a changé depuis que ce classeur a été rapporté\u00a0: téléchargez le nouveau classeur et reportez-y vos chiffres."));
        }

        Response.StatusCode = status;
        var comparison = await imports.Compare(statement, import, cancellation);
        return View("Import", ImportViewModel.Of(statement, import, comparison) with { Message = message, Error = error });
    }
}
