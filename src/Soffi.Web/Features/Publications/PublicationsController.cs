using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Net.Http.Headers;
using Soffi.Domain.Campaigns;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Cgu;
using Soffi.Web.Infrastructure.RateLimits;

namespace Soffi.Web.Features.Publications;

/// <summary>
/// « États publiés » : the figures of published statements that may be made public (R. 6332-31, II), for anybody, as pages and as open
/// data. What is not publishable is never read here.
/// </summary>
[AllowAnonymous]
[OpenBeforeCgu]
[Route("statistiques/publications")]
public sealed class PublicationsController(PublicationQueries queries, PublishedSheets sheets, OpenData data) : Controller
{
    [HttpGet("")]
    public async Task<ViewResult> Index(CancellationToken cancellation) =>
        View(new PublicationsViewModel(await queries.All(cancellation)));

    [HttpGet("{exercise:int}/{kind}/{operatorCode}")]
    public async Task<IActionResult> Statement(int exercise, string kind, string operatorCode, CancellationToken cancellation)
    {
        var published = (await Published(exercise, kind, cancellation)).FirstOrDefault(p => p.OperatorCode.Equals(operatorCode, StringComparison.OrdinalIgnoreCase));
        return published is null ? NotFound() : View(new PublishedStatementViewModel(published, await sheets.Of(published, cancellation)));
    }

    /// <summary>All the publishable figures of an exercise. A copy is kept by whoever asked, and asked again whether it still holds: a withdrawal counts at once.</summary>
    [HttpGet("{exercise:int}/{kind}/donnees.csv")]
    [EnableRateLimiting(RateLimits.Uploads)]
    public async Task<IActionResult> Csv(int exercise, string kind, CancellationToken cancellation)
    {
        var published = await Published(exercise, kind, cancellation);
        if (published.Count == 0)
        {
            return NotFound();
        }

        var tag = TagOf(published);
        Response.Headers.CacheControl = "public, no-cache";
        Response.Headers.ETag = tag.ToString();
        return Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false))
            ? StatusCode(StatusCodes.Status304NotModified)
            : File(await data.Csv(published, cancellation), "text/csv; charset=utf-8", data.FileName(published[0]));
    }

    /// <summary>The TableSchema of that file.</summary>
    [HttpGet("schema.json")]
    public ContentResult Schema()
    {
        Response.Headers.CacheControl = "public, max-age=3600";
        return Content(OpenData.Schema, "application/json; charset=utf-8");
    }

    private async Task<IReadOnlyList<PublishedStatement>> Published(int exercise, string kind, CancellationToken cancellation) =>
        Enum.TryParse<StatementKind>(kind, ignoreCase: true, out var asked) && Enum.IsDefined(asked) && !char.IsDigit(kind[0])
            ? [.. (await queries.All(cancellation)).Where(p => p.Exercise == exercise && p.Kind == asked)]
            : [];

    /// <summary>Changes when a version is published, replaced or taken back, and with nothing else.</summary>
    private static EntityTagHeaderValue TagOf(IReadOnlyList<PublishedStatement> published) => new($"\"{Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', published.Select(p => $"{p.Standing.Version.SubmissionId} {p.Standing.At:O} {p.Standing.Revises?.SubmissionId}")))))[..32]}\"");
}

/// <summary>« États publiés ».</summary>
public sealed record PublicationsViewModel(IReadOnlyList<PublishedStatement> Statements);

/// <summary>One published statement.</summary>
public sealed record PublishedStatementViewModel(PublishedStatement Statement, PublishedSheet Sheet);
