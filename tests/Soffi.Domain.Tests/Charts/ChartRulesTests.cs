using System.Globalization;
using Soffi.Domain.Charts;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Tests.Charts;

/// <summary>Refusals, scales, classes, outlines, colours.</summary>
public sealed class ChartRulesTests
{
    [Theory]
    [InlineData(ChartKind.Bars, 2, 3, "une seule série")]
    [InlineData(ChartKind.Lines, 9, 3, "9 séries, pour 8 au plus")]
    [InlineData(ChartKind.Bars, 1, 41, "41 catégories, pour 40 au plus")]
    [InlineData(ChartKind.SmallMultiples, 25, 3, "25 séries, pour 24 au plus")]
    [InlineData(ChartKind.HorizontalBars, 8, 21, "168 barres, pour 160 au plus")]
    [InlineData(ChartKind.RegionMap, 1, 3, "lignes sont des régions")]
    public void Refusal_says_what_to_do_instead(ChartKind kind, int series, int categories, string sentence)
    {
        var data = ChartSamples.Of(series, categories);

        Assert.Contains(sentence, ChartChecker.Refusal(kind, data), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ChartPainter.Draw(kind, data, ChartWidth.Wide, true));
    }

    [Fact]
    public void Refusal_covers_no_value_values_too_large_and_shares_of_negatives()
    {
        Assert.StartsWith("Aucune valeur", ChartChecker.Refusal(ChartKind.Bars, ChartSamples.Years(null, null)), StringComparison.Ordinal);
        Assert.StartsWith("Une valeur est trop grande", ChartChecker.Refusal(ChartKind.Bars, ChartSamples.Years(decimal.MaxValue)), StringComparison.Ordinal);
        Assert.StartsWith("Des parts", ChartChecker.Refusal(ChartKind.StackedShares, ChartSamples.Years(1, -1)), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ChartChecker.Refusal(ChartKind.Bars, ChartSamples.Years(1, 2) with { Breaks = [new ChartBreak(2, "")] }));
    }

    [Theory]
    [InlineData("3,47,112", true, 5, 0, "0 25 50 75 100 125")]
    [InlineData("-21000,230000", true, 5, 0, "−100\u202F000 0 100\u202F000 200\u202F000 300\u202F000")]
    [InlineData("0.12,0.34", true, 4, 2, "0,0 0,1 0,2 0,3 0,4")]
    [InlineData("900,1000", false, 4, 0, "900 925 950 975 1\u202F000")]
    [InlineData("1,2", true, 5, 0, "0 1 2")]
    [InlineData("0", true, 5, 0, "0 1 2 3 4 5")]
    [InlineData("1234567890", true, 5, 0, "0 250\u202F000\u202F000 500\u202F000\u202F000 750\u202F000\u202F000 1\u202F000\u202F000\u202F000 1\u202F250\u202F000\u202F000")]
    public void Axis_has_round_ticks(string values, bool fromZero, int steps, int decimals, string ticks) => Assert.Equal(
        ticks, string.Join(' ', ChartAxis.Of(values.Split(',').Select(v => decimal.Parse(v, CultureInfo.InvariantCulture)), fromZero, steps, decimals).Labels));

    [Fact]
    public void Classes_are_at_most_five_and_never_part_equal_values()
    {
        var quantiles = ChartClasses.Of([1, 2, 2, 2, 2, 2, 7, 8, 9, 10], ChartClassing.Quantiles);
        var equal = ChartClasses.Of([0, 10, 49, 50, 100], ChartClassing.EqualIntervals);

        Assert.Equal(10, quantiles.Classes.Sum(c => c.Count));
        Assert.Single(quantiles.Classes, c => c.Low <= 2 && c.High >= 2);
        Assert.Equal([2, 0, 2, 0, 1], equal.Classes.Select(c => c.Count));
        Assert.Equal("de 40 à moins de 60", equal.Label(2, 0));
        Assert.Equal(4, equal.IndexOf(100));
        Assert.Equal([0, 4], new[] { 0, 1 }.Select(ChartClasses.Of([1, 5], ChartClassing.Quantiles).InkOf));
    }

    [Fact]
    public void Outlines_cover_the_eighteen_regions_and_share_their_borders()
    {
        Assert.Equal(Region.All.Select(r => r.Code), RegionShapes.All.Select(s => s.Code));
        Assert.All(RegionShapes.All.SelectMany(s => s.Rings), r => Assert.Equal(r[0], r[^1]));
        var uses = RegionShapes.Outlines().SelectMany(o => o.Arcs).GroupBy(a => a).ToDictionary(g => g.Key, g => g.Count());
        Assert.All(uses.Values, count => Assert.InRange(count, 1, 2));
        // Thirteen mainland regions of which Corsica touches none: 23 borders inside.
        Assert.Equal(23, uses.Values.Count(c => c == 2));
        Assert.All(RegionShapes.All, s => Assert.True(s.Code == "94" || Inside(s.Label, s.Rings) || RegionShapes.IsOverseas(s.Code)));
    }

    [Fact]
    public void Colours_of_series_and_signs_are_seen_on_both_grounds()
    {
        Assert.All(ChartPalette.Series.Append(ChartPalette.Mention).Append(ChartPalette.Axis), ink =>
        {
            Assert.InRange(Contrast(ink.Light, ChartPalette.Back.Light), 3, 21);
            Assert.InRange(Contrast(ink.Dark, ChartPalette.Back.Dark), 3, 21);
        });
        Assert.All(ChartPalette.Classes.Zip(ChartPalette.OnClasses), pair =>
        {
            Assert.InRange(Contrast(pair.First.Light, pair.Second.Light), 4.5, 21);
            Assert.InRange(Contrast(pair.First.Dark, pair.Second.Dark), 4.5, 21);
        });
        Assert.All(new[] { ChartPalette.Text, ChartPalette.Mention }, ink => Assert.InRange(Contrast(ink.Light, "#ffffff"), 4.5, 21));
    }

    [Fact]
    public void Series_differ_by_pattern_dash_and_marker_too()
    {
        var all = Enumerable.Range(0, ChartChecker.MostSeries).ToList();

        Assert.Equal(8, all.Select(s => ChartPalette.FillOf(s).Pattern).Distinct().Count());
        Assert.Equal(8, all.Select(s => string.Join(' ', ChartPalette.DashOf(s))).Distinct().Count());
        Assert.Equal(8, all.Select(s => string.Join(' ', ChartMarkers.Of(s))).Distinct().Count());
        var light = ChartPalette.Classes.Select(c => Luminance(c.Light)).ToList();
        Assert.Equal(light.OrderDescending(), light);
    }

    [Fact]
    public void WithOthers_adds_up_the_smallest_and_says_which()
    {
        var data = ChartSamples.Of(10, 3).WithOthers(8, "Autres postes", into: "Dispositif 10");

        Assert.Equal(8, data.Series.Count);
        Assert.Equal("Autres postes", data.Series[^1].Label);
        Assert.Equal(ChartSamples.Of(10, 3).Numbers.Sum(), data.Numbers.Sum());
        Assert.Contains("réunit\u00A0: Dispositif 1, ", data.Notes[^1], StringComparison.Ordinal);
        Assert.Contains("Dispositif 10", data.Notes[^1], StringComparison.Ordinal);
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var c = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }

    /// <summary>Even-odd rule.</summary>
    private static bool Inside(ChartPoint p, IReadOnlyList<IReadOnlyList<ChartPoint>> rings) => rings.Sum(r => r.Zip(r.Skip(1)).Count(e =>
        e.First.Y > p.Y != e.Second.Y > p.Y && p.X < e.First.X + (p.Y - e.First.Y) * (e.Second.X - e.First.X) / (e.Second.Y - e.First.Y))) % 2 == 1;
}
