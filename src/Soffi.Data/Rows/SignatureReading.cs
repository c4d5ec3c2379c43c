namespace Soffi.Data.Rows;

/// <summary>
/// What a signatory had under their eyes on the page that certifies: kept so that what changed since can be shown. One row a
/// version read, a few of them a person and a statement.
/// </summary>
public sealed class SignatureReading
{
    public Guid Id { get; set; }

    public Guid DeclarationId { get; set; }

    public Guid UserId { get; set; }

    /// <summary>SHA-256 of <see cref="Content"/>: the page carries it.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>Canonical JSON of the content (see SealedContent).</summary>
    public string Content { get; set; } = "";

    /// <summary>Last time that very version was shown to them.</summary>
    public DateTimeOffset ReadAt { get; set; }
}
