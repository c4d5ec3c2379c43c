namespace Soffi.Data.Rows;

/// <summary>Where a recipient by law gets its deliveries. No row: the address is missing.</summary>
public sealed class RecipientAddress
{
    /// <summary>Code of the recipient.</summary>
    public string Recipient { get; set; } = "";

    public string Email { get; set; } = "";

    public string ChangedBy { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }
}
