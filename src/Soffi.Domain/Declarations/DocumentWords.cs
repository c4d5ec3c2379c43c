using System.Globalization;
using Soffi.Domain.Campaigns;

namespace Soffi.Domain.Declarations;

/// <summary>The words for documents that pages, findings and refusals share.</summary>
public static class DocumentWords
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>« PDF, XLSX, ODS, DOCX, ODT ou CSV ».</summary>
    public const string Formats = "PDF, XLSX, ODS, DOCX, ODT ou CSV";

    public static string Of(FileFormat format) => format.ToString().ToUpperInvariant();

    /// <summary>« pdf ».</summary>
    public static string Extension(FileFormat format) => format.ToString().ToLowerInvariant();

    /// <summary>« PDF, XLSX ou ODS » out of extensions.</summary>
    public static string List(IReadOnlyList<string> extensions)
    {
        var words = extensions.Select(e => e.ToUpperInvariant()).ToList();
        return words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} ou {words[^1]}";
    }

    public static string Of(DocumentNeed need) => need switch
    {
        DocumentNeed.Required => "Obligatoire",
        DocumentNeed.IfModified => "Si modifié depuis le dernier envoi",
        DocumentNeed.IfSurplus => "En cas d’excédent",
        _ => "Facultative",
    };

    public static string Of(ScanVerdict verdict) => verdict switch
    {
        ScanVerdict.Clean => "Aucune menace trouvée",
        ScanVerdict.Waiting => "En attente d’analyse",
        ScanVerdict.Infected => "Menace trouvée",
        _ => "Non analysé",
    };

    /// <summary>« 1,2 Mo », decimal units as the design system of the State writes them.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes}\u00a0octet{(bytes > 1 ? "s" : "")}",
        < 1_000_000 => (bytes / 1_000m).ToString("0.#", French) + "\u00a0ko",
        _ => (bytes / 1_000_000m).ToString("0.#", French) + "\u00a0Mo",
    };
}
