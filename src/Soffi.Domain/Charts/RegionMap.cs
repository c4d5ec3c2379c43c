using Soffi.Domain.Operators;

namespace Soffi.Domain.Charts;

/// <summary>The 18 regions: the mainland with Corsica, the overseas regions and Île-de-France enlarged in boxes, classes and their bounds.</summary>
internal static class RegionMap
{
    private static readonly ChartFill NoData = new(ChartPalette.Mention, ChartPattern.FallingLines);

    public static void Draw(ChartCanvas canvas, ChartData data)
    {
        var map = new Figures(data);
        if (canvas.IsNarrow)
        {
            Mainland(canvas, map, 0, canvas.Y, canvas.Width);
            var top = canvas.Y + canvas.Width + 4;
            Boxes(canvas, map, (i, width) => (i % 3 * (width + 6), top + i / 3 * 104), 96);
            canvas.Y = top + 2 * 104;
            Key(canvas, map, 0, canvas.Width);
            return;
        }

        var y = canvas.Y;
        Boxes(canvas, map, (i, _) => i == 5 ? (660, y) : (0, y + i * 104), 124);
        Mainland(canvas, map, 140, y, 510);
        canvas.Y = y + 130;
        Key(canvas, map, 660, 140);
        canvas.Y = Math.Max(canvas.Y, y + 520);
    }

    private static void Mainland(ChartCanvas canvas, Figures map, decimal x, decimal y, decimal size)
    {
        var shapes = RegionShapes.All.Where(s => !RegionShapes.IsOverseas(s.Code)).ToList();
        var place = Place.Of(shapes.SelectMany(s => s.Points), x, y, size, size);
        // Borders in the ink of letters: seen on both sides, whatever the classes of the neighbours.
        foreach (var shape in shapes)
        {
            canvas.Area(place.Rings(shape), map.FillOf(shape.Code), map.InkOn(shape.Code));
        }

        var small = canvas.IsNarrow ? 10m : ChartCanvas.SmallSize;
        foreach (var shape in shapes)
        {
            var at = place.Point(shape.Label);
            var (anchor, ink) = shape.Code == "94" ? (ChartAnchor.End, ChartPalette.Text) : (ChartAnchor.Middle, map.InkOn(shape.Code));
            var value = shape.Code == "11" || ChartText.Width(map.Label(shape.Code), small) > size / 6.5m ? "" : map.Label(shape.Code);
            Ground(canvas, map, shape.Code, at, value, small, anchor);
            canvas.Text(at.X, value.Length > 0 ? at.Y - 2 : at.Y + 4, shape.Code, anchor, ink, small, bold: true);
            if (value.Length > 0)
            {
                canvas.Text(at.X, at.Y + small, value, anchor, ink, small);
            }
        }
    }

    /// <summary>Over the hatches of a region without figure, letters need a ground.</summary>
    private static void Ground(ChartCanvas canvas, Figures map, string code, ChartPoint at, string value, decimal size, ChartAnchor anchor)
    {
        if (anchor == ChartAnchor.Middle && map.HasNone(code))
        {
            var width = Math.Max(ChartText.Width(code, size, true), ChartText.Width(value, size)) + 6;
            canvas.Box(at.X - width / 2, at.Y - size - 2, width, size * (value.Length > 0 ? 2.4m : 1.8m), new ChartFill(ChartPalette.Back, ChartPattern.Solid));
        }
    }

    private static void Boxes(ChartCanvas canvas, Figures map, Func<int, decimal, (decimal X, decimal Y)> place, decimal width)
    {
        var shapes = RegionShapes.All.Where(s => RegionShapes.IsOverseas(s.Code)).Append(RegionShapes.All.Single(s => s.Code == "11")).ToList();
        for (var i = 0; i < shapes.Count; i++)
        {
            var (x, y) = place(i, width);
            canvas.Box(x + 0.5m, y + 0.5m, width - 1, 98, new ChartFill(ChartPalette.Mention, ChartPattern.Empty), ChartPalette.Mention);
            canvas.Text(x + width / 2, y + 14, $"{shapes[i].Code} {Region.Find(shapes[i].Code)!.Name}", ChartAnchor.Middle, size: canvas.IsNarrow ? 10 : 11);
            var inner = Place.Of(shapes[i].Points, x + 8, y + 19, width - 16, 58);
            canvas.Area(inner.Rings(shapes[i]), map.FillOf(shapes[i].Code), ChartPalette.Axis);
            canvas.Text(x + width / 2, y + 92, map.Label(shapes[i].Code), ChartAnchor.Middle, size: ChartCanvas.SmallSize, bold: true);
        }
    }

    /// <summary>Classes with their bounds and how many regions; no figure; what is not on the map.</summary>
    private static void Key(ChartCanvas canvas, Figures map, decimal x, decimal width)
    {
        for (var i = map.Classes.Classes.Count - 1; i >= 0; i--)
        {
            var ink = ChartPalette.Classes[map.Classes.InkOf(i)];
            Item(map.Classes.Label(i, map.Data.Unit.Decimals), new ChartFill(ink, ChartPattern.Solid));
        }

        if (RegionShapes.Codes.Any(map.HasNone))
        {
            Item("pas de valeur", NoData);
        }

        foreach (var (category, value) in map.Elsewhere)
        {
            foreach (var line in ChartText.Wrap($"{category.Label}\u00A0: {ChartText.Of(value, map.Data.Unit.Decimals)}", width, ChartCanvas.SmallSize, 3))
            {
                canvas.Y += 16;
                canvas.Text(x, canvas.Y, line, size: ChartCanvas.SmallSize);
            }
        }

        void Item(string text, ChartFill fill)
        {
            canvas.Box(x + 0.5m, canvas.Y + 3, 20, 14, fill, ChartPalette.Axis);
            var lines = ChartText.Wrap(text, width - 28, ChartCanvas.SmallSize, 2);
            canvas.Lines(x + 28, canvas.Y + 14, lines, size: ChartCanvas.SmallSize);
            canvas.Y += Math.Max(22, lines.Count * 15 + 6);
        }
    }

    /// <summary>What each region shows.</summary>
    private sealed class Figures(ChartData data)
    {
        private readonly Dictionary<string, ChartValue> _values = data.Categories
            .Select((c, i) => (c.Key, Value: data.Series[0].Values[i])).GroupBy(x => x.Key).ToDictionary(g => g.Key, g => g.First().Value);

        public ChartData Data => data;

        public ChartClasses Classes { get; } = ChartClasses.Of(
            data.Categories.Zip(data.Series[0].Values).Where(x => RegionShapes.Codes.Contains(x.First.Key) && x.Second.Number is not null)
                .Select(x => x.Second.Number!.Value).DefaultIfEmpty(), data.Classing);

        public IEnumerable<(ChartCategory Category, ChartValue Value)> Elsewhere =>
            data.Categories.Zip(data.Series[0].Values).Where(x => !RegionShapes.Codes.Contains(x.First.Key));

        public bool HasNone(string code) => Number(code) is null;

        public string Label(string code) => _values.TryGetValue(code, out var value) ? ChartText.Of(value, data.Unit.Decimals) : "n.d.";

        public ChartFill FillOf(string code) => Number(code) is { } number
            ? new ChartFill(ChartPalette.Classes[Classes.InkOf(Classes.IndexOf(number))], ChartPattern.Solid)
            : NoData;

        public ChartInk InkOn(string code) =>
            Number(code) is { } number ? ChartPalette.OnClasses[Classes.InkOf(Classes.IndexOf(number))] : ChartPalette.Text;

        private decimal? Number(string code) => _values.TryGetValue(code, out var value) ? value.Number : null;
    }

    /// <summary>From flattened degrees to the drawing, kept in proportion, centred.</summary>
    private sealed record Place(decimal Left, decimal Top, decimal Scale, decimal X, decimal Y)
    {
        public static Place Of(IEnumerable<ChartPoint> points, decimal x, decimal y, decimal width, decimal height)
        {
            var all = points.ToList();
            var (left, right, top, bottom) = (all.Min(p => p.X), all.Max(p => p.X), all.Min(p => p.Y), all.Max(p => p.Y));
            var scale = Math.Min(width / (right - left), height / (bottom - top));
            return new Place(left, top, scale, x + (width - (right - left) * scale) / 2, y + (height - (bottom - top) * scale) / 2);
        }

        public ChartPoint Point(ChartPoint p) => new(X + (p.X - Left) * Scale, Y + (p.Y - Top) * Scale);

        public IReadOnlyList<IReadOnlyList<ChartPoint>> Rings(RegionShape shape) => [.. shape.Rings.Select(r => (IReadOnlyList<ChartPoint>)[.. r.Select(Point)])];
    }
}
