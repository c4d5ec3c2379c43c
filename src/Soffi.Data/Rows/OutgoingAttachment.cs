namespace Soffi.Data.Rows;

/// <summary>A file joined to a message of the outbox. Its bytes go away some days after the message left; the register keeps its hash.</summary>
public sealed class OutgoingAttachment
{
    public long Id { get; set; }

    public long MessageId { get; set; }

    /// <summary>Name of the file, with its extension.</summary>
    public string Name { get; set; } = "";

    public byte[] Bytes { get; set; } = [];
}
