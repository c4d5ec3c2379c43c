namespace Soffi.Web.Features.Shared;

/// <summary>Whom to ask, shown on every page and above all on those that say that something failed (CGU 32, 40, 46, 52).</summary>
public sealed class AssistanceOptions
{
    public const string Section = "Assistance";

    /// <summary>Electronic address.</summary>
    public string Contact { get; set; } = "misi.dgefp@emploi.gouv.fr";

    public string Url { get; set; } = "https://assistance.emploi.gouv.fr/";
}

/// <summary>A demonstration says on every page that its figures are made up.</summary>
public sealed class DemonstrationOptions
{
    public const string Section = "Demonstration";

    public bool Enabled { get; set; }
}
