using System.Globalization;
using System.Text;

namespace Soffi.Domain.Declarations;

/// <summary>
/// Checks the name a browser gives to a file: it is shown to others and offered to them as the name to save under, so that
/// a path, an invisible character or an extension hidden behind another one would deceive them.
/// </summary>
public static class DocumentName
{
    /// <summary>In characters.</summary>
    public const int MaxLength = 150;

    /// <summary>Extensions that mean something to a computer: found before the last one, they are there to deceive.</summary>
    private static readonly HashSet<string> Misleading = new(StringComparer.OrdinalIgnoreCase)
    {
        "pdf", "xlsx", "xlsm", "xlsb", "xls", "ods", "docx", "docm", "doc", "odt", "csv", "zip", "rar", "7z", "gz", "tar", "iso", "img",
        "exe", "com", "scr", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "hta", "msi", "jar", "lnk", "dll", "sh", "py", "php",
        "htm", "html", "svg", "xml", "rtf",
    };

    private static readonly Dictionary<string, FileFormat> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pdf"] = FileFormat.Pdf,
        ["xlsx"] = FileFormat.Xlsx,
        ["ods"] = FileFormat.Ods,
        ["docx"] = FileFormat.Docx,
        ["odt"] = FileFormat.Odt,
        ["csv"] = FileFormat.Csv,
    };

    /// <summary>« .pdf,.xlsx… », for the field of a form.</summary>
    public static string Extensions { get; } = string.Join(',', Known.Keys.Select(k => "." + k));

    /// <returns>The name trimmed and in Unicode form C, with the format its extension announces; or the French sentence of the refusal.</returns>
    public static (string Name, FileFormat Format, string? Refusal) Read(string? sent)
    {
        var name = (sent ?? "").Trim().Normalize(NormalizationForm.FormC);
        if (name.Length == 0)
        {
            return Refused("Choisissez un fichier.");
        }

        if (name.Length > MaxLength)
        {
            return Refused($"Le nom du fichier compte plus de {MaxLength} caractères\u00a0: raccourcissez-le.");
        }

        if (name.AsSpan().IndexOfAny('/', '\\') >= 0)
        {
            return Refused("Le nom du fichier contient un chemin (barre oblique)\u00a0: renommez-le.");
        }

        // Cf: among them the marks that reverse the direction of writing, which make « exe.pdf » out of « fdp.exe ».
        if (name.EnumerateRunes().Any(r => Rune.GetUnicodeCategory(r) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) || name.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return Refused("Le nom du fichier contient des caractères invisibles ou illisibles\u00a0: renommez-le.");
        }

        var parts = name.Split('.');
        if (parts.Length < 2 || parts[0].Trim().Length == 0 || !Known.TryGetValue(parts[^1], out var format))
        {
            return Refused($"Ce format n’est pas accepté\u00a0: joignez un fichier {DocumentWords.Formats}, avec l’extension correspondante.");
        }

        return parts[1..^1].FirstOrDefault(Misleading.Contains) is { } hidden
            ? Refused($"Le nom du fichier porte deux extensions («\u00a0.{hidden}\u00a0» et «\u00a0.{parts[^1]}\u00a0»)\u00a0: renommez-le avec une seule.")
            : (name, format, null);
    }

    private static (string Name, FileFormat Format, string? Refusal) Refused(string sentence) => ("", default, sentence);
}
