namespace Soffi.Data.Rows;

/// <summary>
/// A sealed run of the journal. Each segment is chained to the one before by its digest; it stays when the entries it
/// covers are purged (CGU article 83), and then still proves that nothing else was removed.
/// </summary>
public sealed class AuditSegment
{
    public int Id { get; set; }

    public long FirstEntryId { get; set; }

    public long LastEntryId { get; set; }

    public int Count { get; set; }

    /// <summary>Digest of the segment before; 64 zeros for the first.</summary>
    public string PreviousDigest { get; set; } = "";

    /// <summary>SHA-256 over <see cref="PreviousDigest"/> and <see cref="Leaves"/>, 64 lower-case hexadecimal digits.</summary>
    public string Digest { get; set; } = "";

    /// <summary>Identifier (8 bytes, big-endian) and SHA-256 (32 bytes) of each entry, in order: what names the faulty one.</summary>
    public byte[] Leaves { get; set; } = [];

    public DateTimeOffset SealedAt { get; set; }
}
