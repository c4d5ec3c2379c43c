using Microsoft.AspNetCore.Mvc;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Audit;

/// <summary>The journal for entitled agents, and to each person their own lines (CGU article 83).</summary>
public sealed class AuditController(
    AuditQueries queries, AuditExport export, AuditSealer sealer, NavigationTrail navigation, CurrentUser current, TimeProvider clock) : Controller
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

        return View("Index", new AuditViewModel(
            search, await queries.Lines(search.Filter, search.Page, cancellation), await queries.People(cancellation),
            await queries.Operators(cancellation)));
    }

    /// <summary>Every seal is computed again (CGU articles 49 and 59).</summary>
    [RequirePermission(Permission.ViewAudit)]
    [HttpGet("/audit/integrite")]
    public async Task<ViewResult> Integrity(CancellationToken cancellation) =>
        View(new IntegrityViewModel(
            await sealer.Verify(cancellation), await navigation.Verify(cancellation), clock.GetUtcNow(), await queries.Nights(cancellation)));

    /// <summary>Every line of the search, as a file for a spreadsheet; the export is itself a line of the journal.</summary>
    [RequirePermission(Permission.ViewAudit)]
    [HttpGet("/audit/export")]
    public async Task<IActionResult> Export([FromQuery] AuditSearch search, CancellationToken cancellation)
    {
        if (search.Faults().Any())
        {
            return await Index(search, cancellation);
        }

        await export.Note(search, current.Actor, cancellation);
        return new AuditFileResult(export, search.Filter, $"journal-soffi-{clock.GetUtcNow().UtcDateTime:yyyyMMdd-HHmm}.csv");
    }

    /// <summary>Which pages signed-in people asked for, kept a year (CGU articles 84 and 85). Reading it is a line of the journal.</summary>
    [RequirePermission(Permission.ViewAudit)]
    [HttpGet("/audit/navigation")]
    public async Task<ViewResult> Navigation([FromQuery] AuditSearch search, CancellationToken cancellation)
    {
        foreach (var (field, error) in search.Faults())
        {
            ModelState.AddModelError(field, error);
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        await export.NoteNavigation(search, current.Actor, cancellation);
        return View(await queries.Navigation(search, cancellation));
    }

    [HttpGet("/audit/moi")]
    public async Task<ViewResult> Mine([FromQuery(Name = "page")] int page, CancellationToken cancellation)
    {
        var operators = current.Actor.OperatorsFor(Permission.EditDeclaration);
        return View(new MyHistoryViewModel(
            await queries.Lines(new AuditFilter(ActorId: current.Actor.UserId), page, cancellation),
            await queries.About(current.Actor.UserId, cancellation),
            operators.Count == 0 ? null : await queries.Readers(operators, cancellation)));
    }
}
