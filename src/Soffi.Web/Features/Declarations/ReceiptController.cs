using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Declarations;

/// <summary>« Accusé de dépôt » : made from the stored snapshot, never from the statement as it stands.</summary>
[RequirePermission(Permission.EditDeclaration)]
[Route("declarations/{id:guid}/accuses/{number:int}")]
public sealed class ReceiptController(StatementGate gate, DeclarationQueries queries) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(Guid id, int number, CancellationToken cancellation) =>
        await gate.Open(id, cancellation) is { } statement && await queries.Submission(id, number, cancellation) is { } submission
            ? View("Receipt", ReceiptViewModel.Of(statement, submission))
            : NotFound();
}
