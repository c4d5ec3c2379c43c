using System.Globalization;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Soffi.Portal.Mail;

/// <summary>A message written on this machine, newest first in lists.</summary>
/// <param name="Name">Name of its file, without extension.</param>
/// <param name="SentAt">Instant written in the message.</param>
public sealed record WrittenMail(string Name, DateTimeOffset SentAt, string To, string Subject, string Body);

/// <summary>
/// Reads the messages written on a workstation. Their links open accounts: they are shown only when the portal is reached
/// on the machine itself.
/// </summary>
public sealed class WrittenMails(IOptions<MailOptions> mail, IOptions<PortalOptions> portal, MailTransport transport)
{
    private const int Most = 200;

    /// <summary>True when messages stay on this machine and only this machine reaches the portal.</summary>
    public bool AreShown => mail.Value.IsWritten && portal.Value.PlainHttp;

    public async Task<IReadOnlyList<WrittenMail>> ListAsync(CancellationToken cancellation)
    {
        if (!Directory.Exists(transport.Folder))
        {
            return [];
        }

        var mails = new List<WrittenMail>();
        foreach (var path in Files().OrderDescending(StringComparer.Ordinal).Take(Most))
        {
            mails.Add(await ReadAsync(path, cancellation));
        }

        return mails;
    }

    public async Task<WrittenMail?> FindAsync(string name, CancellationToken cancellation) =>
        PathOf(name) is { } path ? await ReadAsync(path, cancellation) : null;

    /// <summary>The file of that message, or null: the name is looked for in the folder, never joined to a path.</summary>
    public string? PathOf(string name) => Directory.Exists(transport.Folder)
        ? Files().FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == name)
        : null;

    /// <summary>The service that hosts the portal writes there too; a file whose name starts with a dot is not whole yet.</summary>
    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(transport.Folder, "*.eml").Where(path => Path.GetFileName(path)[0] != '.');

    private static async Task<WrittenMail> ReadAsync(string path, CancellationToken cancellation)
    {
        using var message = await MimeMessage.LoadAsync(path, cancellation);
        return new WrittenMail(
            Path.GetFileNameWithoutExtension(path), message.Date,
            string.Join(", ", message.To.Mailboxes.Select(to => to.Address)), message.Subject ?? "", message.TextBody ?? "");
    }

    /// <summary>Day and hour of Paris, in words.</summary>
    public static string InParis(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"))
            .ToString("d MMMM yyyy 'à' HH'\u00a0h\u00a0'mm", CultureInfo.GetCultureInfo("fr-FR"));
}
