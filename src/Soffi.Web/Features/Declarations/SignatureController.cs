using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Declarations;

/// <summary>
/// « Certifier et déposer ». Whoever types may open the page, to read what will be signed and learn who can; only a signatory
/// of that operator may send it.
/// </summary>
[RequirePermission(Permission.EditDeclaration)]
[Route("declarations/{id:guid}/signature")]
public sealed class SignatureController(
    StatementGate gate, SignaturePages pages, Submissions submissions) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await gate.Open(id, cancellation) is { } statement
            ? View("Signature", await pages.Build(statement, new SignatureRequest(), cancellation))
            : NotFound();

    [HttpPost("")]
    [RequirePermission(Permission.SubmitDeclaration)]
    public async Task<IActionResult> Submit(Guid id, [FromForm] SignatureRequest request, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement)
        {
            return NotFound();
        }

        // The validator has run. A page without its fingerprint is a page overtaken: Submissions says so.
        var errors = SignatureRequest.Validated.Where(name => ModelState.GetFieldValidationState(name) == ModelValidationState.Invalid)
            .ToDictionary(name => name, name => ModelState[name]!.Errors[0].ErrorMessage);
        if (statement.Declaration.IsCorrecting && !request.Corrected)
        {
            errors[nameof(SignatureRequest.Corrected)] = SignatureRequest.NotCorrected;
        }

        if (errors.Count > 0 && statement.Access.CanSubmit)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Signature", await pages.Build(statement, request, cancellation) with { Errors = errors });
        }

        var outcome = await submissions.Submit(statement, request, cancellation);
        if (outcome.Number is { } number)
        {
            return new SeeOtherResult(Links.Receipt(id, number));
        }

        var standing = await gate.Open(id, cancellation) ?? statement;
        Response.StatusCode = StatusCodes.Status409Conflict;
        var overtaken = outcome.Refusal == SubmissionRefusal.Changed;
        return View("Signature", await pages.Build(standing, request, cancellation, overtaken) with { Refusal = outcome.Refusal });
    }
}
