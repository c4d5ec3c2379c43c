namespace Soffi.Data.Rows;

/// <summary>
/// A message to send, written in the transaction of the act it tells: a dead mail server delays it, and never loses nor
/// doubles it.
/// </summary>
public sealed class OutgoingMessage
{
    public long Id { get; set; }

    /// <summary>Unique: the same message asked twice is sent once. It is also the identifier of the sent message.</summary>
    public string Key { get; set; } = "";

    public string To { get; set; } = "";

    public string Subject { get; set; } = "";

    /// <summary>Plain text, in French.</summary>
    public string Body { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the next attempt is due.</summary>
    public DateTimeOffset DueAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>Class of the last failure, without any personal data.</summary>
    public string? LastError { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    /// <summary>Files joined; not loaded with the message.</summary>
    public List<OutgoingAttachment> Attachments { get; set; } = [];
}
