namespace Soffi.Web.Features.Shared;

/// <summary>
/// What the operator of an installation fills in for the legal pages. An unknown fact stays null and the page says that it has
/// not been given, rather than something plausible.
/// </summary>
public sealed class LegalOptions
{
    public const string Section = "Legal";

    /// <summary>Postal address of the publisher.</summary>
    public string? PublisherAddress { get; set; }

    /// <summary>Name, address and telephone of the host (loi n° 2004-575 du 21 juin 2004, article 6).</summary>
    public string? Host { get; set; }

    /// <summary>Electronic address of the data protection officer (RGPD, article 13).</summary>
    public string? DataProtectionContact { get; set; }
}
