using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.HeldPosts;
using Soffi.Web.Infrastructure.Operations;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Declarations;

/// <summary>
/// Cells saved as they are typed, and what happened meanwhile: the addresses that the script of a page of entry calls. The
/// same saving as that of the form, the same rights; JSON instead of a page.
/// </summary>
[RequirePermission(Permission.EditDeclaration)]
[QuietWhenWell]
[Route("declarations/{id:guid}/cadres/{code}/cellules")]
public sealed class CellsController(
    StatementGate gate, EntrySaves saves, CellAnswers answers, CadrePresences presences, DeclarationRepository repository, IAntiforgery antiforgery)
    : Controller
{
    /// <summary>Saves those cells; the others are not touched.</summary>
    /// <response code="200">Each cell with how it stands: saved, refused with a sentence, in conflict with both values.</response>
    /// <response code="409">The statement was closed: nothing was saved.</response>
    [HttpPost("")]
    [HoldsPost]
    [RequestSizeLimit(HoldsPostAttribute.MaxBytes)]
    public async Task<IActionResult> Save(Guid id, string code, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement || statement.Form.FindCadre(code) is not { } cadre)
        {
            return NotFound();
        }

        if (await EntryJson.Read(Request, cancellation) is not { IsSound: true } post)
        {
            return Problem("Cet envoi n’est pas lisible\u00a0: rechargez la page. Ce que vous avez saisi attend dans ce navigateur.", StatusCodes.Status400BadRequest);
        }

        var form = TableFormBinder.Bind(post, statement, cadre);
        if (!statement.Access.CanEdit || await saves.Save(statement, cadre, form, cancellation) is not { } saved)
        {
            return Problem(
                (statement.Access.EditRefusal ?? "La déclaration vient d’être close.") + " Vos dernières valeurs n’ont pas été enregistrées.", StatusCodes.Status409Conflict);
        }

        return EntryJson.Answer(answers.Of(saved, cadre, form));
    }

    /// <summary>What others saved since <paramref name="since"/>, who is there, and a fresh token.</summary>
    [HttpGet("")]
    public async Task<IActionResult> News(Guid id, string code, [FromQuery(Name = "depuis")] int since, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement || statement.Form.FindCadre(code) is not { } cadre)
        {
            return NotFound();
        }

        since = Math.Max(since, 0);
        var changes = await repository.ChangesSince(id, since, statement.Declaration.Revision, cancellation);
        var team = statement.Access.CanEdit ? await presences.Team(statement, cadre, cancellation) : [];
        Response.Headers.CacheControl = "no-store";
        return EntryJson.Answer(answers.News(statement, cadre, since, changes) with
        {
            Team = team,
            Token = antiforgery.GetAndStoreTokens(HttpContext).RequestToken,
            UserId = statement.Actor.UserId.ToString(),
        });
    }

    private ObjectResult Problem(string sentence, int status) => Problem(detail: sentence, statusCode: status, title: "Rien n’a été enregistré");
}
