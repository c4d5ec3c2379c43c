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

    public static string Element(int id, string file, string address) =>
        $"{Draft(id)}/element?fichier={Uri.EscapeDataString(file)}&lieu={Uri.EscapeDataString(address)}";

    public static string File(int id, string name) => $"{Draft(id)}/fichier?nom={Uri.EscapeDataString(name)}";

    public static string Preview(int id) => $"{Draft(id)}/apercu";

    public static string Rehearsal(int id) => $"{Draft(id)}/repetition";

    public static string Differences(int id) => $"{Draft(id)}/differences";

    public static string Publication(int id) => $"{Draft(id)}/publication";

    public static string Deletion(int id) => $"{Draft(id)}/suppression";
}
