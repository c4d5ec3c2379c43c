using Microsoft.AspNetCore.StaticAssets;
using Soffi.Web.Dsfr;
using Soffi.Web.Infrastructure.Cgu;

namespace Soffi.Web.Infrastructure.Pages;

/// <summary>Files of <c>wwwroot</c>, compressed at build, open to all.</summary>
public static class StaticFiles
{
    private const string ForEver = "public, max-age=31536000, immutable";

    public static StaticAssetsEndpointConventionBuilder MapFiles(this IEndpointRouteBuilder endpoints)
    {
        var assets = endpoints.MapStaticAssets();
        assets.AllowAnonymous();
        return assets;
    }

    /// <summary>An address nobody serves is a 404 for all, signed in or not, instead of an invitation to sign in.</summary>
    public static IEndpointConventionBuilder MapNotFound(this IEndpointRouteBuilder endpoints) => endpoints
        .MapFallback("{*path}", context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        })
        .AllowAnonymous()
        .WithMetadata(new OpenBeforeCguAttribute());

    /// <summary>
    /// Our own files carry a hash in their name and the framework marks them immutable. The design system's style sheets call
    /// its fonts and icons by their plain name: its version, in the address, plays the part of the hash.
    /// </summary>
    public static IApplicationBuilder UseImmutableDsfr(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments(DsfrAssets.Root.TrimEnd('/')))
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
                {
                    context.Response.Headers.CacheControl = ForEver;
                }

                return Task.CompletedTask;
            });
        }

        return next(context);
    });
}
