using System.Globalization;

namespace Soffi.Domain.Sheets;

/// <summary>How a cell looks. Numbers keep all their digits: the format alone rounds.</summary>
/// <param name="Decimals">Decimals shown, with thousands apart; null: as typed.</param>
public readonly record struct CellStyle(
    bool Bold = false, bool Italic = false, bool Title = false, bool Heading = false, bool Right = false, bool Wrap = false, int? Decimals = null)
{
    /// <summary>Shown after the number: « (p) »; the cell stays a number.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>A day and an hour.</summary>
    public bool Instant { get; init; }

    /// <summary>The text begins as a formula would: it must stay a text when it is edited again.</summary>
    public bool Quoted { get; init; }
}

/// <summary>A cell to write: a text, a number, an instant, or nothing.</summary>
public readonly record struct WrittenCell
{
    /// <summary>Greatest length of a text in a cell, a limit of the xlsx format.</summary>
    public const int MaxText = 32_767;

    public string? Text { get; private init; }

    public decimal? Number { get; private init; }

    /// <summary>In the wall clock of its offset: a spreadsheet has no zone.</summary>
    public DateTimeOffset? Instant { get; private init; }

    public CellStyle Style { get; private init; }

    public static WrittenCell Empty => default;

    /// <summary>A text, whatever it begins with: never a formula. Control characters are left out.</summary>
    public static WrittenCell Of(string text, CellStyle style = default)
    {
        var clean = text.Length <= MaxText && !HasUnwritable(text) ? text : string.Concat(text.Where(c => !IsUnwritable(c)).Take(MaxText));
        return new WrittenCell { Text = clean, Style = style with { Quoted = CellText.IsRisky(clean) } };
    }

    public static WrittenCell Of(decimal number, CellStyle style = default) => new() { Number = number, Style = style };

    public static WrittenCell Of(DateTimeOffset instant) => new() { Instant = instant, Style = new CellStyle { Instant = true } };

    private static bool HasUnwritable(string text)
    {
        foreach (var c in text)
        {
            if (IsUnwritable(c))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsUnwritable(char c) => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\uFFFE' or '\uFFFF' || char.IsSurrogate(c);
}

/// <summary>A sheet to write, its rows made one at a time.</summary>
/// <param name="Widths">Of its columns, in characters.</param>
public sealed record WrittenSheet(string Name, IReadOnlyList<double> Widths, IEnumerable<IReadOnlyList<WrittenCell>> Rows)
{
    /// <summary>Rows that stay in sight, from the first.</summary>
    public int FrozenRows { get; init; }

    public int FrozenColumns { get; init; }

    /// <summary>Whether the last frozen row gets a filter on each of its columns.</summary>
    public bool Filters { get; init; }
}

/// <param name="Title">Title in the properties of the document; no person is named there.</param>
public sealed record WrittenWorkbook(string Title, IReadOnlyList<WrittenSheet> Sheets)
{
    /// <summary>Rows of a sheet, a limit of both formats.</summary>
    public const int MaxRows = 1_048_576;
}

/// <summary>Texts that a spreadsheet would take for a formula, and numbers as files hold them.</summary>
public static class CellText
{
    /// <summary>Whether a spreadsheet that opens this text as it is may run it.</summary>
    public static bool IsRisky(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..];

    /// <summary>The text, after an apostrophe where it would be taken for a formula: for the formats without types.</summary>
    public static string Guarded(string text) => IsRisky(text) ? "'" + text : text;

    internal static string Invariant(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>These digits without what says nothing: zeros at the end of decimals, the sign of zero.</summary>
    /// <param name="digits">As decimals are written in the invariant culture, but for that point.</param>
    internal static ReadOnlySpan<T> Trimmed<T>(ReadOnlySpan<T> digits, T point)
        where T : struct, System.Numerics.IBinaryInteger<T>
    {
        var zero = T.CreateChecked('0');
        var kept = digits.Contains(point) ? digits.TrimEnd(zero).TrimEnd(point) : digits;
        return kept.Length == 2 && kept[0] == T.CreateChecked('-') && kept[1] == zero ? kept[1..] : kept;
    }
}
