using Soffi.Domain.Forms;

namespace Soffi.Domain.Statistics;

/// <summary>A figure against last year's, the body's own past and its peers.</summary>
/// <param name="Weight">Part of the difference in the largest figure of the statement in the same unit, in percent; for a rate, the points: what weighs comes first.</param>
/// <param name="PeersMedian">Median of the growth of the peers, in percent; null when there are too few.</param>
/// <param name="PeersScore">Robust deviations between one's growth and theirs; null when it says nothing.</param>
/// <param name="HistoryScore">Robust deviations between the figure and those of earlier exercises; null when it says nothing.</param>
public sealed record ComparedCell(
    FormCell Cell, CellValue Before, CellValue Now, CellVariation Variation, decimal Weight, decimal? PeersMedian, decimal? PeersScore, decimal? HistoryScore)
{
    /// <summary>Part of the difference in last year's figure, in percent; null when that was zero: a figure that appears is always large beside nothing.</summary>
    public decimal? Relative { get; init; }

    /// <summary>Both large beside last year's figure and not small beside the whole statement: below, an agent has better to do.</summary>
    public bool Weighs => Weight >= StatementComparison.LeastShare && (Relative is null || Relative >= StatementComparison.LeastRelative);

    public bool IsAtypical => Weighs && (RobustOutliers.IsOutlier(PeersScore) || RobustOutliers.IsOutlier(HistoryScore));
}

/// <summary>Compares a statement with the year before, with its own past and with its peers. Information for the review, never a control.</summary>
public static class StatementComparison
{
    /// <summary>Floor of an atypical figure beside last year's: percent of it.</summary>
    public const decimal LeastRelative = 10m;

    /// <summary>Floor of an atypical figure beside the statement: percent of its largest figure in the same unit, or points of a rate.</summary>
    public const decimal LeastShare = 0.5m;

    /// <param name="form">This year's form.</param>
    /// <param name="now">Every value of the statement.</param>
    /// <param name="before">Last year's, in this year's codes.</param>
    /// <param name="history">The body's own figures of earlier exercises, by code (codes are permanent).</param>
    /// <param name="growths">Growth of the peers, this year over last year, by code.</param>
    /// <returns>The figures that moved, the heaviest first.</returns>
    public static IReadOnlyList<ComparedCell> Of(
        FormDefinition form, CellValues now, CellValues before, ILookup<CellCode, decimal> history, ILookup<CellCode, decimal> growths)
    {
        var totals = form.Cells.GroupBy(c => (c.Type, c.Unit))
            .ToDictionary(g => g.Key, g => g.Key.Type == CellType.Rate ? 100 : g.Max(c => Math.Max(Size(now[c.Code]), Size(before[c.Code]))));
        return
        [
            .. form.Cells.Select(Compare).OfType<ComparedCell>()
                .OrderByDescending(c => c.Weight).ThenBy(c => c.Cell.Code),
        ];

        ComparedCell? Compare(FormCell cell)
        {
            if (CellVariation.Of(cell.Type, now[cell.Code], before[cell.Code]) is not { Difference: not 0 } variation)
            {
                return null;
            }

            var peers = growths[cell.Code].ToList();
            var growth = Growth(now[cell.Code].Number, before[cell.Code].Number);
            return new ComparedCell(
                cell, before[cell.Code], now[cell.Code], variation, Percent(variation.Difference, totals[(cell.Type, cell.Unit)]) ?? 0,
                peers.Count < RobustOutliers.LeastPeers ? null : RobustOutliers.Median(peers),
                growth is { } own ? RobustOutliers.Score(own, peers, RobustOutliers.LeastPeers) : null,
                RobustOutliers.Score(now[cell.Code].Number, [.. history[cell.Code]], RobustOutliers.LeastYears))
            {
                Relative = Percent(variation.Difference, Size(before[cell.Code])),
            };
        }
    }

    /// <summary>In percent; null when last year's figure is not above zero.</summary>
    public static decimal? Growth(decimal now, decimal before) => before > 0 ? (now - before) * 100 / before : null;

    private static decimal? Percent(decimal part, decimal whole) => whole == 0 ? null : Math.Abs(part) * 100 / whole;

    private static decimal Size(CellValue value) => value.IsNumber ? Math.Abs(value.Number) : 0;
}
