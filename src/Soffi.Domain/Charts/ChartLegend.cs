namespace Soffi.Domain.Charts;

/// <summary>The names of the series beside what draws them, in as many lines as it takes.</summary>
internal static class ChartLegend
{
    private const decimal Swatch = 26;

    public static void Draw(ChartCanvas canvas, ChartData data, bool asLines)
    {
        var x = 0m;
        canvas.Y += 6;
        var begun = false;
        for (var s = 0; s < data.Series.Count; s++)
        {
            var text = ChartText.Shorten(data.Series[s].Label, canvas.Width - Swatch - 8, ChartCanvas.TextSize);
            var width = Swatch + 6 + ChartText.Width(text, ChartCanvas.TextSize);
            if (begun && x + width > canvas.Width)
            {
                x = 0;
                canvas.Y += 20;
            }

            Item(canvas, x, s, text, asLines);
            x += width + 18;
            begun = true;
        }

        canvas.Y += 24;
    }

    private static void Item(ChartCanvas canvas, decimal x, int series, string text, bool asLine)
    {
        if (asLine)
        {
            canvas.Path([new(x, canvas.Y + 9), new(x + Swatch, canvas.Y + 9)], ChartPalette.InkOf(series), 2, ChartPalette.DashOf(series));
            canvas.Marker(x + Swatch / 2, canvas.Y + 9, series);
        }
        else
        {
            canvas.Box(x + 1, canvas.Y + 2, Swatch - 2, 14, ChartPalette.FillOf(series), ChartPalette.InkOf(series));
        }

        canvas.Text(x + Swatch + 6, canvas.Y + 14, text);
    }
}
