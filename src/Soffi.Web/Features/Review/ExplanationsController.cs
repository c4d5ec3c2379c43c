using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Excel;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Review;

/// <summary>« Justifications »: what operators explain, by reason, operator and control; texts and workbook are noted in the journal.</summary>
[RequirePermission(Permission.ReviewDeclaration)]
public sealed class ExplanationsController(
    ExplanationDashboard dashboard, ExplanationTrace trace, CurrentUser current, TimeProvider clock, IOptions<DemonstrationOptions> demonstration) : Controller
{
    [HttpGet("/instruction/justifications")]
    public async Task<IActionResult> Explanations(
        [FromQuery(Name = "campagne")] string? campaign, [FromQuery(Name = "type")] string? type, [FromQuery(Name = "motif")] string? reason,
        [FromQuery(Name = "controle")] string? control, [FromQuery(Name = "operateur")] string? body, [FromQuery(Name = "avis")] string? opinion, CancellationToken cancellation)
    {
        var filter = ExplanationFilter.Read(campaign, type, reason, control, body, opinion);
        var page = await dashboard.Of(ReviewScope.Of(current.Actor), filter, everyText: false, cancellation);
        if (page.Texts.Count > 0)
        {
            await trace.Write(current.Actor, AuditAction.ExplanationsRead, page, cancellation);
        }

        return View(page);
    }

    [HttpGet("/instruction/justifications.xlsx")]
    public async Task<IActionResult> Export([FromQuery(Name = "campagne")] string? campaign, [FromQuery(Name = "type")] string? type, CancellationToken cancellation)
    {
        var page = await dashboard.Of(ReviewScope.Of(current.Actor), ExplanationFilter.Read(campaign, type, null, null, null), everyText: true, cancellation);
        if (page.Campaign is not { } chosen)
        {
            return NotFound();
        }

        await trace.Write(current.Actor, AuditAction.ExplanationsExported, page, cancellation);
        return File(
            ExplanationsWorkbook.Write(page, current.Actor.DisplayName, clock.GetUtcNow(), demonstration.Value.Enabled),
            WorkbookFile.ContentType, $"soffi-justifications-{chosen.Kind.ToString().ToUpperInvariant()}-{chosen.Exercise}.xlsx");
    }
}

/// <summary>Writes who read or took away the explanations of several statements.</summary>
public sealed class ExplanationTrace(SoffiDbContext database, AuditTrail audit, TimeProvider clock)
{
    public Task Write(Actor actor, string action, ExplanationsViewModel page, CancellationToken cancellation)
    {
        audit.Add(new AuditEntry(
            clock.GetUtcNow(), actor.UserId, actor.DisplayName, action, "campagne", page.Campaign!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), null,
            JsonSerializer.Serialize(new
            {
                type = page.Filter.Type is { } type ? CampaignWords.Family(type) : null,
                motif = page.Filter.Reason,
                controle = page.Filter.Control,
                operateur = page.Filter.Operator,
                avis = page.Filter.Unread ? "à lire" : null,
                justifications = page.Texts.Count,
                operateurs = page.Texts.Select(t => t.Operator.Code).Distinct(),
            })));
        return database.SaveChangesAsync(cancellation);
    }
}
