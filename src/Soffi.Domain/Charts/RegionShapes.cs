using System.Globalization;

namespace Soffi.Domain.Charts;

/// <param name="Label">Where its code and figure are written.</param>
/// <param name="Rings">Closed outlines, in degrees flattened to equal lengths; <c>Y</c> grows southwards.</param>
public sealed record RegionShape(string Code, ChartPoint Label, IReadOnlyList<IReadOnlyList<ChartPoint>> Rings)
{
    public IEnumerable<ChartPoint> Points => Rings.SelectMany(r => r);
}

/// <summary>
/// The outlines of regions.txt. Borders are arcs drawn once: both neighbours have exactly the same points, and no sliver
/// of background shows between them.
/// </summary>
public static class RegionShapes
{
    /// <summary>Lengths of a degree of longitude against one of latitude, in the middle of France and of the tropics.</summary>
    private const decimal Mainland = 0.688m;

    private const decimal Tropics = 0.965m;

    private const string Resource = "Soffi.Domain.Charts.regions.txt";

    public static IReadOnlyList<RegionShape> All { get; } = Read();

    public static IReadOnlySet<string> Codes { get; } = All.Select(r => r.Code).ToHashSet();

    public static bool IsOverseas(string code) => string.CompareOrdinal(code, "11") < 0;

    /// <summary>The arcs of each region, in the words of the file; for tests.</summary>
    internal static IReadOnlyList<(string Region, IReadOnlyList<string> Arcs)> Outlines() =>
        [.. Lines('r').Select(l => (l[1], (IReadOnlyList<string>)l[3..]))];

    private static List<RegionShape> Read()
    {
        var nodes = Lines('p').ToDictionary(l => l[1], l => Point(l[2] + "," + l[3]));
        var arcs = Lines('a').ToDictionary(
            l => l[1], l => new Arc(l[2], l[3], [nodes[l[2]], .. l[4..].Select(Point), nodes[l[3]]]));
        return [.. Lines('r').GroupBy(l => l[1]).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new RegionShape(
            g.Key, Flatten(g.Key, Point(g.First()[2])),
            [.. g.Select(l => (IReadOnlyList<ChartPoint>)[.. Ring(l[3..].Select(a => arcs[a])).Select(p => Flatten(g.Key, p))])]))];
    }

    /// <summary>Puts arcs end to end, each turned as needed.</summary>
    /// <exception cref="InvalidDataException">They do not make one closed outline.</exception>
    private static List<ChartPoint> Ring(IEnumerable<Arc> given)
    {
        var left = given.ToList();
        var ring = new List<ChartPoint>(left[0].Points);
        var (start, end) = (left[0].From, left[0].To);
        left.RemoveAt(0);
        while (left.Count > 0)
        {
            var next = left.Find(a => a.From == end || a.To == end)
                ?? throw new InvalidDataException($"regions.txt: nothing continues the outline at « {end} ».");
            ring.AddRange((next.From == end ? next.Points : next.Points.Reverse()).Skip(1));
            end = next.From == end ? next.To : next.From;
            left.Remove(next);
        }

        return start == end ? ring : throw new InvalidDataException($"regions.txt: the outline from « {start} » ends at « {end} ».");
    }

    private static ChartPoint Flatten(string code, ChartPoint degrees) => new(degrees.X * (IsOverseas(code) ? Tropics : Mainland), -degrees.Y);

    private static ChartPoint Point(string text)
    {
        var parts = text.Split(',');
        return new ChartPoint(decimal.Parse(parts[0], CultureInfo.InvariantCulture), decimal.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static IEnumerable<string[]> Lines(char kind)
    {
        using var stream = typeof(RegionShapes).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(l => l.StartsWith($"{kind} ", StringComparison.Ordinal))
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
    }

    private sealed record Arc(string From, string To, IReadOnlyList<ChartPoint> Points);
}
