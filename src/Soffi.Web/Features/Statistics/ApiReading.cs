using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Statistics;
using Soffi.Web.Infrastructure.ApiKeys;

namespace Soffi.Web.Features.Statistics;

/// <summary>
/// Sends what was asked under a key, or says that it did not change. The journal says which system took which figures, as it does for a
/// person (CGU article 59); an answer that did not change takes nothing.
/// </summary>
public sealed class ApiReading(SoffiDbContext database, AuditTrail trail, TimeProvider clock)
{
    /// <summary>Crossings of one question.</summary>
    public const int MostLines = 100_000;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>A page of figures.</summary>
    public async Task<IActionResult> Send(HttpContext http, ApiKey key, StatResult result, ApiPage page, CancellationToken cancellation)
    {
        var sha256 = StatCanonical.Sha256(result);
        var answer = Send(http, ApiAnswers.Of(http.Request, page, result, sha256));
        var now = clock.GetUtcNow();
        var stored = await database.ApiKeys.SingleAsync(k => k.Id == key.Id, cancellation);
        stored.Used(now);
        if (answer is FileContentResult)
        {
            trail.Add(new AuditEntry(now, null, ApiKeys.NameOf(key), AuditAction.ApiRead, ApiKeys.ObjectType, key.PublicId, null, JsonSerializer.Serialize(new
            {
                tableau = result.Table.Id,
                question = StatAddress.Write(result.Query),
                finesse = result.Scope == StatScope.ByOperator ? "operateur" : "agregat",
                page = page.Number,
                taille = page.Size,
                empreinte = sha256,
            })));
        }

        await database.SaveChangesAsync(cancellation);
        return answer;
    }

    /// <summary>What tells no figure; 304 when the caller has it already.</summary>
    public IActionResult Send(HttpContext http, object body)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, Json);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"");
        var headers = http.Response.GetTypedHeaders();
        (headers.ETag, headers.CacheControl) = (tag, new CacheControlHeaderValue { Private = true, NoCache = true });
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Authorization);
        return http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false))
            ? new StatusCodeResult(StatusCodes.Status304NotModified)
            : new FileContentResult(bytes, "application/json; charset=utf-8");
    }
}

/// <summary>The OpenAPI document of the interface, read once; tests hold it against what is really answered.</summary>
public sealed class ApiDescription(IHostEnvironment environment)
{
    public byte[] Bytes { get; } = File.ReadAllBytes(Path.Combine(environment.ContentRootPath, "Features", "Statistics", "openapi-v1.json"));
}
