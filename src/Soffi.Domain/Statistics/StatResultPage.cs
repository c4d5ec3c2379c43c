namespace Soffi.Domain.Statistics;

/// <summary>The lines of a result that one page shows.</summary>
/// <param name="Number">Of the page, from 1.</param>
/// <param name="Pages">At least 1.</param>
/// <param name="First">Number of its first line, from 1; 0 where there is none.</param>
/// <param name="Last">Number of its last line.</param>
/// <param name="Lines">Of the whole result, without the totals that every page repeats.</param>
/// <param name="Groups">Those that have a line on the page, with these lines and their totals.</param>
public sealed record StatResultPage<TGroup>(int Number, int Pages, int First, int Last, int Lines, IReadOnlyList<TGroup> Groups)
{
    /// <summary>Whether there are lines on other pages.</summary>
    public bool IsPart => Pages > 1;
}

/// <summary>
/// Cuts a long result into pages, so that a page never weighs more than it should; nothing is left out, and a result that fits
/// is shown as it is. The totals that close a group are shown under its lines on every page.
/// </summary>
public static class StatResultPage
{
    /// <summary>Figures on a page at most, the headings of lines among them and the totals apart; a line is never cut.</summary>
    public const int MostFigures = 1_200;

    /// <summary>What the figures of a page may weigh together, and one of them without its link, in characters.</summary>
    private const int MostCharacters = 240_000;
    private const int CharactersOfFigure = 200;

    /// <summary>Figures on a page at most where each one carries a link: fewer when the link is long.</summary>
    /// <param name="link">Length of the link.</param>
    public static int Most(int link) => Math.Clamp(MostCharacters / (CharactersOfFigure + link), 1, MostFigures);

    /// <param name="number">Page asked; the nearest one when it does not exist.</param>
    /// <param name="most">Figures on a page at most.</param>
    public static StatResultPage<StatRowGroup> Of(StatResult result, int number, int most = MostFigures) =>
        Cut(result.Groups, g => g.Rows, r => r.Kind, (g, rows) => g with { Rows = rows }, Math.Max(1, most / (result.Columns.Count + 1)), number);

    /// <param name="number">Page asked; the nearest one when it does not exist.</param>
    public static StatResultPage<FrozenGroup> Of(FrozenTable table, int number) =>
        Cut(table.Groups, g => g.Rows, r => r.Kind, (g, rows) => g with { Rows = rows }, Math.Max(1, MostFigures / (table.Columns.Count + 1)), number);

    /// <param name="size">Lines on a page.</param>
    private static StatResultPage<TGroup> Cut<TGroup, TRow>(
        IReadOnlyList<TGroup> groups, Func<TGroup, IReadOnlyList<TRow>> rowsOf, Func<TRow, StatRowKind> kindOf, Func<TGroup, IReadOnlyList<TRow>, TGroup> with,
        int size, int number)
    {
        var counts = groups.Select(g => rowsOf(g).Count - Repeated(rowsOf(g), kindOf, size)).ToList();
        var lines = counts.Sum();
        var pages = Math.Max(1, (lines + size - 1) / size);
        var page = Math.Clamp(number, 1, pages);
        var (skipped, last) = ((page - 1) * size, Math.Min(lines, page * size));
        if (pages == 1)
        {
            return new StatResultPage<TGroup>(1, 1, Math.Min(1, lines), lines, lines, groups);
        }

        var (shown, before) = (new List<TGroup>(), 0);
        foreach (var (group, count) in groups.Zip(counts))
        {
            var (from, to) = (Math.Clamp(skipped - before, 0, count), Math.Clamp(last - before, 0, count));
            if (to > from)
            {
                shown.Add(with(group, [.. rowsOf(group).Take(from..to), .. rowsOf(group).Skip(count)]));
            }

            before += count;
        }

        return new StatResultPage<TGroup>(page, pages, skipped + 1, last, lines, shown);
    }

    /// <summary>How many totals close the group; none where they stand among its lines, are all it has, or would fill the page.</summary>
    private static int Repeated<TRow>(IReadOnlyList<TRow> rows, Func<TRow, StatRowKind> kindOf, int size)
    {
        var totals = rows.Count(r => kindOf(r) == StatRowKind.Total);
        return totals < rows.Count && totals <= Math.Max(1, size / 4) && rows.Skip(rows.Count - totals).All(r => kindOf(r) == StatRowKind.Total) ? totals : 0;
    }
}
