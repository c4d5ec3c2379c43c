namespace Soffi.Data.Rows;

/// <summary>
/// The authentication ticket of a signed-in browser, kept here so that the cookie holds only a key and any instance of
/// the portal may serve the next request.
/// </summary>
public sealed class UserSession
{
    /// <summary>Random key carried (protected) by the cookie.</summary>
    public string Key { get; set; } = "";

    public Guid UserId { get; set; }

    /// <summary>The protected, serialised ticket.</summary>
    public byte[] Ticket { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset LastSeenAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}
