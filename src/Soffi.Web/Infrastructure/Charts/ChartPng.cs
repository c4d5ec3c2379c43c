using SkiaSharp;
using Soffi.Domain.Charts;

namespace Soffi.Web.Infrastructure.Charts;

/// <summary>
/// Draws a chart as a PNG file, from the same drawing as the SVG, on white, in the fonts that the program carries: the
/// picture does not depend on what the server has installed.
/// </summary>
public static class ChartPng
{
    public const string ContentType = "image/png";

    /// <summary>Pixels per unit of the drawing: sharp in a printed document.</summary>
    public const int Scale = 2;

    /// <summary>White around the drawing, in its units.</summary>
    public const int Margin = 16;

    /// <summary>Taller, a picture is neither looked at nor opened everywhere (about 4 bytes a pixel while it is drawn).</summary>
    private const int MostPixels = 40_000_000;

    private static readonly SKTypeface Regular = Typeface("LiberationSans-Regular.ttf");

    private static readonly SKTypeface Bold = Typeface("LiberationSans-Bold.ttf");

    public static byte[] Write(ChartScene scene)
    {
        var width = Math.Ceiling(scene.Width + 2 * Margin);
        var height = Math.Ceiling(scene.Height + 2 * Margin);
        var scale = width * height * Scale * Scale > MostPixels ? 1 : Scale;
        using var surface = SKSurface.Create(new SKImageInfo((int)width * scale, (int)height * scale, SKColorType.Rgba8888, SKAlphaType.Premul));
        var canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        canvas.Scale(scale);
        canvas.Translate(Margin, Margin);
        foreach (var shape in scene.Shapes)
        {
            Draw(canvas, shape);
        }

        using var picture = surface.Snapshot();
        using var file = picture.Encode(SKEncodedImageFormat.Png, 100);
        return file.ToArray();
    }

    private static void Draw(SKCanvas canvas, ChartShape shape)
    {
        switch (shape)
        {
            case ChartBox box:
                using (var path = new SKPath())
                {
                    path.AddRect(SKRect.Create((float)box.X, (float)box.Y, (float)box.Width, (float)box.Height));
                    Area(canvas, path, box.Fill, box.Outline);
                }

                break;
            case ChartArea area:
                using (var path = new SKPath())
                {
                    foreach (var ring in area.Rings)
                    {
                        path.AddPoly([.. ring.Select(p => new SKPoint((float)p.X, (float)p.Y))], close: true);
                    }

                    Area(canvas, path, area.Fill, area.Outline);
                }

                break;
            case ChartStroke stroke:
                Stroke(canvas, stroke);
                break;
            case ChartLabel label:
                Text(canvas, label);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(shape), shape, "Unknown shape.");
        }
    }

    private static void Area(SKCanvas canvas, SKPath path, ChartFill fill, ChartInk? outline)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = Color(fill.Pattern == ChartPattern.Empty ? ChartPalette.Back : fill.Ink) };
        if (fill.Pattern is not ChartPattern.Empty and not ChartPattern.Solid)
        {
            using var tile = Tile(fill);
            paint.Shader = SKShader.CreatePicture(tile, SKShaderTileMode.Repeat, SKShaderTileMode.Repeat, tile.CullRect);
        }

        canvas.DrawPath(path, paint);
        paint.Shader?.Dispose();
        if (outline is not null)
        {
            using var line = Line(outline, 1);
            canvas.DrawPath(path, line);
        }
    }

    private static void Stroke(SKCanvas canvas, ChartStroke stroke)
    {
        using var paint = Line(stroke.Ink, stroke.Thickness);
        using var effect = stroke.Dash.Count == 0 ? null : SKPathEffect.CreateDash([.. stroke.Dash.Select(d => (float)d)], 0);
        paint.PathEffect = effect;
        using var path = new SKPath();
        path.AddPoly([.. stroke.Points.Select(p => new SKPoint((float)p.X, (float)p.Y))], close: false);
        canvas.DrawPath(path, paint);
    }

    private static void Text(SKCanvas canvas, ChartLabel label)
    {
        using var font = new SKFont(label.Bold ? Bold : Regular, (float)label.Size) { Subpixel = true };
        using var paint = new SKPaint { IsAntialias = true, Color = Color(label.Ink) };
        var align = label.Anchor switch { ChartAnchor.Start => SKTextAlign.Left, ChartAnchor.Middle => SKTextAlign.Center, _ => SKTextAlign.Right };
        canvas.DrawText(label.Text, (float)label.At.X, (float)label.At.Y, align, font, paint);
    }

    private static SKPicture Tile(ChartFill fill)
    {
        var tile = ChartTile.Of(fill.Pattern);
        var (ground, mark) = tile.OnBack ? (ChartPalette.Back, fill.Ink) : (fill.Ink, ChartPalette.Back);
        using var recorder = new SKPictureRecorder();
        var canvas = recorder.BeginRecording(SKRect.Create((float)tile.Size, (float)tile.Size));
        canvas.Clear(Color(ground));
        using var line = Line(mark, tile.Thickness);
        foreach (var l in tile.Lines)
        {
            canvas.DrawLine((float)l[0], (float)l[1], (float)l[2], (float)l[3], line);
        }

        using var dot = new SKPaint { IsAntialias = true, Color = Color(mark) };
        foreach (var at in tile.Dots)
        {
            canvas.DrawCircle((float)at.X, (float)at.Y, (float)tile.Radius, dot);
        }

        return recorder.EndRecording();
    }

    private static SKPaint Line(ChartInk ink, decimal thickness) => new()
    {
        IsAntialias = true,
        Color = Color(ink),
        Style = SKPaintStyle.Stroke,
        StrokeWidth = (float)thickness,
        StrokeJoin = SKStrokeJoin.Round,
    };

    private static SKColor Color(ChartInk ink) => SKColor.Parse(ink.Light);

    private static SKTypeface Typeface(string file)
    {
        using var stream = typeof(ChartPng).Assembly.GetManifestResourceStream("Soffi.Web.Infrastructure.Pdf.Fonts." + file)!;
        return SKTypeface.FromStream(stream);
    }
}
