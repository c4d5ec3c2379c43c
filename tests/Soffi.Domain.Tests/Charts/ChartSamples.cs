using Soffi.Domain.Charts;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Tests.Charts;

/// <summary>Charts of every kind, from figures made by a formula: always the same.</summary>
internal static class ChartSamples
{
    public static readonly ChartUnit Millions = new("M€", 1);

    /// <summary>A chart of so many series and categories; every seventh figure is missing, some are negative when asked.</summary>
    public static ChartData Of(int series, int categories, bool negative = false, string label = "Organisme paritaire")
    {
        return new ChartData(
            "Charges par organisme", Millions, "Organisme", [.. Enumerable.Range(1, categories).Select(i => new ChartCategory($"O{i}", $"{label} {i}"))],
            [.. Enumerable.Range(0, series).Select(s => new ChartSeries($"Dispositif {s + 1}", [.. Enumerable.Range(0, categories).Select(c => Value(s, c))]))],
            "charges comptabilisées", "Source\u00A0: ESF 2025, DGEFP.");

        ChartValue Value(int s, int c) => (s * 5 + c * 3) % 7 == 6 ? new ChartValue(null, s % 2 == 0 ? "n.r." : "s")
            : new ChartValue((s + 1) * 37.25m + c * 11.4m * (s % 3) - (negative && c % 3 == 1 ? 160 : 0), c == 0 ? "(p)" : "");
    }

    /// <summary>One series over exercises.</summary>
    public static ChartData Years(params decimal?[] values) => new(
        "Contrats par an", new ChartUnit("contrats", 0), "Exercice", [.. values.Select((_, i) => new ChartCategory($"{2019 + i}", $"{2019 + i}"))],
        [new ChartSeries("Contrats", [.. values.Select(v => new ChartValue(v, v is null ? "n.d." : ""))])], "contrats débutés", "Source\u00A0: ESF.");

    public static ChartData Regions(Func<Region, int, ChartValue> value) => new(
        "Contrats par région", new ChartUnit("contrats", 0), "Région", [.. Region.All.Select(r => new ChartCategory(r.Code, r.Name))],
        [new ChartSeries("Contrats", [.. Region.All.Select(value)])], "contrats débutés", "Source\u00A0: ESF.");

    public static IEnumerable<(ChartKind Kind, ChartData Data)> All()
    {
        var broken = Of(1, 7, label: "Ex.") with { Breaks = [new ChartBreak(3, "le périmètre change")] };
        yield return (ChartKind.Bars, broken);
        yield return (ChartKind.Bars, Of(1, 1));
        yield return (ChartKind.Bars, Of(1, 40, negative: true));
        yield return (ChartKind.GroupedBars, Of(3, 4, negative: true, label: "Ex."));
        yield return (ChartKind.HorizontalBars, Of(8, 20, negative: true));
        yield return (ChartKind.HorizontalBars, Of(1, 40, label: "Organisme au nom vraiment très long, avec sa branche et son siège, numéro"));
        yield return (ChartKind.Lines, Of(8, 12, label: "Mois"));
        yield return (ChartKind.Lines, Of(1, 40, negative: true) with { Breaks = [new ChartBreak(9, "a"), new ChartBreak(10, "b"), new ChartBreak(30, "c")] });
        yield return (ChartKind.Lines, Years(900, 950, 1000));
        yield return (ChartKind.Stacked, Of(5, 6, negative: true, label: "Ex."));
        yield return (ChartKind.StackedHorizontal, Of(8, 11, negative: true));
        yield return (ChartKind.StackedShares, Of(8, 40));
        yield return (ChartKind.SmallMultiples, Of(24, 40, negative: true));
        yield return (ChartKind.SmallMultiples, Of(2, 1));
        yield return (ChartKind.RegionMap, Regions((r, i) => r.Code is "53" or "94" ? new ChartValue(null, "s") : new ChartValue(i * 1234)));
        yield return (ChartKind.RegionMap, Regions((_, i) => new ChartValue(i % 2 == 0 ? 7 : -12)) with { Classing = ChartClassing.EqualIntervals });
        yield return (ChartKind.Bars, Years(0, 0));
    }
}
