using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Soffi.Portal.Pages;

/// <summary>
/// Security headers of the pages of the portal: nothing inline, no frame, no cache. Browsers apply <c>form-action</c>
/// to the redirects that follow a form, hence the origins of the registered clients.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PortalPageAttribute : ResultFilterAttribute
{
    public override void OnResultExecuting(ResultExecutingContext context)
    {
        var options = context.HttpContext.RequestServices.GetRequiredService<IOptions<PortalOptions>>().Value;
        var origins = options.Clients
            .SelectMany(client => client.RedirectUris.Concat(client.PostLogoutRedirectUris))
            .Select(uri => new Uri(uri).GetLeftPart(UriPartial.Authority))
            .Distinct(StringComparer.OrdinalIgnoreCase);
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + $"base-uri 'none'; frame-ancestors 'none'; form-action 'self' {string.Join(' ', origins)}";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
    }
}
