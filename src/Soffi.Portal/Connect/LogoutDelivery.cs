using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Soffi.Portal.Store;

namespace Soffi.Portal.Connect;

/// <summary>
/// Tells the services that a session has ended (OpenID Connect Back-Channel Logout 1.0), at once, then again later when a
/// service does not answer.
/// </summary>
public sealed partial class LogoutDelivery(
    IServiceScopeFactory scopes,
    IHttpClientFactory clients,
    LogoutTokens tokens,
    LogoutSignal signal,
    IOptions<PortalOptions> options,
    TimeProvider clock,
    ILogger<LogoutDelivery> logger) : BackgroundService
{
    /// <summary>Name of the HTTP client that reaches the services.</summary>
    public const string Client = "portail-deconnexion";

    private const int BatchSize = 50;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Taken = TimeSpan.FromMinutes(1);

    /// <summary>The sessions of a service end by themselves within this time.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(12);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DeliverAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever went wrong with the database, the next round tries again.
            catch (Exception error)
#pragma warning restore CA1031
            {
                LogRound(error);
            }

            await signal.WaitAsync(Pace, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task DeliverAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        var now = clock.GetUtcNow();
        var due = await database.LogoutNotices.AsNoTracking().Where(notice => notice.NextAttemptAt <= now)
            .OrderBy(notice => notice.NextAttemptAt).Take(BatchSize).ToListAsync(cancellation);
        foreach (var notice in due)
        {
            await DeliverAsync(database, notice, cancellation);
        }
    }

    private async Task DeliverAsync(PortalDbContext database, LogoutNotice notice, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var mine = database.LogoutNotices.Where(row => row.Id == notice.Id);
        var taken = await mine.Where(row => row.Attempts == notice.Attempts).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Attempts, notice.Attempts + 1).SetProperty(row => row.NextAttemptAt, now + Taken), cancellation);
        var address = options.Value.Clients.FirstOrDefault(client => client.ClientId == notice.ClientId)?.BackChannelLogoutUri;
        if (taken == 0)
        {
            return;
        }

        if (string.IsNullOrEmpty(address) || now - notice.CreatedAt > Kept || await PostAsync(address, notice, cancellation))
        {
            await mine.ExecuteDeleteAsync(cancellation);
            return;
        }

        var wait = TimeSpan.FromSeconds(Math.Min(600, 5 << Math.Min(notice.Attempts, 7)));
        await mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAttemptAt, now + wait), cancellation);
    }

    private async Task<bool> PostAsync(string address, LogoutNotice notice, CancellationToken cancellation)
    {
        try
        {
            using var client = clients.CreateClient(Client);
            using var content = new FormUrlEncodedContent([KeyValuePair.Create("logout_token", tokens.Create(notice))]);
            using var answer = await client.PostAsync(new Uri(address), content, cancellation);
            if (!answer.IsSuccessStatusCode)
            {
                LogRefused(notice.ClientId, (int)answer.StatusCode);
            }

            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            LogUnreachable(notice.ClientId, error);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The waiting logout notices could not be read")]
    private partial void LogRound(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Service {Client} refused a logout notice with status {Status}")]
    private partial void LogRefused(string client, int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Service {Client} could not be told of a logout")]
    private partial void LogUnreachable(string client, Exception error);
}
