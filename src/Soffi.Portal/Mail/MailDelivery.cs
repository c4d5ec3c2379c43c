using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Soffi.Portal.Store;

namespace Soffi.Portal.Mail;

/// <summary>Sends the waiting messages, each once, and tries again later when the server does not take it.</summary>
internal sealed partial class MailDelivery(
    IServiceScopeFactory scopes, MailTransport transport, MailSignal signal, TimeProvider clock, ILogger<MailDelivery> logger)
    : BackgroundService
{
    private const int BatchSize = 20;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    /// <summary>Time during which another process leaves a message to the one that took it.</summary>
    private static readonly TimeSpan Taken = TimeSpan.FromMinutes(2);

    /// <summary>After this time the links of a message have expired: it is given up.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DeliverAsync(stoppingToken);
                await signal.WaitAsync(Pace, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever went wrong with the database, the next round tries again: messages must not stop for ever.
            catch (Exception error)
#pragma warning restore CA1031
            {
                LogRound(error);
                await signal.WaitAsync(Pace, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task DeliverAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        while (true)
        {
            var now = clock.GetUtcNow();
            var due = await database.Mails.AsNoTracking().Where(mail => mail.NextAttemptAt <= now)
                .OrderBy(mail => mail.NextAttemptAt).Take(BatchSize).ToListAsync(cancellation);
            foreach (var mail in due)
            {
                await DeliverAsync(database, mail, cancellation);
            }

            if (due.Count < BatchSize)
            {
                return;
            }
        }
    }

    private async Task DeliverAsync(PortalDbContext database, OutgoingMail mail, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var mine = database.Mails.Where(row => row.Id == mail.Id);
        var taken = await mine.Where(row => row.Attempts == mail.Attempts).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Attempts, mail.Attempts + 1).SetProperty(row => row.NextAttemptAt, now + Taken), cancellation);
        if (taken == 0)
        {
            return;
        }

        try
        {
            await transport.SendAsync(mail.Id, mail.To, mail.Subject, mail.Body, cancellation);
        }
#pragma warning disable CA1031 // Network, protocol, refusal, disk: each is a message to try again.
        catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotSent(mail.Id, mail.Attempts + 1, error);
            if (now - mail.CreatedAt > Kept)
            {
                await mine.ExecuteDeleteAsync(cancellation);
                return;
            }

            // One minute, two, four… an hour at most.
            var wait = TimeSpan.FromMinutes(Math.Min(60, 1 << Math.Min(mail.Attempts, 6)));
            await mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAttemptAt, now + wait), cancellation);
            return;
        }

        await mine.ExecuteDeleteAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The waiting messages could not be read")]
    private partial void LogRound(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Id} was not sent at attempt {Attempt}")]
    private partial void LogNotSent(Guid id, int attempt, Exception error);
}
