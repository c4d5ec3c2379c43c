using Soffi.Domain.Charts;

namespace Soffi.Domain.Tests.Charts;

/// <summary>The trend drawn small, and what is said of it to those who do not see it.</summary>
public sealed class SparklineTests
{
    private static readonly ChartUnit Millions = new("M€", 1);

    [Fact]
    public void Draw_marks_every_known_figure_the_last_one_full()
    {
        var scene = Sparkline.Draw([new(1m), new(3m), new(2m)], [])!;

        Assert.Equal(3, scene.Shapes.OfType<ChartArea>().Count());
        Assert.Single(scene.Shapes.OfType<ChartStroke>());
        Assert.Equal([ChartPattern.Empty, ChartPattern.Empty, ChartPattern.Solid], scene.Shapes.OfType<ChartArea>().Select(a => a.Fill.Pattern));
        Assert.All(scene.Shapes.OfType<ChartStroke>().SelectMany(s => s.Points), p => Assert.True(p.X >= 0 && p.X <= scene.Width && p.Y >= 0 && p.Y <= scene.Height));
    }

    [Fact]
    public void Draw_puts_the_greatest_on_top_and_a_flat_series_in_the_middle()
    {
        var points = Sparkline.Draw([new(1m), new(3m)], [])!.Shapes.OfType<ChartStroke>().Single().Points;
        var flat = Sparkline.Draw([new(2m), new(2m)], [])!.Shapes.OfType<ChartStroke>().Single().Points;

        Assert.True(points[1].Y < points[0].Y);
        Assert.Equal(flat[0].Y, flat[1].Y);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Draw_without_two_figures_draws_nothing(int known) =>
        Assert.Null(Sparkline.Draw([.. Enumerable.Range(0, 4).Select(i => new ChartValue(i < known ? 5m : null, i < known ? "" : "n.d."))], []));

    [Fact]
    public void Draw_stops_the_line_where_a_figure_is_missing_or_the_series_breaks()
    {
        Assert.Equal(2, Lines([new(1m), new(2m), new(null, "n.d."), new(4m), new(5m)], []));
        Assert.Equal(2, Lines([new(1m), new(2m), new(3m), new(4m)], [2]));
        Assert.Equal(1, Lines([new(1m), new(2m), new(3m)], [2]));

        static int Lines(ChartValue[] values, int[] breaks) => Sparkline.Draw(values, breaks)!.Shapes.OfType<ChartStroke>().Count();
    }

    [Fact]
    public void Alternative_says_every_figure_and_every_sign()
    {
        var said = Sparkline.Alternative("Charges", ["2023", "2024", "2025"], [new(1234.56m), new(null, "s"), new(2m, "(p)")], Millions);

        Assert.Equal("Charges, de 2023 à 2025", said.Title);
        Assert.Equal(["2023\u00A0: 1\u202F234,6\u00A0M€\u202F; 2024\u00A0: s\u202F; 2025\u00A0: 2,0\u00A0(p)\u00A0M€."], said.Sentences);
    }
}
