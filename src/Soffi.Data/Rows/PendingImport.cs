namespace Soffi.Data.Rows;

/// <summary>
/// A workbook brought back by somebody, kept a day while they decide what to take of it. Nothing of it is in the statement until
/// then. Only its author sees it.
/// </summary>
public sealed class PendingImport
{
    public Guid Id { get; set; }

    public Guid DeclarationId { get; set; }

    public Guid AuthorId { get; set; }

    /// <summary>The version of the form it was laid out on.</summary>
    public int FormVersionId { get; set; }

    /// <summary>Revision of the statement when the workbook was made.</summary>
    public int BaseRevision { get; set; }

    /// <summary>When the workbook was made.</summary>
    public DateTimeOffset MadeAt { get; set; }

    /// <summary>As its author names it.</summary>
    public string FileName { get; set; } = "";

    /// <summary>« xlsx », « ods ».</summary>
    public string Format { get; set; } = "";

    /// <summary>Of the bytes: the same file brought twice is one import.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>The file word for word, to be given back with its faults pointed at.</summary>
    public byte[] Bytes { get; set; } = [];

    /// <summary>What was read in it, JSON.</summary>
    public string Cells { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}
