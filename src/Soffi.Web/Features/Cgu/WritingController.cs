using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Cgu;

/// <summary>Writing, previewing, scheduling and publishing the terms, and following who accepted them (CGU articles 15, 17, 20).</summary>
[RequirePermission(Permission.AdministerCgu)]
public sealed class WritingController(WritingQueries queries, CguPublishing publishing, CurrentUser current, TimeProvider clock) : Controller
{
    private const string Done = "cgu";

    [HttpGet("/cgu/redaction")]
    public async Task<ViewResult> Draft(CancellationToken cancellation) =>
        View("Draft", await queries.Draft(cancellation) with { Done = TempData[Done] as string });

    [HttpPost("/cgu/redaction")]
    [RequestFormLimits(ValueLengthLimit = 2_000_000)]
    public async Task<IActionResult> Save(DraftForm form, CancellationToken cancellation)
    {
        foreach (var (field, sentence) in form.Faults())
        {
            ModelState.AddModelError(field, sentence);
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Draft", await queries.Draft(cancellation) with { Form = form });
        }

        if (!await publishing.Save(form.Numero!.Trim(), form.Resume?.Trim() ?? "", form.Texte!, form.Revision, current.Actor, cancellation))
        {
            // What was typed stays, beside what somebody else kept.
            Response.StatusCode = StatusCodes.Status409Conflict;
            var kept = await queries.Draft(cancellation);
            var other = kept.Form.Texte;
            form.Revision = kept.Form.Revision;
            ModelState.Remove(nameof(DraftForm.Revision));
            return View("Draft", kept with { Form = form, Other = other ?? "" });
        }

        TempData[Done] = "Le brouillon est enregistré. Personne d’autre que les administrateurs ne le voit.";
        return new SeeOtherResult("/cgu/redaction");
    }

    [HttpPost("/cgu/redaction/suppression")]
    public async Task<IActionResult> Delete(int revision, CancellationToken cancellation)
    {
        TempData[Done] = await publishing.Delete(revision, current.Actor, cancellation)
            ? "Le brouillon est supprimé."
            : "Rien n’a été supprimé\u00a0: le brouillon a changé depuis. Relisez-le.";
        return new SeeOtherResult("/cgu/redaction");
    }

    [HttpGet("/cgu/redaction/apercu")]
    public async Task<IActionResult> Preview(CancellationToken cancellation) =>
        await queries.Preview(cancellation) is { } model ? View("Preview", model) : new SeeOtherResult("/cgu/redaction");

    [HttpPost("/cgu/redaction/publication")]
    public async Task<IActionResult> Publish(PublicationForm form, CancellationToken cancellation)
    {
        var (effectiveAt, faults) = form.Read(clock.GetUtcNow());
        foreach (var (field, sentence) in faults)
        {
            ModelState.AddModelError(field, sentence);
        }

        IReadOnlyList<string> objections = [];
        if (effectiveAt is { } at)
        {
            objections = await publishing.Publish(form.Revision, form.Quand == PublicationForm.Now ? null : at, current.Actor, cancellation);
            if (objections.Count == 0)
            {
                TempData[Done] = form.Quand == PublicationForm.Now ? "La version est publiée et en vigueur." : "La version est publiée. Elle est annoncée jusqu’à son entrée en vigueur.";
                return new SeeOtherResult("/cgu/redaction");
            }
        }

        Response.StatusCode = effectiveAt is null ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict;
        return await queries.Preview(cancellation) is { } model
            ? View("Preview", model with { Form = form, Objections = objections })
            : View("Draft", await queries.Draft(cancellation) with { Refusal = CguPublishing.Moved });
    }

    /// <summary>Gives up a version announced, before it takes force.</summary>
    [HttpPost("/cgu/versions/{number}/retrait")]
    public async Task<IActionResult> Withdraw(string number, CancellationToken cancellation)
    {
        TempData[Done] = await publishing.Withdraw(number, current.Actor, cancellation)
            ? $"L’annonce de la version {number} est retirée\u00a0: elle n’entrera pas en vigueur."
            : "Rien n’a changé\u00a0: cette version est déjà en vigueur, déjà retirée, ou n’existe pas.";
        return new SeeOtherResult("/cgu/redaction");
    }

    [HttpGet("/cgu/suivi")]
    public async Task<ViewResult> FollowUp(CancellationToken cancellation) => View("FollowUp", await queries.Coverage(cancellation));
}
