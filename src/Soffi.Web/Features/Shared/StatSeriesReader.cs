using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Shared;

/// <summary>The published series that questions may read, and their values as facts.</summary>
internal static class StatSeriesReader
{
    /// <summary>Those that count, in the order of their codes.</summary>
    public static async Task<IReadOnlyList<StatSeries>> All(SoffiDbContext database, CancellationToken cancellation)
    {
        var all = await database.PublishedSeries.AsNoTracking().Include(s => s.Values).Where(s => s.WithdrawnAt == null).OrderBy(s => s.Code).ToListAsync(cancellation);
        return [.. all.Select(Of)];
    }

    public static StatSeries Of(PublishedSeries series) => new(
        series.Code, series.Title, new StatUnit(series.Unit, 1, series.Values.Select(v => Decimals(v.Value)).DefaultIfEmpty().Max()),
        series.Source, series.Licence, series.Basis, series.Dimension,
        [.. series.Values.Where(v => v.Member.Length > 0).GroupBy(v => v.Member).OrderBy(g => g.MaxBy(v => v.RecordedAt)!.Rank)
            .Select(g => new StatMember(g.Key, g.MaxBy(v => v.RecordedAt)!.Label))],
        [.. series.Values.Select(v => v.Year).Distinct().Order()], series.Values.Any(v => v.Month > 0));

    /// <summary>The latest version of each value that the question reads; at a date, the latest that was known.</summary>
    public static async Task<IReadOnlyList<StatFact>> Facts(SoffiDbContext database, StatQuery query, StatFrame frame, CancellationToken cancellation)
    {
        var asked = query.Measures.Where(m => m.Series is not null).ToList();
        if (asked.Count == 0)
        {
            return [];
        }

        var (codes, years) = (asked.Select(m => m.Series!).Distinct().ToList(), query.ExercisesRead.ToList());
        var rows = await (
            from value in database.SeriesValues
            join series in database.PublishedSeries on value.SeriesId equals series.Id
            where series.WithdrawnAt == null && codes.Contains(series.Code) && years.Contains(value.Year)
            select new { series.Code, series.Dimension, Value = value }).AsNoTracking().ToListAsync(cancellation);
        var axes = StatGrid.Dimensions(query);
        return [.. from measure in asked
                   from held in rows.Where(r => r.Code == measure.Series && (query.AsOf is null || r.Value.RecordedAt <= query.AsOf))
                       .GroupBy(r => (r.Value.Year, r.Value.Month, r.Value.Member)).Select(g => g.MaxBy(r => r.Value.Version)!)
                   where query.Filters.All(f => Keeps(f.Key, f.Value, held.Value, held.Dimension, query, frame))
                   select new StatFact(
                       measure.Code, held.Value.Year, [.. axes.Select(a => MemberOf(held.Value, held.Dimension, a))], held.Value.Number, 1, 0,
                       held.Value.Flags.HasFlag(StatFlags.Provisional) ? 1 : 0, held.Value.Flags.HasFlag(StatFlags.Revised) ? 1 : 0)];
    }

    private static bool Keeps(string dimension, IReadOnlyList<string> members, SeriesValue value, string own, StatQuery query, StatFrame frame) =>
        members.Count == 0 || frame.Dimension(dimension, query.Measures) is not { } known
        || StatSelection.Expand(known, members, query.Groupings.GetValueOrDefault(dimension)).Contains(MemberOf(value, own, dimension));

    private static string MemberOf(SeriesValue value, string own, string dimension) =>
        dimension == StatSeries.Months ? value.Month.ToString("00", CultureInfo.InvariantCulture) : dimension == own ? value.Member : "";

    private static int Decimals(decimal value)
    {
        var decimals = 0;
        while (decimals < 4 && Math.Round(value, decimals, MidpointRounding.AwayFromZero) != value)
        {
            decimals++;
        }

        return decimals;
    }
}
