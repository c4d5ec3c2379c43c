using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;

namespace Soffi.Web.Infrastructure.Database;

/// <param name="Ready">Requests may be sent to this instance.</param>
/// <param name="Database">The database answers.</param>
/// <param name="Migrations">Its schema is the one this version needs.</param>
/// <param name="Forms">Published forms, all readable; null when that could not be asked.</param>
/// <param name="Reason">A French sentence when not ready.</param>
public sealed record ReadinessReport(bool Ready, bool Database, bool Migrations, int? Forms, string? Reason);

/// <summary>Whether this instance can serve: database reachable, migrations applied, published forms readable.</summary>
public sealed partial class Readiness(IServiceScopeFactory scopes, FormCatalog catalog, ILogger<Readiness> logger)
{
    /// <summary>A probe must answer even when the server does not.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>A probe waits that long for what is done first, rather than be asked again.</summary>
    private static readonly TimeSpan PatienceAtStart = TimeSpan.FromSeconds(2);

    private volatile Task _first = Task.CompletedTask;

    /// <summary>The instance is not ready before that ends, however it ends.</summary>
    public void After(Task first) => _first = Task.WhenAll(_first, first);

    public async Task<ReadinessReport> Ask(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            var report = await AskDatabase(limit.Token);
            return report.Ready && await Task.WhenAny(_first, Task.Delay(PatienceAtStart, limit.Token)) != _first
                ? report with { Ready = false, Reason = "Le portail se prépare\u00a0: il répondra dans quelques secondes." }
                : report;
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            LogUnreachable(error);
            return new ReadinessReport(false, false, false, null, "La base de données ne répond pas.");
        }
    }

    private async Task<ReadinessReport> AskDatabase(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SoffiDbContext>();
        if (!await context.Database.CanConnectAsync(cancellation))
        {
            return new ReadinessReport(false, false, false, null, "La base de données ne répond pas.");
        }

        if (!context.CanKeep)
        {
            return new ReadinessReport(false, true, false, null, "Le disque de la base de données a refusé une écriture\u00a0: vérifiez-le, puis redémarrez le portail.");
        }

        if ((await context.Database.GetPendingMigrationsAsync(cancellation)).Any())
        {
            return new ReadinessReport(false, true, false, null, "La base de données n’est pas à jour : lancez « migrate ».");
        }

        var versions = await context.FormVersions.Select(f => f.Id).ToListAsync(cancellation);
        try
        {
            foreach (var version in versions)
            {
                await catalog.Definition(version, cancellation);
            }
        }
        catch (InvalidOperationException error)
        {
            LogUnreadableForm(error);
            return new ReadinessReport(false, true, true, null, "Un formulaire publié est illisible.");
        }

        return new ReadinessReport(true, true, true, versions.Count, null);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database does not answer the ready probe")]
    private partial void LogUnreachable(Exception error);

    [LoggerMessage(Level = LogLevel.Critical, Message = "A published form cannot be read")]
    private partial void LogUnreadableForm(Exception error);
}
