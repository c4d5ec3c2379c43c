namespace Soffi.Domain.Charts;

/// <summary>The eight shapes that tell lines apart without colour, around the origin.</summary>
internal static class ChartMarkers
{
    private static readonly IReadOnlyList<ChartPoint>[] Shapes =
    [
        // Circle, square, triangle, diamond, plus, triangle down, cross, hourglass.
        [new(4, 0), new(3.46m, 2), new(2, 3.46m), new(0, 4), new(-2, 3.46m), new(-3.46m, 2), new(-4, 0), new(-3.46m, -2), new(-2, -3.46m), new(0, -4), new(2, -3.46m), new(3.46m, -2)],
        [new(-3.5m, -3.5m), new(3.5m, -3.5m), new(3.5m, 3.5m), new(-3.5m, 3.5m)],
        [new(0, -4.5m), new(4.5m, 3.5m), new(-4.5m, 3.5m)],
        [new(0, -5), new(4, 0), new(0, 5), new(-4, 0)],
        [new(-1.3m, -4.5m), new(1.3m, -4.5m), new(1.3m, -1.3m), new(4.5m, -1.3m), new(4.5m, 1.3m), new(1.3m, 1.3m), new(1.3m, 4.5m), new(-1.3m, 4.5m), new(-1.3m, 1.3m), new(-4.5m, 1.3m), new(-4.5m, -1.3m), new(-1.3m, -1.3m)],
        [new(0, 4.5m), new(4.5m, -3.5m), new(-4.5m, -3.5m)],
        [new(-4.2m, -2.6m), new(-2.6m, -4.2m), new(0, -1.6m), new(2.6m, -4.2m), new(4.2m, -2.6m), new(1.6m, 0), new(4.2m, 2.6m), new(2.6m, 4.2m), new(0, 1.6m), new(-2.6m, 4.2m), new(-4.2m, 2.6m), new(-1.6m, 0)],
        [new(-4, -4.5m), new(4, -4.5m), new(-4, 4.5m), new(4, 4.5m)],
    ];

    public static IReadOnlyList<ChartPoint> Of(int series) => Shapes[series % Shapes.Length];
}
