using Soffi.Domain.Charts;

namespace Soffi.Domain.Tests.Charts;

/// <summary>The alternative says in French what the eye reads.</summary>
public sealed class ChartSentencesTests
{
    [Fact]
    public void Of_bars_names_the_extremes_what_is_missing_and_the_break()
    {
        var data = ChartSamples.Years(230_000, 112_345, null, -21_000) with { Breaks = [new ChartBreak(3, "le périmètre change")] };
        var alternative = ChartSentences.Of(ChartKind.Bars, data);

        Assert.Equal("Barres\u00A0: Contrats par an", alternative.Title);
        Assert.Equal(
            [
                "Exercice\u00A0: 4 valeurs, de «\u00A02019\u00A0» à «\u00A02022\u00A0»\u202F; en\u00A0contrats.",
                "Maximum 2019 (230\u202F000\u00A0contrats), minimum 2022 (−21\u202F000\u00A0contrats).",
                "Sans valeur (n.d.)\u00A0: 2021.",
                "(r) Rupture de série entre 2021 et 2022\u00A0: le périmètre change.",
                "Les mêmes données sont dans le tableau.",
            ],
            alternative.Sentences);
    }

    [Theory]
    [InlineData(new[] { 100, 150, 120 }, "De 100 (2019) à 120 (2021), soit +20,0\u00A0%\u202F; maximum 2020 (150), minimum 2019 (100).")]
    [InlineData(new[] { 200, 150, 100 }, "De 200 (2019) à 100 (2021), soit −50,0\u00A0%\u202F; maximum 2019 (200), minimum 2021 (100).")]
    [InlineData(new[] { -10, 5, 10 }, "De −10 (2019) à 10 (2021), soit +20\u202F; maximum 2021 (10), minimum 2019 (−10).")]
    [InlineData(new[] { 5, 5, 5 }, "De 5 (2019) à 5 (2021), soit 0,0\u00A0%\u202F; valeurs toutes égales.")]
    [InlineData(new[] { 9, 9, 3 }, "De 9 (2019) à 3 (2021), soit −66,7\u00A0%\u202F; maximum 2019 et 2020 (9), minimum 2021 (3).")]
    public void Of_lines_says_the_course_of_each(int[] values, string sentence) =>
        Assert.Contains(sentence, ChartSentences.Of(ChartKind.Lines, ChartSamples.Years([.. values.Select(v => (decimal?)v)])).Sentences);

    [Fact]
    public void Of_lines_far_from_zero_says_that_the_scale_does_not_start_there() =>
        Assert.Contains("L’échelle ne commence pas à zéro.", ChartSentences.Of(ChartKind.Lines, ChartSamples.Years(900, 950, 1000)).Sentences);

    [Fact]
    public void Of_a_stack_says_totals_and_shares()
    {
        var data = ChartSamples.Years(30, 10) with
        {
            Series = [new ChartSeries("Apprentissage", [new(30), new(10)]), new ChartSeries("Plan", [new(15), new(5)])],
        };
        var sentences = ChartSentences.Of(ChartKind.Stacked, data).Sentences;

        Assert.Contains("Le total le plus élevé est celui de 2019 (45\u00A0contrats), le plus faible celui de 2020 (15\u00A0contrats).", sentences);
        Assert.Contains("Sur l’ensemble (60\u00A0contrats)\u00A0: Apprentissage 66,7\u00A0%, Plan 33,3\u00A0%.", sentences);
    }

    [Fact]
    public void Of_a_map_names_every_region_with_its_figure_or_its_sign()
    {
        var data = ChartSamples.Regions((r, i) => r.Code == "94" ? new ChartValue(null, "s") : new ChartValue(i));
        data = data with { Categories = [.. data.Categories.Take(17), new ChartCategory("99", "Étranger")] };
        var text = string.Join(" ", ChartSentences.Of(ChartKind.RegionMap, data).Sentences);

        Assert.Contains("plus faible\u00A0: Provence-Alpes-Côte d’Azur (93) 16\u202F; Auvergne-Rhône-Alpes (84) 15\u202F;", text, StringComparison.Ordinal);
        Assert.Contains("Guadeloupe (01) 0.", text, StringComparison.Ordinal);
        Assert.Contains("Sans valeur\u00A0: Corse (n.d.).", text, StringComparison.Ordinal);
        Assert.Contains("Hors de la carte, Étranger\u00A0: s.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_series_names_the_first_and_counts_the_others() =>
        Assert.Contains("24 séries (Dispositif 1, ", ChartSentences.Of(ChartKind.SmallMultiples, ChartSamples.Of(24, 3)).Sentences[0], StringComparison.Ordinal);
}
