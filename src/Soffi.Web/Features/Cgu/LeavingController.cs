using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Cgu;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Cgu;

/// <summary>A person gives the service up (CGU article 19), or answers a notice of breach (article 80). Open to who has not accepted the last terms.</summary>
[OpenBeforeCgu]
public sealed class LeavingController(BreachQueries queries, AgreementEnding endings, CurrentUser current) : Controller
{
    private const string Done = "manquement";
    private const string MustTick = "Cochez la case pour confirmer que vous renoncez au service.";

    [HttpGet("/cgu/renonciation")]
    public async Task<ViewResult> Renunciation(CancellationToken cancellation) =>
        View("Renunciation", await queries.Leaving(current.Actor.UserId, current.Actor.DisplayName, cancellation));

    [HttpPost("/cgu/renonciation")]
    public async Task<IActionResult> Renounce(bool confirme, CancellationToken cancellation)
    {
        if (!confirme)
        {
            ModelState.AddModelError(nameof(confirme), MustTick);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await Renunciation(cancellation);
        }

        await endings.Renounce(current.Actor, cancellation);
        return new SeeOtherResult("/cgu/renonciation/faite");
    }

    [AllowAnonymous]
    [HttpGet("/cgu/renonciation/faite")]
    public ViewResult Renounced() => View("Renounced");

    [HttpGet("/cgu/mes-manquements/{id:int}")]
    public async Task<IActionResult> Mine(int id, CancellationToken cancellation) =>
        await queries.Find(id, current.Actor.UserId, cancellation) is { } model
            ? View("MyBreach", model with { Typed = model.Breach.Answer, Refusal = TempData[Done] as string })
            : NotFound();

    [HttpPost("/cgu/mes-manquements/{id:int}/reponse")]
    public async Task<IActionResult> Answer(int id, string? reponse, CancellationToken cancellation)
    {
        if (await queries.Find(id, current.Actor.UserId, cancellation) is not { } model)
        {
            return NotFound();
        }

        if (BreachForm.Fault(reponse) is { } fault)
        {
            ModelState.AddModelError(nameof(reponse), fault);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("MyBreach", model with { Typed = reponse });
        }

        TempData[Done] = await endings.Answer(id, reponse!.Trim(), current.Actor, cancellation)
            ? "Votre réponse est enregistrée. La personne qui a notifié le manquement la lira."
            : "Rien n’a été enregistré\u00a0: ce manquement est déjà clos.";
        return new SeeOtherResult($"/cgu/mes-manquements/{id}");
    }
}
