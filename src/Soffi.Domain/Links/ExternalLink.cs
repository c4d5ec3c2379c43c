namespace Soffi.Domain.Links;

/// <summary>A site outside the service that the ministry recommends (CGU articles 41 and 43).</summary>
public sealed class ExternalLink
{
    public const int LongestTitle = 120;
    public const int LongestUrl = 500;
    public const int LongestDescription = 300;

    private ExternalLink()
    {
    }

    public ExternalLink(string title, string url, string description, string by, DateTimeOffset now)
    {
        Title = title;
        Url = url;
        Description = description;
        AddedBy = by;
        AddedAt = now;
    }

    public int Id { get; private set; }

    public string Title { get; private set; } = "";

    public string Url { get; private set; } = "";

    public string Description { get; private set; } = "";

    public string AddedBy { get; private set; } = "";

    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>Why that address cannot be recommended: a French sentence; null when it can.</summary>
    public static string? Fault(string? url) =>
        !Uri.TryCreate(url?.Trim(), UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || address.HostNameType != UriHostNameType.Dns
            || !string.IsNullOrEmpty(address.UserInfo)
            ? "Saisissez l’adresse complète d’un site sécurisé, par exemple https://www.legifrance.gouv.fr/."
            : url!.Trim().Length > LongestUrl ? $"Raccourcissez l’adresse\u00a0: {LongestUrl} caractères au plus." : null;
}
