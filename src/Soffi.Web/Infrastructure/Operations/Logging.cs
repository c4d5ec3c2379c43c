using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Soffi.Web.Infrastructure.Operations;

/// <summary>
/// Logs: one JSON object a line on standard output, with the request number and no personal data. On a workstation
/// (Development) plain lines, readable in a terminal.
/// </summary>
public static class Logging
{
    public static WebApplicationBuilder AddSoffiLogging(this WebApplicationBuilder builder)
    {
        builder.Services.AddSerilog((_, logger) =>
        {
            logger.MinimumLevel.Information()
                .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                .MinimumLevel.Override("System", LogEventLevel.Warning)
                .MinimumLevel.Override("OpenIddict", LogEventLevel.Warning)
                // It writes the provider's own words, which may name the person; « Soffi.SignIn » says what happened.
                .MinimumLevel.Override("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogEventLevel.Fatal)
                .ReadFrom.Configuration(builder.Configuration)
                .Enrich.FromLogContext();
            if (builder.Environment.IsDevelopment())
            {
                logger.WriteTo.Console(formatProvider: System.Globalization.CultureInfo.InvariantCulture);
            }
            else
            {
                logger.WriteTo.Console(new RenderedCompactJsonFormatter());
            }
        },
        preserveStaticLogger: true); // Applications of one process, as in the tests, would take each other's logger away.
        return builder;
    }

    /// <summary>One line a request: verb, route pattern (never the query, which may hold what people type), status, duration.</summary>
    public static WebApplication UseSoffiRequestLog(this WebApplication app)
    {
        app.UseSerilogRequestLogging(options =>
        {
            options.Logger = app.Services.GetRequiredService<Serilog.ILogger>();
            options.MessageTemplate = "{RequestMethod} {Route} {StatusCode} {Elapsed:0} ms";
            options.IncludeQueryInRequestPath = false;
            options.GetLevel = (context, _, exception) => exception is not null || context.Response.StatusCode >= 500
                ? LogEventLevel.Error
                : IsProbe(context) || IsQuiet(context) ? LogEventLevel.Debug : LogEventLevel.Information;
            options.EnrichDiagnosticContext = (diagnostics, context) =>
            {
                diagnostics.Set("Route", (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "-");
                diagnostics.Set("RequestNumber", context.TraceIdentifier);
            };
        });
        return app;
    }

    private static bool IsQuiet(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status200OK && context.GetEndpoint()?.Metadata.GetMetadata<QuietWhenWellAttribute>() is not null;

    private static bool IsProbe(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/sante") || context.Request.Path.StartsWithSegments("/metrics");
}
