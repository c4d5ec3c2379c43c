using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Cgu;
using Soffi.Web.Infrastructure.People;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Access;

/// <summary>The people of the service: what they may do, what is closed to them, how the assistance sees it (CGU articles 24 and 62).</summary>
public sealed class PeopleController(PersonQueries queries, PersonRegister register, CurrentUser current, TimeProvider clock) : Controller
{
    private const string Done = "personne";

    [HttpGet("/acces/personnes")]
    [RequirePermission(Permission.ManageAccess)]
    public async Task<ViewResult> All([FromQuery] string? recherche, CancellationToken cancellation) =>
        View("People", await queries.People(recherche, cancellation) with { Done = TempData[Done] as string });

    [HttpGet("/acces/personnes/{id:guid}")]
    [RequirePermission(Permission.ManageAccess)]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await queries.Find(id, current.Actor, cancellation) is { } person ? View("Person", person with { Done = TempData[Done] as string }) : NotFound();

    [HttpPost("/acces/personnes/{id:guid}/interdiction")]
    [RequirePermission(Permission.ManageAccess)]
    public async Task<IActionResult> Restrict(Guid id, RestrictionForm form, CancellationToken cancellation)
    {
        if (await queries.Find(id, current.Actor, cancellation) is not { } person)
        {
            return NotFound();
        }

        if (!person.MayAct)
        {
            return Forbid();
        }

        var (permission, endsAt, faults) = form.Read(clock.GetUtcNow());
        if (Faulty(faults))
        {
            return View("Person", person with { Form = form });
        }

        await register.Restrict(person, permission, form.Motif!.Trim(), endsAt, current.Actor, cancellation);
        return Back(id, "L’interdiction est prononcée\u00a0: elle vaut dès la prochaine page de la personne, qui reçoit un message.");
    }

    [HttpPost("/acces/interdictions/{id:int}/levee")]
    [RequirePermission(Permission.ManageAccess)]
    public async Task<IActionResult> Lift(int id, Guid personne, string? motif, CancellationToken cancellation)
    {
        if (await queries.Find(personne, current.Actor, cancellation) is not { MayAct: true } person || !person.Restrictions.Any(r => r.Id == id))
        {
            return NotFound();
        }

        if (RequestForm.Fault(motif) is { } fault)
        {
            return Back(personne, $"Rien n’a changé. {fault}");
        }

        return Back(personne, await register.Lift(id, motif!.Trim(), current.Actor, cancellation) is null ? "Cette interdiction était déjà levée ou finie." : "L’interdiction est levée.");
    }

    [HttpPost("/acces/personnes/{id:guid}/vue")]
    [RequirePermission(Permission.AssistUsers)]
    public async Task<IActionResult> SeeAs(Guid id, string? motifVue, CancellationToken cancellation)
    {
        if (await queries.Find(id, current.Actor, cancellation) is not { } person)
        {
            return NotFound();
        }

        if (person.MaySeeAs is not null)
        {
            return Forbid();
        }

        if (RequestForm.Fault(motifVue) is { } fault && Faulty(new() { [nameof(motifVue)] = fault }))
        {
            return View("Person", person with { ViewReason = motifVue });
        }

        await register.SeeAs(person, motifVue!.Trim(), current.Actor, cancellation);
        return new SeeOtherResult("/accueil");
    }

    [HttpPost("/acces/vue/fin")]
    [OpenBeforeCgu]
    [OpenToAssistance]
    public async Task<IActionResult> EndView(CancellationToken cancellation)
    {
        await register.EndView(current.SignedInId!.Value, current.Actor, cancellation);
        return new SeeOtherResult("/acces/personnes");
    }

    [HttpPost("/acces/personnes/{id:guid}/suppression")]
    [RequirePermission(Permission.ManageAccess)]
    public async Task<IActionResult> Delete(Guid id, string? motifSuppression, CancellationToken cancellation)
    {
        if (await queries.Find(id, current.Actor, cancellation) is not { } person)
        {
            return NotFound();
        }

        if (!person.MayAct)
        {
            return Forbid();
        }

        if (RequestForm.Fault(motifSuppression) is { } fault && Faulty(new() { [nameof(motifSuppression)] = fault }))
        {
            return View("Person", person with { DeletionReason = motifSuppression });
        }

        await register.Delete(id, motifSuppression!.Trim(), current.Actor, cancellation);
        TempData[Done] = "Le compte est supprimé. Les dépôts et les preuves sont conservés.";
        return new SeeOtherResult("/acces/personnes");
    }

    [HttpGet("/acces/revue")]
    [RequirePermission(Permission.ManageAccess)]
    public async Task<ViewResult> Review(CancellationToken cancellation) =>
        View("Review", await queries.Review(current.Actor, cancellation) with { Done = TempData[Done] as string });

    [HttpPost("/acces/revue")]
    [RequirePermission(Permission.ManageAccess)]
    public async Task<IActionResult> Confirm([FromForm] int[] habilitation, CancellationToken cancellation)
    {
        var done = await register.Confirm(habilitation, current.Actor, cancellation);
        TempData[Done] = done switch { 0 => "Aucun accès n’a été confirmé\u00a0: cochez ceux qui restent nécessaires.", 1 => "1 accès est confirmé.", _ => $"{done} accès sont confirmés." };
        return new SeeOtherResult("/acces/revue");
    }

    private SeeOtherResult Back(Guid id, string said)
    {
        TempData[Done] = said;
        return new SeeOtherResult($"/acces/personnes/{id}");
    }

    private bool Faulty(Dictionary<string, string> faults)
    {
        foreach (var (field, sentence) in faults)
        {
            ModelState.AddModelError(field, sentence);
        }

        if (faults.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        return faults.Count > 0;
    }
}
