using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;

namespace Soffi.Web.Infrastructure.Database;

/// <summary>
/// Seals the journal every five minutes and when the process stops. Each digest goes to the logs too: kept outside the
/// database, they show that no seal was taken away with the entries it covered.
/// </summary>
public sealed partial class JournalSealing(IServiceScopeFactory scopes, TimeProvider clock, ILogger<JournalSealing> logger) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Seal(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Seal(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops: StopAsync seals what is left.
        }
    }

    private async Task Seal(CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<AuditSealer>().Seal(cancellation) is { } digest)
            {
                LogSealed(digest);
            }
        }
        catch (Exception error) when (error is DbException or DbUpdateException or InvalidOperationException)
        {
            LogNotSealed(error); // Not migrated yet, or out of reach: the next round seals what this one could not.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Journal sealed, digest {Digest}")]
    private partial void LogSealed(string digest);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal could not be sealed")]
    private partial void LogNotSealed(Exception error);
}
