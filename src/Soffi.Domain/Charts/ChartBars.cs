using Soffi.Domain.Statistics;

namespace Soffi.Domain.Charts;

internal enum BarMode
{
    Grouped,
    Stacked,
    Shares,
}

/// <param name="Slot">Place among the bars side by side; 0 in a stack.</param>
/// <param name="Label">Written at the end of the bar, or in it for a share; empty for none.</param>
internal sealed record ChartBar(int Series, int Slot, decimal From, decimal To, string Label);

/// <param name="Signs">What stands where no bar can: slot and sign.</param>
/// <param name="Total">Written at the end of a stack; empty for none.</param>
internal sealed record BarGroup(IReadOnlyList<ChartBar> Bars, IReadOnlyList<(int Slot, string Sign)> Signs, string Total)
{
    public decimal Low => Bars.Select(b => Math.Min(b.From, b.To)).DefaultIfEmpty(0).Min();

    public decimal High => Bars.Select(b => Math.Max(b.From, b.To)).DefaultIfEmpty(0).Max();
}

/// <summary>Where the bars of each category begin and end, in the unit of the chart.</summary>
internal sealed record ChartBars(BarMode Mode, int Slots, int Decimals, IReadOnlyList<BarGroup> Groups)
{
    public IEnumerable<decimal> Ends => Groups.SelectMany(g => new[] { g.Low, g.High });

    public static ChartBars Of(ChartData data, BarMode mode) => new(
        mode, mode == BarMode.Grouped ? data.Series.Count : 1, mode == BarMode.Shares ? 0 : data.Unit.Decimals,
        [.. data.Categories.Select((_, i) => Group(data, mode, i))]);

    private static BarGroup Group(ChartData data, BarMode mode, int category)
    {
        var values = data.Series.Select(s => s.Values[category]).ToList();
        if (mode == BarMode.Grouped)
        {
            return new BarGroup(
                [.. values.Select((v, s) => (v, s)).Where(x => x.v.Number is not null)
                    .Select(x => new ChartBar(x.s, x.s, 0, x.v.Number!.Value, ChartText.Of(x.v, data.Unit.Decimals)))],
                [.. values.Select((v, s) => (v, s)).Where(x => x.v.Number is null).Select(x => (x.s, ChartText.Sign(x.v)))], "");
        }

        var absent = values.Where(v => v.Number is null).Select(ChartText.Sign).Distinct().ToList();
        var total = values.Sum(v => v.Number ?? 0);
        if (absent.Count > 0 && values.All(v => v.Number is null))
        {
            return new BarGroup([], [(0, string.Join(" ", absent))], "");
        }

        if (mode == BarMode.Shares)
        {
            return total > 0 ? new BarGroup(Shares(values), [], string.Join(" ", absent.Select(a => "+\u00A0" + a))) : new BarGroup([], [(0, "n.s.")], "");
        }

        // A total that lacks a figure says so: « 12,3 + n.r. ».
        var signs = values.Where(v => v.Number is not null && v.Sign.Length > 0).Select(v => v.Sign).Distinct();
        var said = ChartText.Number(total, data.Unit.Decimals) + string.Concat(signs.Select(s => "\u00A0" + s)) + string.Concat(absent.Select(a => "\u00A0+\u00A0" + a));
        return new BarGroup(Stack(values), [], said);
    }

    private static List<ChartBar> Stack(List<ChartValue> values)
    {
        var bars = new List<ChartBar>();
        var (below, above) = (0m, 0m);
        for (var s = 0; s < values.Count; s++)
        {
            if (values[s].Number is not { } number || number == 0)
            {
                continue;
            }

            ref var edge = ref above;
            if (number < 0)
            {
                edge = ref below;
            }

            bars.Add(new ChartBar(s, 0, edge, edge + number, ""));
            edge += number;
        }

        return bars;
    }

    private static List<ChartBar> Shares(List<ChartValue> values)
    {
        var known = values.Select((v, s) => (Number: v.Number ?? 0, Series: s)).Where(x => x.Number > 0).ToList();
        var shares = StatCalculator.Shares([.. known.Select(k => k.Number)]);
        var bars = new List<ChartBar>();
        var edge = 0m;
        for (var i = 0; i < known.Count; i++)
        {
            bars.Add(new ChartBar(known[i].Series, 0, edge, edge + shares[i], ChartText.Number(shares[i], 1)));
            edge += shares[i];
        }

        return bars;
    }
}
