namespace Soffi.Domain.Charts;

/// <summary>The frame of charts that stand: scale on the left, categories below.</summary>
internal sealed class ChartFrame
{
    private readonly ChartCanvas _canvas;

    public ChartFrame(ChartCanvas canvas, ChartData data, ChartAxis axis, decimal right, decimal height)
    {
        _canvas = canvas;
        Axis = axis;
        Left = axis.Labels.Max(l => ChartText.Width(l, ChartCanvas.SmallSize)) + 8;
        Length = canvas.Width - Left - right;
        Band = Length / data.Categories.Count;
        Top = canvas.Y + (data.Breaks.Count > 0 ? ChartCanvas.LineHeight : 8);
        Height = height;
    }

    public ChartAxis Axis { get; }

    public decimal Left { get; }

    public decimal Length { get; }

    public decimal Top { get; }

    public decimal Height { get; }

    /// <summary>Room of one category.</summary>
    public decimal Band { get; }

    public decimal Bottom => Top + Height;

    public decimal X(int category) => Left + (category + 0.5m) * Band;

    public decimal Y(decimal value) => Bottom - Axis.At(value) * Height;

    public void Grid()
    {
        foreach (var (tick, label) in Axis.Ticks.Zip(Axis.Labels))
        {
            _canvas.Line(Left, Y(tick), Left + Length, Y(tick), ChartPalette.Grid);
            _canvas.Text(Left - 6, Y(tick) + 4, label, ChartAnchor.End, ChartPalette.Mention, ChartCanvas.SmallSize);
        }
    }

    /// <summary>The line of zero, or the foot of a scale without zero; headings; breaks. Moves below the frame.</summary>
    public void Close(ChartData data)
    {
        var foot = Axis.Low > 0 ? Bottom : Y(Math.Max(0, Axis.Low));
        _canvas.Line(Left, foot, Left + Length, foot, ChartPalette.Axis, 1.5m);
        var last = -100m;
        foreach (var at in data.Breaks.Select(b => b.Category).Distinct().Order().Select(c => Left + c * Band))
        {
            _canvas.Line(at, Top, at, Bottom, ChartPalette.Axis, 1.5m, 5, 4);
            if (at - last > 24)
            {
                _canvas.Text(at, Top - 4, "(r)", ChartAnchor.Middle, size: ChartCanvas.SmallSize);
                last = at;
            }
        }

        Headings(data);
    }

    /// <summary>Whether every heading holds under its category, in three lines at most.</summary>
    public static bool HoldsHeadings(ChartData data, decimal band) =>
        data.Categories.All(c => ChartText.Fits(c.Label, band - 6, ChartCanvas.SmallSize, 3));

    private void Headings(ChartData data)
    {
        var y = Bottom + ChartCanvas.LineHeight;
        if (HoldsHeadings(data, Band))
        {
            var lines = data.Categories.Select(c => ChartText.Wrap(c.Label, Band - 6, ChartCanvas.SmallSize, 3)).ToList();
            for (var i = 0; i < lines.Count; i++)
            {
                _canvas.Lines(X(i), y, lines[i], ChartAnchor.Middle, size: ChartCanvas.SmallSize);
            }

            _canvas.Y = y + (lines.Max(l => l.Count) - 1) * (ChartCanvas.SmallSize + 3) + 4;
            return;
        }

        // One in two, in three…: the first that leaves them apart.
        var end = -100m;
        for (var i = 0; i < data.Categories.Count; i++)
        {
            var text = ChartText.Shorten(data.Categories[i].Label, 120, ChartCanvas.SmallSize);
            var width = ChartText.Width(text, ChartCanvas.SmallSize);
            var x = Math.Clamp(X(i), width / 2, _canvas.Width - width / 2);
            if (x - width / 2 > end)
            {
                _canvas.Line(X(i), Bottom, X(i), Bottom + 4, ChartPalette.Axis);
                _canvas.Text(x, y, text, ChartAnchor.Middle, size: ChartCanvas.SmallSize);
                end = x + width / 2 + 10;
            }
        }

        _canvas.Y = y + 4;
    }
}
