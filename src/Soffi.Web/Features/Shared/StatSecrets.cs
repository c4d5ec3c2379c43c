using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Forms;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Shared;

/// <summary>
/// What secrecy hides in a family, worked out once for the statements counted: their figures do not change, so that it holds until
/// another is counted or a form is published.
/// </summary>
internal static class StatSecrets
{
    /// <summary>Results kept for the forms in use; they are few, one per family and set of statements.</summary>
    private const int MostKept = 12;

    private static readonly ConditionalWeakTable<StatCells, Dictionary<string, StatSecrecy>> Known = new();

    /// <param name="counted">The statements counted; they are kept to the family here.</param>
    public static async Task<StatSecrecy> Of(
        SoffiDbContext database, IQueryable<StatSubmission> counted, StatCells cells, StatFamily family, CancellationToken cancellation)
    {
        var submissions = counted.Where(s => s.Kind == family.Kind && s.Type == family.Type);
        var sent = await submissions.Select(s => s.SubmissionId).ToListAsync(cancellation);
        var key = $"{family}:{string.Join(',', sent.Order())}";
        var known = Known.GetOrCreateValue(cells);
        lock (known)
        {
            if (known.TryGetValue(key, out var secrecy))
            {
                return secrecy;
            }
        }

        var made = await Make(database, submissions, cells, family, cancellation);
        lock (known)
        {
            if (known.Count >= MostKept)
            {
                known.Clear();
            }

            known[key] = made;
        }

        return made;
    }

    /// <summary>
    /// Who told what, without what they told; and national sums, which say what is least. Who told is read of the cells that some
    /// did not tell: the others were told by all.
    /// </summary>
    private static async Task<StatSecrecy> Make(
        SoffiDbContext database, IQueryable<StatSubmission> submissions, StatCells cells, StatFamily family, CancellationToken cancellation)
    {
        var facts = from fact in database.StatFacts
                    join submission in submissions on fact.SubmissionNo equals submission.No
                    where fact.Number != 0
                    select new { fact.Exercise, fact.CellId, fact.Number, submission.OperatorId };
        var sent = (await submissions.Select(s => new { s.Exercise, s.OperatorId }).ToListAsync(cancellation)).ToLookup(s => s.Exercise, s => s.OperatorId);
        var everybody = sent.ToDictionary(s => s.Key, s => (IReadOnlySet<int>)s.ToHashSet());
        var codes = cells.CodesOf(family);
        var sums = (await facts.GroupBy(f => new { f.Exercise, f.CellId })
            .Select(g => new { g.Key.Exercise, g.Key.CellId, Sum = g.Sum(f => f.Number), Told = g.Count() }).ToListAsync(cancellation)).Where(s => codes.ContainsKey(s.CellId)).ToList();
        var tellers = sums.Where(s => s.Told == sent[s.Exercise].Count()).ToDictionary(s => new StatPlace(s.Exercise, codes[s.CellId]), s => everybody[s.Exercise]);
        foreach (var exercise in sums.Where(s => s.Told < sent[s.Exercise].Count()).GroupBy(s => s.Exercise))
        {
            var some = exercise.Select(s => s.CellId).ToList();
            var told = await facts.Where(f => f.Exercise == exercise.Key && some.Contains(f.CellId)).Select(f => new { f.CellId, f.OperatorId }).ToListAsync(cancellation);
            foreach (var cell in told.GroupBy(t => t.CellId, t => t.OperatorId))
            {
                tellers[new StatPlace(exercise.Key, codes[cell.Key])] = cell.ToHashSet();
            }
        }

        return new StatSecrecy(
            cells.RelationsOf(family), tellers,
            sums.ToDictionary(s => new StatPlace(s.Exercise, codes[s.CellId]), s => Math.Abs(CellScale.FromStored(s.Sum))));
    }
}
