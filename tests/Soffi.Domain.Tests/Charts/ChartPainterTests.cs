using System.Xml.Linq;
using Soffi.Domain.Charts;

namespace Soffi.Domain.Tests.Charts;

/// <summary>Drawings of every kind at both widths, read as a reader would: what is written, where, and in which shapes.</summary>
public sealed class ChartPainterTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<int, ChartWidth, bool> Drawings()
    {
        var all = new TheoryData<int, ChartWidth, bool>();
        foreach (var index in Enumerable.Range(0, ChartSamples.All().Count()))
        {
            all.Add(index, ChartWidth.Wide, true);
            all.Add(index, ChartWidth.Narrow, false);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Drawings))]
    public void Draw_writes_labels_that_neither_overlap_nor_leave_the_drawing(int sample, ChartWidth width, bool complete)
    {
        var (kind, data) = ChartSamples.All().ElementAt(sample);
        var scene = ChartPainter.Draw(kind, data, width, complete);
        var labels = scene.Labels.ToList();

        Assert.DoesNotContain(labels, l => l.Left < -1 || l.Left + l.Width > scene.Width + 1 || l.Top < -1 || l.Bottom > scene.Height + 1);
        for (var i = 0; i < labels.Count; i++)
        {
            Assert.DoesNotContain(labels.Skip(i + 1), other => Overlap(labels[i], other));
        }
    }

    [Theory]
    [MemberData(nameof(Drawings))]
    public void Draw_makes_well_formed_svg_without_style_nor_broken_number(int sample, ChartWidth width, bool complete)
    {
        var (kind, data) = ChartSamples.All().ElementAt(sample);
        var text = ChartSvg.File(ChartPainter.Draw(kind, data, width, complete), ChartSentences.Of(kind, data));
        var svg = XDocument.Parse(text).Root!;
        var ids = svg.Descendants().Attributes("id").Select(a => a.Value).ToList();

        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.All(svg.Attribute("aria-labelledby")!.Value.Split(' '), id => Assert.Contains(id, ids));
        Assert.Empty(svg.DescendantsAndSelf().Attributes("style"));
        Assert.Empty(svg.Descendants(Svg + "style"));
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", text, StringComparison.Ordinal);
        Assert.All(
            svg.Descendants().Attributes("fill").Select(a => a.Value).Where(v => v.StartsWith("url(#", StringComparison.Ordinal)),
            url => Assert.Contains(url[5..^1], ids));
    }

    [Fact]
    public void Draw_twice_gives_the_same_file_in_any_culture()
    {
        var (kind, data) = ChartSamples.All().ElementAt(4);
        var first = ChartSvg.File(ChartPainter.Draw(kind, data, ChartWidth.Wide, true), ChartSentences.Of(kind, data));
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(first, ChartSvg.File(ChartPainter.Draw(kind, data, ChartWidth.Wide, true), ChartSentences.Of(kind, data)));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Draw_starts_bars_at_zero_in_proportion_to_their_values()
    {
        var scene = ChartPainter.Draw(ChartKind.Bars, ChartSamples.Years(100, 50, -25), ChartWidth.Wide, false);
        var bars = scene.Shapes.OfType<ChartBox>().ToList();

        Assert.Equal(bars[0].Height, bars[1].Height * 2);
        Assert.Equal(bars[0].Height, bars[2].Height * 4);
        Assert.Equal(bars[0].Y + bars[0].Height, bars[1].Y + bars[1].Height);
        Assert.Equal(bars[0].Y + bars[0].Height, bars[2].Y);
    }

    [Fact]
    public void Draw_leaves_a_gap_and_the_sign_where_a_figure_is_missing()
    {
        var lines = ChartPainter.Draw(ChartKind.Lines, ChartSamples.Years(100, 120, null, 90, 80), ChartWidth.Wide, false);
        var bars = ChartPainter.Draw(ChartKind.Bars, ChartSamples.Years(100, 120, null, 90, 80), ChartWidth.Wide, false);

        Assert.Equal([2, 2], lines.Shapes.OfType<ChartStroke>().Where(s => s.Ink.Name == "s1").Select(s => s.Points.Count));
        Assert.Contains(lines.Labels, l => l.Text == "n.d.");
        Assert.Equal(4, bars.Shapes.OfType<ChartBox>().Count());
        Assert.Contains(bars.Labels, l => l.Text == "n.d.");
    }

    [Fact]
    public void Draw_cuts_lines_at_a_break_and_marks_it()
    {
        var data = ChartSamples.Years(100, 120, 140, 90) with { Breaks = [new ChartBreak(2, "le périmètre change")] };
        var scene = ChartPainter.Draw(ChartKind.Lines, data, ChartWidth.Wide, complete: true);

        Assert.Equal(2, scene.Shapes.OfType<ChartStroke>().Count(s => s.Ink.Name == "s1"));
        Assert.Contains(scene.Labels, l => l.Text == "(r)");
        Assert.Contains(scene.Labels, l => l.Text.StartsWith("(r) Rupture de série entre 2020 et 2021", StringComparison.Ordinal));
    }

    [Fact]
    public void Draw_lays_bars_down_when_headings_do_not_hold_under_them()
    {
        var wide = ChartPainter.Draw(ChartKind.Bars, ChartSamples.Of(1, 30), ChartWidth.Wide, false);
        var boxes = wide.Shapes.OfType<ChartBox>().ToList();

        Assert.Equal(30, wide.Labels.Count(l => l.Text.StartsWith("Organisme paritaire", StringComparison.Ordinal)));
        Assert.True(boxes.All(b => b.Height == boxes[0].Height));
    }

    [Fact]
    public void Inline_drops_what_xml_refuses_and_escapes_the_rest()
    {
        var data = ChartSamples.Years(1, 2) with { Title = "<script>alert(\"é\")</script>\u0001\uFFFE & 😀\uD800" };
        var svg = XDocument.Parse(ChartSvg.Inline(ChartPainter.Draw(ChartKind.Bars, data, ChartWidth.Wide, true), ChartSentences.Of(ChartKind.Bars, data), "g"));

        Assert.Equal("Barres\u00A0: <script>alert(\"é\")</script> & 😀\uFFFD", svg.Root!.Element(Svg + "title")!.Value);
        Assert.Empty(svg.Descendants(Svg + "script"));
    }

    private static bool Overlap(ChartLabel a, ChartLabel b) =>
        a.Left < b.Left + b.Width - 1 && b.Left < a.Left + a.Width - 1 && a.Top < b.Bottom - 1 && b.Top < a.Bottom - 1;
}
