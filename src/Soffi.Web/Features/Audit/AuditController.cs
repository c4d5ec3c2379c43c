using Microsoft.AspNetCore.Mvc;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Audit;

/// <summary>The journal for entitled agents, and to each person their own lines (CGU article 83).</summary>
public sealed class AuditController(AuditQueries queries, AuditSealer sealer, CurrentUser current, TimeProvider clock) : Controller
{
    [RequirePermission(Permission.ViewAudit)]
    [HttpGet("/audit")]
    public async Task<ViewResult> Index([FromQuery] AuditSearch search, CancellationToken cancellation)
    {
        foreach (var (field, error) in search.Faults())
        {
            ModelState.AddModelError(field, error);
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        var filter = new AuditFilter(
            search.From, search.Until, search.Personne, search.Operateur, Given(search.Action), Given(search.Objet), Given(search.Identifiant));
        return View(new AuditViewModel(
            search, await queries.Lines(filter, search.Page, cancellation), await queries.People(cancellation),
            await queries.Operators(cancellation)));
    }

    /// <summary>Every seal is computed again (CGU articles 49 and 59).</summary>
    [RequirePermission(Permission.ViewAudit)]
    [HttpGet("/audit/integrite")]
    public async Task<ViewResult> Integrity(CancellationToken cancellation) =>
        View(new IntegrityViewModel(await sealer.Verify(cancellation), clock.GetUtcNow()));

    [HttpGet("/audit/moi")]
    public async Task<ViewResult> Mine([FromQuery(Name = "page")] int page, CancellationToken cancellation)
    {
        var operators = current.Actor.OperatorsFor(Permission.EditDeclaration);
        return View(new MyHistoryViewModel(
            await queries.Lines(new AuditFilter(ActorId: current.Actor.UserId), page, cancellation),
            operators.Count == 0 ? null : await queries.Readers(operators, cancellation)));
    }

    private static string? Given(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
