using Soffi.Portal.Store;

namespace Soffi.Portal.Mail;

/// <summary>
/// Messages of the portal. They are written in the database with the change they tell of and leave afterwards: a page
/// answers in the same time whether there is a message to send or not, and a server that is down loses nothing.
/// </summary>
public sealed class PortalMail(PortalDbContext database, MailSignal signal, TimeProvider clock)
{
    private const string Closing = "\n\nCe message est envoyé automatiquement : n’y répondez pas.\nLe portail de services\n";

    /// <summary>Adds a message to the changes being prepared; <see cref="SaveAsync"/> saves both.</summary>
    public void Add(string to, string subject, string body)
    {
        var now = clock.GetUtcNow();
        database.Mails.Add(new OutgoingMail
        {
            Id = Guid.CreateVersion7(now),
            To = to,
            Subject = subject,
            Body = $"Bonjour,\n\n{body}{Closing}",
            CreatedAt = now,
            NextAttemptAt = now,
        });
    }

    /// <summary>Saves what was prepared and lets the messages go; inside a transaction, <see cref="CommitAsync"/> does.</summary>
    public async Task SaveAsync(CancellationToken cancellation)
    {
        await database.SaveChangesAsync(cancellation);
        if (database.Database.CurrentTransaction is null)
        {
            signal.Wake();
        }
    }

    /// <summary>Saves and ends the transaction, then lets the messages go: before its end nobody else sees them.</summary>
    public async Task CommitAsync(CancellationToken cancellation)
    {
        await database.SaveChangesAsync(cancellation);
        await database.Database.CommitTransactionAsync(cancellation);
        signal.Wake();
    }
}

/// <summary>Wakes the delivery of the messages.</summary>
public sealed class MailSignal : WorkSignal;
