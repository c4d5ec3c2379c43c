using SkiaSharp;
using Soffi.Domain.Charts;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Infrastructure.Charts;
using Soffi.Web.Tests.Dsfr;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Charts;

/// <summary>The picture, the element in a page and the style sheet say the same as the palette.</summary>
public sealed class ChartFilesTests
{
    private static readonly ChartData Data = new(
        "Charges <par> an", new ChartUnit("M€", 1), "Exercice", [.. Enumerable.Range(2020, 5).Select(y => new ChartCategory($"{y}", $"{y}"))],
        [.. Enumerable.Range(1, 8).Select(s => new ChartSeries($"Poste {s}", [.. Enumerable.Range(1, 5).Select(v => new ChartValue(s * v * 10m))]))],
        "charges", "Source\u00A0: ESF.");

    [Fact]
    public void Write_png_has_the_size_and_the_colours_of_the_drawing()
    {
        var scene = ChartPainter.Draw(ChartKind.Stacked, Data, ChartWidth.Wide, complete: true);
        var bytes = ChartPng.Write(scene);
        using var picture = SKBitmap.Decode(bytes);
        var colours = picture.Pixels.ToHashSet();

        Assert.Equal((832 * 2, (int)(scene.Height + 32) * 2), (picture.Width, picture.Height));
        Assert.Equal(SKColors.White, picture.GetPixel(2, 2));
        Assert.All(ChartPalette.Series, ink => Assert.Contains(SKColor.Parse(ink.Light), colours));
        Assert.Contains(SKColor.Parse(ChartPalette.Text.Light), colours);
        Assert.Equal(bytes, ChartPng.Write(scene));
    }

    [Theory]
    [InlineData(ChartKind.Lines)]
    [InlineData(ChartKind.SmallMultiples)]
    [InlineData(ChartKind.StackedShares)]
    public void Write_png_draws_every_kind(ChartKind kind)
    {
        using var picture = SKBitmap.Decode(ChartPng.Write(ChartPainter.Draw(kind, Data, ChartWidth.Wide, complete: true)));

        Assert.True(picture.Pixels.Count(p => p != SKColors.White) > 5_000);
    }

    [Fact]
    public void Render_gives_both_widths_their_words_and_their_files()
    {
        var html = Html.Parse(ChartHtml.Render(new("g", ChartKind.Lines, Data, "/x.svg", "/x.png")));
        var ids = html.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();

        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.Equal(2, html.QuerySelectorAll("svg[role='img']").Length);
        Assert.Equal("Charges <par> an", html.QuerySelector("#" + html.QuerySelector("figure")!.GetAttribute("aria-labelledby"))!.TextContent);
        Assert.All(html.QuerySelectorAll("svg"), svg => Assert.All(svg.GetAttribute("aria-labelledby")!.Split(' '), id => Assert.Contains(id, ids)));
        Assert.Contains("Poste 1\u00A0: de 10,0 (2020) à 50,0 (2024), soit +400,0\u00A0%", html.QuerySelector("details ul")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["/x.svg", "/x.png"], html.QuerySelectorAll("a[download]").Select(a => a.GetAttribute("href")));
        Assert.Empty(html.QuerySelectorAll("[style], style, script"));
    }

    [Fact]
    public void Render_says_why_when_it_cannot_draw()
    {
        var html = Html.Parse(ChartHtml.Render(new("g", ChartKind.Bars, Data, "/x.svg", "/x.png")));

        Assert.Equal("Cette forme montre une seule série\u00A0: choisissez-en une, ou des barres groupées.", html.QuerySelector("p#g")!.TextContent);
        Assert.Empty(html.QuerySelectorAll("svg, a"));
    }

    [Fact]
    public void Read_style_sheet_has_every_ink_under_both_themes()
    {
        var css = File.ReadAllText(Path.Combine(SourceTree.Root, "src/Soffi.Web/wwwroot/css/charts.css"));
        var dark = css[css.IndexOf("[data-fr-theme=\"dark\"]", StringComparison.Ordinal)..css.IndexOf("@media print", StringComparison.Ordinal)];

        Assert.All(ChartPalette.All, ink =>
        {
            Assert.Contains($"--soffi-ink-{ink.Name}: {ink.Light};", css, StringComparison.Ordinal);
            Assert.Contains($"--soffi-ink-{ink.Name}: {ink.Dark};", dark, StringComparison.Ordinal);
            Assert.Contains($".soffi-fill-{ink.Name} {{", css, StringComparison.Ordinal);
            Assert.Contains($".soffi-line-{ink.Name} {{", css, StringComparison.Ordinal);
        });
    }
}
