using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using Soffi.Data;
using Soffi.Data.Rows;

namespace Soffi.Web.Infrastructure.HeldPosts;

/// <summary>
/// Keeps what somebody typed when their post is turned away by a gate: sign-in expired, new terms of use. The form is
/// encrypted in the database for a day; only the browser that posted it holds the key, in a cookie that scripts cannot read.
/// Nothing is saved by itself: the page shows the values again and the person saves them. Works without script.
/// </summary>
public sealed class HeldPosts(SoffiDbContext context, IDataProtectionProvider protection, TimeProvider clock)
{
    public const string CookieName = "soffi.saisie";

    /// <summary>How long a post is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private const int KeyBytes = 32;

    private readonly IDataProtector _protector = protection.CreateProtector("Soffi.HeldPosts.v1");

    /// <summary>
    /// To be called by a gate before it redirects. Keeps the form of a POST to an endpoint marked
    /// <see cref="HoldsPostAttribute"/>; does nothing, and returns false, for anything else, for a form sent by another
    /// site, and for one beyond the limits of the attribute.
    /// </summary>
    public async Task<bool> KeepAsync(HttpContext http)
    {
        var request = http.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || request.ContentLength > HoldsPostAttribute.MaxBytes
            || http.GetEndpoint()?.Metadata.GetMetadata<HoldsPostAttribute>() is null || !IsOurs(request)
            || await Read(http) is not { } fields)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        context.HeldPosts.Add(new HeldPost
        {
            Id = Guid.CreateVersion7(now),
            CookieHash = HashOf(key),
            Path = request.Path,
            FormProtected = _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(fields)),
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        });
        await context.SaveChangesAsync(http.RequestAborted);
        await context.HeldPosts.Where(p => p.ExpiresAt <= now).ExecuteDeleteAsync(http.RequestAborted);
        http.Response.Cookies.Append(CookieName, key, Cookie(http, now));
        return true;
    }

    /// <summary>The form kept for this browser and this address, if any.</summary>
    public async Task<IReadOnlyDictionary<string, StringValues>?> Find(HttpContext http)
    {
        if (await Row(http, track: false) is not { } row)
        {
            return null;
        }

        try
        {
            var fields = JsonSerializer.Deserialize<Dictionary<string, string[]>>(_protector.Unprotect(row.FormProtected)) ?? [];
            return fields.ToDictionary(f => f.Key, f => new StringValues(f.Value));
        }
        catch (CryptographicException)
        {
            return null; // The keys that sealed it are gone: nobody can read it any more.
        }
    }

    /// <summary>Forgets the form kept for this browser and this address: it was saved, or its author gave it up.</summary>
    public async Task Forget(HttpContext http)
    {
        if (await Row(http, track: true) is { } row)
        {
            context.HeldPosts.Remove(row);
            await context.SaveChangesAsync(http.RequestAborted);
            http.Response.Cookies.Delete(CookieName, Cookie(http, clock.GetUtcNow()));
        }
    }

    private static CookieOptions Cookie(HttpContext http, DateTimeOffset now) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        Path = "/",
        Expires = now + Lifetime,
    };

    /// <summary>
    /// Another site must not plant figures in somebody's page: browsers say where a post comes from. A client that says
    /// nothing is not a browser and has no victim.
    /// </summary>
    private static bool IsOurs(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
        {
            return site == "same-origin";
        }

        return request.Headers.Origin.ToString() is not { Length: > 0 } origin
            || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<Dictionary<string, string[]>?> Read(HttpContext http)
    {
        if (http.Features.Get<IFormFeature>() is not { Form: not null })
        {
            http.Features.Set<IFormFeature>(new FormFeature(http.Request, HoldsPostAttribute.Limits));
        }

        try
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            return form.Where(f => f.Key != "__RequestVerificationToken").ToDictionary(f => f.Key, f => f.Value.Select(v => v ?? "").ToArray());
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    private async Task<HeldPost?> Row(HttpContext http, bool track)
    {
        if (http.Request.Cookies[CookieName] is not { Length: 2 * KeyBytes } key)
        {
            return null;
        }

        var hash = HashOf(key);
        var now = clock.GetUtcNow();
        var path = http.Request.Path.Value ?? "";
        var rows = track ? context.HeldPosts : context.HeldPosts.AsNoTracking();
        return await rows.FirstOrDefaultAsync(p => p.CookieHash == hash && p.Path == path && p.ExpiresAt > now, http.RequestAborted);
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)));
}
