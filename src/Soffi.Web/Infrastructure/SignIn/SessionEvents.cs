using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Soffi.Data;
using Soffi.Domain.Audit;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>What the session does at each request, beyond the framework's cookie.</summary>
internal static class SessionEvents
{
    /// <summary>Instant of the sign-in, kept with the session: renewing it never moves this one.</summary>
    public const string StartedAt = "soffi.debut";

    /// <summary>Number of the session at the portal of services, which tells its end by that number.</summary>
    public const string ProviderSession = "soffi.portail";

    public static async Task EndWhenTooOld(CookieValidatePrincipalContext context)
    {
        var clock = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>();
        var started = context.Properties.GetString(StartedAt);
        if (!DateTimeOffset.TryParse(started, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant)
            || clock.GetUtcNow() - instant >= SoffiSignIn.Longest)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(SoffiSignIn.Session);
        }
    }

    public static async Task AskToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (IsAskedByScript(request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments("/deconnexion"))
        {
            // The session ended before the person did: they are where they wanted to be.
            context.Response.Redirect("/deconnexion/terminee");
        }
        else
        {
            // What was being typed is shown again, not yet saved, after the sign-in.
            var kept = await context.HttpContext.RequestServices.GetRequiredService<HeldPosts.HeldPosts>().KeepAsync(context.HttpContext);
            var page = kept ? request.Path.Value : ReturnUrl.Of(request);
            context.Response.Redirect($"/connexion{QueryString.Create(ReturnUrl.Parameter, page!)}");
        }
    }

    /// <summary>Refuses, and notes it: who asked for which page without the right to (CGU articles 49 and 83).</summary>
    public static async Task Deny(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        var services = context.HttpContext.RequestServices;
        if (await services.GetRequiredService<CurrentUser>().FindAsync(context.HttpContext.RequestAborted) is not { } actor)
        {
            return;
        }

        services.GetRequiredService<AuditTrail>().Add(new AuditEntry(
            services.GetRequiredService<TimeProvider>().GetUtcNow(), actor.UserId, actor.DisplayName, AuditAction.AccessDenied, "page",
            Fit((context.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? ""), null,
            System.Text.Json.JsonSerializer.Serialize(new { verbe = context.Request.Method }), AuditEntry.Refused));
        await services.GetRequiredService<SoffiDbContext>().SaveChangesAsync(context.HttpContext.RequestAborted);
    }

    /// <summary>An identifier of the journal has a hundred characters at most.</summary>
    private static string Fit(string route) => route.Length <= 100 ? route : route[..100];

    /// <summary>The scripts of our pages ask for JSON; a redirect would bring them the sign-in page of another site.</summary>
    private static bool IsAskedByScript(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        return accept.Contains("json", StringComparison.OrdinalIgnoreCase)
            && !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase);
    }
}
