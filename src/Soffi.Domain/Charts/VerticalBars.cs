namespace Soffi.Domain.Charts;

/// <summary>Bars that stand, while headings and signs hold under and between them.</summary>
internal static class VerticalBars
{
    private const decimal Height = 280;

    /// <summary>Whether everything that must be read holds; otherwise the bars lie down.</summary>
    public static bool Fits(ChartCanvas canvas, ChartData data, BarMode mode)
    {
        var bars = ChartBars.Of(data, mode);
        var band = Frame(canvas, data, bars).Band;
        var slot = (band - 8) / bars.Slots;
        return slot >= 6 && ChartFrame.HoldsHeadings(data, band)
            && bars.Groups.All(g => g.Signs.All(s => ChartText.Width(s.Sign, ChartCanvas.SmallSize) <= slot));
    }

    public static void Draw(ChartCanvas canvas, ChartData data, BarMode mode)
    {
        var bars = ChartBars.Of(data, mode);
        var frame = Frame(canvas, data, bars);
        var labels = bars.Groups.SelectMany(g => g.Bars.Select(b => b.Label).Append(g.Total));
        var slot = (frame.Band - 8) / bars.Slots;
        var written = labels.Max(l => ChartText.Width(l, ChartCanvas.SmallSize)) + 4 <= slot;
        frame.Grid();
        for (var i = 0; i < bars.Groups.Count; i++)
        {
            Group(canvas, frame, bars.Groups[i], frame.X(i) - slot * bars.Slots / 2, slot, written);
        }

        frame.Close(data);
    }

    private static ChartFrame Frame(ChartCanvas canvas, ChartData data, ChartBars bars) =>
        new(canvas, data, ChartAxis.Of(bars.Ends, fromZero: true, 5, data.Unit.Decimals), 2, Height);

    private static void Group(ChartCanvas canvas, ChartFrame frame, BarGroup group, decimal left, decimal slot, bool written)
    {
        // Bars of two categories only must not fill the page.
        var width = Math.Min(slot - 2, 64);
        foreach (var bar in group.Bars)
        {
            var (top, bottom) = (frame.Y(Math.Max(bar.From, bar.To)), frame.Y(Math.Min(bar.From, bar.To)));
            var middle = left + (bar.Slot + 0.5m) * slot;
            canvas.Box(middle - width / 2, top, width, Math.Max(bottom - top, 0.5m), ChartPalette.FillOf(bar.Series), ChartPalette.InkOf(bar.Series));
            if (written && bar.Label.Length > 0)
            {
                canvas.Text(middle, bar.To < 0 ? bottom + 14 : top - 5, bar.Label, ChartAnchor.Middle, size: ChartCanvas.SmallSize);
            }
        }

        foreach (var (at, sign) in group.Signs)
        {
            canvas.Text(left + (at + 0.5m) * slot, frame.Y(0) - 5, sign, ChartAnchor.Middle, ChartPalette.Mention, ChartCanvas.SmallSize);
        }

        if (written && group.Total.Length > 0)
        {
            canvas.Text(left + slot / 2, frame.Y(group.High) - 5, group.Total, ChartAnchor.Middle, size: ChartCanvas.SmallSize);
        }
    }
}
