using System.Globalization;
using System.Text;

namespace Soffi.Domain.Declarations;

/// <summary>
/// A CSV has no signature: it is a text, in columns, that holds data and nothing a spreadsheet would execute when an agent
/// opens it.
/// </summary>
internal static class DocumentCsv
{
    private static readonly char[] Separators = [';', ',', '\t'];

    private const string NotCsv = "Le contenu de ce fichier n’est d’aucun format accepté\u00a0: joignez un fichier " + DocumentWords.Formats + ".";

    public static DocumentInspection Inspect(Stream content)
    {
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        if (Decode(bytes) is not { } text || LooksLikeCode(text))
        {
            return DocumentInspection.Refused(NotCsv);
        }

        var head = text.AsSpan().TrimStart();
        var line = head[..(head.IndexOfAny('\r', '\n') is var end and >= 0 ? end : head.Length)];
        if (line.IndexOfAny(Separators) < 0)
        {
            return DocumentInspection.Refused("Ce fichier texte n’est pas un CSV\u00a0: séparez ses colonnes par des points-virgules.");
        }

        return FormulaLine(text) is { } number
            ? DocumentInspection.Refused($"La ligne {number.ToString(CultureInfo.InvariantCulture)} de ce CSV contient une formule\u00a0: remplacez-la par sa valeur.")
            : DocumentInspection.Accepted(FileFormat.Csv);
    }

    /// <summary>UTF-8, or else Windows-1252 as spreadsheets still write it; null for anything that is not text.</summary>
    private static string? Decode(byte[] bytes)
    {
        if (bytes.Any(b => b < 0x20 && b is not (0x09 or 0x0A or 0x0D)) || bytes.Contains((byte)0x7F))
        {
            return null;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            // 0x81, 0x8D, 0x8F, 0x90 and 0x9D are no letter of Windows-1252. Latin-1 is enough to look for formulas.
            return bytes.Any(b => b is 0x81 or 0x8D or 0x8F or 0x90 or 0x9D) ? null : Encoding.Latin1.GetString(bytes);
        }
    }

    private static bool LooksLikeCode(string text)
    {
        var head = text.AsSpan().TrimStart();
        return head.StartsWith("<") || head.StartsWith("#!") || head.StartsWith("%!") || head.StartsWith("{\\rtf");
    }

    /// <summary>Number of the first line with a field that a spreadsheet would compute; null when there is none.</summary>
    private static int? FormulaLine(string text)
    {
        var (line, quoted, begins) = (1, false, true);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (begins && c is not ('"' or ' ') && IsFormula(c, i + 1 < text.Length ? text[i + 1] : ' '))
            {
                return line;
            }

            line += c == '\n' ? 1 : 0;
            quoted ^= c == '"';
            begins = (!quoted && (c == '\n' || Separators.Contains(c))) || (begins && c is ('"' or ' '));
        }

        return null;
    }

    /// <summary>A sign followed by a figure is a number; a spreadsheet computes anything else that begins so.</summary>
    private static bool IsFormula(char first, char next) => first is '=' or '@' || (first is '+' or '-' && (char.IsLetter(next) || next is '(' or '='));
}
