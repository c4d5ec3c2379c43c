using System.Net;
using Microsoft.Extensions.Options;

namespace Soffi.Web.Infrastructure.Security;

public sealed class SecurityHeaderOptions
{
    /// <summary>
    /// Origins a form may lead to besides our own: the sign-out form redirects to the identity provider, and browsers apply
    /// <c>form-action</c> to redirects. Filled by whoever configures sign-in.
    /// </summary>
    public ISet<string> FormOrigins { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds the origin (scheme, host, port) of an address; anything else in it is dropped.</summary>
    public void AllowFormsTo(string? address)
    {
        if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http")
        {
            FormOrigins.Add(uri.GetLeftPart(UriPartial.Authority));
        }
    }
}

/// <summary>
/// Headers of every answer, written when it starts so that an error page, which begins by clearing the headers, keeps them.
/// ANSSI PA-009 and the ministry's own rules; frame-ancestors 'none' is CGU article 45.
/// </summary>
public static class SecurityHeaders
{
    private const string Permissions =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()";

    private const string OneYear = "max-age=31536000; includeSubDomains";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app)
    {
        var policy = ContentPolicy(app.ApplicationServices.GetRequiredService<IOptions<SecurityHeaderOptions>>().Value);
        return app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                Write(context, policy);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    /// <summary>
    /// img-src data: is asked by the design system, whose arrows and block of the Marianne are drawn in its style sheet.
    /// </summary>
    public static string ContentPolicy(SecurityHeaderOptions options) => string.Join("; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        string.Join(' ', ["form-action 'self'", .. options.FormOrigins.Order(StringComparer.Ordinal)]),
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'");

    private static void Write(HttpContext context, string policy)
    {
        var headers = context.Response.Headers;
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            // The local portal, another site in the same process, writes its own.
            headers.ContentSecurityPolicy = policy;
        }

        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps && !IsLoopback(context.Request.Host.Host))
        {
            headers.StrictTransportSecurity = OneYear;
        }

        // What a signed-in person was shown is not kept by the browser nor by a proxy, downloads included.
        if (context.User.Identity is { IsAuthenticated: true } && !IsFile(context))
        {
            headers.CacheControl = "no-store";
        }
    }

    private static bool IsFile(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
