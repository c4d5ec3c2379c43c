using System.Data.Common;
using System.Threading.Channels;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Web.Infrastructure.Cgu;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Infrastructure.Traces;

/// <summary>
/// Keeps which pages signed-in people ask for (CGU article 84): the pattern of the route, never the query nor what is typed.
/// Traces wait in memory a moment and are written together: a page never waits for them.
/// </summary>
public sealed partial class NavigationLog(IServiceScopeFactory scopes, TimeProvider clock, ILogger<NavigationLog> logger) : BackgroundService
{
    /// <summary>Traces that may wait; beyond, the service being stuck, the newest are lost and the log says so.</summary>
    private const int Room = 20_000;

    private const int Batch = 500;

    /// <summary>How long traces wait for others.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Channel<NavigationTrace> _waiting = Channel.CreateBounded<NavigationTrace>(new BoundedChannelOptions(Room) { SingleReader = false });

    /// <summary>Notes that request, once it is answered.</summary>
    public void Note(HttpContext http)
    {
        if (SoffiPrincipal.UserId(http.User) is not { } user || http.GetEndpoint() is not RouteEndpoint endpoint || !IsPage(endpoint))
        {
            return;
        }

        var trace = new NavigationTrace
        {
            At = clock.GetUtcNow(),
            UserId = user,
            Method = Fit(http.Request.Method, 10),
            Route = Fit("/" + endpoint.RoutePattern.RawText?.TrimStart('/'), 200),
            Status = http.Response.StatusCode,
        };
        if (!_waiting.Writer.TryWrite(trace))
        {
            LogLost();
        }
    }

    /// <summary>Writes what waits now.</summary>
    public async Task Flush(CancellationToken cancellation = default)
    {
        var batch = new List<NavigationTrace>();
        while (batch.Count < Batch && _waiting.Reader.TryRead(out var trace))
        {
            batch.Add(trace);
            if (batch.Count == Batch || !_waiting.Reader.TryPeek(out _))
            {
                await Write(batch, cancellation);
                batch = [];
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Flush(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Flush(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops: StopAsync writes what is left.
        }
    }

    private async Task Write(List<NavigationTrace> batch, CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<NavigationTrail>().Write(batch, cancellation);
        }
        catch (Exception e) when (e is DbException or DbUpdateException or InvalidOperationException)
        {
            LogNotWritten(batch.Count, e);
        }
    }

    /// <summary>Neither style sheets, nor probes, nor the sign-in pages of the portal, nor what scripts ask by themselves.</summary>
    private static bool IsPage(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && endpoint.Metadata.GetMetadata<NotTracedAttribute>() is null && !CguGate.IsOfThePortal(endpoint)
        && endpoint.RoutePattern.RawText?.TrimStart('/') is { } path && !path.StartsWith("sante", StringComparison.Ordinal) && !path.StartsWith("metrics", StringComparison.Ordinal);

    private static string Fit(string text, int most) => text.Length <= most ? text : text[..most];

    [LoggerMessage(Level = LogLevel.Warning, Message = "A navigation trace was lost: too many wait")]
    private partial void LogLost();

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} navigation traces could not be written")]
    private partial void LogNotWritten(int count, Exception error);
}

/// <summary>What a script asks by itself, and tells nothing of what the person does.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NotTracedAttribute : Attribute;

public static class NavigationSetup
{
    public static IServiceCollection AddNavigationTraces(this IServiceCollection services) => services
        .AddSingleton<NavigationLog>().AddHostedService(provider => provider.GetRequiredService<NavigationLog>());

    public static IApplicationBuilder UseNavigationTraces(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        try
        {
            await next(http);
        }
        finally
        {
            http.RequestServices.GetRequiredService<NavigationLog>().Note(http);
        }
    });
}
