using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Shared;

/// <summary>
/// The published tables: what <see cref="StatisticsQueries"/> and <see cref="ExplanationNotes"/> answer, kept while nothing that
/// they read changes. A submission, a correction, a validation, a waiver, a form, an operator or a campaign changed is seen at
/// the next request, on every instance: the stamp is read each time, and changes in their own transaction (ADR 25).
/// </summary>
public sealed class StatTableAnswers(StatisticsQueries queries, ExplanationNotes notes, SoffiDbContext database, StatKept kept, TimeProvider clock)
{
    private Guid? _stamp;

    /// <summary>What that table may be asked.</summary>
    public async Task<StatFrame> Frame(StatTable table, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var dated = await kept.Of(
            $"cadre {table.Id}", await Stamp(cancellation), async () => await Dated(table, now, cancellation), f => f.Frame.Operators.Count,
            f => f.From <= now && now < f.Until);
        return dated.Frame;
    }

    /// <summary>The table, with the choice of the reader.</summary>
    public async Task<StatResult> Compute(StatTable table, StatFrame frame, StatFilter filter, StatReader reader, CancellationToken cancellation) => await kept.Of(
        $"tableau {KeyOf(table, frame, filter)} {KeyOf(reader)}", await Stamp(cancellation), () => queries.Compute(table, frame, filter, reader, cancellation),
        r => r.Columns.Count * r.Groups.Sum(g => g.Rows.Count));

    /// <summary>The last exercise of which some statement is accepted; zero when there is none.</summary>
    public async Task<int> LastAccepted(StatementKind kind, CancellationToken cancellation) => await kept.Of(
        $"validé {kind}", await Stamp(cancellation),
        async () => await database.StatSubmissions.Where(s => s.Until == null && s.IsAccepted && s.Kind == kind).MaxAsync(s => (int?)s.Exercise, cancellation) ?? 0, _ => 1);

    /// <summary>The explanations that bear on what it counts.</summary>
    public async Task<IReadOnlyList<ExplanationNote>> Notes(StatTable table, StatFrame frame, StatFilter filter, StatScope scope, CancellationToken cancellation) =>
        scope != StatScope.ByOperator ? [] : await kept.Of(
            $"notes {KeyOf(table, frame, filter)}", await Stamp(cancellation), () => notes.Of(table, filter, scope, cancellation), n => 10 * n.Count);

    /// <summary>One reading for the request: what is computed after it is at least as new.</summary>
    private async Task<Guid> Stamp(CancellationToken cancellation) => _stamp ??=
        await database.ChangeStampRows.Where(s => s.Id == ChangeStamp.Statistics).Select(s => s.Value).SingleAsync(cancellation);

    private async Task<DatedFrame> Dated(StatTable table, DateTimeOffset now, CancellationToken cancellation)
    {
        var openings = await database.Campaigns.Select(c => c.OpensAt).ToListAsync(cancellation);
        return new DatedFrame(
            await queries.Frame(table, cancellation), openings.Where(o => o <= now).DefaultIfEmpty(DateTimeOffset.MinValue).Max(),
            openings.Where(o => o > now).DefaultIfEmpty(DateTimeOffset.MaxValue).Min());
    }

    /// <summary>The exercises open to statistics are part of it: a campaign that opens changes what « every exercise » means.</summary>
    private static string KeyOf(StatTable table, StatFrame frame, StatFilter filter) => string.Join(
        '|', table.Id, Years(frame.Exercises), Years(filter.Exercises), string.Join(',', filter.Operators.Select(o => o.Code)), filter.ConstantPerimeter ? "constant" : "");

    private static string KeyOf(StatReader reader) => reader.National ? "tous" : string.Join(',', reader.Regions.Order(StringComparer.Ordinal));

    private static string Years(IReadOnlyList<int> exercises) => string.Join(',', exercises.Select(e => e.ToString(CultureInfo.InvariantCulture)));

    /// <param name="From">The last opening of a campaign before it was read.</param>
    /// <param name="Until">The next one.</param>
    private sealed record DatedFrame(StatFrame Frame, DateTimeOffset From, DateTimeOffset Until);
}
