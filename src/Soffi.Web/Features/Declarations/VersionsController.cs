using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Declarations;

/// <summary>What a submission changed, against the one before.</summary>
public sealed record VersionViewModel(Statement Statement, string ReceiptNumber, VersionDifferences Changes);

/// <summary>« Ce que le dépôt a changé », for the operator.</summary>
[RequirePermission(Permission.EditDeclaration)]
[Route("declarations/{id:guid}/accuses/{number:int}/differences")]
public sealed class VersionsController(StatementGate gate, DeclarationQueries queries) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(Guid id, int number, CancellationToken cancellation)
    {
        if (await gate.Open(id, cancellation) is not { } statement
            || await queries.WithCells(id, number, cancellation) is not { } submission || await queries.WithCells(id, number - 1, cancellation) is not { } former)
        {
            return NotFound();
        }

        return View("Versions", new VersionViewModel(statement, submission.ReceiptNumber, VersionDifferences.Of(statement.Form, former, submission)));
    }
}
