using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Cgu;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Access;

/// <summary>A person closes their sessions (CGU articles 32 and 52) or deletes their account (article 24).</summary>
[OpenBeforeCgu]
public sealed class MyAccountController(PersonRegister register, MyDataQueries data, CurrentUser current) : Controller
{
    private const string MustTick = "Cochez la case pour confirmer la suppression de votre compte.";

    [HttpPost("/acces/sessions/fermeture")]
    public async Task<IActionResult> CloseSessions(CancellationToken cancellation)
    {
        await register.CloseSessions(current.Actor, cancellation);
        return new SeeOtherResult("/acces/sessions/fermees");
    }

    [AllowAnonymous]
    [HttpGet("/acces/sessions/fermees")]
    public ViewResult SessionsClosed() => View("SessionsClosed");

    [HttpGet("/acces/mes-donnees")]
    public async Task<ViewResult> Data(CancellationToken cancellation) => View("MyData", await data.Of(current.Actor.UserId, cancellation));

    [HttpGet("/acces/mes-donnees/fichier")]
    public async Task<FileContentResult> DataFile(CancellationToken cancellation)
    {
        var file = await data.File(current.Actor.UserId, cancellation);
        await register.NoteDownload(current.Actor, cancellation);
        return File(file, "application/json; charset=utf-8", "mes-donnees-soffi.json");
    }

    [HttpGet("/acces/suppression")]
    public ViewResult Deletion() => View("Deletion", current.Actor.Has(Permission.ManageAccess) || current.Actor.Has(Permission.AdministerCgu));

    [HttpPost("/acces/suppression")]
    public async Task<IActionResult> Delete(bool confirme, CancellationToken cancellation)
    {
        if (!confirme)
        {
            ModelState.AddModelError(nameof(confirme), MustTick);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Deletion();
        }

        await register.Delete(current.Actor.UserId, "à la demande de la personne", current.Actor, cancellation);
        return new SeeOtherResult("/acces/suppression/faite");
    }

    [AllowAnonymous]
    [HttpGet("/acces/suppression/faite")]
    public ViewResult Deleted() => View("Deleted");
}
