using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Deliveries;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Deliveries;

/// <summary>« Transmissions » : submitted statements to their recipients by law, now or at a moment, never twice without a reason.</summary>
[RequirePermission(Permission.InstructDeclaration)]
[Route("instruction/transmissions")]
public sealed class DeliveriesController(
    DeliveryQueueQueries queue, DeliveryQueries deliveries, DeliveryRegister register, IOptions<AssistanceOptions> assistance, CurrentUser current, TimeProvider clock) : Controller
{
    private const string Done = "Soffi.Deliveries";

    [HttpGet("")]
    public async Task<ViewResult> Index(
        [FromQuery(Name = "exercice")] string? exercise, [FromQuery(Name = "etat")] string? state, [FromQuery(Name = "destinataire")] string? recipient,
        [FromQuery(Name = "validees")] string? validated, CancellationToken cancellation) =>
        View("Deliveries", await Page(DeliveryFilter.Read(exercise, state, recipient, validated), cancellation) with { Done = TempData[Done] as string });

    /// <param name="choices">As <see cref="DeliveryRow.Choice"/> writes them.</param>
    [HttpGet("apercu")]
    public async Task<ViewResult> Preview([FromQuery(Name = "choix")] string[]? choices, CancellationToken cancellation) =>
        await Mails(choices ?? [], cancellation) is { Count: > 0 } mails ? View("DeliveryPreview", new DeliveryPreviewViewModel(mails)) : await Nothing(cancellation);

    [HttpPost("")]
    public async Task<IActionResult> Order([FromForm(Name = "choix")] string[]? choices, OrderForm form, CancellationToken cancellation)
    {
        var (dueAt, field, fault) = form.Read(clock.GetUtcNow());
        if (choices is not { Length: > 0 })
        {
            return await Nothing(cancellation);
        }

        if (dueAt is not { } moment)
        {
            ModelState.AddModelError(field, fault);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("DeliveryPreview", new DeliveryPreviewViewModel(await Mails(choices, cancellation)) { Form = form });
        }

        return await Answer(await register.Order(choices, moment, current.Actor, cancellation), form.When == OrderForm.Later ? moment : null, cancellation);
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await One(id, cancellation) is { } page ? View("Delivery", page with { Done = TempData[Done] as string }) : NotFound();

    [HttpPost("{id:guid}/annulation")]
    public async Task<IActionResult> Cancel(Guid id, CancellationToken cancellation)
    {
        if (await One(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        return await register.Cancel(id, current.Actor, cancellation)
            ? Told(page.Href, "La transmission est annulée\u00a0: rien n’est parti. Elle peut être demandée de nouveau.")
            : await Conflict(id, "Cette transmission n’attend plus\u00a0: elle est partie, ou déjà annulée.", null, cancellation);
    }

    /// <summary>One more copy, with a reason.</summary>
    [HttpPost("{id:guid}/renvoi")]
    public async Task<IActionResult> Again(Guid id, string? motif, CancellationToken cancellation)
    {
        if (await One(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        var reason = motif?.Trim() ?? "";
        if (reason.Length is < 10 or > Delivery.LongestReason)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Delivery", page with { Typed = motif, Fault = $"Dites en une phrase pourquoi la transmission est refaite ({Delivery.LongestReason}\u00a0caractères au plus)." });
        }

        return await register.Again(id, reason, current.Actor, cancellation)
            ? Told(page.Href, "Un nouvel envoi est demandé.")
            : await Conflict(id, "Un envoi au même destinataire attend déjà de partir.", motif, cancellation);
    }

    private SeeOtherResult Told(string href, string sentence)
    {
        TempData[Done] = sentence;
        return new SeeOtherResult(href);
    }

    private async Task<IActionResult> Conflict(Guid id, string fault, string? typed, CancellationToken cancellation)
    {
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Delivery", (await One(id, cancellation))! with { Fault = fault, Typed = typed });
    }

    /// <param name="scheduled">Null for « now ».</param>
    private async Task<IActionResult> Answer(DeliveryOutcome outcome, DateTimeOffset? scheduled, CancellationToken cancellation)
    {
        var count = outcome.Done == 1 ? "1\u00a0transmission est" : $"{outcome.Done}\u00a0transmissions sont";
        var told = outcome.Done == 0 ? null : scheduled is { } moment ? $"{count} programmée{(outcome.Done == 1 ? "" : "s")} pour le {ParisTime.DayAndHour(moment)} (heure de Paris)." : $"{count} en cours d’envoi.";
        if (outcome.Refused.Count == 0)
        {
            return Told("/instruction/transmissions", told!);
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Deliveries", await Page(DeliveryFilter.Read(null, null, null, null), cancellation) with { Done = told, Refused = outcome.Refused });
    }

    private async Task<ViewResult> Nothing(CancellationToken cancellation)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Deliveries", await Page(DeliveryFilter.Read(null, null, null, null), cancellation) with { Fault = "Choisissez au moins une transmission de la liste." });
    }

    private async Task<DeliveriesViewModel> Page(DeliveryFilter filter, CancellationToken cancellation)
    {
        var rows = await queue.All(cancellation);
        return new DeliveriesViewModel(
            filter, [.. rows.Select(r => r.Exercise).Distinct()], [.. rows.Where(filter.Keeps)],
            [.. rows.Where(r => r is { Address: null, MayOrder: true }).Select(r => r.Recipient.Name).Distinct()], clock.GetUtcNow());
    }

    private async Task<IReadOnlyList<MailPreview>> Mails(IReadOnlyCollection<string> choices, CancellationToken cancellation)
    {
        var mails = new List<MailPreview>();
        foreach (var row in (await queue.All(cancellation)).Where(r => r.MayOrder && choices.Contains(r.Choice)))
        {
            var receipt = SealedReceipt.Of((await queue.Submission(row.SubmissionId, cancellation))!.CanonicalJson);
            var files = new[] { new DeliveredFile("accusé de dépôt (PDF)", 0, ""), new DeliveredFile("dossier de preuve (ZIP)", 0, "") }
                .Concat(receipt.Content.Documents.Select(d => new DeliveredFile(d.Name, d.Size, d.Sha256))).ToList();
            mails.Add(new MailPreview(
                row, DeliveryMail.Subject(receipt), DeliveryMail.Lines(receipt, row.Recipient, files, DeliveryMail.ToCome, 1, $"{assistance.Value.Contact}, {assistance.Value.Url}")));
        }

        return mails;
    }

    private async Task<DeliveryViewModel?> One(Guid id, CancellationToken cancellation)
    {
        if (await deliveries.One(id, cancellation) is not { } line)
        {
            return null;
        }

        var submission = (await queue.Submission(line.Delivery.SubmissionId, cancellation))!;
        return new DeliveryViewModel(line, submission, SealedReceipt.Of(submission.CanonicalJson), await queue.Message(line.Delivery.MessageKey, cancellation), clock.GetUtcNow());
    }
}
