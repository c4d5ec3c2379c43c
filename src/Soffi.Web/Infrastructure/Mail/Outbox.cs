using Soffi.Data;
using Soffi.Data.Rows;

namespace Soffi.Web.Infrastructure.Mail;

/// <summary>A file to join.</summary>
public sealed record MailFile(string Name, byte[] Bytes);

/// <summary>
/// What is to be told to people, written with the act it tells: saved or given up with it. <see cref="MailDelivery"/> sends
/// it afterwards.
/// </summary>
public sealed class Outbox(SoffiDbContext database, TimeProvider clock)
{
    /// <summary>Adds the message to the unit of work.</summary>
    /// <param name="key">Unique and stable for that message: asked twice, it is sent once.</param>
    /// <param name="to">Address.</param>
    /// <param name="subject">One line.</param>
    /// <param name="lines">Paragraphs, in French; a greeting and a signature are put around them.</param>
    public void Add(string key, string to, string subject, params string[] lines) => Add(key, to, subject, [], lines);

    /// <summary>The same with files, kept with the message until it left.</summary>
    public void Add(string key, string to, string subject, IReadOnlyList<MailFile> files, params string[] lines)
    {
        var now = clock.GetUtcNow();
        database.OutgoingMessages.Add(new OutgoingMessage
        {
            Key = key,
            To = to,
            Subject = subject,
            Body = string.Join("\n\n", ["Bonjour,", .. lines, "Soffi – Délégation générale à l’emploi et à la formation professionnelle\nCe message est envoyé automatiquement\u00a0: n’y répondez pas."]) + "\n",
            CreatedAt = now,
            DueAt = now,
            Attachments = [.. files.Select(f => new OutgoingAttachment { Name = f.Name, Bytes = f.Bytes })],
        });
    }
}
