using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Data.Rows;
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
        var tellers = await StatTellers.Of(database, narrowed, frame, reader, cancellation);
        var counted = tellers.Counted.Values.Where(v => narrowed.Exercises.Contains(v.Exercise)).ToList();
        var codes = StatSelection.CellsOf(narrowed, narrowed.Measures[0], frame).ToDictionary(c => c.Id, c => c.Code);
        var told = new Dictionary<long, List<OriginCell>>();
        await foreach (var fact in ToldFact.Each(database, [.. codes.Keys], tellers.Only(counted)).WithCancellation(cancellation))
        {
            if (tellers.Counted.ContainsKey(fact.Version))
            {
                told.TryAdd(fact.Version, []);
                told[fact.Version].Add(new OriginCell(
                    codes[fact.CellId], fact.Numbers > 0 ? CellValue.Of(CellScale.FromStored(fact.Value)) : CellValue.NotApplicable));
            }
        }

        var numbers = told.Keys.ToList();
        var rows = await (
            from version in database.StatSubmissions
            join submission in database.Submissions on version.SubmissionId equals submission.Id
            join body in database.Operators on submission.OperatorId equals body.Id
            where numbers.Contains(version.No)
            orderby body.Code, version.Exercise
            select new { version.No, body.Code, body.Name, submission.ReceiptNumber, submission.Number, submission.SubmittedAt, submission.DeclarationId, submission.Id })
            .AsNoTracking().ToListAsync(cancellation);
        return [.. rows.Select(r => new OriginStatement(r.Code, r.Name, r.ReceiptNumber, r.Number, r.SubmittedAt, [.. told[r.No].OrderBy(c => c.Code)])
            { DeclarationId = r.DeclarationId, SubmissionId = r.Id })];
    }

    private async Task<StatInput> Input(StatQuery query, StatFrame frame, StatReader reader, CancellationToken cancellation)
    {
        Guid? stamp = StatGrid.Dimensions(query).Contains(StatDimensions.Operator) ? null : await Stamp(cancellation);
        var tellers = await StatTellers.Of(database, query, frame, reader, cancellation);
        var facts = await Facts(query, frame, tellers, named: false, cancellation);
        if (stamp is not null && await Stamp(cancellation) != stamp)
        {
            facts = await Facts(query, frame, tellers, named: true, cancellation);
        }

        facts.AddRange(await StatSeriesReader.Facts(database, query, frame, cancellation));
        var scope = reader.ScopeOf(query);
        return new StatInput(
            frame, scope, tellers.Coverage, facts, StatSelection.Breaks(query, frame),
            scope == StatScope.AggregatesOnly ? await Hiding(query, frame, reader, cancellation) : null);
    }

    /// <summary>Where versions are added up by SQL, one that comes between two readings would be counted beside the one it corrects.</summary>
    private Task<Guid> Stamp(CancellationToken cancellation) =>
        database.ChangeStampRows.Where(s => s.Id == ChangeStamp.Statistics).Select(s => s.Value).SingleAsync(cancellation);

    /// <param name="named">Versions told since <paramref name="tellers"/> were read are left out for sure; needed only when there may be some.</param>
    private async Task<List<StatFact>> Facts(StatQuery query, StatFrame frame, StatTellers tellers, bool named, CancellationToken cancellation)
    {
        var facts = new List<StatFact>();
        var sums = query.Measures.Where(m => m.Terms.Count > 0).Select(m => (Measure: m, Axes: StatSelection.CellAxes(query, m, frame)));
        foreach (var alike in sums.GroupBy(m => string.Join(',', m.Axes), m => m))
        {
            var places = new StatPlaces(StatGrid.Dimensions(query), alike.First().Axes, frame.Operators);
            var cells = alike.ToDictionary(m => m.Measure.Code, m => StatSelection.CellsOf(query, m.Measure, frame));
            await (places.StatementAxes.Contains(StatDimensions.Operator)
                ? ToldByOperator(facts, cells, places, tellers, cancellation) : AddedUp(facts, cells, places, tellers, named, cancellation));
        }

        return facts;
    }

    /// <summary>
    /// What each operator told. The cells of a measure that stand at one place are added up by SQL, by version; the others, and those
    /// alone in their measure, are read as they lie, in one query.
    /// </summary>
    /// <param name="cells">By the code of the measure.</param>
    private async Task ToldByOperator(
        List<StatFact> facts, Dictionary<string, IReadOnlyList<StatCellInfo>> cells, StatPlaces places, StatTellers tellers, CancellationToken cancellation)
    {
        var who = tellers.Only(tellers.Counted.Values);
        var together = cells.Where(c => c.Value.Count > 1 && places.CellAxes.Count == 0).ToList();
        foreach (var (measure, added) in together)
        {
            await foreach (var told in ToldFact.ByVersion(database, [.. added.Select(c => c.Id)], who).WithCancellation(cancellation))
            {
                Add(told, measure, added[0]);
            }
        }

        var readers = cells.Except(together).SelectMany(c => c.Value.Select(v => (Cell: v, Measure: c.Key))).ToLookup(r => r.Cell.Id);
        if (readers.Count > 0)
        {
            await foreach (var told in ToldFact.Each(database, [.. readers.Select(r => r.Key)], who).WithCancellation(cancellation))
            {
                foreach (var (cell, measure) in readers[told.CellId])
                {
                    Add(told, measure, cell);
                }
            }
        }

        void Add(ToldFact told, string measure, StatCellInfo cell)
        {
            // Whatever was told since is left out.
            if (tellers.Counted.TryGetValue(told.Version, out var version) && places.Of(version.Standing, cell) is { } members)
            {
                facts.Add(new StatFact(
                    measure, version.Exercise, members, told.Value, told.Numbers, told.NotApplicable, version.IsAccepted ? 0 : 1, version.Number > 1 ? 1 : 0));
            }
        }
    }

    /// <summary>
    /// What all told: by exercise, one query for all these measures, grouped by cell, in the order in which facts lie, for each place that
    /// the question tells apart on statements. The members that cells stand on are known here (<see cref="StatCells"/>), so that SQL never
    /// joins them to each row; nor does it look up whether each row is provisional or revised.
    /// </summary>
    /// <param name="cells">By the code of the measure.</param>
    private async Task AddedUp(
        List<StatFact> facts, Dictionary<string, IReadOnlyList<StatCellInfo>> cells, StatPlaces places, StatTellers tellers, bool named,
        CancellationToken cancellation)
    {
        var readers = cells.SelectMany(c => c.Value.Select(v => (Cell: v, Measure: c.Key))).ToLookup(r => r.Cell.Id);
        var ids = readers.Select(r => r.Key).ToList();
        foreach (var place in tellers.Counted.Values.GroupBy(v => (v.Exercise, Standing: places.StandingOf(v))))
        {
            var provisional = await Marked(ids, [.. place], v => !v.IsAccepted, cancellation);
            var revised = await Marked(ids, [.. place], v => v.Number > 1, cancellation);
            await foreach (var told in ToldFact.ByCell(database, ids, tellers.Only(place, named)).WithCancellation(cancellation))
            {
                foreach (var (cell, measure) in readers[told.CellId])
                {
                    if (places.Of(place.Key.Standing, cell) is { } members)
                    {
                        facts.Add(new StatFact(
                            measure, place.Key.Exercise, members, told.Value, told.Numbers, told.NotApplicable, provisional(cell.Id) ? 1 : 0, revised(cell.Id) ? 1 : 0));
                    }
                }
            }
        }
    }

    /// <summary>Whether some marked version told a cell; asked of one of them first, which mostly told them all.</summary>
    /// <param name="versions">Of one exercise.</param>
    private async Task<Predicate<long>> Marked(
        List<long> cells, IReadOnlyList<StatVersion> versions, Func<StatVersion, bool> isMarked, CancellationToken cancellation)
    {
        var marked = versions.Where(isMarked).Select(v => v.No).ToList();
        if (marked.Count == 0 || marked.Count == versions.Count)
        {
            return _ => marked.Count > 0;
        }

        var told = new HashSet<long>();
        foreach (var some in new[] { marked[..1], marked[1..] }.Where(v => v.Count > 0))
        {
            await foreach (var cell in ToldFact.CellsToldBy(database, versions[0].Exercise, [.. cells.Where(c => !told.Contains(c))], some).WithCancellation(cancellation))
            {
                told.Add(cell);
            }
        }

        return told.Contains;
    }

    /// <summary>What is hidden from a reader of aggregates, decided on all the cells of the families read, of every year.</summary>
    private async Task<StatHiding> Hiding(StatQuery query, StatFrame frame, StatReader reader, CancellationToken cancellation)
    {
        var secrets = new Dictionary<StatFamily, StatSecrecy>();
        foreach (var family in query.Families.Where(f => !reader.National && f.Type != OperatorType.Atpro))
        {
            secrets[family] = await StatSecrets.Of(database, Versions(query), frame.Cells, family, cancellation);
        }

        return new StatHiding(frame.Cells, secrets);
    }

    /// <summary>The versions of the perimeter of a question, of every exercise, by the same rules as <see cref="StatVersion.IsIn"/>.</summary>
    private IQueryable<StatSubmission> Versions(StatQuery query) => query.Perimeter switch
    {
        StatPerimeter.AsOf => database.StatSubmissions.Where(s => s.From <= query.AsOf && (s.Until == null || s.Until > query.AsOf)),
        StatPerimeter.Accepted => database.StatSubmissions.Where(s => s.Until == null && s.IsAccepted),
        _ => database.StatSubmissions.Where(s => s.Until == null),
    };

    private static string RowLabel(StatQuery query, StatFrame frame) => query.Rows.Count == 0
        ? "Ensemble" : string.Join(", ", query.Rows.Select(r => frame.Dimension(r, query.Measures)?.Label ?? r));
}
