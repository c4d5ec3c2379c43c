using System.Net;
using OpenTelemetry.Metrics;
using Soffi.Web.Infrastructure.Antivirus;

namespace Soffi.Web.Infrastructure.Operations;

/// <summary>
/// Prometheus metrics at <c>/metrics</c>: requests, durations, Kestrel, runtime. Answered to the loopback and to the
/// addresses of <c>Metrics:AllowedNetworks</c> (CIDR list); anybody else gets a 404, as for a page that does not exist.
/// </summary>
public static class Metrics
{
    public static WebApplicationBuilder AddSoffiMetrics(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddAspNetCoreInstrumentation()
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", AntivirusScan.MeterName)
            .AddPrometheusExporter());
        return builder;
    }

    /// <summary>Before authentication: a scraper has no account.</summary>
    public static WebApplication UseSoffiMetrics(this WebApplication app)
    {
        var networks = (app.Configuration.GetSection("Metrics:AllowedNetworks").Get<string[]>() ?? [])
            .Select(IPNetwork.Parse).ToArray();
        app.UseOpenTelemetryPrometheusScrapingEndpoint(context =>
            context.Request.Path == "/metrics" && IsAllowed(context.Connection.RemoteIpAddress, networks));
        return app;
    }

    private static bool IsAllowed(IPAddress? address, IPNetwork[] networks)
    {
        if (address is null || IPAddress.IsLoopback(address))
        {
            return true; // No address: an in-process request.
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(n => n.Contains(plain));
    }
}
