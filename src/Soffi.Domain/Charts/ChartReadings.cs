using Soffi.Domain.Operators;

namespace Soffi.Domain.Charts;

/// <summary>What the figures of a chart say, in French sentences.</summary>
internal static class ChartReadings
{
    /// <summary>« Apprentissage : le plus élevé est AKTO (1 234,5 M€), le plus faible AFDAS (12,3 M€). »</summary>
    public static IEnumerable<string> Extremes(ChartData data, ChartSeries series)
    {
        var known = Known(data, series);
        var name = data.Series.Count > 1 ? series.Label + "\u00A0: " : "";
        if (known.Count == 0)
        {
            yield return Capital($"{name}aucune valeur.");
            yield break;
        }

        var (low, high) = (known.Min(k => k.Value), known.Max(k => k.Value));
        if (low == high)
        {
            yield return Capital(name + (known.Count == 1
                ? $"{known[0].Label} ({ChartText.WithUnit(high, data.Unit)})."
                : $"toutes les valeurs sont égales ({ChartText.WithUnit(high, data.Unit)})."));
            yield break;
        }

        yield return Capital($"{name}maximum {At(known, high)} ({ChartText.WithUnit(high, data.Unit)}), minimum {At(known, low)} ({ChartText.WithUnit(low, data.Unit)}).");
    }

    /// <summary>« 2023 : de 4 100 (Janv.) à 2 900 (Déc.), soit −29,3 % ; maximum Sept. (11 000), minimum Févr. (1 900). »</summary>
    public static IEnumerable<string> Course(ChartData data, ChartSeries series)
    {
        var known = Known(data, series);
        if (known.Count < 2)
        {
            return Extremes(data, series);
        }

        var (first, last) = (known[0], known[^1]);
        var change = data.Breaks.Count > 0 ? ""
            : first.Value <= 0 ? $", soit {Signed(last.Value - first.Value, data.Unit.Decimals)}"
            : $", soit {Signed((last.Value - first.Value) * 100 / first.Value, 1)}\u00A0%";
        var (low, high) = (known.Min(k => k.Value), known.Max(k => k.Value));
        var extremes = low == high ? "valeurs toutes égales" : $"maximum {Pair(high)}, minimum {Pair(low)}";
        var name = data.Series.Count > 1 ? series.Label + "\u00A0: de" : "De";
        return [$"{name} {N(first.Value)} ({first.Label}) à {N(last.Value)} ({last.Label}){change}\u202F; {extremes}."];

        string Pair(decimal value) => $"{At(known, value)} ({N(value)})";
        string N(decimal value) => ChartText.Number(value, data.Unit.Decimals);
    }

    /// <summary>Which total is the highest, which series weighs most in the whole.</summary>
    public static IEnumerable<string> Stack(ChartKind kind, ChartData data)
    {
        var totals = data.Categories.Select((c, i) => (c.Label, Values: data.Series.Select(s => s.Values[i].Number).ToList()))
            .Where(t => t.Values.Any(v => v is not null)).Select(t => (t.Label, Value: t.Values.Sum(v => v ?? 0))).ToList();
        if (kind != ChartKind.StackedShares && totals.Count > 1)
        {
            var (low, high) = (totals.MinBy(t => t.Value), totals.MaxBy(t => t.Value));
            yield return $"Le total le plus élevé est celui de {high.Label} ({ChartText.WithUnit(high.Value, data.Unit)}), le plus faible celui de {low.Label} ({ChartText.WithUnit(low.Value, data.Unit)}).";
        }

        var sums = data.Series.Select(s => (s.Label, Value: s.Values.Sum(v => v.Number ?? 0))).OrderByDescending(s => s.Value).ToList();
        var whole = sums.Sum(s => s.Value);
        if (whole > 0 && sums.Count > 1)
        {
            // With negative parts, a share of the whole would mislead: the largest are named with their figure only.
            var shares = sums.All(s => s.Value >= 0);
            yield return $"Sur l’ensemble ({ChartText.WithUnit(whole, data.Unit)})\u00A0: " + string.Join(", ", sums.Take(3).Select(s => shares
                ? $"{s.Label} {ChartText.Number(s.Value * 100 / whole, 1)}\u00A0%"
                : $"{s.Label} {ChartText.WithUnit(s.Value, data.Unit)}")) + (sums.Count > 3 ? ", puis les autres." : ".");
        }
    }

    /// <summary>Every region with its figure, the highest first, then those without; what is not on the map.</summary>
    public static IEnumerable<string> Regions(ChartData data)
    {
        var values = data.Categories.Zip(data.Series[0].Values).GroupBy(x => x.First.Key).ToDictionary(g => g.Key, g => g.First());
        var known = Region.All.Where(r => values.TryGetValue(r.Code, out var v) && v.Second.Number is not null)
            .Select(r => (r.Name, r.Code, Value: values[r.Code].Second)).OrderByDescending(r => r.Value.Number).ToList();
        if (known.Count > 0)
        {
            yield return $"De la valeur la plus élevée à la plus faible\u00A0: {string.Join("\u202F; ", known.Select(r => $"{r.Name} ({r.Code}) {ChartText.Of(r.Value, data.Unit.Decimals)}"))}.";
        }

        var none = Region.All.Where(r => known.All(k => k.Code != r.Code))
            .Select(r => $"{r.Name} ({(values.TryGetValue(r.Code, out var v) ? ChartText.Sign(v.Second) : "n.d.")})").ToList();
        if (none.Count > 0)
        {
            yield return $"Sans valeur\u00A0: {string.Join(", ", none)}.";
        }

        foreach (var (category, value) in values.Where(v => !RegionShapes.Codes.Contains(v.Key)).Select(v => v.Value))
        {
            yield return $"Hors de la carte, {category.Label}\u00A0: {ChartText.Of(value, data.Unit.Decimals)}.";
        }
    }

    private static List<(string Label, decimal Value)> Known(ChartData data, ChartSeries series) =>
        [.. data.Categories.Zip(series.Values).Where(x => x.Second.Number is not null).Select(x => (x.First.Label, x.Second.Number!.Value))];

    /// <summary>Where a value stands; several places share it.</summary>
    private static string At(List<(string Label, decimal Value)> known, decimal value) =>
        ChartSentences.Names([.. known.Where(k => k.Value == value).Select(k => k.Label)]);

    private static string Signed(decimal value, int decimals)
    {
        var text = ChartText.Number(value, decimals);
        return value > 0 && text.Any(c => c is >= '1' and <= '9') ? "+" + text : text;
    }

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
