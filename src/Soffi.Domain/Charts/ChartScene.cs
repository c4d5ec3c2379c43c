namespace Soffi.Domain.Charts;

public readonly record struct ChartPoint(decimal X, decimal Y);

public enum ChartAnchor
{
    Start,
    Middle,
    End,
}

/// <summary>One thing drawn, in units of the drawing, from its top left corner.</summary>
public abstract record ChartShape;

public sealed record ChartBox(decimal X, decimal Y, decimal Width, decimal Height, ChartFill Fill, ChartInk? Outline) : ChartShape;

/// <summary>Closed outlines under one fill.</summary>
public sealed record ChartArea(IReadOnlyList<IReadOnlyList<ChartPoint>> Rings, ChartFill Fill, ChartInk Outline) : ChartShape;

/// <param name="Dash">Lengths of dash and gap; empty for a plain line.</param>
public sealed record ChartStroke(IReadOnlyList<ChartPoint> Points, ChartInk Ink, decimal Thickness, IReadOnlyList<decimal> Dash) : ChartShape;

/// <param name="At">On the baseline.</param>
public sealed record ChartLabel(ChartPoint At, string Text, ChartInk Ink, decimal Size, bool Bold, ChartAnchor Anchor) : ChartShape
{
    public decimal Width => ChartText.Width(Text, Size, Bold);

    public decimal Left => Anchor switch
    {
        ChartAnchor.Start => At.X,
        ChartAnchor.Middle => At.X - Width / 2,
        _ => At.X - Width,
    };

    public decimal Top => At.Y - Size * 0.75m;

    public decimal Bottom => At.Y + Size * 0.2m;
}

/// <summary>A chart laid out: what the writers of SVG and PNG draw, in this order.</summary>
public sealed record ChartScene(decimal Width, decimal Height, IReadOnlyList<ChartShape> Shapes)
{
    public IEnumerable<ChartLabel> Labels => Shapes.OfType<ChartLabel>();
}

/// <summary>A drawing under way: shapes are added from top to bottom.</summary>
internal sealed class ChartCanvas(decimal width)
{
    public const decimal TextSize = 13;

    public const decimal SmallSize = 12;

    public const decimal LineHeight = 17;

    private readonly List<ChartShape> _shapes = [];

    public decimal Width => width;

    public bool IsNarrow => width < (int)ChartWidth.Wide;

    /// <summary>Where the next block begins.</summary>
    public decimal Y { get; set; }

    public ChartScene Finish() => new(width, Math.Ceiling(Y), _shapes);

    public void Box(decimal x, decimal y, decimal boxWidth, decimal boxHeight, ChartFill fill, ChartInk? outline = null) =>
        _shapes.Add(new ChartBox(x, y, boxWidth, boxHeight, fill, outline));

    public void Area(IReadOnlyList<IReadOnlyList<ChartPoint>> rings, ChartFill fill, ChartInk outline) => _shapes.Add(new ChartArea(rings, fill, outline));

    public void Line(decimal x1, decimal y1, decimal x2, decimal y2, ChartInk ink, decimal thickness = 1, params decimal[] dash) =>
        _shapes.Add(new ChartStroke([new(x1, y1), new(x2, y2)], ink, thickness, dash));

    public void Path(IReadOnlyList<ChartPoint> points, ChartInk ink, decimal thickness, IReadOnlyList<decimal> dash) =>
        _shapes.Add(new ChartStroke(points, ink, thickness, dash));

    public ChartLabel Text(
        decimal x, decimal y, string text, ChartAnchor anchor = ChartAnchor.Start, ChartInk? ink = null, decimal size = TextSize, bool bold = false)
    {
        var label = new ChartLabel(new ChartPoint(x, y), text, ink ?? ChartPalette.Text, size, bold, anchor);
        _shapes.Add(label);
        return label;
    }

    /// <summary>Lines of a text under each other, the first on its baseline.</summary>
    public void Lines(decimal x, decimal y, IReadOnlyList<string> lines, ChartAnchor anchor = ChartAnchor.Start, ChartInk? ink = null, decimal size = TextSize)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            Text(x, y + i * (size + 3), lines[i], anchor, ink, size);
        }
    }

    /// <summary>A paragraph over the whole width at <see cref="Y"/>, which moves below it.</summary>
    public void Paragraph(string text, decimal size, ChartInk ink, bool bold = false)
    {
        foreach (var line in ChartText.Wrap(text, width - 4, size, int.MaxValue, bold))
        {
            Y += size + 4;
            Text(0, Y, line, ChartAnchor.Start, ink, size, bold);
        }
    }

    /// <summary>The sign of a series on its line: eight shapes; hollow for a figure that carries a sign.</summary>
    public void Marker(decimal x, decimal y, int series, bool hollow = false)
    {
        var ink = ChartPalette.InkOf(series);
        var ring = ChartMarkers.Of(series).Select(p => new ChartPoint(x + p.X, y + p.Y)).ToList();
        Area([ring], new ChartFill(ink, hollow ? ChartPattern.Empty : ChartPattern.Solid), ink);
    }
}
