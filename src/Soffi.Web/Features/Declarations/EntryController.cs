using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.HeldPosts;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Declarations;

/// <summary>« Saisie » : one page per cadre. A draft is never refused for what it contains.</summary>
[RequirePermission(Permission.EditDeclaration)]
[Route("declarations/{id:guid}/cadres/{code}")]
public sealed class EntryController(
    StatementGate gate, EntryPages pages, EntrySaves saves, CarryOvers carryOvers, CadrePresences presences, HeldPosts held) : Controller
{
    private const string Saved = "Soffi.Saved";
    internal const string Said = "Soffi.Said";

    [HttpGet("")]
    public async Task<IActionResult> Show(Guid id, string code, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement || statement.Form.FindCadre(code) is not { } cadre)
        {
            return NotFound();
        }

        var kept = await held.Find(HttpContext);
        var contents = kept is null
            ? new EntryContents()
            : await Unsaved(statement, TableFormBinder.Bind(kept, statement, cadre), UnsavedReason.Held, cancellation);
        return await Page(statement, cadre, contents, StatusCodes.Status200OK, cancellation);
    }

    [HttpPost("")]
    [HoldsPost]
    [KeepsTypedValues]
    [RequestSizeLimit(HoldsPostAttribute.MaxBytes)]
    public async Task<IActionResult> Save(Guid id, string code, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement || statement.Form.FindCadre(code) is not { } cadre)
        {
            return NotFound();
        }

        var post = TypedPost.Of(HttpContext);
        var form = TableFormBinder.Bind(post.Form, statement, cadre);
        var (reason, status) = RefusalOf(post, form, statement);
        if (reason != UnsavedReason.None)
        {
            return await Page(statement, cadre, await Unsaved(statement, form, reason, cancellation), status, cancellation);
        }

        if (form.Move == EntryMove.GiveUpHeld)
        {
            await held.Forget(HttpContext);
            return new SeeOtherResult(Links.Cadre(id, cadre));
        }

        return await Write(statement, cadre, form, cancellation);
    }

    private static (UnsavedReason Reason, int Status) RefusalOf(TypedPost post, TableForm form, Statement statement)
    {
        if (post.TokenExpired)
        {
            return (UnsavedReason.TokenExpired, StatusCodes.Status400BadRequest);
        }

        if (!statement.Access.CanEdit)
        {
            return (UnsavedReason.Closed, StatusCodes.Status409Conflict);
        }

        return form.IsRefused ? (UnsavedReason.Refused, StatusCodes.Status400BadRequest) : (UnsavedReason.None, 0);
    }

    private async Task<IActionResult> Write(Statement statement, Cadre cadre, TableForm form, CancellationToken cancellation)
    {
        if (await saves.Save(statement, cadre, form, cancellation) is not { Outcome: var outcome })
        {
            // Closed between the reading and the writing: the page says so and shows what was typed.
            var closed = await gate.Open(statement.Declaration.Id, cancellation);
            return closed is null
                ? NotFound()
                : await Page(closed, cadre, new EntryContents(form, Reason: UnsavedReason.Closed), StatusCodes.Status409Conflict, cancellation);
        }

        await held.Forget(HttpContext);
        TempData[Saved] = outcome.Saved.Count;
        if (form.Scope is { } scope)
        {
            var done = form.Move == EntryMove.TakeOver
                ? await carryOvers.TakeOver(statement, cadre, scope, cancellation) : await carryOvers.Confirm(statement, cadre, scope, cancellation);
            TempData[Said] = Words.Of(form.Move, done ?? 0, statement.Exercise - 1);
        }

        if (outcome.Conflicts.Count == 0)
        {
            var next = form.Move == EntryMove.Next ? statement.Form.Cadres.SkipWhile(c => c != cadre).Skip(1).FirstOrDefault() : cadre;
            return new SeeOtherResult(next is null ? Links.Findings(statement.Id) : Links.Cadre(statement.Id, next));
        }

        var merged = (await gate.Open(statement.Declaration.Id, cancellation))!;
        var left = outcome.Conflicts.ToDictionary(c => c.Code);
        var shown = form with
        {
            Typed = form.Typed.Where(t => left.ContainsKey(t.Key)).ToDictionary(),
            Values = form.Values.Where(t => left.ContainsKey(t.Key)).ToDictionary(),
        };
        shown = shown with { Revision = merged.Declaration.Revision };
        return await Page(merged, cadre, new EntryContents(shown, outcome.Conflicts), StatusCodes.Status409Conflict, cancellation);
    }

    /// <summary>The page as it was typed, nothing merged: it still stands on its own revision, its conflicts still to settle.</summary>
    private async Task<EntryContents> Unsaved(Statement statement, TableForm form, UnsavedReason reason, CancellationToken cancellation) =>
        new(form, await saves.StandingValues(statement, form, form.Choices.Keys.ToHashSet(), cancellation), reason);

    private async Task<IActionResult> Page(
        Statement statement, Cadre cadre, EntryContents contents, int status, CancellationToken cancellation)
    {
        var others = statement.Access.CanEdit
            ? await presences.Meet(statement.Declaration.Id, cadre.Code, statement.Actor, cancellation)
            : [];
        Response.StatusCode = status;
        var model = pages.Build(statement, cadre, contents) with
        {
            Others = others,
            IsLinear = EntryView.IsLinear(HttpContext),
            Status = TempData[Said] as string ?? saves.Status(statement, TempData[Saved] as int?),
        };
        return View("Entry", model);
    }
}
