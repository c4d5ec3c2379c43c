namespace Soffi.Domain.Charts;

/// <summary>One small chart per series on one common scale, so that shapes and sizes compare at a glance.</summary>
internal static class SmallMultiples
{
    private const decimal Gutter = 18;

    private const decimal PlotHeight = 84;

    public static void Draw(ChartCanvas canvas, ChartData data)
    {
        var axis = ChartAxis.Of(data.Numbers, fromZero: true, 2, data.Unit.Decimals);
        var scale = axis.Labels.Max(l => ChartText.Width(l, 11)) + 6;
        var columns = canvas.IsNarrow ? 2 : Math.Min(4, data.Series.Count);
        var width = (canvas.Width - Gutter * (columns - 1)) / columns;
        canvas.Y += 4;
        for (var first = 0; first < data.Series.Count; first += columns)
        {
            var row = data.Series.Skip(first).Take(columns).ToList();
            var titles = row.Select(s => ChartText.Wrap(s.Label, width, ChartCanvas.TextSize, 2, bold: true)).ToList();
            var top = canvas.Y + titles.Max(t => t.Count) * (ChartCanvas.TextSize + 3) + 12;
            for (var i = 0; i < row.Count; i++)
            {
                var x = i * (width + Gutter);
                for (var line = 0; line < titles[i].Count; line++)
                {
                    canvas.Text(x, canvas.Y + 13 + line * (ChartCanvas.TextSize + 3), titles[i][line], bold: true);
                }

                Panel(canvas, data, row[i], new Frame(axis, x + scale, top, width - scale));
            }

            canvas.Y = top + PlotHeight + 32;
        }
    }

    private static void Panel(ChartCanvas canvas, ChartData data, ChartSeries series, Frame frame)
    {
        foreach (var (tick, label) in frame.Axis.Ticks.Zip(frame.Axis.Labels))
        {
            canvas.Line(frame.X, frame.Y(tick), frame.X + frame.Width, frame.Y(tick), ChartPalette.Grid);
            canvas.Text(frame.X - 4, frame.Y(tick) + 4, label, ChartAnchor.End, ChartPalette.Mention, 11);
        }

        var band = frame.Width / data.Categories.Count;
        for (var i = 0; i < data.Categories.Count; i++)
        {
            Bar(canvas, series.Values[i], frame, frame.X + i * band, band);
        }

        canvas.Line(frame.X, frame.Y(0), frame.X + frame.Width, frame.Y(0), ChartPalette.Axis, 1.5m);
        foreach (var at in data.Breaks.Select(b => frame.X + b.Category * band))
        {
            canvas.Line(at, frame.Top - 4, at, frame.Top + PlotHeight, ChartPalette.Axis, 1, 4, 3);
        }

        Ends(canvas, data, frame);
    }

    private static void Bar(ChartCanvas canvas, ChartValue value, Frame frame, decimal x, decimal band)
    {
        var gap = Math.Min(4, band * 0.2m);
        if (value.Number is { } number)
        {
            var (top, bottom) = (frame.Y(Math.Max(0, number)), frame.Y(Math.Min(0, number)));
            canvas.Box(x + gap / 2, top, band - gap, Math.Max(bottom - top, 0.5m), ChartPalette.FillOf(0), null);
        }
        else if (ChartText.Width(ChartText.Sign(value), 10) <= band)
        {
            canvas.Text(x + band / 2, frame.Y(0) - 3, ChartText.Sign(value), ChartAnchor.Middle, ChartPalette.Mention, 10);
        }
        else
        {
            canvas.Line(x + band / 2, frame.Y(0) - 6, x + band / 2, frame.Y(0), ChartPalette.Mention, 1, 2, 2);
        }
    }

    /// <summary>The first and the last category are enough: the order is that of the table.</summary>
    private static void Ends(ChartCanvas canvas, ChartData data, Frame frame)
    {
        var y = frame.Top + PlotHeight + 14;
        if (data.Categories.Count == 1)
        {
            canvas.Text(frame.X, y, ChartText.Shorten(data.Categories[0].Label, frame.Width, 11), size: 11);
            return;
        }

        var half = frame.Width / 2 - 4;
        canvas.Text(frame.X, y, ChartText.Shorten(data.Categories[0].Label, half, 11), size: 11);
        canvas.Text(frame.X + frame.Width, y, ChartText.Shorten(data.Categories[^1].Label, half, 11), ChartAnchor.End, size: 11);
    }

    private sealed record Frame(ChartAxis Axis, decimal X, decimal Top, decimal Width)
    {
        public decimal Y(decimal value) => Top + PlotHeight - Axis.At(value) * PlotHeight;
    }
}
