namespace Soffi.Domain.Charts;

/// <summary>Says what a kind of chart cannot show legibly, and what to do instead.</summary>
public static class ChartChecker
{
    public const int MostSeries = 8;

    public const int MostCategories = 40;

    public const int MostMultiples = 24;

    /// <summary>Above that, bars side by side are thinner than what can be told apart.</summary>
    public const int MostBars = 160;

    /// <summary>Sizes beyond which a scale has no meaning.</summary>
    private const decimal Largest = 1_000_000_000_000_000_000m;

    /// <summary>Null when the chart can be drawn, else a French sentence that says what to do.</summary>
    /// <exception cref="ArgumentException">A series has not as many values as there are categories, or a break is outside them.</exception>
    public static string? Refusal(ChartKind kind, ChartData data)
    {
        if (data.Series.Any(s => s.Values.Count != data.Categories.Count) || data.Breaks.Any(b => b.Category < 1 || b.Category >= data.Categories.Count))
        {
            throw new ArgumentException("Series must have one value per category, breaks stand between two of them.", nameof(data));
        }

        if (!data.Numbers.Any())
        {
            return "Aucune valeur ne peut être représentée\u00A0: le tableau dit pourquoi, ligne par ligne.";
        }

        if (data.Numbers.Any(n => Math.Abs(n) > Largest))
        {
            return "Une valeur est trop grande pour une échelle lisible\u00A0: lisez le tableau.";
        }

        return Crowded(kind, data) ?? Unfit(kind, data);
    }

    private static string? Crowded(ChartKind kind, ChartData data)
    {
        var (series, categories) = (data.Series.Count, data.Categories.Count);
        if (categories > MostCategories)
        {
            return $"Le graphique aurait {categories} catégories, pour {MostCategories} au plus\u00A0: filtrez le tableau ou lisez-le directement.";
        }

        if (kind == ChartKind.SmallMultiples)
        {
            return series <= MostMultiples ? null
                : $"Le graphique aurait {series} séries, pour {MostMultiples} au plus\u00A0: filtrez le tableau ou lisez-le directement.";
        }

        if (series > MostSeries)
        {
            return $"Le graphique aurait {series} séries, pour {MostSeries} au plus\u00A0: choisissez-en moins, ou la forme «\u00A0petits graphiques\u00A0».";
        }

        return kind is ChartKind.GroupedBars or ChartKind.HorizontalBars && series * categories > MostBars
            ? $"Le graphique aurait {series * categories} barres, pour {MostBars} au plus\u00A0: choisissez moins de catégories ou de séries."
            : null;
    }

    private static string? Unfit(ChartKind kind, ChartData data) => kind switch
    {
        ChartKind.Bars or ChartKind.RegionMap when data.Series.Count > 1 =>
            "Cette forme montre une seule série\u00A0: choisissez-en une, ou des barres groupées.",
        ChartKind.StackedShares when data.Numbers.Any(n => n < 0) =>
            "Des parts ne se calculent pas sur des valeurs négatives\u00A0: choisissez des barres empilées en valeur.",
        ChartKind.RegionMap when !data.Categories.Any(c => RegionShapes.Codes.Contains(c.Key)) =>
            "La carte montre les régions\u00A0: choisissez un tableau dont les lignes sont des régions.",
        _ => null,
    };
}
