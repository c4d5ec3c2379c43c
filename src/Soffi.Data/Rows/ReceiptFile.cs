namespace Soffi.Data.Rows;

/// <summary>The PDF of a receipt, made when first asked for, then the same file for ever.</summary>
public sealed class ReceiptFile
{
    public Guid SubmissionId { get; set; }

    public byte[] Pdf { get; set; } = [];

    /// <summary>Of the file: what the public verification holds a copy against.</summary>
    public string Sha256 { get; set; } = "";

    public DateTimeOffset MadeAt { get; set; }
}
