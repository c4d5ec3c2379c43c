using System.Diagnostics;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Soffi.Web.Features.Errors;

namespace Soffi.Web.Infrastructure.Errors;

/// <summary>
/// Pages for what went wrong. They are written on the spot and not by a second trip through the pipeline: that trip would
/// meet again what has just failed (the sign-in ticket kept in the database) and the gates (terms of use, closures), which
/// would answer something else.
/// </summary>
public static class ErrorPages
{
    /// <summary>Time after which an unreachable database is worth another try, in seconds.</summary>
    public const int RetryAfterSeconds = 60;

    public static IApplicationBuilder UseErrorPages(this IApplicationBuilder app) => app
        .UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => Write(context, StatusOf(context.Features.Get<IExceptionHandlerFeature>()?.Error)),
            AllowStatusCode404Response = true,
            SuppressDiagnosticsCallback = _ => false,
        })
        .UseStatusCodePages(context => Write(context.HttpContext, context.HttpContext.Response.StatusCode));

    /// <summary>What people quote to the assistance, and what the logs carry.</summary>
    public static string RequestNumber(HttpContext context) => Activity.Current?.TraceId.ToString() is { } trace
        ? trace[..16]
        : context.TraceIdentifier;

    private static int StatusOf(Exception? error) => error switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        AntiforgeryValidationException => StatusCodes.Status400BadRequest,
        _ when Unavailable.Is(error) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static async Task Write(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable && context.Response.Headers.RetryAfter.Count == 0)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await Write(context, ErrorViewModel.For(status, RequestNumber(context)));
    }

    /// <summary>Writes that page, or the same as a problem for our scripts.</summary>
    public static async Task Write(HttpContext context, ErrorViewModel model)
    {
        context.Response.StatusCode = model.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (WantsJson(context.Request))
        {
            var problem = new ProblemDetails { Status = model.Status, Title = model.Title, Detail = model.Explanation };
            problem.Extensions["numeroDemande"] = model.RequestNumber;
            await context.Response.WriteAsJsonAsync(problem, options: null, "application/problem+json", context.RequestAborted);
            return;
        }

        await View(context, model);
    }

    private static Task View(HttpContext context, ErrorViewModel model)
    {
        var route = new RouteData();
        route.Values["controller"] = "Errors";
        var action = new ActionDescriptor { RouteValues = { ["controller"] = "Errors" } };
        var result = new ViewResult
        {
            ViewName = "Error",
            StatusCode = model.Status,
            ViewData = new ViewDataDictionary<ErrorViewModel>(
                context.RequestServices.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary())
            {
                Model = model,
            },
        };
        return context.RequestServices.GetRequiredService<IActionResultExecutor<ViewResult>>()
            .ExecuteAsync(new ActionContext(context, route, action), result);
    }

    /// <summary>True for the read interface, and for the scripts of our pages, which ask for JSON and nothing else.</summary>
    private static bool WantsJson(HttpRequest request) =>
        request.Path.StartsWithSegments(ApiKeys.ApiKeys.Path) || (request.Headers.Accept.ToString() is var accept
        && accept.Contains("json", StringComparison.OrdinalIgnoreCase)
        && !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase));
}
