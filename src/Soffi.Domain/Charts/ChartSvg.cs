using System.Globalization;
using System.Security;
using System.Text;

namespace Soffi.Domain.Charts;

/// <summary>What people who do not see the drawing are given.</summary>
/// <param name="Title">Short name of the picture.</param>
/// <param name="Sentences">What it shows, made from the data.</param>
public sealed record ChartAlternative(string Title, IReadOnlyList<string> Sentences);

/// <summary>
/// Writes a drawing as SVG. Colours are presentation attributes, so that a file stands alone, and classes, so that the
/// style sheet of the portal follows the theme of the page; never a <c>style</c>, which the content policy refuses.
/// </summary>
public static class ChartSvg
{
    private const string Fonts = "Marianne, 'Liberation Sans', Arial, Helvetica, sans-serif";

    /// <summary>An element to put in a page.</summary>
    /// <param name="id">Prefix of its ids, unique in the page.</param>
    public static string Inline(ChartScene scene, ChartAlternative alternative, string id) => Write(scene, alternative, id, file: false);

    /// <summary>A file, on a white ground.</summary>
    public static string File(ChartScene scene, ChartAlternative alternative) =>
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + Write(scene, alternative, "graphique", file: true);

    private static string Write(ChartScene scene, ChartAlternative alternative, string id, bool file)
    {
        var svg = new StringBuilder();
        // Room around the drawing for outlines, and for margins in a file.
        var margin = file ? 16 : 1;
        var (width, height) = (scene.Width + 2 * margin, scene.Height + 2 * margin);
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-{margin} -{margin} {N(width)} {N(height)}\"");
        svg.Append(file ? $" width=\"{N(width)}\" height=\"{N(height)}\" xml:lang=\"fr\"" : " focusable=\"false\"");
        svg.Append(CultureInfo.InvariantCulture, $" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" font-family=\"{Fonts}\">");
        svg.Append(CultureInfo.InvariantCulture, $"<title id=\"{id}-t\">{E(alternative.Title)}</title>");
        svg.Append(CultureInfo.InvariantCulture, $"<desc id=\"{id}-d\">{E(string.Join(" ", alternative.Sentences))}</desc>");
        Definitions(svg, scene, id);
        if (file)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"-{margin}\" y=\"-{margin}\" width=\"{N(width)}\" height=\"{N(height)}\" fill=\"{ChartPalette.Back.Light}\"/>");
        }

        foreach (var shape in scene.Shapes)
        {
            Shape(svg, shape, id);
        }

        return svg.Append("</svg>").ToString();
    }

    private static void Definitions(StringBuilder svg, ChartScene scene, string id)
    {
        var fills = scene.Shapes.Select(s => s switch { ChartBox b => b.Fill, ChartArea a => a.Fill, _ => default })
            .Where(f => f.Pattern is not ChartPattern.Empty and not ChartPattern.Solid).Distinct().ToList();
        if (fills.Count == 0)
        {
            return;
        }

        svg.Append("<defs>");
        foreach (var fill in fills)
        {
            var tile = ChartTile.Of(fill.Pattern);
            var (ground, mark) = tile.OnBack ? (ChartPalette.Back, fill.Ink) : (fill.Ink, ChartPalette.Back);
            svg.Append(CultureInfo.InvariantCulture, $"<pattern id=\"{id}-{fill.Ink.Name}\" width=\"{N(tile.Size)}\" height=\"{N(tile.Size)}\" patternUnits=\"userSpaceOnUse\">");
            svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{N(tile.Size)}\" height=\"{N(tile.Size)}\"{Paint(ground, null)}/>");
            if (tile.Lines.Count > 0)
            {
                var path = string.Join(" ", tile.Lines.Select(l => $"M{N(l[0])} {N(l[1])}L{N(l[2])} {N(l[3])}"));
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\"{Paint(null, mark)} stroke-width=\"{N(tile.Thickness)}\"/>");
            }

            foreach (var dot in tile.Dots)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{N(dot.X)}\" cy=\"{N(dot.Y)}\" r=\"{N(tile.Radius)}\"{Paint(mark, null)}/>");
            }

            svg.Append("</pattern>");
        }

        svg.Append("</defs>");
    }

    private static void Shape(StringBuilder svg, ChartShape shape, string id)
    {
        switch (shape)
        {
            case ChartBox box:
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{N(box.X)}\" y=\"{N(box.Y)}\" width=\"{N(box.Width)}\" height=\"{N(box.Height)}\"{Paint(box.Fill, box.Outline, id)}/>");
                break;
            case ChartArea area:
                var rings = string.Concat(area.Rings.Select(r => "M" + Points(r) + "Z"));
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{rings}\"{Paint(area.Fill, area.Outline, id)} stroke-linejoin=\"round\"/>");
                break;
            case ChartStroke stroke:
                var dash = stroke.Dash.Count == 0 ? "" : $" stroke-dasharray=\"{string.Join(' ', stroke.Dash.Select(N))}\"";
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Points(stroke.Points)}\"{Paint(null, stroke.Ink)} stroke-width=\"{N(stroke.Thickness)}\" stroke-linejoin=\"round\"{dash}/>");
                break;
            case ChartLabel label:
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(label.At.X)}\" y=\"{N(label.At.Y)}\" font-size=\"{N(label.Size)}\"{(label.Bold ? " font-weight=\"700\"" : "")}{Anchor(label.Anchor)}{Paint(label.Ink, null)}>{E(label.Text)}</text>");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(shape), shape, "Unknown shape.");
        }
    }

    private static string Points(IEnumerable<ChartPoint> points) => string.Join('L', points.Select(p => $"{N(p.X)} {N(p.Y)}"));

    private static string Anchor(ChartAnchor anchor) => anchor switch
    {
        ChartAnchor.Middle => " text-anchor=\"middle\"",
        ChartAnchor.End => " text-anchor=\"end\"",
        _ => "",
    };

    private static string Paint(ChartFill fill, ChartInk? line, string id) => fill.Pattern switch
    {
        ChartPattern.Solid => Paint(fill.Ink, line),
        ChartPattern.Empty => Paint(ChartPalette.Back, line),
        _ => Paint(null, line, $"url(#{id}-{fill.Ink.Name})"),
    };

    /// <summary>The attributes a file reads, and the classes that the style sheet of the portal does.</summary>
    private static string Paint(ChartInk? fill, ChartInk? line, string none = "none")
    {
        var classes = string.Join(' ', new[] { fill is null ? null : "soffi-fill-" + fill.Name, line is null ? null : "soffi-line-" + line.Name }.OfType<string>());
        return (classes.Length > 0 ? $" class=\"{classes}\"" : "") + $" fill=\"{fill?.Light ?? none}\"" + (line is null ? "" : $" stroke=\"{line.Light}\"");
    }

    /// <summary>Two decimals: a hundredth of a unit is not seen.</summary>
    private static string N(decimal value) => Math.Round(value, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Characters that XML does not allow are dropped: a hostile name must not break the page.</summary>
    private static string E(string text) =>
        SecurityElement.Escape(string.Concat(text.EnumerateRunes().Where(r => r.Value is >= ' ' and not (0xFFFE or 0xFFFF))));
}
