namespace Soffi.Domain.Charts;

/// <summary>Lays a chart out: the same drawing for the page, the SVG file and the PNG file.</summary>
public static class ChartPainter
{
    /// <param name="complete">
    /// Whether title, basis, notes and source are drawn too: a file leaves the page that says them.
    /// </param>
    /// <exception cref="ArgumentException">The chart cannot be drawn legibly (see <see cref="ChartChecker"/>).</exception>
    public static ChartScene Draw(ChartKind kind, ChartData data, ChartWidth width, bool complete)
    {
        if (ChartChecker.Refusal(kind, data) is { } refusal)
        {
            throw new ArgumentException(refusal, nameof(data));
        }

        var canvas = new ChartCanvas((int)width);
        if (complete)
        {
            canvas.Paragraph(data.Title, 16, ChartPalette.Text, bold: true);
            canvas.Y += 4;
        }

        canvas.Paragraph(Unit(kind, data) + (complete ? $"\u202F; base\u00A0: {data.Basis}" : ""), ChartCanvas.SmallSize, ChartPalette.Mention);
        canvas.Y += 6;
        Legend(canvas, kind, data);
        Plot(canvas, kind, data);
        canvas.Y += 6;
        if (complete)
        {
            foreach (var note in ChartSentences.Breaks(data).Concat(data.Notes).Append(data.Source))
            {
                canvas.Paragraph(note, ChartCanvas.SmallSize, ChartPalette.Mention);
            }

            canvas.Y += 6;
        }

        return canvas.Finish();
    }

    private static string Unit(ChartKind kind, ChartData data) =>
        kind == ChartKind.StackedShares ? "En\u00A0% du total" : $"En\u00A0{data.Unit.Label}";

    private static void Legend(ChartCanvas canvas, ChartKind kind, ChartData data)
    {
        var named = kind is ChartKind.RegionMap or ChartKind.SmallMultiples || (kind == ChartKind.Lines && LinePlot.NamesLines(canvas, data));
        if (data.Series.Count > 1 && !named)
        {
            ChartLegend.Draw(canvas, data, kind == ChartKind.Lines);
        }
    }

    private static void Plot(ChartCanvas canvas, ChartKind kind, ChartData data)
    {
        switch (kind)
        {
            case ChartKind.Bars or ChartKind.GroupedBars:
                Bars(canvas, data, BarMode.Grouped);
                break;
            case ChartKind.Stacked:
                Bars(canvas, data, BarMode.Stacked);
                break;
            case ChartKind.HorizontalBars:
                HorizontalBars.Draw(canvas, data, BarMode.Grouped);
                break;
            case ChartKind.StackedHorizontal:
                HorizontalBars.Draw(canvas, data, BarMode.Stacked);
                break;
            case ChartKind.StackedShares:
                HorizontalBars.Draw(canvas, data, BarMode.Shares);
                break;
            case ChartKind.Lines:
                LinePlot.Draw(canvas, data);
                break;
            case ChartKind.SmallMultiples:
                SmallMultiples.Draw(canvas, data);
                break;
            case ChartKind.RegionMap:
                RegionMap.Draw(canvas, data);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of chart.");
        }
    }

    private static void Bars(ChartCanvas canvas, ChartData data, BarMode mode)
    {
        if (!canvas.IsNarrow && VerticalBars.Fits(canvas, data, mode))
        {
            VerticalBars.Draw(canvas, data, mode);
        }
        else
        {
            HorizontalBars.Draw(canvas, data, mode);
        }
    }
}
