using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.HeldPosts;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Declarations;

/// <summary>« Contrôles » : the full check, and the explanations of what must be justified.</summary>
[RequirePermission(Permission.EditDeclaration)]
[Route("declarations/{id:guid}/controles")]
public sealed class FindingsController(StatementGate gate, FindingsPages pages, ExplanationSaves saves, HeldPosts held) : Controller
{
    private const string Saved = "Soffi.Explained";

    [HttpGet("")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement)
        {
            return NotFound();
        }

        var model = await held.Find(HttpContext) is { } kept
            ? await pages.Unsaved(statement, ExplanationsForm.Read(kept), UnsavedReason.Held, cancellation)
            : await pages.Of(statement, cancellation);
        return View("Findings", model with { Saved = TempData[Saved] as int? });
    }

    [HttpPost("")]
    [HoldsPost]
    [KeepsTypedValues]
    [RequestSizeLimit(HoldsPostAttribute.MaxBytes)]
    public async Task<IActionResult> Explain(Guid id, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement)
        {
            return NotFound();
        }

        var post = TypedPost.Of(HttpContext);
        var form = ExplanationsForm.Read(post.Form);
        if (post.TokenExpired || !statement.Access.CanEdit)
        {
            Response.StatusCode = post.TokenExpired ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict;
            var reason = post.TokenExpired ? UnsavedReason.TokenExpired : UnsavedReason.Closed;
            return View("Findings", await pages.Unsaved(statement, form, reason, cancellation));
        }

        if (form.TakeOver is { Length: > 0 } instance)
        {
            return View("Findings", await pages.TakenOver(statement, form, instance, cancellation));
        }

        var outcome = await saves.Save(statement, form, cancellation);
        if (outcome.Closed)
        {
            // Submitted or closed between the reading and the writing: the page says so and shows what was typed.
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await gate.Open(id, cancellation) is { } closed
                ? View("Findings", await pages.Unsaved(closed, form, UnsavedReason.Closed, cancellation))
                : NotFound();
        }

        await held.Forget(HttpContext);
        if (outcome.Errors.Count + outcome.ReasonErrors.Count == 0)
        {
            TempData[Saved] = outcome.Saved;
            return new SeeOtherResult(Links.Findings(id));
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        var standing = await gate.Open(id, cancellation) ?? statement;
        return View("Findings", await pages.Unsaved(standing, form, UnsavedReason.None, cancellation) with { Errors = outcome.Errors, ReasonErrors = outcome.ReasonErrors, Saved = outcome.Saved });
    }
}
