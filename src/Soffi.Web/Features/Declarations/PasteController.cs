using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.HeldPosts;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Declarations;

/// <summary>
/// « Coller un tableau » : a rectangle copied from Excel, LibreOffice or a mail, shown as it would be read before anything is
/// saved. The script of the page of entry asks for the same preview as JSON, and saves with the other cells.
/// </summary>
[RequirePermission(Permission.EditDeclaration)]
[Route("declarations/{id:guid}/cadres/{code}/collage")]
public sealed class PasteController(StatementGate gate, EntrySaves saves) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(Guid id, string code, [FromQuery(Name = "depart")] string? start, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement || statement.Form.FindCadre(code) is not { } cadre)
        {
            return NotFound();
        }

        _ = CellCode.TryParse(start ?? "", out var cell);
        var table = cadre.Tables.FirstOrDefault(t => t.Code == cell.Table) ?? cadre.Tables[0];
        var request = new PasteRequest(table.Code, cell.Row ?? "", cell.Column ?? "", "", statement.Declaration.Revision, false, new Dictionary<string, string>());
        return View("Paste", new PasteViewModel(statement, cadre, request) { Refusal = statement.Access.EditRefusal });
    }

    [HttpPost("")]
    [KeepsTypedValues]
    [RequestSizeLimit(HoldsPostAttribute.MaxBytes)]
    public async Task<IActionResult> Post(Guid id, string code, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement || statement.Form.FindCadre(code) is not { } cadre)
        {
            return NotFound();
        }

        var post = TypedPost.Of(HttpContext);
        var model = Read(new PasteViewModel(statement, cadre, PasteRequest.Read(post.Form)));
        if (!statement.Access.CanEdit || post.TokenExpired)
        {
            return Page(model with { Refusal = statement.Access.EditRefusal ?? "Votre page avait expiré\u00a0: rien n’a été enregistré. Recommencez, votre texte est toujours là." },
                statement.Access.CanEdit ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict);
        }

        return model switch
        {
            { Preview: null } => Page(model, StatusCodes.Status422UnprocessableEntity),
            { Request.Confirmed: true } => await Write(model, cancellation),
            _ => Page(model, StatusCodes.Status200OK),
        };
    }

    private static PasteViewModel Read(PasteViewModel model)
    {
        var errors = new Dictionary<string, string>();
        if (model.Request.StartIn(model.Cadre) is not { } start)
        {
            errors["ligne"] = "Choisissez la ligne et la colonne qui reçoivent la première valeur.";
            return model with { Errors = errors };
        }

        if (model.Request.Text.Length > PastedRectangle.MaxLength || model.Request.Text.Trim().Length == 0)
        {
            errors["texte"] = model.Request.Text.Trim().Length == 0
                ? "Collez ici les cellules copiées dans votre tableur."
                : "Ce texte est trop long pour un tableau de ce cadre. Copiez seulement les cellules à reprendre.";
            return model with { Errors = errors };
        }

        return model with { Preview = Paste.Lay(start.Table, start.Start, PastedRectangle.Read(model.Request.Text), model.Statement.CannotType) };
    }

    private async Task<IActionResult> Write(PasteViewModel model, CancellationToken cancellation)
    {
        var cells = model.Preview!.Cells.Where(c => c.Fate != PasteFate.Ignored).ToDictionary(
            c => c.Cell!.Code, c => c.Choices.FirstOrDefault(choice => model.Request.Choices.GetValueOrDefault(c.Cell!.Code.ToString()) == choice) ?? c.Text);
        var post = new CellsPost(
            model.Request.Revision, [.. cells.Select(c => new CellPost(c.Key.ToString(), c.Value, Origin: CellPost.PastedOrigin))]);
        var form = TableFormBinder.Bind(post, model.Statement, model.Cadre);
        if (cells.Count == 0 || await saves.Save(model.Statement, model.Cadre, form, cancellation) is not { } saved)
        {
            return Page(
                model with { Refusal = cells.Count == 0 ? "Aucune valeur de votre copie ne tombe dans une cellule à saisir." : "La déclaration vient d’être close\u00a0: rien n’a été enregistré." },
                StatusCodes.Status409Conflict);
        }

        if (saved.Outcome.Conflicts.Count > 0)
        {
            var names = string.Join("\u00a0; ", saved.Outcome.Conflicts.Select(c => $"{model.Statement.Form.Find(c.Code)!.Label} ({c.OtherAuthor})"));
            return Page(
                Read(model with { Statement = saved.After, Request = model.Request with { Revision = saved.After.Declaration.Revision, Confirmed = false } }) with
                {
                    Refusal = $"{Words.Cells(saved.Outcome.Saved.Count)} {(saved.Outcome.Saved.Count > 1 ? "collées" : "collée")}, mais "
                        + $"{Words.Cells(saved.Outcome.Conflicts.Count)} que d’autres ont modifiées entre-temps ne l’ont pas été\u00a0: {names}. Collez de nouveau pour imposer vos valeurs.",
                },
                StatusCodes.Status409Conflict);
        }

        TempData[EntryController.Said] = $"{Words.Cells(saved.Outcome.Saved.Count)} {(saved.Outcome.Saved.Count > 1 ? "collées" : "collée")}.";
        return new SeeOtherResult(Links.Cadre(model.Statement.Id, model.Cadre));
    }

    private IActionResult Page(PasteViewModel model, int status)
    {
        Response.StatusCode = status;
        if (!Request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return View("Paste", model);
        }

        return model is { Preview: { } preview, Refusal: null }
            ? Json(PasteAnswer.Of(preview))
            : Problem(detail: model.Refusal ?? model.Errors.Values.First(), statusCode: status, title: "Rien n’a été collé");
    }
}
