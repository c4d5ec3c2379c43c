using System.Globalization;

namespace Soffi.Domain.Workbooks;

/// <summary>A crossing of a sheet, both ranks from 1: « D14 » is row 14, column 4.</summary>
public readonly record struct SheetAddress(int Row, int Column)
{
    /// <summary>Columns of a sheet, a limit of the formats.</summary>
    public const int MaxColumn = 16_384;

    /// <summary>Rows of a sheet, a limit of the formats.</summary>
    public const int MaxRow = 1_048_576;

    private const int Letters = 26;

    public override string ToString() => ColumnName(Column) + Row.ToString(CultureInfo.InvariantCulture);

    /// <summary>« D » for 4, « AA » for 27.</summary>
    public static string ColumnName(int column)
    {
        var name = "";
        for (var rest = column; rest > 0; rest = (rest - 1) / Letters)
        {
            name = (char)('A' + ((rest - 1) % Letters)) + name;
        }

        return name;
    }

    /// <summary>Reads « D14 »; false for anything that is not an address within the limits of the formats.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SheetAddress address)
    {
        address = default;
        var (column, row, i) = (0, 0, 0);
        for (; i < text.Length && char.IsAsciiLetterUpper(text[i]) && column <= MaxColumn; i++)
        {
            column = (column * Letters) + (text[i] - 'A' + 1);
        }

        for (; i < text.Length && char.IsAsciiDigit(text[i]) && row <= MaxRow; i++)
        {
            row = (row * 10) + (text[i] - '0');
        }

        address = new SheetAddress(row, column);
        return i == text.Length && column is >= 1 and <= MaxColumn && row is >= 1 and <= MaxRow;
    }
}

/// <summary>What a spreadsheet says that a cell holds.</summary>
public enum SheetCellKind
{
    /// <summary>A formula whose result the file does not give.</summary>
    None = 0,

    Text,

    Number,

    /// <summary>A number shown as a percentage: 0.12 for « 12 % ».</summary>
    Percentage,

    /// <summary>A day, as a number of days since 30 December 1899.</summary>
    Date,

    Boolean,

    /// <summary>« #DIV/0! ».</summary>
    Error,
}

/// <summary>A cell that holds something: a formatted but empty one is not there.</summary>
/// <param name="Text">The text, the sign of the error, or the figure as the file writes it.</param>
/// <param name="Number">For a number, a percentage, a date; fifteen significant digits, as spreadsheets compute.</param>
/// <param name="IsFormula">What it holds is the result of a formula, kept by whoever saved the file last.</param>
public readonly record struct SheetCell(SheetCellKind Kind, string Text, decimal Number, bool IsFormula)
{
    /// <summary>A number as it stands in a file, binary noise taken away: 0.30000000000000004 is 0.3.</summary>
    public static bool TryNumber(string text, out decimal number)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
        {
            return false;
        }

        number = Significant(number);
        return true;
    }

    private static decimal Significant(decimal number)
    {
        const int digits = 15;
        const int mostDecimals = 28;
        if (number == 0)
        {
            return 0;
        }

        var whole = 1;
        for (var rest = Math.Abs(decimal.Truncate(number)); rest >= 10; rest = decimal.Truncate(rest / 10))
        {
            whole++;
        }

        return whole >= digits ? decimal.Round(number, 0, MidpointRounding.AwayFromZero)
            : decimal.Round(number, Math.Min(digits - whole, mostDecimals), MidpointRounding.AwayFromZero);
    }
}

/// <summary>A sheet of a file: its cells that hold something.</summary>
public sealed record Sheet(string Name, IReadOnlyDictionary<SheetAddress, SheetCell> Cells)
{
    /// <summary>The text of that cell, trimmed, its spaces made plain; empty when it holds nothing.</summary>
    public string TextAt(int row, int column) =>
        Cells.TryGetValue(new SheetAddress(row, column), out var cell) ? SpreadsheetText.Plain(cell.Text) : "";
}

/// <summary>What was read of a file: its sheets, in their order.</summary>
public sealed record Spreadsheet(IReadOnlyList<Sheet> Sheets)
{
    /// <summary>Spreadsheets take names that differ by capitals for one.</summary>
    public Sheet? Find(string name) => Sheets.FirstOrDefault(s => string.Equals(s.Name.Trim(), name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Texts as they are compared: what a second program changed of spaces and line ends does not count.</summary>
public static class SpreadsheetText
{
    public static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
