using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Notices;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Pdf;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Notices;

/// <summary>Formal notices, for the agents: the register, and one notice with its letter and its follow-up.</summary>
[RequirePermission(Permission.ReviewDeclaration)]
[Route("/instruction/mises-en-demeure")]
public sealed class NoticesController(
    NoticeQueries queries, NoticeRegister register, NoticeAnswers answers, DocumentContents contents, IOptions<AssistanceOptions> assistance, CurrentUser current,
    TimeProvider clock) : Controller
{
    private ReviewScope Scope => ReviewScope.Of(current.Actor);

    [HttpGet("")]
    public async Task<ViewResult> Index([FromQuery(Name = "etat")] string? state, CancellationToken cancellation) =>
        View("Index", new NoticeRegisterViewModel(await queries.List(Scope, cancellation), state));

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await Page(id, null, cancellation) is { } page ? View("Notice", page) : NotFound();

    /// <summary>The letter: as it was sent, or as it would be.</summary>
    [HttpGet("{id:guid}/courrier")]
    public async Task<IActionResult> Letter(Guid id, CancellationToken cancellation) => await Find(id, cancellation) is not var (subject, notice)
        ? NotFound()
        : File(
            await queries.Letter(id, cancellation) ?? NoticePdf.Write(NoticeLetter.Of(notice, subject.Campaign, subject.Body, subject.HostName), clock.GetUtcNow(), assistance.Value.Contact),
            "application/pdf", $"{notice.Number}{(notice.IsSent ? "" : "-projet")}.pdf");

    [HttpGet("{id:guid}/observations/{observation:guid}/piece")]
    public async Task<IActionResult> Attachment(Guid id, Guid observation, CancellationToken cancellation)
    {
        if (await Find(id, cancellation) is not var (subject, notice) || notice.Observations.FirstOrDefault(o => o.Id == observation)?.File is not { } file)
        {
            return NotFound();
        }

        await answers.NoteReading(subject, notice, file, current.Actor, cancellation);
        return new DocumentFileResult(new StoredFile(file.Name, file.Format, file.Size, file.Sha256, file.ContentId), contents);
    }

    [HttpPost("{id:guid}/notification")]
    [RequirePermission(Permission.IssueNotice)]
    public Task<IActionResult> Issue(Guid id, NoticeForm form, CancellationToken cancellation) =>
        Act(id, form, null, () => register.Issue(id, form.Revision, current.Actor, cancellation), cancellation);

    [HttpPost("{id:guid}/reception")]
    [RequirePermission(Permission.IssueNotice)]
    public Task<IActionResult> Receive(Guid id, NoticeForm form, CancellationToken cancellation)
    {
        var day = TypedMoment.Day(form.Day);
        var how = form.How?.Trim() ?? "";
        var fault = day is null ? (nameof(form.Day), TypedMoment.DayFault)
            : how.Length is 0 or > FormalNotice.LongestReceipt ? (nameof(form.How), $"Dites comment la date est certaine, en {FormalNotice.LongestReceipt}\u00a0caractères au plus\u00a0: par exemple « lettre recommandée n° … ».")
            : ((string, string)?)null;
        return Act(id, form, fault, () => register.Receive(id, form.Revision, ParisTime.At(day!.Value, TimeOnly.MinValue)!.Value, how, current.Actor, cancellation), cancellation);
    }

    [HttpPost("{id:guid}/cloture")]
    [RequirePermission(Permission.IssueNotice)]
    public Task<IActionResult> Close(Guid id, NoticeForm form, CancellationToken cancellation)
    {
        var to = form.Act switch { "levee" => NoticeState.Lifted, "suite" => NoticeState.Decided, _ => NoticeState.Abandoned };
        var fault = NoticeForm.Fault(form.Text) is { } wrong ? (nameof(form.Text), wrong) : ((string, string)?)null;
        return Act(id, form, fault, () => register.Close(id, form.Revision, to, form.Trimmed, current.Actor, cancellation), cancellation);
    }

    private async Task<IActionResult> Act(Guid id, NoticeForm form, (string Field, string Error)? fault, Func<Task<NoticeOutcome>> act, CancellationToken cancellation)
    {
        if (await Find(id, cancellation) is null)
        {
            return NotFound();
        }

        if (fault is var (field, error))
        {
            ModelState.AddModelError(field, error);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Notice", (await Page(id, null, cancellation))! with { Form = form });
        }

        if ((await act()).Refusal is { } refusal)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("Notice", (await Page(id, refusal, cancellation))! with { Form = form });
        }

        return new SeeOtherResult($"/instruction/mises-en-demeure/{id}");
    }

    private async Task<(NoticeSubject Subject, FormalNotice Notice)?> Find(Guid id, CancellationToken cancellation) =>
        await queries.Find(id, cancellation) is { } found && Scope.Covers(found.Subject.Body) ? found : null;

    private async Task<NoticeViewModel?> Page(Guid id, string? refusal, CancellationToken cancellation) => await Find(id, cancellation) is not var (subject, notice)
        ? null
        : new NoticeViewModel(
            subject, notice, NoticeLetter.Of(notice, subject.Campaign, subject.Body, subject.HostName),
            await queries.Mails(NoticeQueries.MessagePrefix(notice), cancellation), current.Actor.Has(Permission.IssueNotice), clock.GetUtcNow())
        {
            Refusal = refusal,
        };
}
