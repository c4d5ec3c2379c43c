namespace Soffi.Web.Infrastructure.Previews;

/// <summary>One piece of a document as plain text: lines to read, or a table.</summary>
/// <param name="Title">« Page 1 », the name of a sheet.</param>
/// <param name="Lines">Empty for a table.</param>
/// <param name="Rows">Cells of the first rows, all of the same length; empty for lines.</param>
public sealed record PreviewPart(string Title, IReadOnlyList<string> Lines, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>The beginning of a document as plain text, which a page shows encoded: nothing of the file ever runs.</summary>
/// <param name="Cut">The document goes on after what is shown.</param>
/// <param name="Refusal">Why there is nothing to show; null when there is.</param>
public sealed record DocumentPreview(IReadOnlyList<PreviewPart> Parts, bool Cut, string? Refusal = null)
{
    public const int MostPages = 3;

    public const int MostLines = 80;

    public const int MostRows = 50;

    public const int MostColumns = 20;

    /// <summary>Characters of a line or of a cell.</summary>
    public const int LongestText = 500;

    public static DocumentPreview None(string refusal) => new([], false, refusal);

    /// <summary>Lines kept short and few.</summary>
    public static (PreviewPart Part, bool Cut) Text(string title, IEnumerable<string> lines)
    {
        var kept = lines.Select(Short).Where(l => l.Length > 0).Take(MostLines + 1).ToList();
        return (new PreviewPart(title, [.. kept.Take(MostLines)], []), kept.Count > MostLines);
    }

    /// <summary>Rows kept short, few and of one length; empty rows at the end and columns left empty are dropped.</summary>
    public static (PreviewPart Part, bool Cut) Table(string title, IEnumerable<IReadOnlyList<string>> rows)
    {
        var read = rows.Take(MostRows + 1).ToList();
        var kept = read.Take(MostRows).Select(r => r.Select(Short).ToList()).ToList();
        while (kept.Count > 0 && kept[^1].TrueForAll(c => c.Length == 0))
        {
            kept.RemoveAt(kept.Count - 1);
        }

        var width = kept.Count == 0 ? 0 : kept.Max(r => r.FindLastIndex(c => c.Length > 0) + 1);
        var shown = Math.Min(width, MostColumns);
        var table = kept.ConvertAll(r => (IReadOnlyList<string>)[.. Enumerable.Range(0, shown).Select(i => i < r.Count ? r[i] : "")]);
        return (new PreviewPart(title, [], table), read.Count > MostRows || width > MostColumns);
    }

    /// <summary>One line, without the characters that would not show or would turn the reading round.</summary>
    private static string Short(string text)
    {
        var head = text.Length > 4 * LongestText ? text[..(4 * LongestText)] : text;
        var seen = string.Concat(head.Select(c => char.IsControl(c) ? ' ' : c).Where(c => char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format)).Trim();
        return seen.Length > LongestText ? seen[..(LongestText - 1)] + "…" : seen;
    }
}
