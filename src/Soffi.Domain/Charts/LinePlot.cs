namespace Soffi.Domain.Charts;

/// <summary>One line per series: dashes, markers and, where there is room, its name at its end. A missing figure is a gap.</summary>
internal static class LinePlot
{
    private const decimal Height = 300;

    private const decimal LabelStep = 17;

    /// <summary>Names at the end of lines take the place of a legend.</summary>
    public static bool NamesLines(ChartCanvas canvas, ChartData data) =>
        !canvas.IsNarrow && data.Series.Count > 1 && data.Series.All(s => ChartText.Width(s.Label, ChartCanvas.TextSize) <= 150);

    public static void Draw(ChartCanvas canvas, ChartData data)
    {
        var named = NamesLines(canvas, data);
        var right = named ? data.Series.Max(s => ChartText.Width(s.Label, ChartCanvas.TextSize)) + 37 : 6;
        var frame = new ChartFrame(canvas, data, Axis(data, canvas.IsNarrow ? 4 : 6), right, Height);
        frame.Grid();
        for (var s = 0; s < data.Series.Count; s++)
        {
            Line(canvas, frame, data, s);
        }

        Signs(canvas, frame, data);
        if (named)
        {
            Names(canvas, frame, data);
        }

        frame.Close(data);
    }

    public static ChartAxis Axis(ChartData data, int steps) => ChartAxis.Of(data.Numbers, fromZero: false, steps, data.Unit.Decimals);

    private static void Line(ChartCanvas canvas, ChartFrame frame, ChartData data, int series)
    {
        var run = new List<ChartPoint>();
        var values = data.Series[series].Values;
        for (var i = 0; i <= values.Count; i++)
        {
            var broken = i < values.Count && data.Breaks.Any(b => b.Category == i);
            if (i == values.Count || values[i].Number is null || broken)
            {
                if (run.Count > 1)
                {
                    canvas.Path([.. run], ChartPalette.InkOf(series), 2, ChartPalette.DashOf(series));
                }

                run.Clear();
            }

            if (i < values.Count && values[i].Number is { } number)
            {
                run.Add(new ChartPoint(frame.X(i), frame.Y(number)));
            }
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Number is { } number)
            {
                canvas.Marker(frame.X(i), frame.Y(number), series, hollow: values[i].Sign.Length > 0);
            }
        }
    }

    /// <summary>The signs of missing figures, once each, over the foot of their category.</summary>
    private static void Signs(ChartCanvas canvas, ChartFrame frame, ChartData data)
    {
        for (var i = 0; i < data.Categories.Count; i++)
        {
            var signs = data.Series.Select(s => s.Values[i]).Where(v => v.Number is null).Select(ChartText.Sign).Distinct().ToList();
            for (var n = 0; n < signs.Count && ChartText.Width(signs[n], 11) <= frame.Band; n++)
            {
                canvas.Text(frame.X(i), frame.Bottom - 5 - n * 14, signs[n], ChartAnchor.Middle, ChartPalette.Mention, 11);
            }
        }
    }

    /// <summary>Names beside the last figure of each line, pushed apart, tied to it by a thin line.</summary>
    private static void Names(ChartCanvas canvas, ChartFrame frame, ChartData data)
    {
        var ends = data.Series.Select((s, i) => (Series: i, Last: s.Values.ToList().FindLastIndex(v => v.Number is not null)))
            .Where(e => e.Last >= 0).Select(e => (e.Series, e.Last, Y: frame.Y(data.Series[e.Series].Values[e.Last].Number!.Value)))
            .OrderBy(e => e.Y).ToList();
        var places = new List<decimal>();
        foreach (var (_, _, y) in ends)
        {
            places.Add(places.Count == 0 ? Math.Max(y, frame.Top + 4) : Math.Max(y, places[^1] + LabelStep));
        }

        var floor = frame.Bottom;
        for (var i = places.Count - 1; i >= 0; i--)
        {
            places[i] = Math.Min(places[i], floor);
            floor = places[i] - LabelStep;
        }

        var x = frame.Left + frame.Length + 20;
        foreach (var ((series, last, y), place) in ends.Zip(places))
        {
            canvas.Line(frame.X(last) + 6, y, x - 4, place, ChartPalette.InkOf(series));
            canvas.Marker(x + 2, place, series);
            canvas.Text(x + 11, place + 4, data.Series[series].Label);
        }
    }
}
