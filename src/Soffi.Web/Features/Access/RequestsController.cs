using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Access;

/// <summary>Asking for an access, and deciding of those asked (CGU article 37).</summary>
public sealed class RequestsController(RequestQueries queries, RequestRegister register, CurrentUser current, TimeProvider clock) : Controller
{
    private const string Done = "acces";

    [HttpGet("/acces/demande")]
    public async Task<ViewResult> New(CancellationToken cancellation) =>
        View("New", new NewRequestViewModel(new RequestForm(), await queries.Operators(cancellation)));

    [HttpPost("/acces/demande")]
    public async Task<IActionResult> Ask(RequestForm form, CancellationToken cancellation)
    {
        var operators = await queries.Operators(cancellation);
        var (role, operatorId, regionCode, faults) = form.Read(operators);
        if (faults.Count == 0 && await register.Ask(current.Actor, role, operatorId, regionCode, form.Motif!.Trim(), cancellation) is { } refusal)
        {
            faults[nameof(form.Role)] = refusal;
        }

        if (Faulty(faults))
        {
            return View("New", new NewRequestViewModel(form, operators));
        }

        TempData[Done] = "Votre demande est enregistrée. Vous verrez la décision sur cette page.";
        return new SeeOtherResult("/acces");
    }

    [HttpPost("/acces/demande/{id:int}/retrait")]
    public async Task<IActionResult> Withdraw(int id, CancellationToken cancellation)
    {
        TempData[Done] = await register.Withdraw(id, current.Actor, cancellation)
            ? "Votre demande est retirée."
            : "Rien n’a changé\u00a0: cette demande est déjà décidée ou retirée.";
        return new SeeOtherResult("/acces");
    }

    [HttpGet("/acces/demandes")]
    [RequirePermission(Permission.ManageAccess)]
    public async Task<ViewResult> All(CancellationToken cancellation) =>
        View("All", await queries.All(current.Actor, cancellation) with { Done = TempData[Done] as string });

    [HttpGet("/acces/demandes/{id:int}")]
    [RequirePermission(Permission.ManageAccess)]
    public async Task<IActionResult> Show(int id, CancellationToken cancellation) =>
        await queries.Find(id, current.Actor, cancellation) is { } model ? View("Request", model) : NotFound();

    [HttpPost("/acces/demandes/{id:int}")]
    [RequirePermission(Permission.ManageAccess)]
    public async Task<IActionResult> Decide(int id, DecisionForm form, CancellationToken cancellation)
    {
        if (await queries.Find(id, current.Actor, cancellation) is not { } model)
        {
            return NotFound();
        }

        var (granted, expiresAt, faults) = form.Read(clock.GetUtcNow());
        if (model.Objection is null && Faulty(faults))
        {
            return View("Request", model with { Form = form });
        }

        var refusal = model.Objection ?? await register.Decide(id, current.Actor, granted, form.Motif!.Trim(), expiresAt, cancellation);
        if (refusal is not null)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("Request", (await queries.Find(id, current.Actor, cancellation) ?? model) with { Objection = refusal });
        }

        TempData[Done] = $"{model.Request.Name}\u00a0: {(granted ? "accès accordé" : "demande refusée")}.";
        return new SeeOtherResult("/acces/demandes");
    }

    [HttpPost("/acces/habilitations/{id:int}/retrait")]
    [RequirePermission(Permission.ManageAccess)]
    public async Task<IActionResult> Revoke(int id, string? motif, CancellationToken cancellation)
    {
        if ((RequestForm.Fault(motif) ?? await register.Revoke(id, motif!.Trim(), current.Actor, cancellation)) is { } refusal)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("All", await queries.All(current.Actor, cancellation) with { Refusal = refusal });
        }

        TempData[Done] = "L’accès est retiré. La personne en est privée dès sa prochaine page.";
        return new SeeOtherResult("/acces/demandes");
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
