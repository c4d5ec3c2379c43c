using System.Globalization;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>Addresses of the pages of the workshop. Names of files and places in them keep their letters, which the router would lower.</summary>
public static class Links
{
    public const string All = "/campagnes/formulaires";

    /// <summary>Where a draft is begun.</summary>
    public const string Drafts = "/campagnes/formulaires/brouillons";

    public static string Version(int id) => string.Create(CultureInfo.InvariantCulture, $"/campagnes/formulaires/versions/{id}");

    public static string Draft(int id) => string.Create(CultureInfo.InvariantCulture, $"/campagnes/formulaires/brouillons/{id}");

    public static string Deletion(int id) => $"{Draft(id)}/suppression";
}
