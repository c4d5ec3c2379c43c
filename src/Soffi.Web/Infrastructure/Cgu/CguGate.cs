using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Portal;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Infrastructure.Cgu;

/// <summary>
/// Nothing opens to a signed-in person who has not accepted the terms of use in force (CGU articles 5 and 13), but the
/// pages of <see cref="OpenBeforeCguAttribute"/>. Stands after authorization: who may not see a page is told so first.
/// </summary>
public sealed class CguGate(RequestDelegate next, CguSchedule schedule)
{
    /// <summary>Where the terms are read and accepted.</summary>
    public const string AcceptancePath = "/cgu/acceptation";

    public async Task InvokeAsync(
        HttpContext http, CurrentUser current, SoffiDbContext database, HeldPosts.HeldPosts held)
    {
        if (http.GetEndpoint() is not { } endpoint || IsOpen(endpoint) || await current.FindAsync(http.RequestAborted) is not { } actor
            || await HasAccepted(actor, current, database, http.RequestAborted))
        {
            await next(http);
            return;
        }

        http.Response.Headers.CacheControl = "no-store";
        if (IsAskedByScript(http.Request))
        {
            await Refuse(http);
            return;
        }

        var page = await held.KeepAsync(http) ? http.Request.Path.Value! : ReturnUrl.Of(http.Request);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = AcceptancePath + QueryString.Create(ReturnUrl.Parameter, page);
    }

    /// <summary>Whether that endpoint opens before acceptance.</summary>
    public static bool IsOpen(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<OpenBeforeCguAttribute>() is not null
        || endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
        || IsOfThePortal(endpoint);

    /// <summary>The local portal of services is another site that happens to live in the same process.</summary>
    public static bool IsOfThePortal(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ControllerActionDescriptor>()?.ControllerTypeInfo.Assembly == typeof(LocalPortal).Assembly;

    /// <summary>
    /// What was accepted before the agreement ended opens nothing any more (CGU articles 19, 79, 80).
    /// Without any text in force there is nothing to accept and the service stays shut, save to those who may publish one.
    /// </summary>
    private async Task<bool> HasAccepted(Actor actor, CurrentUser current, SoffiDbContext database, CancellationToken cancellation)
    {
        if (await schedule.InForceAsync(cancellation) is not { } edition)
        {
            return actor.Has(Permission.AdministerCgu);
        }

        return current.AcceptedBy(actor.UserId) is { } accepted
            ? accepted.Contains(edition.Id)
            : await database.CguAcceptances.AnyAsync(
                a => a.UserId == actor.UserId && a.CguVersionId == edition.Id
                    && !database.CguEndings.Any(e => e.UserId == a.UserId && e.At >= a.AcceptedAt),
                cancellation);
    }

    private static bool IsAskedByScript(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        return request.HasJsonContentType()
            || (accept.Contains("json", StringComparison.OrdinalIgnoreCase) && !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase));
    }

    private static Task Refuse(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        var problem = new ProblemDetails
        {
            Status = StatusCodes.Status403Forbidden,
            Title = "Conditions générales d’utilisation à accepter",
            Detail = "De nouvelles conditions générales d’utilisation sont en vigueur\u00a0: ouvrez une page de Soffi, lisez-les et acceptez-les, puis recommencez.",
        };
        problem.Extensions["acceptation"] = AcceptancePath;
        return http.Response.WriteAsJsonAsync(problem, options: null, "application/problem+json", http.RequestAborted);
    }
}

public static class CguGateRegistration
{
    public static IApplicationBuilder UseCguGate(this IApplicationBuilder app) => app.UseMiddleware<CguGate>();
}
