using System.Text;

namespace Soffi.Domain.Forms;

/// <summary>
/// Splits what a spreadsheet or a mail puts in the clipboard into rows and columns: tabs between columns, line ends between
/// rows, quotes around a value that holds either (a quote inside is doubled), as Excel and LibreOffice write it. A text
/// without any tab whose lines all hold semicolons is read as CSV. Never throws.
/// </summary>
public static class PastedRectangle
{
    /// <summary>Greatest number of characters read; beyond, the text is no table of a form.</summary>
    public const int MaxLength = 1_000_000;

    /// <summary>Rows of texts, the spaces around each taken away; the empty line that ends a copy is left out.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Read(string text)
    {
        var (rows, row, value) = (new List<List<string>>(), new List<string>(), new StringBuilder());
        var separator = SeparatorOf(text);
        var (quoted, atStart) = (false, true);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"')
                {
                    value.Append(c);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    value.Append(text[i++]);
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"' && atStart && IsClosed(text, i, separator))
            {
                (quoted, atStart) = (true, false);
            }
            else if (c == separator || c is '\n' or '\r')
            {
                row.Add(value.ToString().Trim());
                value.Clear();
                atStart = true;
                if (c != separator)
                {
                    rows.Add(row);
                    row = [];
                    i += c == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
                }
            }
            else
            {
                value.Append(c);
                atStart = false;
            }
        }

        if (value.Length > 0 || row.Count > 0)
        {
            row.Add(value.ToString().Trim());
            rows.Add(row);
        }

        return rows;
    }

    private static char SeparatorOf(string text) =>
        !text.Contains('\t', StringComparison.Ordinal) && text.Split('\n').Where(l => l.Trim().Length > 0).ToList() is { Count: > 0 } lines
            && lines.TrueForAll(l => l.Contains(';', StringComparison.Ordinal))
            ? ';' : '\t';

    /// <summary>A quote opens a value only when one closes it just before a separator, a line end or the end: 12" is a text.</summary>
    private static bool IsClosed(string text, int open, char separator)
    {
        for (var i = open + 1; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                continue;
            }

            if (i + 1 < text.Length && text[i + 1] == '"')
            {
                i++;
                continue;
            }

            return i + 1 == text.Length || text[i + 1] == separator || text[i + 1] is '\n' or '\r';
        }

        return false;
    }
}
