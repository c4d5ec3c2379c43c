namespace Soffi.Domain.Charts;

/// <summary>Bars lying down: headings of any length, any number of categories, every figure written.</summary>
internal static class HorizontalBars
{
    private const decimal Gap = 8;

    public static void Draw(ChartCanvas canvas, ChartData data, BarMode mode)
    {
        var bars = ChartBars.Of(data, mode);
        var rows = Rows(canvas, data, bars);
        var heading = canvas.IsNarrow ? 0 : rows.Max(r => r.Heading.Max(h => ChartText.Width(h, ChartCanvas.TextSize))) + Gap;
        var ends = EndLabels(bars).ToList();
        var right = Room(ends.Where(e => e.Value >= 0));
        var left = Room(ends.Where(e => e.Value < 0));
        var (axis, x, length) = Axis(canvas, bars, heading, left, right);

        canvas.Y += 4;
        var top = canvas.Y;
        Grid(canvas, axis, x, length, top, top + rows.Sum(r => r.Height), mode);
        for (var i = 0; i < rows.Count; i++)
        {
            Row(canvas, bars, i, rows[i], new Place(axis, x, length, heading));
            canvas.Y += rows[i].Height;
            if (data.Breaks.Any(b => b.Category == i + 1))
            {
                canvas.Line(0, canvas.Y, canvas.Width, canvas.Y, ChartPalette.Axis, 1.5m, 5, 4);
            }
        }

        if (!canvas.IsNarrow)
        {
            canvas.Line(At(axis, x, length, 0), top, At(axis, x, length, 0), canvas.Y, ChartPalette.Axis, 1.5m);
        }

        canvas.Y += ChartCanvas.LineHeight + 2;
    }

    private static decimal Room(IEnumerable<(string Text, decimal Value)> labels) =>
        labels.Select(e => ChartText.Width(e.Text, ChartCanvas.SmallSize) + 7).DefaultIfEmpty(0).Max();

    private static IEnumerable<(string Text, decimal Value)> EndLabels(ChartBars bars) => bars.Groups.SelectMany(g =>
        g.Signs.Select(s => (s.Sign, 0m)).Append((g.Total, g.High))
            .Concat(bars.Mode == BarMode.Grouped ? g.Bars.Select(b => (b.Label, b.To)) : []));

    private static (ChartAxis Axis, decimal X, decimal Length) Axis(ChartCanvas canvas, ChartBars bars, decimal heading, decimal left, decimal right)
    {
        for (var steps = 6; ; steps--)
        {
            IEnumerable<decimal> values = bars.Mode == BarMode.Shares ? [0, 100] : bars.Ends;
            var axis = ChartAxis.Of(values, fromZero: true, steps, bars.Decimals);
            var widths = axis.Labels.Select(l => ChartText.Width(l, ChartCanvas.SmallSize)).ToList();
            var x = heading + Math.Max(left, widths[0] / 2);
            var length = canvas.Width - x - Math.Max(right, widths[^1] / 2 + 2);
            if (steps == 1 || widths.Max() + 8 <= length / (axis.Ticks.Count - 1))
            {
                return (axis, x, length);
            }
        }
    }

    private static void Grid(ChartCanvas canvas, ChartAxis axis, decimal x, decimal length, decimal top, decimal bottom, BarMode mode)
    {
        foreach (var (tick, label) in axis.Ticks.Zip(axis.Labels))
        {
            var at = At(axis, x, length, tick);
            canvas.Line(at, top, at, bottom + 4, ChartPalette.Grid);
            canvas.Text(at, bottom + ChartCanvas.LineHeight, label, ChartAnchor.Middle, ChartPalette.Mention, ChartCanvas.SmallSize);
        }
    }

    private static void Row(ChartCanvas canvas, ChartBars bars, int index, RowLayout row, Place place)
    {
        var group = bars.Groups[index];
        var first = canvas.Y + row.BarsFrom;
        if (canvas.IsNarrow)
        {
            // Headings lie over the grid: they cover it, and the line of zero is drawn along the bars only.
            var width = row.Heading.Max(h => ChartText.Width(h, ChartCanvas.TextSize)) + 4;
            canvas.Box(0, canvas.Y + 1, width, row.BarsFrom - 2, new ChartFill(ChartPalette.Back, ChartPattern.Solid));
            canvas.Lines(0, canvas.Y + 14, row.Heading);
        }
        else
        {
            var middle = canvas.Y + row.Height / 2;
            canvas.Lines(place.Heading - Gap, middle + 4 - (row.Heading.Count - 1) * (ChartCanvas.TextSize + 3) / 2, row.Heading, ChartAnchor.End);
        }

        foreach (var bar in group.Bars)
        {
            var (from, to) = (place.At(Math.Min(bar.From, bar.To)), place.At(Math.Max(bar.From, bar.To)));
            var y = first + bar.Slot * row.Thickness;
            canvas.Box(from, y, Math.Max(to - from, 0.5m), row.Thickness - 2, ChartPalette.FillOf(bar.Series), ChartPalette.InkOf(bar.Series));
            Label(canvas, bars.Mode, bar, from, to, y + (row.Thickness - 2) / 2 + 4);
        }

        foreach (var (slot, sign) in group.Signs)
        {
            canvas.Text(place.At(0) + 5, first + slot * row.Thickness + (row.Thickness - 2) / 2 + 4, sign, size: ChartCanvas.SmallSize, ink: ChartPalette.Mention);
        }

        if (canvas.IsNarrow)
        {
            canvas.Line(place.At(0), first, place.At(0), first + bars.Slots * row.Thickness, ChartPalette.Axis, 1.5m);
        }

        if (group.Total.Length > 0)
        {
            canvas.Text(place.At(group.High) + 5, first + (row.Thickness - 2) / 2 + 4, group.Total, size: ChartCanvas.SmallSize);
        }
    }

    private static void Label(ChartCanvas canvas, BarMode mode, ChartBar bar, decimal from, decimal to, decimal y)
    {
        if (mode == BarMode.Grouped)
        {
            canvas.Text(bar.To < 0 ? from - 5 : to + 5, y, bar.Label, bar.To < 0 ? ChartAnchor.End : ChartAnchor.Start, size: ChartCanvas.SmallSize);
        }
        else if (bar.Label.Length > 0 && ChartText.Width(bar.Label, ChartCanvas.SmallSize) + 12 <= to - from)
        {
            // On its own ground: a pattern behind figures makes them hard to read.
            var width = ChartText.Width(bar.Label, ChartCanvas.SmallSize) + 4;
            canvas.Box((from + to - width) / 2, y - 11.5m, width, 15, new ChartFill(ChartPalette.Back, ChartPattern.Solid));
            canvas.Text((from + to) / 2, y, bar.Label, ChartAnchor.Middle, size: ChartCanvas.SmallSize);
        }
    }

    private static List<RowLayout> Rows(ChartCanvas canvas, ChartData data, ChartBars bars)
    {
        var thickness = bars.Slots > 1 ? 15m : 22m;
        return [.. data.Categories.Select(c =>
        {
            var lines = ChartText.Wrap(c.Label, canvas.IsNarrow ? canvas.Width : canvas.Width * 0.3m, ChartCanvas.TextSize, 2);
            var text = lines.Count * (ChartCanvas.TextSize + 3);
            var height = bars.Slots * thickness;
            return canvas.IsNarrow
                ? new RowLayout(lines, thickness, text + 4, text + 4 + height + 10)
                : new RowLayout(lines, thickness, Math.Max(4, (text - height) / 2 + 4), Math.Max(text, height) + 8);
        })];
    }

    private static decimal At(ChartAxis axis, decimal x, decimal length, decimal value) => x + axis.At(value) * length;

    private sealed record RowLayout(IReadOnlyList<string> Heading, decimal Thickness, decimal BarsFrom, decimal Height);

    private sealed record Place(ChartAxis Axis, decimal X, decimal Length, decimal Heading)
    {
        public decimal At(decimal value) => HorizontalBars.At(Axis, X, Length, value);
    }
}
