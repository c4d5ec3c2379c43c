namespace Soffi.Domain.Forms;

/// <summary>How a figure moved since last year.</summary>
/// <param name="Difference">This year less last year, in the unit of the cell.</param>
/// <param name="Percent">
/// Of last year's figure taken without its sign, to one decimal, half away from zero; null when last year's figure is too
/// small for a percentage to mean anything (3 → 6 is not « +100 % »), or is zero.
/// </param>
public sealed record CellVariation(decimal Difference, decimal? Percent)
{
    /// <summary>Least amount of last year, in euros, from which a percentage is said.</summary>
    public const decimal LeastAmount = 1_000;

    /// <summary>Least figure of last year of anything else.</summary>
    public const decimal LeastCount = 20;

    /// <summary>Null unless both are numbers: a blank is not a zero. A rate is compared in points, without a percentage.</summary>
    public static CellVariation? Of(CellType type, CellValue now, CellValue before)
    {
        if (!now.IsNumber || !before.IsNumber)
        {
            return null;
        }

        var difference = now.Number - before.Number;
        var least = type == CellType.Amount ? LeastAmount : LeastCount;
        var percent = type == CellType.Rate || Math.Abs(before.Number) < least
            ? (decimal?)null
            : Math.Round(difference * 100 / Math.Abs(before.Number), 1, MidpointRounding.AwayFromZero);
        return new CellVariation(difference, percent);
    }

    /// <summary>« +1 250 ; +2,8 % », « = » when nothing moved; for a rate « +1,5 point ».</summary>
    public string Text(CellType type)
    {
        if (Difference == 0)
        {
            return "=";
        }

        var moved = Signed(Difference, CellTypes.TypedDecimals(type), padded: type == CellType.Amount);
        return type == CellType.Rate ? $"{moved}\u00a0{(Math.Abs(Difference) >= 2 ? "points" : "point")}"
            : Percent is { } percent ? $"{moved}\u00a0; {Signed(percent, 1, padded: false)}\u00a0%"
            : moved;
    }

    private static string Signed(decimal number, int decimals, bool padded) =>
        (number > 0 ? "+" : "") + CellFormatter.Number(number, decimals, padded);
}
