using System.Globalization;

namespace Soffi.Domain.Forms;

/// <summary>
/// Writes values as French readers expect them: groups of three with a narrow no-break space (U+202F), comma, no-break
/// space (U+00A0) before the unit.
/// </summary>
public static class CellFormatter
{
    private static readonly NumberFormatInfo French = new()
    {
        NumberGroupSeparator = "\u202f",
        NumberDecimalSeparator = ",",
        NegativeSign = "-",
        NumberGroupSizes = [3],
    };

    /// <summary>« 1 234,50 », « s.o. », the text as typed when unreadable, nothing when blank.</summary>
    public static string Display(CellType type, CellValue value) => value.Kind switch
    {
        CellKind.Number => Number(value.Number, CellTypes.TypedDecimals(type), padded: type == CellType.Amount),
        CellKind.NotApplicable => "s.o.",
        CellKind.Blank => "",
        _ => type == CellType.Date && value.Kind == CellKind.Text ? Day(value.Text!) : value.Text!,
    };

    /// <summary>What stands in the field; reading it again gives the same value.</summary>
    public static string Edit(CellType type, CellValue value) => Display(type, value);

    /// <summary>« 1 234,50 € »; « vide » for a blank, so that a message never shows a hole.</summary>
    public static string WithUnit(CellType type, CellValue value) => WithUnit(type, CellTypes.Unit(type), value);

    /// <summary>The same, in the unit of the cell: « 12 contrats ».</summary>
    public static string WithUnit(CellType type, string unit, CellValue value)
    {
        var text = Display(type, value);
        return value.IsBlank ? "vide" : value.IsNumber && unit.Length > 0 ? $"{text}\u00a0{unit}" : text;
    }

    /// <summary>A number with at most those decimals; an amount with cents shows both (« 0,50 »).</summary>
    /// <param name="number">Any decimal.</param>
    /// <param name="decimals">Greatest number of decimals, half away from zero.</param>
    /// <param name="padded">Show all the decimals as soon as there is one.</param>
    public static string Number(decimal number, int decimals, bool padded = false)
    {
        var rounded = Math.Round(number, decimals, MidpointRounding.AwayFromZero);
        var shown = rounded == decimal.Truncate(rounded) ? 0 : decimals;
        var text = rounded.ToString("N" + shown.ToString(CultureInfo.InvariantCulture), French);
        return shown == 0 || padded ? text : text.TrimEnd('0').TrimEnd(',');
    }

    private static string Day(string iso) =>
        DateOnly.TryParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)
            : iso;
}
