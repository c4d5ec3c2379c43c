using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Domain.Notices;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Notices;

/// <summary>A notice about a statement that is late: prepared by the ministry, proposed by a regional directorate.</summary>
[RequirePermission(Permission.ReviewDeclaration)]
[Route("/instruction/declarations/{declaration:guid}/mise-en-demeure")]
public sealed class NoticePreparationController(NoticeQueries queries, NoticeRegister register, CurrentUser current, TimeProvider clock) : Controller
{
    private bool MayPrepare => current.Actor.Has(Permission.IssueNotice);

    [HttpGet("")]
    public async Task<IActionResult> Show(Guid declaration, CancellationToken cancellation)
    {
        if (!MayPrepare && !current.Actor.Has(Permission.ProposeNotice))
        {
            return Forbid();
        }

        return await Find(declaration, cancellation) is { } subject ? View("Prepare", Page(subject, null)) : NotFound();
    }

    [HttpPost("")]
    [RequirePermission(Permission.IssueNotice)]
    public Task<IActionResult> Prepare(Guid declaration, NoticeForm form, CancellationToken cancellation) =>
        Write(declaration, form, () => register.Prepare(declaration, form.Trimmed, current.Actor, cancellation), cancellation);

    [HttpPost("proposition")]
    [RequirePermission(Permission.ProposeNotice)]
    public Task<IActionResult> Propose(Guid declaration, NoticeForm form, CancellationToken cancellation) =>
        Write(declaration, form, () => register.Propose(declaration, form.Trimmed, current.Actor, cancellation), cancellation);

    private async Task<IActionResult> Write(Guid declaration, NoticeForm form, Func<Task<NoticeOutcome>> write, CancellationToken cancellation)
    {
        if (await Find(declaration, cancellation) is not { } subject)
        {
            return NotFound();
        }

        if (NoticeForm.Fault(form.Text) is { } fault)
        {
            ModelState.AddModelError(nameof(form.Text), fault);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Prepare", Page(subject, form.Text));
        }

        var outcome = await write();
        if (outcome.Id is { } id)
        {
            return new SeeOtherResult($"/instruction/mises-en-demeure/{id}");
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Prepare", Page((await Find(declaration, cancellation))!, form.Text) with { Refusal = outcome.Refusal });
    }

    private async Task<NoticeSubject?> Find(Guid declaration, CancellationToken cancellation) =>
        await queries.Subject(declaration, cancellation) is { } subject && ReviewScope.Of(current.Actor).Covers(subject.Body) ? subject : null;

    private PrepareViewModel Page(NoticeSubject subject, string? typed)
    {
        var now = clock.GetUtcNow();
        var proposed = MayPrepare ? subject.Open is { Reason.Length: > 0 } standing ? standing.Reason : NoticeLetter.ReasonProposed(subject.Campaign, subject.Body, subject.Reminders, now) : null;
        return new PrepareViewModel(subject, MayPrepare, subject.Refusal(now), typed ?? proposed);
    }
}
