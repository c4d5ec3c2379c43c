using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.HeldPosts;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Declarations;

/// <summary>« Demander à rouvrir autre chose ».</summary>
/// <param name="Faults">Name of the field and sentence.</param>
public sealed record WideningAskViewModel(Statement Statement, WideningAskForm Form, IReadOnlyDictionary<string, string> Faults)
{
    /// <summary>The page had expired, or its person had to sign in again: nothing was sent.</summary>
    public bool Unsent { get; init; }

    /// <summary>Nothing may be asked now: a French sentence; null when it may.</summary>
    public string? Refusal => Statement.Declaration.Correction is null
        ? "Aucune correction n’est en cours sur cette déclaration\u00a0: il n’y a rien à élargir."
        : Statement.Access.EditRefusal;
}

/// <summary>While corrections are made, the operator asks to have a cell, a cadre or the documents opened too; an agent accepts or refuses.</summary>
[RequirePermission(Permission.EditDeclaration)]
[Route("declarations/{id:guid}/elargissement")]
public sealed class WideningAskController(StatementGate gate, WideningAsks asks, HeldPosts held) : Controller
{
    private static readonly Dictionary<string, string> Nothing = [];

    [HttpGet("")]
    public async Task<IActionResult> Show(Guid id, [FromQuery(Name = "cellule")] string? cell, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement)
        {
            return NotFound();
        }

        var kept = await held.Find(HttpContext);
        var form = kept is null ? new WideningAskForm([], cell?.Trim() ?? "", false, "") : WideningAskForm.Read(kept);
        return View("AskWidening", new WideningAskViewModel(statement, form, Nothing) { Unsent = kept is not null });
    }

    [HttpPost("")]
    [HoldsPost]
    [KeepsTypedValues]
    [RequestSizeLimit(HoldsPostAttribute.MaxBytes)]
    public async Task<IActionResult> Ask(Guid id, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement)
        {
            return NotFound();
        }

        var post = TypedPost.Of(HttpContext);
        var model = new WideningAskViewModel(statement, WideningAskForm.Read(post.Form), Nothing) { Unsent = post.TokenExpired };
        return post.TokenExpired ? Again(model, StatusCodes.Status400BadRequest)
            : model.Refusal is not null || statement.Declaration.Correction is not { } correction ? Again(model, StatusCodes.Status409Conflict)
            : await Send(model, correction, cancellation);
    }

    private async Task<IActionResult> Send(WideningAskViewModel model, Domain.Declarations.DeclarationReopening correction, CancellationToken cancellation)
    {
        var parts = model.Form.Parts(model.Statement.Form, correction, out var faults);
        if (faults.Count > 0)
        {
            return Again(model with { Faults = faults }, StatusCodes.Status400BadRequest);
        }

        if (await asks.Ask(model.Statement, parts, model.Form, cancellation) == WideningAskOutcome.Done)
        {
            await held.Forget(HttpContext);
            return new SeeOtherResult($"{Links.Statement(model.Statement.Id)}#corrections");
        }

        return await gate.Open(model.Statement.Id, cancellation) is { } closed ? Again(model with { Statement = closed }, StatusCodes.Status409Conflict) : NotFound();
    }

    private ViewResult Again(WideningAskViewModel model, int status)
    {
        Response.StatusCode = status;
        return View("AskWidening", model);
    }
}
