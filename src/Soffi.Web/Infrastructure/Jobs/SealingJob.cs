using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;

namespace Soffi.Web.Infrastructure.Jobs;

/// <summary>
/// Seals the journal and the navigation traces. Each digest of the journal goes to the logs too: kept outside the database,
/// they show that no seal was taken away with the entries it covered.
/// </summary>
public sealed partial class SealingJob(AuditSealer journal, NavigationTrail navigation, ILogger<SealingJob> logger) : IScheduledJob
{
    public static string Name => "scellement";

    public async Task<string?> Run(CancellationToken cancellation)
    {
        var traces = await navigation.Seal(cancellation);
        if (await journal.Seal(cancellation) is not { } digest)
        {
            return traces == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{traces} trace(s) de navigation scellée(s)");
        }

        LogSealed(digest);
        return string.Create(CultureInfo.InvariantCulture, $"journal scellé, empreinte {digest}, et {traces} trace(s) de navigation");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Journal sealed, digest {Digest}")]
    private partial void LogSealed(string digest);
}

/// <summary>Seals what is left when the process stops.</summary>
public sealed partial class SealingAtStop(IServiceScopeFactory scopes, ILogger<SealingAtStop> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<SealingJob>().Run(cancellationToken);
        }
        catch (Exception error) when (error is DbException or DbUpdateException or InvalidOperationException)
        {
            LogNotSealed(error); // Not migrated yet, or out of reach: the next start seals what this one could not.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal could not be sealed")]
    private partial void LogNotSealed(Exception error);
}
