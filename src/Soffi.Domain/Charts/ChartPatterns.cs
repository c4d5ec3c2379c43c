namespace Soffi.Domain.Charts;

/// <summary>How a pattern is drawn, in a square tile that repeats.</summary>
/// <param name="OnBack">Marks in ink on the background, rather than marks of the background on ink.</param>
/// <param name="Lines">x1, y1, x2, y2 each.</param>
/// <param name="Dots">Centres.</param>
public sealed record ChartTile(decimal Size, bool OnBack, decimal Thickness, IReadOnlyList<decimal[]> Lines, IReadOnlyList<ChartPoint> Dots, decimal Radius)
{
    public static ChartTile Of(ChartPattern pattern) => pattern switch
    {
        ChartPattern.RisingLines => new(8, false, 2, [[-2, 2, 2, -2], [0, 8, 8, 0], [6, 10, 10, 6]], [], 0),
        ChartPattern.DotsOnBack => new(7, true, 0, [], [new(1.75m, 1.75m), new(5.25m, 5.25m)], 1.4m),
        ChartPattern.FallingLines => new(7, true, 1.4m, [[-2, -2, 9, 9], [-2, 5, 2, 9], [5, -2, 9, 2]], [], 0),
        ChartPattern.HorizontalLines => new(6, false, 2, [[0, 3, 6, 3]], [], 0),
        ChartPattern.CrossedLines => new(6, true, 1.2m, [[-1, 3, 7, 3], [3, -1, 3, 7]], [], 0),
        ChartPattern.VerticalLines => new(6, false, 2, [[3, 0, 3, 6]], [], 0),
        ChartPattern.DotsOnInk => new(8, false, 0, [], [new(2, 2), new(6, 6)], 1.5m),
        _ => throw new ArgumentOutOfRangeException(nameof(pattern), pattern, "Plain fills have no tile."),
    };
}
