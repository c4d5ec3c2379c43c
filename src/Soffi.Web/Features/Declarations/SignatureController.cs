using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Declarations;

/// <summary>
/// « Certifier et déposer ». Whoever types may open the page, to read what will be signed and learn who can; only a signatory
/// of that operator may send it.
/// </summary>
[RequirePermission(Permission.EditDeclaration)]
[Route("declarations/{id:guid}/signature")]
public sealed class SignatureController(
    StatementGate gate, SignaturePages pages, Submissions submissions, IValidator<SignatureRequest> validator) : Controller
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

        var validation = validator.Validate(request);
        if (!validation.IsValid && statement.Access.CanSubmit)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            var errors = validation.Errors.GroupBy(e => e.PropertyName).ToDictionary(g => g.Key, g => g.First().ErrorMessage);
            return View("Signature", await pages.Build(statement, request, cancellation) with { Errors = errors });
        }

        var outcome = await submissions.Submit(statement, request, cancellation);
        if (outcome.Number is { } number)
        {
            return new SeeOtherResult(Links.Receipt(id, number));
        }

        var standing = await gate.Open(id, cancellation) ?? statement;
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Signature", await pages.Build(standing, request, cancellation) with { Refusal = outcome.Refusal, Changes = outcome.Changes });
    }
}
