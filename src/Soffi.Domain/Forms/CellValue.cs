namespace Soffi.Domain.Forms;

/// <summary>The five answers a cell may hold. Blank, zero and « sans objet » are three different ones.</summary>
public enum CellKind
{
    /// <summary>Nothing was answered.</summary>
    Blank = 0,

    /// <summary>An exact decimal, zero included.</summary>
    Number = 1,

    /// <summary>Free text, a date (ISO 8601), a SIREN: whatever the cell's type made of it.</summary>
    Text = 2,

    /// <summary>The line does not exist for this operator (« sans objet »).</summary>
    NotApplicable = 3,

    /// <summary>What was typed cannot be accepted; kept word for word and flagged until corrected.</summary>
    Unreadable = 4,
}

/// <summary>What a cell holds. Immutable.</summary>
public readonly record struct CellValue
{
    private CellValue(CellKind kind, decimal number, string? text)
    {
        Kind = kind;
        Number = number;
        Text = text;
    }

    public CellKind Kind { get; }

    /// <summary>The number when <see cref="Kind"/> is <see cref="CellKind.Number"/>, else zero.</summary>
    public decimal Number { get; }

    /// <summary>The text when <see cref="Kind"/> is Text or Unreadable (then word for word), else null.</summary>
    public string? Text { get; }

    public bool IsBlank => Kind == CellKind.Blank;

    public bool IsNumber => Kind == CellKind.Number;

    public static CellValue Blank { get; }

    public static CellValue NotApplicable { get; } = new(CellKind.NotApplicable, 0, null);

    public static CellValue Of(decimal number) => new(CellKind.Number, number, null);

    public static CellValue OfText(string text) => new(CellKind.Text, 0, text);

    public static CellValue Unreadable(string typed) => new(CellKind.Unreadable, 0, typed);
}

/// <summary>
/// Numbers are stored as integers of one fixed scale (ten-thousandths), never as binary floating point nor as text,
/// so that sums in SQL are exact on both engines.
/// </summary>
public static class CellScale
{
    /// <summary>Stored units in one: 10 000.</summary>
    public const int Factor = 10_000;

    /// <summary>Absolute bound of a cell, 10^12: sums of all operators over decades still fit a 64-bit integer.</summary>
    public const decimal Limit = 1_000_000_000_000m;

    /// <exception cref="ArgumentOutOfRangeException">Beyond the bound or finer than the scale.</exception>
    public static long ToStored(decimal number)
    {
        var scaled = number * Factor;
        if (Math.Abs(number) > Limit || scaled != decimal.Truncate(scaled))
        {
            throw new ArgumentOutOfRangeException(nameof(number), number, "Nombre hors de l’échelle des cellules.");
        }

        return (long)scaled;
    }

    public static decimal FromStored(long stored) => (decimal)stored / Factor;
}
