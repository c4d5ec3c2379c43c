using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.FollowUp;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.FollowUp;

/// <summary>« Suivi »: where each statement of an exercise stands, who is late, and what was done about it.</summary>
[RequirePermission(Permission.ReviewDeclaration)]
public sealed class FollowUpController(
    FollowUpPages pages, FollowUpExport export, ProgressionPages progression, FollowedQueries followed, TimelineQueries timelines, CurrentUser current) : Controller
{
    [HttpGet("/instruction/suivi")]
    public async Task<ViewResult> Index(FollowUpAddress address, CancellationToken cancellation) =>
        View(await pages.Of(FollowUpFilter.Read(address), current.Actor, cancellation));

    [HttpGet("/instruction/suivi/export")]
    public async Task<FileContentResult> Export(FollowUpAddress address, CancellationToken cancellation)
    {
        var page = await pages.Of(FollowUpFilter.Read(address), current.Actor, cancellation);
        var (content, type, name) = await export.Make(page, address.Format == "csv", current.Actor, cancellation);
        return File(content, type, name);
    }

    /// <summary>How many had submitted, day by day, against the year before.</summary>
    [HttpGet("/instruction/suivi/progression")]
    public async Task<IActionResult> Progression([FromQuery(Name = "campagne")] int? campaign, CancellationToken cancellation) =>
        await progression.Of(campaign, current.Actor, cancellation) is { } page ? View(page) : campaign is null ? View("NoCampaign") : NotFound();

    /// <summary>All that happened to a statement.</summary>
    [HttpGet("/instruction/declarations/{id:guid}/chronologie")]
    public async Task<IActionResult> Timeline(Guid id, CancellationToken cancellation) =>
        await followed.Statement(id, cancellation) is { } statement && ReviewScope.Of(current.Actor).Covers(statement.Body)
        && await timelines.Of(id, forOperator: false, cancellation) is { } timeline
            ? View("StatementTimeline", timeline)
            : NotFound();
}
