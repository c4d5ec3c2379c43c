using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Cgu;

/// <summary>Breaches of the terms: notified, repaired, or followed by the end of the agreement (CGU articles 77, 79, 80).</summary>
[RequirePermission(Permission.ManageAccess)]
public sealed class BreachesController(BreachQueries queries, AgreementEnding endings, CurrentUser current) : Controller
{
    private const string Done = "manquements";

    [HttpGet("/cgu/manquements")]
    public async Task<ViewResult> All(CancellationToken cancellation) =>
        View("Breaches", await queries.All(cancellation) with { Done = TempData[Done] as string });

    [HttpGet("/cgu/manquements/nouveau")]
    public ViewResult New([FromQuery] string? adresse) => View("NewBreach", new BreachForm { Adresse = adresse });

    [HttpPost("/cgu/manquements")]
    public async Task<IActionResult> Notify(BreachForm form, CancellationToken cancellation)
    {
        foreach (var (field, sentence) in form.Faults())
        {
            ModelState.AddModelError(field, sentence);
        }

        if (ModelState.IsValid)
        {
            var (id, refusal) = await endings.Notify(form.Adresse!, form.Article!.Trim(), form.Faits!.Trim(), form.Grave, current.Actor, cancellation);
            if (id is { } notified)
            {
                TempData[Done] = "Le manquement est notifié\u00a0: la personne le voit à son accueil et reçoit un message.";
                return new SeeOtherResult($"/cgu/manquements/{notified}");
            }

            ModelState.AddModelError(nameof(form.Adresse), refusal!);
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("NewBreach", form);
    }

    [HttpGet("/cgu/manquements/{id:int}")]
    public async Task<IActionResult> Show(int id, CancellationToken cancellation) =>
        await queries.Find(id, null, cancellation) is { } model ? View("Breach", model) : NotFound();

    [HttpPost("/cgu/manquements/{id:int}/regularisation")]
    public Task<IActionResult> Remedy(int id, string? motif, CancellationToken cancellation) =>
        Close(id, motif, endings.Remedy, "Le manquement est régularisé.", cancellation);

    [HttpPost("/cgu/manquements/{id:int}/resiliation")]
    public Task<IActionResult> Terminate(int id, string? motif, CancellationToken cancellation) =>
        Close(id, motif, endings.Terminate, "L’accord est résilié. La personne est déconnectée et ses accès sont retirés.", cancellation);

    [HttpPost("/cgu/resiliations/{id:int}/levee")]
    public async Task<IActionResult> Lift(int id, string? motif, CancellationToken cancellation)
    {
        if (BreachForm.Fault(motif) is { } fault)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Breaches", await queries.All(cancellation) with { Refusal = fault });
        }

        TempData[Done] = await endings.Lift(id, motif!.Trim(), current.Actor, cancellation)
            ? "La résiliation est levée\u00a0: la personne peut accepter de nouveau les conditions, puis demander un accès."
            : "Rien n’a changé\u00a0: cette résiliation est déjà levée, ou vous concerne.";
        return new SeeOtherResult("/cgu/manquements");
    }

    private async Task<IActionResult> Close(
        int id, string? reason, Func<int, string, Actor, CancellationToken, Task<string?>> act, string done, CancellationToken cancellation)
    {
        if (await queries.Find(id, null, cancellation) is not { } model)
        {
            return NotFound();
        }

        var fault = BreachForm.Fault(reason);
        if ((fault ?? await act(id, reason!.Trim(), current.Actor, cancellation)) is { } refusal)
        {
            Response.StatusCode = fault is null ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
            return View("Breach", (await queries.Find(id, null, cancellation) ?? model) with { Refusal = refusal, Typed = reason });
        }

        TempData[Done] = done;
        return new SeeOtherResult("/cgu/manquements");
    }
}
