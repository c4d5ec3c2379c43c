namespace Soffi.Domain.Charts;

/// <summary>A trend as small as a word: one line, each figure marked, no scale. What it shows is said in full by its alternative.</summary>
public static class Sparkline
{
    private const decimal Width = 150;

    private const decimal Height = 44;

    /// <summary>Room for the markers.</summary>
    private const decimal Margin = 6;

    /// <summary>The drawing; null when fewer than two figures are known: there is no trend then.</summary>
    /// <param name="values">In the order of time; one that is missing is a gap.</param>
    /// <param name="breaks">Indexes from which figures cannot be compared with those before: the line stops there.</param>
    public static ChartScene? Draw(IReadOnlyList<ChartValue> values, IReadOnlyCollection<int> breaks)
    {
        var numbers = values.Where(v => v.Number is not null).Select(v => v.Number!.Value).ToList();
        if (numbers.Count < 2)
        {
            return null;
        }

        var (low, high) = (numbers.Min(), numbers.Max());
        var canvas = new ChartCanvas(Width) { Y = Height };
        var run = new List<ChartPoint>();
        for (var i = 0; i <= values.Count; i++)
        {
            if ((i == values.Count || values[i].Number is null || breaks.Contains(i)) && run.Count > 0)
            {
                if (run.Count > 1)
                {
                    canvas.Path([.. run], ChartPalette.InkOf(0), 2, []);
                }

                run.Clear();
            }

            if (i < values.Count && values[i].Number is { } number)
            {
                run.Add(new ChartPoint(X(i), Y(number)));
            }
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Number is { } number)
            {
                canvas.Marker(X(i), Y(number), 0, hollow: i < values.Count - 1);
            }
        }

        return canvas.Finish();

        decimal X(int i) => values.Count == 1 ? Width / 2 : Margin + i * (Width - 2 * Margin) / (values.Count - 1);

        decimal Y(decimal number) => low == high ? Height / 2 : Height - Margin - (number - low) * (Height - 2 * Margin) / (high - low);
    }

    /// <summary>« Évolution de 2021 à 2025 », then every figure with its sign.</summary>
    /// <param name="of">What the figures are, « Charges des OPCO ».</param>
    /// <param name="times">As many as there are values.</param>
    public static ChartAlternative Alternative(string of, IReadOnlyList<string> times, IReadOnlyList<ChartValue> values, ChartUnit unit) => new(
        $"{of}, de {times[0]} à {times[^1]}",
        [string.Join("\u202F; ", times.Zip(values, (t, v) => $"{t}\u00A0: {ChartText.Of(v, unit.Decimals)}{(v.Number is null ? "" : $"\u00A0{unit.Label}")}")) + "."]);
}
