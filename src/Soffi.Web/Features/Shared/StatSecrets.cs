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

    /// <summary>Who told what, without what they told; and national sums, which say what is least.</summary>
    private static async Task<StatSecrecy> Make(
        SoffiDbContext database, IQueryable<StatSubmission> submissions, StatCells cells, StatFamily family, CancellationToken cancellation)
    {
        var facts = from fact in database.StatFacts
                    join submission in submissions on fact.SubmissionNo equals submission.No
                    where fact.Number != 0
                    select new { fact.Exercise, fact.CellId, fact.Number, submission.OperatorId };
        var tellers = await facts.Select(f => new { f.Exercise, f.CellId, f.OperatorId }).ToListAsync(cancellation);
        var sums = await facts.GroupBy(f => new { f.Exercise, f.CellId }).Select(g => new { g.Key.Exercise, g.Key.CellId, Sum = g.Sum(f => f.Number) }).ToListAsync(cancellation);
        var codes = cells.CodesOf(family);
        return new StatSecrecy(
            [.. cells.FormsOf(family).SelectMany(StatRelation.Of)],
            tellers.Where(t => codes.ContainsKey(t.CellId)).GroupBy(t => new StatPlace(t.Exercise, codes[t.CellId]))
                .ToDictionary(g => g.Key, g => (IReadOnlySet<int>)g.Select(t => t.OperatorId).ToHashSet()),
            sums.Where(s => codes.ContainsKey(s.CellId)).ToDictionary(s => new StatPlace(s.Exercise, codes[s.CellId]), s => Math.Abs(CellScale.FromStored(s.Sum))));
    }
}
