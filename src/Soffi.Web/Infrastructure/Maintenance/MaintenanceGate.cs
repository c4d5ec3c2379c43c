using System.Globalization;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Maintenance;
using Soffi.Web.Features.Errors;
using Soffi.Web.Infrastructure.Errors;
using Soffi.Web.Infrastructure.HeldPosts;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Infrastructure.Maintenance;

/// <summary>
/// Answers 503, with the hour of reopening, for what a window closes or makes read only (CGU articles 38 and 39). Those who
/// decide the windows go through. What was typed is kept: for a few minutes it is saved all the same, then it is held.
/// </summary>
public sealed class MaintenanceGate(RequestDelegate next, MaintenanceSchedule schedule, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext http, CurrentUser current, HeldPosts.HeldPosts held)
    {
        if (FeatureOf(http.Request.Path) is not { } feature || await schedule.Running(feature, http.RequestAborted) is not { } window
            || IsOpen(http, window) || await current.FindAsync(http.RequestAborted) is { } actor && actor.Has(Permission.AdministerMaintenance))
        {
            await next(http);
            return;
        }

        var now = clock.GetUtcNow();
        var kept = await held.KeepAsync(http) && window.EndsAt - now < HeldPosts.HeldPosts.Lifetime;
        http.Response.Headers.RetryAfter = Math.Ceiling((window.EndsAt - now).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await ErrorPages.Write(http, Page(window, now, kept, http));
    }

    /// <summary>The part of the service at that address; null for what is never closed: home, help, terms of use, legal pages, probes.</summary>
    public static MaintainedFeature? FeatureOf(PathString path) => path.Value?.Split('/').ElementAtOrDefault(1)?.ToLowerInvariant() switch
    {
        "declarations" => MaintainedFeature.Declarations,
        "instruction" => MaintainedFeature.Review,
        "statistiques" => MaintainedFeature.Statistics,
        "campagnes" => MaintainedFeature.Campaigns,
        "acces" or "audit" => MaintainedFeature.Everything,
        _ => null,
    };

    private bool IsOpen(HttpContext http, MaintenanceWindow window)
    {
        var changes = !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method));
        return (window.Mode == MaintenanceMode.ReadOnly && !changes)
            || (changes && clock.GetUtcNow() - window.StartsAt < MaintenanceWindow.Grace && http.GetEndpoint()?.Metadata.GetMetadata<HoldsPostAttribute>() is not null);
    }

    private static ErrorViewModel Page(MaintenanceWindow window, DateTimeOffset now, bool kept, HttpContext http)
    {
        var posted = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);
        var said = kept ? "Ce que vous venez d’envoyer est conservé\u00a0: rouvrez la même page après la réouverture, dans ce navigateur, puis enregistrez."
            : posted ? "Ce que vous venez d’envoyer n’a pas été enregistré. Ce qui l’était déjà est conservé."
            : "Ce qui était enregistré est conservé.";
        return new ErrorViewModel(
            StatusCodes.Status503ServiceUnavailable,
            $"{MaintenanceWords.Subject(window.Feature)}\u00a0: {(window.Mode == MaintenanceMode.ReadOnly ? "lecture seule" : "fermeture")} pour maintenance",
            $"{MaintenanceWords.Sentence(window, now)} {said}",
            $"Revenez après la réouverture, le {ParisTime.DayAndHour(window.EndsAt)}.", ErrorPages.RequestNumber(http))
        {
            Bare = false,
        };
    }
}

public static class MaintenanceGateRegistration
{
    public static IApplicationBuilder UseMaintenanceGate(this IApplicationBuilder app) => app.UseMiddleware<MaintenanceGate>();
}
