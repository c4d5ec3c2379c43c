namespace Soffi.Domain.Charts;

/// <summary>
/// The alternative of a chart, made from its data: what it is, its extremes, trends and shares, every figure of a map,
/// what is missing, what is marked, what cannot be compared.
/// </summary>
public static class ChartSentences
{
    /// <summary>How many names a sentence gives before « et n autres ».</summary>
    private const int MostNames = 8;

    public static ChartAlternative Of(ChartKind kind, ChartData data)
    {
        var body = kind switch
        {
            ChartKind.RegionMap => ChartReadings.Regions(data),
            ChartKind.Lines => data.Series.SelectMany(s => ChartReadings.Course(data, s)),
            ChartKind.Stacked or ChartKind.StackedHorizontal or ChartKind.StackedShares => ChartReadings.Stack(kind, data),
            _ => data.Series.SelectMany(s => ChartReadings.Extremes(data, s)),
        };
        return new ChartAlternative(
            $"{Word(kind)}\u00A0: {data.Title}",
            [Frame(kind, data), .. body, .. Scale(kind, data), .. Missing(kind, data), .. Marked(data), .. Breaks(data), "Les mêmes données sont dans le tableau."]);
    }

    /// <summary>« (r) Rupture de série entre 2025 et 2026 : … »</summary>
    public static IEnumerable<string> Breaks(ChartData data) => data.Breaks.Select(b =>
        $"(r) Rupture de série entre {data.Categories[b.Category - 1].Label} et {data.Categories[b.Category].Label}\u00A0: {Stopped(b.Note)}");

    private static string Word(ChartKind kind) => kind switch
    {
        ChartKind.Lines => "Courbes",
        ChartKind.Stacked or ChartKind.StackedHorizontal => "Barres empilées",
        ChartKind.StackedShares => "Barres empilées à 100\u00A0%",
        ChartKind.RegionMap => "Carte des régions",
        ChartKind.SmallMultiples => "Petits graphiques",
        ChartKind.GroupedBars => "Barres groupées",
        _ => "Barres",
    };

    private static string Frame(ChartKind kind, ChartData data)
    {
        var unit = kind == ChartKind.StackedShares ? "en\u00A0% du total" : $"en\u00A0{data.Unit.Label}";
        var series = data.Series.Count > 1 ? $"{data.Series.Count} séries ({Names([.. data.Series.Select(s => s.Label)])}), " : "";
        var categories = data.Categories.Count > 1
            ? $"de «\u00A0{data.Categories[0].Label}\u00A0» à «\u00A0{data.Categories[^1].Label}\u00A0»"
            : $"pour «\u00A0{data.Categories[0].Label}\u00A0»";
        return kind == ChartKind.RegionMap
            ? $"{data.CategoryLabel}, {unit}."
            : $"{data.CategoryLabel}\u00A0: {data.Categories.Count} valeur{(data.Categories.Count > 1 ? "s" : "")}, {categories}\u202F; {series}{unit}.";
    }

    private static IEnumerable<string> Scale(ChartKind kind, ChartData data) =>
        kind == ChartKind.Lines && LinePlot.Axis(data, 6).Low > 0 ? ["L’échelle ne commence pas à zéro."] : [];

    private static IEnumerable<string> Missing(ChartKind kind, ChartData data)
    {
        // A region that the data does not name is missing too: the list of regions says them all.
        var absent = kind == ChartKind.RegionMap ? [] : Named(data, v => v.Number is null);
        return absent.GroupBy(a => a.Sign.Length > 0 ? a.Sign : "n.d.")
            .Select(g => $"Sans valeur ({g.Key})\u00A0: {Names([.. g.Select(a => a.Name)])}.");
    }

    private static IEnumerable<string> Marked(ChartData data) =>
        Named(data, v => v.Number is not null && v.Sign.Length > 0).GroupBy(m => m.Sign)
            .Select(g => $"Portent le signe {g.Key}\u00A0: {Names([.. g.Select(m => m.Name)])}.");

    /// <summary>« Pro-A (AKTO) »; a series that is concerned as a whole, or a category, is named once.</summary>
    private static IEnumerable<(string Name, string Sign)> Named(ChartData data, Func<ChartValue, bool> concerned)
    {
        var whole = data.Categories.Select((_, c) => data.Series.All(s => concerned(s.Values[c])) && data.Series.Select(s => s.Values[c].Sign).Distinct().Count() == 1).ToList();
        for (var c = 0; c < data.Categories.Count; c++)
        {
            if (whole[c])
            {
                yield return (data.Categories[c].Label, data.Series[0].Values[c].Sign);
            }
            else
            {
                foreach (var series in data.Series.Where(s => concerned(s.Values[c])))
                {
                    yield return ($"{series.Label} ({data.Categories[c].Label})", series.Values[c].Sign);
                }
            }
        }
    }

    /// <summary>« A, B et C »; « A, B… et 12 autres » when they are many.</summary>
    internal static string Names(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        <= MostNames => string.Join(", ", names.SkipLast(1)) + " et " + names[^1],
        _ => string.Join(", ", names.Take(MostNames - 1)) + $" et {names.Count - MostNames + 1} autres",
    };

    private static string Stopped(string sentence) => sentence.EndsWith('.') ? sentence : sentence + ".";
}
