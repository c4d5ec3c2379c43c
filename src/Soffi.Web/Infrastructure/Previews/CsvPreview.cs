using System.Text;

namespace Soffi.Web.Infrastructure.Previews;

/// <summary>The first rows of a CSV (RFC 4180, any of the three usual separators).</summary>
public static class CsvPreview
{
    public static DocumentPreview Read(byte[] bytes)
    {
        var text = Decode(bytes);
        var head = text[..(text.IndexOfAny(['\r', '\n']) is var end and >= 0 ? end : text.Length)];
        var separator = new[] { ';', '\t', ',' }.MaxBy(c => head.Count(h => h == c));
        var (part, cut) = DocumentPreview.Table("Premières lignes", Rows(text, separator));
        return new DocumentPreview([part], cut);
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(string text, char separator)
    {
        var (row, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                field.Append(c);
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c == separator)
            {
                row.Add(field.ToString());
                field.Clear();
            }
            else if (!quoted && c == '\n')
            {
                row.Add(field.ToString());
                yield return row;
                (row, field) = ([], new StringBuilder());
            }
            else
            {
                field.Append(c);
            }
        }

        row.Add(field.ToString());
        yield return row;
    }

    private static string Decode(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
    }
}
