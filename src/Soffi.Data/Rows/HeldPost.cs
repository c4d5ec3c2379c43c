namespace Soffi.Data.Rows;

/// <summary>A form post kept while its author signs in again or accepts new terms of use, so that nothing typed is lost.</summary>
public sealed class HeldPost
{
    public Guid Id { get; set; }

    /// <summary>Hash of a random cookie: only the browser that posted may take the values back.</summary>
    public string CookieHash { get; set; } = "";

    /// <summary>Local path of the page, to come back to.</summary>
    public string Path { get; set; } = "";

    /// <summary>The protected form values.</summary>
    public byte[] FormProtected { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}
