namespace Soffi.Data.Rows;

/// <summary>The letter of a formal notice as it was sent: the same file for ever.</summary>
public sealed class NoticeFileRow
{
    public Guid NoticeId { get; set; }

    public byte[] Pdf { get; set; } = [];

    public string Sha256 { get; set; } = "";
}
