using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Notices;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.RateLimits;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Infrastructure.Uploads;

namespace Soffi.Web.Features.Notices;

/// <summary>A formal notice for the body that received it: the letter, and its observations.</summary>
[RequirePermission(Permission.EditDeclaration)]
[Route("/declarations/mises-en-demeure/{id:guid}")]
public sealed class ReceivedNoticesController(
    NoticeQueries queries, NoticeRegister register, NoticeAnswers answers, DocumentContents contents, CurrentUser current, TimeProvider clock) : Controller
{
    /// <summary>The first opening by somebody of the body is noted: it makes the date of reception certain.</summary>
    [HttpGet("")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation)
    {
        if (await Find(id, cancellation) is not var (subject, notice))
        {
            return NotFound();
        }

        await register.Read(subject, notice, current.Actor.InFrontOf(subject.Body), cancellation);
        return View("Received", Page((await Find(id, cancellation))!.Value));
    }

    /// <summary>The letter as it was sent.</summary>
    [HttpGet("courrier")]
    public async Task<IActionResult> Letter(Guid id, CancellationToken cancellation) =>
        await Find(id, cancellation) is var (_, notice) && await queries.Letter(id, cancellation) is { } pdf ? File(pdf, "application/pdf", $"{notice.Number}.pdf") : NotFound();

    [HttpGet("observations/{observation:guid}/piece")]
    public async Task<IActionResult> Attachment(Guid id, Guid observation, CancellationToken cancellation) =>
        await Find(id, cancellation) is var (_, notice) && notice.Observations.FirstOrDefault(o => o.Id == observation)?.File is { } file
            ? new DocumentFileResult(new StoredFile(file.Name, file.Format, file.Size, file.Sha256, file.ContentId), contents)
            : NotFound();

    /// <summary>Receives observations. Same address as the page: signing in again leads back to it.</summary>
    [HttpPost("")]
    [ReceivesFile]
    [EnableRateLimiting(RateLimits.Uploads)]
    public async Task<IActionResult> Answer(Guid id, CancellationToken cancellation)
    {
        if (await Find(id, cancellation) is not var (subject, notice))
        {
            return NotFound();
        }

        var actor = current.Actor.InFrontOf(subject.Body);
        if (actor.ActingFor is not null)
        {
            return Forbid(); // An agent of the State does not answer the State for the body.
        }

        var post = ReceivedPost.Of(HttpContext);
        var text = post.Form["Text"].ToString().Trim();
        var (status, error) = post.TooLarge ? (StatusCodes.Status413PayloadTooLarge, "Ce fichier est trop volumineux\u00a0: réduisez-le. Rien n’a été envoyé.")
            : post.TokenExpired ? (StatusCodes.Status400BadRequest, "La page avait expiré\u00a0: rien n’a été envoyé. Envoyez de nouveau.")
            : (StatusCodes.Status400BadRequest, NoticeForm.Fault(text));
        if (error is null)
        {
            error = await answers.Receive(subject, notice, text, post.Form.Files.Count > 0 ? post.Form.Files[0] : null, actor, cancellation);
            status = error == NoticeAnswers.Closed ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
        }

        if (error is null)
        {
            return new SeeOtherResult($"/declarations/mises-en-demeure/{id}#observations");
        }

        Response.StatusCode = status;
        return View("Received", Page((await Find(id, cancellation))!.Value) with { Text = text, Error = error });
    }

    /// <summary>Only those that were sent, and only for those who declare or sign for that body.</summary>
    private async Task<(NoticeSubject Subject, FormalNotice Notice)?> Find(Guid id, CancellationToken cancellation) =>
        await queries.Find(id, cancellation) is { Notice.IsSent: true } found && current.Actor.HasOn(Permission.EditDeclaration, found.Subject.Body) ? found : null;

    private ReceivedNoticeViewModel Page((NoticeSubject Subject, FormalNotice Notice) found)
    {
        var now = clock.GetUtcNow();
        var (subject, notice) = found;
        var may = current.Actor.InFrontOf(subject.Body).ActingFor is null && DeclarationTransitions.After(subject.Status, DeclarationAct.AnswerNotice) is not null && notice.MayAnswer(now);
        return new ReceivedNoticeViewModel(subject, notice, NoticeLetter.Of(notice, subject.Campaign, subject.Body, subject.HostName), may, now);
    }
}
