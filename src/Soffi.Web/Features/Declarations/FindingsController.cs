using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.HeldPosts;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Declarations;

/// <summary>« Contrôles » : the full check, and the explanations of what must be justified.</summary>
[RequirePermission(Permission.EditDeclaration)]
[Route("declarations/{id:guid}/controles")]
public sealed class FindingsController(StatementGate gate, ExplanationSaves saves, HeldPosts held) : Controller
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
            ? FindingsViewModel.Unsaved(statement, ExplanationsForm.Read(kept), UnsavedReason.Held)
            : FindingsViewModel.Of(statement);
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
            return View("Findings", FindingsViewModel.Unsaved(statement, form, reason));
        }

        var outcome = await saves.Save(statement, form, cancellation);
        if (outcome.Closed)
        {
            // Submitted or closed between the reading and the writing: the page says so and shows what was typed.
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await gate.Open(id, cancellation) is { } closed
                ? View("Findings", FindingsViewModel.Unsaved(closed, form, UnsavedReason.Closed))
                : NotFound();
        }

        await held.Forget(HttpContext);
        if (outcome.Errors.Count == 0)
        {
            TempData[Saved] = outcome.Saved;
            return new SeeOtherResult(Links.Findings(id));
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        var standing = await gate.Open(id, cancellation) ?? statement;
        return View("Findings", FindingsViewModel.Unsaved(standing, form, UnsavedReason.None) with { Errors = outcome.Errors, Saved = outcome.Saved });
    }
}
