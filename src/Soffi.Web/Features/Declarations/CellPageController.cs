using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.HeldPosts;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Declarations;

/// <summary>« Cellule » : all that is known of one cell, and what its declarants say to each other about it.</summary>
[RequirePermission(Permission.EditDeclaration)]
[Route("declarations/{id:guid}/cellules/{code}")]
public sealed class CellPageController(
    StatementGate gate, CellPages pages, ConversationQueries queries, Conversations conversations, HeldPosts held) : Controller
{
    private const string DoneKey = "Soffi.Conversation";

    [HttpGet("")]
    public async Task<IActionResult> Show(Guid id, string code, CancellationToken cancellation, int page = 1)
    {
        if (await Find(id, code, cancellation) is not var (statement, cell))
        {
            return NotFound();
        }

        var standing = await Standing(statement, cell, cancellation) with { Done = TempData[DoneKey] as string };
        if (await held.Find(HttpContext) is { } kept && MessageForm.Read(kept) is { } form)
        {
            standing = standing with { Typed = form.Text, Key = form.Key, Reason = UnsavedReason.Held };
        }

        return await pages.Build(statement, cell, page, standing, cancellation) is { } model ? View("Cell", model) : NotFound();
    }

    [HttpPost("")]
    [HoldsPost]
    [KeepsTypedValues]
    [RequestSizeLimit(HoldsPostAttribute.MaxBytes)]
    public async Task<IActionResult> Write(Guid id, string code, CancellationToken cancellation)
    {
        if (await Find(id, code, cancellation) is not var (statement, cell))
        {
            return NotFound();
        }

        var post = TypedPost.Of(HttpContext);
        var form = MessageForm.Read(post.Form);
        var standing = await Standing(statement, cell, cancellation);
        if (post.TokenExpired || MessageFault.Of(form.Text) is not null)
        {
            return await Again(statement, cell, standing, form, post.TokenExpired, cancellation);
        }

        if (!await conversations.Write(statement, cell, form.Key, form.Text, standing.Earlier, cancellation))
        {
            return Conflict();
        }

        await held.Forget(HttpContext);
        return Back(statement, cell, "Votre message est enregistré.");
    }

    [HttpPost("resolution")]
    public async Task<IActionResult> Resolve(Guid id, string code, CancellationToken cancellation) =>
        await Find(id, code, cancellation) is var (statement, cell) && await conversations.Resolve(statement, cell, cancellation)
            ? Back(statement, cell, "La conversation est résolue.")
            : NotFound();

    [HttpPost("reouverture")]
    public async Task<IActionResult> Reopen(Guid id, string code, CancellationToken cancellation) =>
        await Find(id, code, cancellation) is var (statement, cell) && await conversations.Reopen(statement, cell, cancellation)
            ? Back(statement, cell, "La conversation est rouverte.")
            : NotFound();

    [HttpPost("messages/{message:long}/retrait")]
    public async Task<IActionResult> Withdraw(Guid id, string code, long message, CancellationToken cancellation) =>
        await Find(id, code, cancellation) is var (statement, cell) && await conversations.Withdraw(statement, cell, message, cancellation)
            ? Back(statement, cell, "Votre message est retiré.")
            : NotFound();

    private async Task<(Statement Statement, FormCell Cell)?> Find(Guid id, string code, CancellationToken cancellation) =>
        CellCode.TryParse(code, out var parsed) && await gate.Open(id, cancellation) is { } statement && statement.Form.Find(parsed) is { } cell
            ? (statement, cell)
            : null;

    /// <summary>The conversation of the cell, and those of the exercise before that its mapping brings here.</summary>
    private async Task<ConversationViewModel> Standing(Statement statement, FormCell cell, CancellationToken cancellation)
    {
        var campaign = statement.Loaded.Campaign;
        var thread = await queries.Of(statement.Id, cell.Code, statement.Exercise, statement.Actor.UserId, cancellation);
        var earlier = await queries.Open(statement.Loaded.Operator.Id, campaign.Kind, campaign.Exercise - 1, statement.Actor.UserId, cancellation);
        return new ConversationViewModel(thread, [.. earlier.Where(t => statement.Form.Mapping.Now(t.Code) == cell.Code)]);
    }

    /// <summary>The page with what was written and what to correct.</summary>
    private async Task<IActionResult> Again(
        Statement statement, FormCell cell, ConversationViewModel standing, MessageForm form, bool expired, CancellationToken cancellation)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Cell", await pages.Build(statement, cell, 1, standing with
        {
            Typed = form.Text,
            Key = form.Key,
            Error = expired ? null : MessageFault.Of(form.Text),
            Reason = expired ? UnsavedReason.TokenExpired : UnsavedReason.None,
        }, cancellation));
    }

    private SeeOtherResult Back(Statement statement, FormCell cell, string done)
    {
        TempData[DoneKey] = done;
        return new SeeOtherResult(CellLinks.Thread(statement.Id, cell.Code));
    }
}
