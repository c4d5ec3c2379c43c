using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Shared;

/// <summary>
/// Who tells what a question asks: the statements owed, and the versions counted, those of its perimeter, of the operators and regions
/// chosen, within what the reader may see. Known before any fact is read, so that facts are read without looking their version up.
/// </summary>
internal sealed class StatTellers
{
    private readonly IReadOnlyList<StatVersion> _versions;

    private StatTellers(IReadOnlyList<StatVersion> versions, IReadOnlyList<StatVersion> counted, IReadOnlyList<StatCoverage> coverage)
    {
        _versions = versions;
        Coverage = coverage;
        Counted = counted.ToDictionary(v => v.No);
    }

    /// <summary>One per exercise read: who owes a statement, and whose is counted.</summary>
    public IReadOnlyList<StatCoverage> Coverage { get; }

    /// <summary>The versions counted, by the keys of their facts.</summary>
    public IReadOnlyDictionary<long, StatVersion> Counted { get; }

    public static async Task<StatTellers> Of(SoffiDbContext database, StatQuery query, StatFrame frame, StatReader reader, CancellationToken cancellation)
    {
        var exercises = query.ExercisesRead.ToHashSet();
        var (versions, due, submitted) = (new List<StatVersion>(), new HashSet<StatOwed>(), new List<StatVersion>());
        foreach (var family in exercises.Count == 0 ? [] : query.Families)
        {
            var owed = new HashSet<StatOwed>();
            await foreach (var one in StatOwed.Of(database, family, exercises.Min(), exercises.Max()).WithCancellation(cancellation))
            {
                owed.Add(one);
            }

            await foreach (var version in StatVersion.Of(database, family, exercises.Min(), exercises.Max()).WithCancellation(cancellation))
            {
                if (exercises.Contains(version.Exercise))
                {
                    versions.Add(version);
                    if (version.IsIn(query.Perimeter, query.AsOf) && owed.Contains(new StatOwed(version.Exercise, version.OperatorId)))
                    {
                        submitted.Add(version);
                    }
                }
            }

            due.UnionWith(owed);
        }

        var coverage = await Covered(database, query, frame, reader, due, submitted, cancellation);
        return new StatTellers(versions, Chosen(query, frame, reader, coverage, versions), coverage);
    }

    /// <summary>These versions, for the facts of their exercises: named one by one or, where that is shorter, as all but the others.</summary>
    /// <param name="named">One by one in any case: a version told since these were read is then left out.</param>
    public ToldBy Only(IEnumerable<StatVersion> wanted, bool named = false)
    {
        var kept = wanted.Select(v => v.No).ToHashSet();
        var exercises = kept.Select(n => Counted[n].Exercise).ToHashSet();
        var others = _versions.Where(v => exercises.Contains(v.Exercise) && !kept.Contains(v.No)).Select(v => v.No).ToList();
        return named || kept.Count <= others.Count ? new ToldBy([.. exercises], false, [.. kept]) : new ToldBy([.. exercises], true, others);
    }

    private static List<StatVersion> Chosen(
        StatQuery query, StatFrame frame, StatReader reader, IReadOnlyList<StatCoverage> coverage, IReadOnlyList<StatVersion> versions)
    {
        var operators = query.Operators.Count > 0 || query.ConstantPerimeter || query.Filters.ContainsKey(StatDimensions.Type)
            ? StatSelection.Chosen(query, frame, coverage).Select(o => o.Id).ToHashSet() : null;
        var regions = query.Filters.TryGetValue(StatDimensions.Region, out var chosen) && !frame.StandsOnCells(StatDimensions.Region, query.Measures)
            ? StatSelection.Expand(frame.Dimension(StatDimensions.Region, query.Measures)!, chosen).ToHashSet() : null;
        return [.. versions.Where(v => v.IsIn(query.Perimeter, query.AsOf)
            && (operators is null || operators.Contains(v.OperatorId))
            && (reader.National || v.Type != OperatorType.Atpro || reader.Regions.Contains(v.Region))
            && (regions is null || regions.Contains(v.Region)))];
    }

    private static async Task<IReadOnlyList<StatCoverage>> Covered(
        SoffiDbContext database, StatQuery query, StatFrame frame, StatReader reader, IReadOnlySet<StatOwed> due, IReadOnlyList<StatVersion> submitted,
        CancellationToken cancellation)
    {
        var types = query.Families.Select(f => f.Type).ToHashSet();
        var chosen = StatNarrowing.Operators(query, frame);
        var filtered = query.Operators.Count > 0 || chosen.Count < frame.Operators.Count(o => types.Contains(o.Type));
        var notDue = query.Compares || query.ConstantPerimeter ? await NotDue(database, query, cancellation) : [];
        var known = chosen.Where(o => reader.National || o.Type != OperatorType.Atpro || reader.Sees(o)).ToDictionary(o => o.Id);
        var (owing, sent) = (due.ToLookup(d => d.Exercise, d => d.OperatorId), submitted.ToLookup(v => v.Exercise));
        return [.. query.ExercisesRead.Select(exercise =>
        {
            var told = sent[exercise].Where(v => known.ContainsKey(v.OperatorId)).ToList();
            return new StatCoverage(
                exercise, Ordered(owing[exercise]), Ordered(told.Select(v => v.OperatorId)), told.Count == 0 ? null : told.Max(v => v.From), filtered)
            { NotDue = notDue.Where(d => d.Exercise == exercise && known.ContainsKey(d.OperatorId)).ToDictionary(d => known[d.OperatorId].Code, d => d.Why) };
        })];

        IReadOnlyList<StatOperator> Ordered(IEnumerable<int> ids) =>
            [.. ids.Distinct().Where(known.ContainsKey).Select(i => known[i]).OrderBy(o => o.Type).ThenBy(o => o.Code, StringComparer.Ordinal)];
    }

    /// <summary>Who owes nothing for an exercise for a reason of its own: it merged, ceased, or was not there yet.</summary>
    private static async Task<List<(int Exercise, int OperatorId, string Why)>> NotDue(SoffiDbContext database, StatQuery query, CancellationToken cancellation)
    {
        var (kinds, exercises) = (query.Families.Select(f => f.Kind).Distinct().ToList(), query.ExercisesRead.ToList());
        var rows = await (
            from obligation in database.CampaignObligations
            join campaign in database.Campaigns on obligation.CampaignId equals campaign.Id
            where !obligation.Owes && obligation.Reason != ObligationReason.ByType && kinds.Contains(campaign.Kind) && exercises.Contains(campaign.Exercise)
            select new { campaign.Exercise, obligation.OperatorId, obligation.Reason, obligation.Note }).ToListAsync(cancellation);
        return [.. rows.DistinctBy(r => (r.Exercise, r.OperatorId)).Select(r => (r.Exercise, r.OperatorId, StatText.NotDue(r.Reason, r.Note)))];
    }
}
