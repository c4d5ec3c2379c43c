using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MailKit;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Web.Infrastructure.Jobs;

namespace Soffi.Web.Infrastructure.Mail;

/// <summary>
/// Sends what waits in the outbox. A message that could not leave is tried again, later and later, for as long as it takes.
/// A message sent just before the process died is sent again under the same Message-ID: mail servers and readers show one.
/// </summary>
public sealed class MailDelivery(SoffiDbContext database, MailTransport transport, TimeProvider clock) : IScheduledJob
{
    /// <summary>Messages of one run.</summary>
    private const int Most = 200;

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public static string Name => "courriels";

    public async Task<string?> Run(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var due = await database.OutgoingMessages.Where(m => m.SentAt == null && m.DueAt <= now).OrderBy(m => m.Id).Take(Most).ToListAsync(cancellation);
        var sent = 0;
        foreach (var row in due)
        {
            sent += await Try(row, cancellation) ? 1 : 0;
        }

        return due.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{sent} message(s) envoyé(s) sur {due.Count}");
    }

    private async Task<bool> Try(OutgoingMessage row, CancellationToken cancellation)
    {
        row.Attempts++;
        try
        {
            await transport.Send(Message(row, await Files(row.Id, cancellation)), cancellation);
            row.SentAt = clock.GetUtcNow();
            row.LastError = null;
        }
        catch (Exception e) when (e is ProtocolException or CommandException or IOException or System.Net.Sockets.SocketException or UnauthorizedAccessException
            or MailKit.Security.AuthenticationException or MailKit.Security.SslHandshakeException or ParseException or TimeoutException)
        {
            row.LastError = e.GetType().Name;
            var wait = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(row.Attempts, 10)));
            row.DueAt = clock.GetUtcNow() + (wait < LongestWait ? wait : LongestWait);
        }

        await database.SaveChangesAsync(cancellation);
        return row.SentAt is not null;
    }

    private Task<List<OutgoingAttachment>> Files(long message, CancellationToken cancellation) =>
        database.OutgoingAttachments.AsNoTracking().Where(a => a.MessageId == message).OrderBy(a => a.Id).ToListAsync(cancellation);

    private static MimeMessage Message(OutgoingMessage row, List<OutgoingAttachment> files)
    {
        var body = new BodyBuilder { TextBody = row.Body };
        foreach (var file in files)
        {
            body.Attachments.Add(file.Name, file.Bytes);
        }

        var message = new MimeMessage
        {
            Subject = row.Subject,
            Date = row.CreatedAt,
            MessageId = $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row.Key)))[..32]}@soffi",
            Body = files.Count == 0 ? new TextPart("plain") { Text = row.Body } : body.ToMessageBody(),
        };
        message.To.Add(MailboxAddress.Parse(row.To));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
