using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.HeldPosts;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Declarations;

/// <summary>« Ce qui manque » : the whole statement, cadre by cadre, and the cadres that do not concern the operator.</summary>
[RequirePermission(Permission.EditDeclaration)]
[Route("declarations/{id:guid}/completude")]
public sealed class CompletenessController(StatementGate gate, CompletenessPages pages, CadreJudgements judgements, CadreCarryOvers carryOvers, HeldPosts held) : Controller
{
    private const string DoneKey = "Soffi.Cadre";
    private const string ReasonName = "motif";

    [HttpGet("")]
    public async Task<IActionResult> Index(Guid id, CancellationToken cancellation) =>
        await gate.Open(id, cancellation) is { } statement
            ? View("Completeness", await pages.Build(statement, cancellation) with { Done = TempData[DoneKey] as string })
            : NotFound();

    [HttpGet("cadres/{code}")]
    public async Task<IActionResult> Show(Guid id, string code, CancellationToken cancellation)
    {
        if (await Find(id, code, cancellation) is not var (statement, cadre))
        {
            return NotFound();
        }

        var kept = await held.Find(HttpContext);
        var reason = kept?.GetValueOrDefault(ReasonName).ToString() ?? statement.Declaration.CadresWithoutObject.FirstOrDefault(c => c.Cadre == code)?.Reason;
        return View("WithoutObject", Page(statement, cadre) with { Reason = reason, Held = kept is not null });
    }

    [HttpPost("cadres/{code}")]
    [HoldsPost]
    [KeepsTypedValues]
    [RequestSizeLimit(HoldsPostAttribute.MaxBytes)]
    public async Task<IActionResult> Declare(Guid id, string code, CancellationToken cancellation)
    {
        if (await Find(id, code, cancellation) is not var (statement, cadre))
        {
            return NotFound();
        }

        var post = TypedPost.Of(HttpContext);
        var reason = post.Form[ReasonName].ToString().ReplaceLineEndings(" ").Trim();
        var model = Page(statement, cadre) with { Reason = reason };
        if (post.TokenExpired || CadreWithoutObject.Fault(reason) is not null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("WithoutObject", model with { Expired = post.TokenExpired, Error = post.TokenExpired ? null : CadreWithoutObject.Fault(reason) });
        }

        if (await judgements.Declare(statement, cadre, reason, cancellation) != JudgementOutcome.Done)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await Find(id, code, cancellation) is var (now, again) ? View("WithoutObject", Page(now, again) with { Reason = reason }) : NotFound();
        }

        await held.Forget(HttpContext);
        return Back(id, $"Le cadre {cadre.Code} est déclaré sans objet.");
    }

    [HttpPost("cadres/{code}/retrait")]
    public async Task<IActionResult> TakeBack(Guid id, string code, CancellationToken cancellation)
    {
        if (await Find(id, code, cancellation) is not var (statement, cadre))
        {
            return NotFound();
        }

        return await judgements.TakeBack(statement, cadre, cancellation) switch
        {
            JudgementOutcome.Done => Back(id, $"Le cadre {cadre.Code} n’est plus sans objet\u00a0: il est à saisir."),
            JudgementOutcome.Closed => StatusCode(StatusCodes.Status409Conflict),
            _ => Back(id, $"Le cadre {cadre.Code} n’était pas déclaré sans objet."),
        };
    }

    /// <summary>Last year's values into the blank cells of the cadres ticked, to be confirmed before the submission.</summary>
    [HttpPost("reprise")]
    public async Task<IActionResult> TakeOver(Guid id, [FromForm(Name = "cadre")] string[]? codes, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement)
        {
            return NotFound();
        }

        var chosen = CadreCarryOvers.Of(statement).Select(c => c.Cadre).Where(c => codes?.Contains(c.Code) == true).ToList();
        if (chosen.Count == 0 && statement.Access.CanEdit)
        {
            return Back(id, "Cochez au moins un cadre où reprendre des valeurs.");
        }

        return statement.Access.CanEdit && await carryOvers.TakeOver(statement, chosen, cancellation) is { } filled
            ? Back(id, Words.Of(EntryMove.TakeOver, filled, statement.Exercise - 1))
            : StatusCode(StatusCodes.Status409Conflict);
    }

    private static WithoutObjectViewModel Page(Statement statement, Cadre cadre) =>
        new(statement, cadre, statement.Declaration.TypedIn(cadre)) { Refusal = statement.Access.EditRefusal };

    /// <summary>A cadre without any cell to type cannot be « sans objet »: it is the same 404.</summary>
    private async Task<(Statement Statement, Cadre Cadre)?> Find(Guid id, string code, CancellationToken cancellation) =>
        await gate.Open(id, cancellation) is { } statement && statement.Form.FindCadre(code) is { } cadre && cadre.Cells.Any(c => c.IsInput)
            ? (statement, cadre)
            : null;

    private SeeOtherResult Back(Guid id, string done)
    {
        TempData[DoneKey] = done;
        return new SeeOtherResult(CompletenessLinks.All(id));
    }
}
