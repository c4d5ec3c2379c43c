using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Shared;

/// <summary>
/// Answers questions: facts added up in SQL on integers (ten-thousandths), grouped as the question crosses them. A reader of
/// aggregates never has a figure of one national operator leave the database.
/// </summary>
public sealed class StatisticsQueries(SoffiDbContext database, FormCatalog forms, StatCellsCatalog catalog, TimeProvider clock)
{
    /// <summary>Each statement owed, and since when what it says is counted, by the same rules as <see cref="Submissions"/>.</summary>
    private static readonly Prepared<Func<SoffiDbContext, StatementKind, OperatorType, int, int, bool, DateTimeOffset?, IAsyncEnumerable<Sent>>> Sending = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext context, StatementKind kind, OperatorType type, int first, int last, bool accepted, DateTimeOffset? asOf) =>
            from declaration in context.Declarations
            join campaign in context.Campaigns on declaration.CampaignId equals campaign.Id
            join body in context.Operators on declaration.OperatorId equals body.Id
            join counted in context.StatSubmissions.Where(s => (!accepted || s.IsAccepted)
                && ((asOf == null && s.Until == null) || (s.From <= asOf && (s.Until == null || s.Until > asOf)))) on declaration.Id equals counted.DeclarationId into sent
            from submission in sent.DefaultIfEmpty()
            where campaign.Kind == kind && campaign.Exercise >= first && campaign.Exercise <= last && body.Type == type
                && declaration.Status != DeclarationStatus.Waived
            select new Sent(campaign.Exercise, body.Id, (DateTimeOffset?)submission.From)));

    /// <summary>The exercises whose campaign has opened, the operators that the reader sees, the cells of all the forms.</summary>
    public async Task<StatFrame> Frame(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var exercises = await database.Campaigns.Where(c => c.OpensAt <= now).Select(c => c.Exercise).Distinct().OrderBy(e => e).ToListAsync(cancellation);
        var operators = await database.Operators.OrderBy(o => o.Type).ThenBy(o => o.Code)
            .Select(o => new { o.Id, o.Code, o.Name, o.Type, o.RegionCode }).ToListAsync(cancellation);
        return new StatFrame(
            exercises, [.. operators.Select(o => new StatOperator(o.Id, o.Code, o.Name) { Type = o.Type, RegionCode = o.RegionCode })],
            await catalog.Cells(database, forms, cancellation))
        { Series = await StatSeriesReader.All(database, cancellation) };
    }

    /// <summary>What a published table may be asked: exercises and operators of its families.</summary>
    public async Task<StatFrame> Frame(StatTable table, CancellationToken cancellation)
    {
        var frame = await Frame(cancellation);
        var families = table.Blocks.SelectMany(b => b.Query.Families).Distinct().ToList();
        var (kinds, types) = (families.Select(f => f.Kind).Distinct().ToList(), families.Select(f => f.Type).ToHashSet());
        var now = clock.GetUtcNow();
        var exercises = await database.Campaigns.Where(c => kinds.Contains(c.Kind) && c.OpensAt <= now)
            .Select(c => c.Exercise).Distinct().OrderBy(e => e).ToListAsync(cancellation);
        var published = frame.Series.Where(s => table.Blocks.Any(b => b.Query.Measures.Any(m => m.Series == s.Code))).SelectMany(s => s.Years);
        return frame with { Exercises = [.. exercises.Union(published).Order()], Operators = [.. frame.Operators.Where(o => types.Contains(o.Type))] };
    }

    /// <summary>A published table, with the choice of the reader.</summary>
    public async Task<StatResult> Compute(StatTable table, StatFrame frame, StatFilter filter, StatReader reader, CancellationToken cancellation)
    {
        var queries = table.Blocks.Select(b => filter.Apply(b.Query)).ToList();
        var inputs = new List<StatInput>();
        foreach (var query in queries)
        {
            inputs.Add(await Input(query, frame, reader, cancellation));
        }

        return StatCalculator.Calculate(table, queries, inputs);
    }

    /// <summary>A question, already checked.</summary>
    public async Task<StatResult> Compute(StatQuery query, StatFrame frame, StatReader reader, CancellationToken cancellation) =>
        StatCalculator.Calculate(StatTable.For(query, RowLabel(query, frame)), query, await Input(query, frame, reader, cancellation));

    /// <summary>The statements behind one figure, each with the cells it brings, in the order of the operators.</summary>
    /// <param name="narrowed">The question, kept to that figure.</param>
    public async Task<IReadOnlyList<OriginStatement>> Origin(StatQuery narrowed, StatFrame frame, StatReader reader, CancellationToken cancellation)
    {
        var coverage = await Coverage(narrowed, frame, reader, cancellation);
        var cells = StatSelection.CellsOf(narrowed, narrowed.Measures[0], frame);
        var codes = cells.ToDictionary(c => c.Id, c => c.Code);
        var rows = await (
            from counted in Counted(narrowed, frame, reader, [.. codes.Keys], narrowed.Exercises, coverage)
            join submission in database.Submissions on counted.SubmissionId equals submission.Id
            join body in database.Operators on submission.OperatorId equals body.Id
            orderby body.Code, counted.Exercise
            select new
            {
                body.Code,
                body.Name,
                submission.ReceiptNumber,
                submission.Number,
                submission.SubmittedAt,
                submission.DeclarationId,
                submission.Id,
                counted.CellId,
                counted.Kind,
                Value = counted.Number,
            }).AsNoTracking().ToListAsync(cancellation);
        return [.. rows.GroupBy(r => r.Id).Select(g => new OriginStatement(
            g.First().Code, g.First().Name, g.First().ReceiptNumber, g.First().Number, g.First().SubmittedAt,
            [.. g.Select(r => new OriginCell(codes[r.CellId], r.Kind == CellKind.Number ? CellValue.Of(CellScale.FromStored(r.Value)) : CellValue.NotApplicable))
                .OrderBy(c => c.Code)])
        { DeclarationId = g.First().DeclarationId, SubmissionId = g.Key })];
    }

    private async Task<StatInput> Input(StatQuery query, StatFrame frame, StatReader reader, CancellationToken cancellation)
    {
        var coverage = await Coverage(query, frame, reader, cancellation);
        var facts = new List<StatFact>(await StatSeriesReader.Facts(database, query, frame, cancellation));
        var sums = query.Measures.Where(m => m.Terms.Count > 0).Select(m => (Measure: m, Axes: StatSelection.CellAxes(query, m, frame)));
        foreach (var alike in sums.GroupBy(m => string.Join(',', m.Axes), m => m))
        {
            facts.AddRange(await Facts(query, frame, reader, [.. alike.Select(m => m.Measure)], alike.First().Axes, coverage, cancellation));
        }

        var scope = reader.ScopeOf(query);
        return new StatInput(
            frame, scope, coverage, facts, StatSelection.Breaks(query, frame),
            scope == StatScope.AggregatesOnly ? await Hiding(query, frame, reader, cancellation) : null);
    }

    /// <summary>
    /// One query for all these measures, grouped by cell, in the order in which facts lie; the members that cells stand on are known
    /// here (<see cref="StatCells"/>), so that SQL never joins them to each row.
    /// </summary>
    /// <param name="cellAxes">The dimensions, of those crossed, that stand on the cells of these measures.</param>
    private async Task<IEnumerable<StatFact>> Facts(
        StatQuery query, StatFrame frame, StatReader reader, IReadOnlyList<StatMeasure> measures, IReadOnlyList<string> cellAxes, IReadOnlyList<StatCoverage> coverage,
        CancellationToken cancellation)
    {
        var readers = measures.SelectMany(m => StatSelection.CellsOf(query, m, frame).Select(c => (Cell: c, Measure: m.Code))).ToLookup(p => p.Cell.Id);
        var (cells, axes) = (readers.Select(r => r.Key).ToList(), StatGrid.Dimensions(query));
        var keys = axes.Except(cellAxes).ToList();

        var (places, facts) = (new StatPlaces(axes, cellAxes, frame.Operators), new List<StatFact>());
        if (keys.Contains(StatDimensions.Operator))
        {
            // An operator tells a cell once for an exercise: there is nothing to add up, and SQL would sort for nothing.
            int? only = query.ExercisesRead.Count == 1 ? query.ExercisesRead[0] : null;
            var all = only is { } exercise && keys.Count == 1 && query.Perimeter != StatPerimeter.AsOf && reader.National && !Narrows(query, frame)
                ? ToldFact.Of(database, cells, exercise, query.Perimeter == StatPerimeter.Accepted)
                : Counted(query, frame, reader, cells, query.ExercisesRead, coverage).Select(ToldFact.Selector(keys, only is null)).AsAsyncEnumerable();
            await foreach (var told in all.WithCancellation(cancellation))
            {
                Add(told.CellId, told.Standing, (measure, members) => told.Fact(measure, members, only));
            }
        }
        else
        {
            foreach (var sum in await Sums(Counted(query, frame, reader, cells, query.ExercisesRead, coverage), StatKey.Selector(keys), cancellation))
            {
                Add(sum.Key.CellId, sum.Key.Standing, sum.Fact);
            }
        }

        return facts;

        void Add(long cell, StatStanding standing, Func<string, IReadOnlyList<string>, StatFact> fact)
        {
            foreach (var read in readers[cell])
            {
                if (places.Of(standing, read.Cell) is { } members)
                {
                    facts.Add(fact(read.Measure, members));
                }
            }
        }
    }

    private static async Task<List<StatSum>> Sums(IQueryable<CountedFact> counted, Expression<Func<CountedFact, StatKey>> key, CancellationToken cancellation) =>
        await counted.GroupBy(key).Select(g => new StatSum
        {
            Key = g.Key,
            Sum = g.Sum(x => x.Number),
            Numbers = g.Count(x => x.Kind == CellKind.Number),
            NotApplicable = g.Count(x => x.Kind == CellKind.NotApplicable),
            Provisional = g.Count(x => !x.IsAccepted),
            Revised = g.Count(x => x.Version > 1),
        }).ToListAsync(cancellation);

    /// <summary>The facts counted: versions of the perimeter, operators and regions chosen, within what the reader may see.</summary>
    private IQueryable<CountedFact> Counted(
        StatQuery query, StatFrame frame, StatReader reader, List<long> cells, IReadOnlyList<int> exercises, IReadOnlyList<StatCoverage> coverage)
    {
        var submissions = Submissions(query);
        if (query.Operators.Count > 0 || query.ConstantPerimeter || query.Filters.ContainsKey(StatDimensions.Type))
        {
            var ids = StatSelection.Chosen(query, frame, coverage).Select(o => o.Id).ToList();
            submissions = submissions.Where(s => ids.Contains(s.OperatorId));
        }

        if (!reader.National)
        {
            var regions = reader.Regions.ToList();
            submissions = submissions.Where(s => s.Type != OperatorType.Atpro || regions.Contains(s.RegionCode));
        }

        if (query.Filters.TryGetValue(StatDimensions.Region, out var chosen) && !frame.StandsOnCells(StatDimensions.Region, query.Measures))
        {
            var regions = StatSelection.Expand(frame.Dimension(StatDimensions.Region, query.Measures)!, chosen).ToList();
            submissions = submissions.Where(s => regions.Contains(s.RegionCode));
        }

        var years = exercises.ToList();
        return from fact in database.StatFacts
               join submission in submissions on fact.SubmissionNo equals submission.No
               where years.Contains(fact.Exercise) && cells.Contains(fact.CellId)
               select new CountedFact
               {
                   Exercise = fact.Exercise,
                   CellId = fact.CellId,
                   Kind = fact.Kind,
                   Number = fact.Number,
                   SubmissionId = submission.SubmissionId,
                   OperatorId = submission.OperatorId,
                   Type = submission.Type,
                   Region = submission.RegionCode,
                   IsAccepted = submission.IsAccepted,
                   Version = submission.Number,
               };
    }

    /// <summary>Whether it leaves some statements of its perimeter out, by the same rules as <see cref="Counted"/>.</summary>
    private static bool Narrows(StatQuery query, StatFrame frame) => query.Operators.Count > 0 || query.ConstantPerimeter || query.Filters.ContainsKey(StatDimensions.Type)
        || (query.Filters.ContainsKey(StatDimensions.Region) && !frame.StandsOnCells(StatDimensions.Region, query.Measures));

    private IQueryable<StatSubmission> Submissions(StatQuery query) => query.Perimeter switch
    {
        StatPerimeter.AsOf => database.StatSubmissions.Where(s => s.From <= query.AsOf && (s.Until == null || s.Until > query.AsOf)),
        StatPerimeter.Accepted => database.StatSubmissions.Where(s => s.Until == null && s.IsAccepted),
        _ => database.StatSubmissions.Where(s => s.Until == null),
    };

    /// <summary>Who owes a statement to each exercise read, and whose is counted.</summary>
    private async Task<IReadOnlyList<StatCoverage>> Coverage(StatQuery query, StatFrame frame, StatReader reader, CancellationToken cancellation)
    {
        var (kinds, types) = (query.Families.Select(f => f.Kind).Distinct().ToList(), query.Families.Select(f => f.Type).Distinct().ToList());
        var exercises = query.ExercisesRead.ToList();
        var rows = new List<Sent>();
        DateTimeOffset? asOf = query.Perimeter == StatPerimeter.AsOf ? query.AsOf : null;
        foreach (var family in exercises.Count == 0 ? [] : query.Families)
        {
            var all = Sending.On(database)(database, family.Kind, family.Type, exercises.Min(), exercises.Max(), query.Perimeter == StatPerimeter.Accepted, asOf);
            await foreach (var sent in all.WithCancellation(cancellation))
            {
                rows.Add(sent);
            }
        }

        var chosen = StatNarrowing.Operators(query, frame);
        var filtered = query.Operators.Count > 0 || chosen.Count < frame.Operators.Count(o => types.Contains(o.Type));
        var notDue = query.Compares || query.ConstantPerimeter ? await NotDue(kinds, exercises, cancellation) : [];
        var known = chosen.Where(o => reader.National || o.Type != OperatorType.Atpro || reader.Sees(o)).ToDictionary(o => o.Id);
        return [.. exercises.Select(exercise =>
        {
            var year = rows.Where(r => r.Exercise == exercise && known.ContainsKey(r.OperatorId)).ToList();
            var due = Ordered(year.Select(r => r.OperatorId));
            return new StatCoverage(
                exercise, due, Ordered(year.Where(r => r.SubmittedAt is not null).Select(r => r.OperatorId)), year.Max(r => r.SubmittedAt), filtered)
            { NotDue = notDue.Where(d => d.Exercise == exercise && known.ContainsKey(d.OperatorId)).ToDictionary(d => known[d.OperatorId].Code, d => d.Why) };
        })];

        IReadOnlyList<StatOperator> Ordered(IEnumerable<int> ids) => [.. ids.Distinct().Select(i => known[i]).OrderBy(o => o.Type).ThenBy(o => o.Code, StringComparer.Ordinal)];
    }

    /// <summary>Who owes nothing for an exercise for a reason of its own: it merged, ceased, or was not there yet.</summary>
    private async Task<List<(int Exercise, int OperatorId, string Why)>> NotDue(List<StatementKind> kinds, List<int> exercises, CancellationToken cancellation)
    {
        var rows = await (
            from obligation in database.CampaignObligations
            join campaign in database.Campaigns on obligation.CampaignId equals campaign.Id
            where !obligation.Owes && obligation.Reason != ObligationReason.ByType && kinds.Contains(campaign.Kind) && exercises.Contains(campaign.Exercise)
            select new { campaign.Exercise, obligation.OperatorId, obligation.Reason, obligation.Note }).ToListAsync(cancellation);
        return [.. rows.DistinctBy(r => (r.Exercise, r.OperatorId)).Select(r => (r.Exercise, r.OperatorId, StatText.NotDue(r.Reason, r.Note)))];
    }

    /// <summary>What is hidden from a reader of aggregates, decided on all the cells of the families read, of every year.</summary>
    private async Task<StatHiding> Hiding(StatQuery query, StatFrame frame, StatReader reader, CancellationToken cancellation)
    {
        var secrets = new Dictionary<StatFamily, StatSecrecy>();
        foreach (var family in query.Families.Where(f => !reader.National && f.Type != OperatorType.Atpro))
        {
            secrets[family] = await StatSecrets.Of(database, Submissions(query), frame.Cells, family, cancellation);
        }

        return new StatHiding(frame.Cells, secrets);
    }

    private static string RowLabel(StatQuery query, StatFrame frame) => query.Rows.Count == 0
        ? "Ensemble" : string.Join(", ", query.Rows.Select(r => frame.Dimension(r, query.Measures)?.Label ?? r));

    private sealed record Sent(int Exercise, int OperatorId, DateTimeOffset? SubmittedAt);
}
