using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>
/// A reader of aggregates who asks everything: cells one by one, lines added up, overlapping groupings, filters, totals of lines and
/// columns, differences with the year before, shares, published tables. What it is shown, put together with what the form says, is solved
/// as one linear system by a solver of this test: it must give no figure of one or two operators.
/// </summary>
public sealed class SecrecyAttackTests : IAsyncLifetime
{
    private static readonly string[] Bodies = ["AFDAS", "AKTO", "ATLAS", "OCAPIAT", "SANTE"];

    /// <summary>Told by the first two alone, in 2026; the last by one, in 2025.</summary>
    private static readonly CellCode[] Scarce = [.. new[] { "C5AGE.A17.F", "C5AGE.A25.F", "C5AGE.A44.H", "C5CSP.ONQ.H" }.Select(CellCode.Parse)];
    private static readonly CellCode Lonely = CellCode.Parse("C5AGE.A34.H");
    private static readonly string[] Read = ["C5", "C5AGE", "C5CSP"];
    private static readonly StatReader Regional = new(false, new HashSet<string> { "11" });

    /// <summary>The campaign of 2026 is open.</summary>
    private static readonly DateTimeOffset Now = StatisticsData.Now.AddYears(1);

    private readonly List<(int Exercise, HashSet<CellCode> Cells)> _shown = [];
    private TestDatabase _database = null!;
    private SoffiDbContext _context = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.Create();
        _context = _database.Open();
        var bodies = Bodies.Select(b => new Operator(b, $"Opco {b}", OperatorType.Opco, "900000001")).ToList();
        _context.Operators.AddRange(bodies);
        foreach (var exercise in new[] { 2025, 2026 })
        {
            var campaign = new Campaign(
                StatementKind.Esf, exercise, new DateTimeOffset(exercise + 1, 3, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(exercise + 1, 5, 30, 22, 0, 0, TimeSpan.Zero));
            var form = FormVersion.Of(FilledStatements.Form(exercise, OperatorType.Opco).Header, StatisticsData.Now.AddYears(-2));
            _context.AddRange(campaign, form);
            await _context.SaveChangesAsync();
            foreach (var (body, rank) in bodies.Select((b, i) => (b, i)))
            {
                CellCode[] left = (exercise, rank) switch { (2026, >= 2) => Scarce, (2025, >= 1) => [Lonely], _ => [] };
                FilledStatements.Submit(_context, body, campaign, form, rank, left);
                await _context.SaveChangesAsync();
            }
        }
    }

    public async Task DisposeAsync()
    {
        await _context.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Everything_asked_gives_no_figure_of_two_operators()
    {
        var frame = await Results.Queries(_context, Now).Frame(default);
        var cells = FilledStatements.Form(2026, OperatorType.Opco).Cells
            .Where(c => Read.Contains(c.Code.Table) && c.Type is (CellType.Amount or CellType.Count or CellType.Hours)).Select(c => c.Code).ToList();
        foreach (var some in cells.Select(c => new[] { c }).Concat(Pairs(cells)).Chunk(StatQuery.MaxMeasures))
        {
            Note(await Ask([.. some], [StatDimensions.Exercise], StatDerived.Difference | StatDerived.Growth), some);
        }

        await Group(frame);
        foreach (var code in Scarce)
        {
            Assert.DoesNotContain(_shown, s => s.Exercise == 2026 && s.Cells.SetEquals([code]));
        }

        Assert.DoesNotContain(_shown, s => s.Exercise == 2025 && s.Cells.SetEquals([Lonely]));
        Assert.Contains(_shown, s => s.Exercise == 2026 && s.Cells.SetEquals([CellCode.Parse("C5.010.T")]));
        Assert.True(_shown.Count > cells.Count, "Too much is hidden for the check to mean anything.");
        Solve(cells);
    }

    [Fact]
    public async Task Published_tables_their_charts_and_their_files_say_nothing_of_what_is_hidden()
    {
        var queries = Results.Queries(_context, Now);
        foreach (var table in StatisticsData.Tables.All.Where(t => t.Families.Any(f => f.Type == OperatorType.Opco)))
        {
            var frame = await queries.Frame(table, default);
            var filter = StatFilter.Read(table, frame, ["2026"], [], out _)!;
            var (open, hidden) = (await queries.Compute(table, frame, filter, StatReader.Everything, default), await queries.Compute(table, frame, filter, Regional, default));
            foreach (var row in hidden.Rows)
            {
                foreach (var (cell, column) in row.Cells.Select((c, i) => (c, hidden.Columns[i])).Where(c => c.c.State == StatState.Secret))
                {
                    Assert.Null(cell.Raw ?? cell.Exact ?? cell.Rounded);
                    if (open.Find(row.Key, column.Code) is { Raw: { } raw } && raw > 1000)
                    {
                        Assert.DoesNotContain(raw.ToString(System.Globalization.CultureInfo.InvariantCulture), StatCanonical.Json(hidden), StringComparison.Ordinal);
                    }
                }
            }

            Assert.All(StatCharts.Of(hidden).Data.Series.SelectMany(s => s.Values).Where(v => v.Sign == "s"), v => Assert.Null(v.Number));
        }
    }

    [Fact]
    public async Task Filter_on_a_grouping_hides_what_its_members_would()
    {
        var hidden = await Ask([[CellCode.Parse("C5AGE.A17.F")]], [], StatDerived.None, filters: new() { ["age"] = ["M26"] });

        Assert.Equal(StatState.Secret, hidden.Rows.Single().Cells[0].State);
    }

    [Theory]
    [InlineData(StatPerimeter.Accepted, false)]
    [InlineData(StatPerimeter.AsOf, false)]
    [InlineData(StatPerimeter.Submitted, true)]
    public async Task Second_perimeter_is_refused_to_a_reader_of_aggregates(StatPerimeter perimeter, bool constant)
    {
        var frame = await Results.Queries(_context, Now).Frame(default);
        var query = Query([[CellCode.Parse("C5.010.T")]], []) with { Perimeter = perimeter, AsOf = StatisticsData.Now, ConstantPerimeter = constant };

        Assert.Contains(StatQueryCheck.OnePerimeter, StatQueryCheck.Refusals(query, frame, StatScope.AggregatesOnly));
        Assert.Empty(StatQueryCheck.Refusals(query, frame, StatScope.ByOperator));
    }

    [Fact]
    public async Task Region_of_national_operators_is_refused_to_a_reader_of_aggregates()
    {
        var frame = await Results.Queries(_context, Now).Frame(default);
        var query = Query([[CellCode.Parse("C5.010.T")]], []) with { Filters = new Dictionary<string, IReadOnlyList<string>> { [StatDimensions.Region] = ["11"] } };

        Assert.Contains(StatQueryCheck.Refusals(query, frame, StatScope.AggregatesOnly), r => r.Contains("ne se partagent pas par région", StringComparison.Ordinal));
    }

    /// <summary>Lines by age in overlapping groupings, each with its total, kept to some ages or to one sex.</summary>
    private async Task Group(StatFrame frame)
    {
        var ages = frame.Cells.Dimension("age")!.Members.Select(m => m.Code).ToList();
        var groupings = ages.SelectMany(a => ages.Where(b => string.CompareOrdinal(a, b) < 0).Select(b => new StatGrouping("G", "Groupe", [a, b]))).ToList();
        foreach (var grouping in groupings)
        {
            await Cross(new() { ["age"] = [grouping] }, new());
            await Cross([], new() { ["age"] = grouping.Members });
        }

        foreach (var known in new[] { "M26", "P26", "P45" })
        {
            await Cross([], new() { ["age"] = [known] });
        }

        await Cross([], new() { ["sexe"] = ["F"] });
        await Cross([], new() { ["sexe"] = ["H"] });

        async Task Cross(Dictionary<string, IReadOnlyList<StatGrouping>> shown, Dictionary<string, IReadOnlyList<string>> kept)
        {
            foreach (var columns in new[] { "F", "H", "T" }.Where(_ => !kept.ContainsKey("sexe")).DefaultIfEmpty("@sexe"))
            {
                var term = new StatTerm(new StatFamily(StatementKind.Esf, OperatorType.Opco), "C5AGE", "@age", columns);
                var query = Query([], ["age"]) with
                {
                    Measures = [new StatMeasure("M", "Contrats", "", new StatUnit("contrats", 1, 0)) { Terms = [term] }],
                    Columns = [],
                    Exercises = [2026],
                    Groupings = shown,
                    Filters = kept,
                    Derived = StatDerived.ShareOfColumn | StatDerived.Difference,
                };
                var result = await Results.Queries(_context, Now).Compute(query, frame, Regional, default);
                var sexes = columns == "@sexe" ? kept["sexe"] : [columns];
                var all = kept.TryGetValue("age", out var some) ? frame.Cells.Dimension("age")!.Groupings.FirstOrDefault(g => g.Code == some[0])?.Members ?? some : ages;
                foreach (var row in result.Rows)
                {
                    var members = row.Key == StatRow.TotalKey ? all : row.Key == "G" ? shown["age"][0].Members : [row.Key];
                    if (row.Cells[0].IsValue)
                    {
                        _shown.Add((2026, [.. from age in members from sex in sexes select new CellCode("C5AGE", age, sex)]));
                    }
                    else
                    {
                        Assert.All(row.Cells, c => Assert.False(c.IsValue));
                    }
                }
            }
        }
    }

    /// <summary>Two lines of one table and column added up.</summary>
    private static IEnumerable<CellCode[]> Pairs(List<CellCode> cells) =>
        from a in cells from b in cells where a.Table == b.Table && a.Column == b.Column && a.Table != "C5" && a.CompareTo(b) < 0 select new[] { a, b };

    private void Note(StatResult result, CellCode[][] measures)
    {
        for (var i = 0; i < measures.Length; i++)
        {
            foreach (var exercise in new[] { 2025, 2026 })
            {
                if (result.Find($"{exercise}", $"M{i}")!.IsValue)
                {
                    _shown.Add((exercise, [.. measures[i]]));
                }
            }

            var both = result.Find("2025", $"M{i}")!.IsValue && result.Find("2026", $"M{i}")!.IsValue;
            Assert.True(both || !result.Find("D2026", $"M{i}")!.IsValue, $"Difference of {measures[i][0]}");
            Assert.True(both || !result.Find("G2026", $"M{i}")!.IsValue, $"Growth of {measures[i][0]}");
        }
    }

    private static StatQuery Query(CellCode[][] measures, IReadOnlyList<string> rows) => new()
    {
        Title = "Essai",
        Rows = rows,
        Columns = measures.Length > 0 ? [StatDimensions.Measure] : [],
        Exercises = rows.Contains(StatDimensions.Exercise) ? [2025, 2026] : [2026],
        Perimeter = StatPerimeter.Submitted,
        Measures = [.. measures.Select((m, i) => new StatMeasure($"M{i}", $"Mesure {i}", "", new StatUnit("", 1, 0))
        {
            Terms = [.. m.Select(c => StatTerm.Of(new StatFamily(StatementKind.Esf, OperatorType.Opco), c))],
        })],
    };

    private async Task<StatResult> Ask(
        CellCode[][] measures, IReadOnlyList<string> rows, StatDerived derived, Dictionary<string, IReadOnlyList<string>>? filters = null)
    {
        var queries = Results.Queries(_context, Now);
        return await queries.Compute(
            Query(measures, rows) with { Derived = derived, Filters = filters ?? [] }, await queries.Frame(default), Regional, default);
    }

    /// <summary>Unknowns: the sum of each cell in each year. Equations: the form's, and each figure shown, which is known.</summary>
    private void Solve(List<CellCode> cells)
    {
        var read = cells.ToHashSet();
        var relations = new[] { 2025, 2026 }.SelectMany(e => StatRelation.Of(FilledStatements.Form(e, OperatorType.Opco)))
            .Where(r => r.Terms.All(t => read.Contains(t.Cell.Code) && t.Cell.Exercise is 2025 or 2026)).ToList();
        var unknowns = new[] { 2025, 2026 }.SelectMany(e => cells.Select(c => new StatPlace(e, c))).ToList();
        var figures = _shown.DistinctBy(s => $"{s.Exercise} {string.Join('+', s.Cells.Order())}").ToList();
        var scarce = Scarce.Select(c => new StatPlace(2026, c)).Append(new StatPlace(2025, Lonely)).ToHashSet();

        // What two alone told is eliminated last: a line that begins there bears on nothing else that is unknown.
        var places = unknowns.Where(u => !scarce.Contains(u)).Concat(unknowns.Where(scarce.Contains)).Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i);
        var rows = new List<long[]>();
        foreach (var relation in relations)
        {
            var row = new long[unknowns.Count + figures.Count];
            foreach (var (cell, coefficient) in relation.Terms)
            {
                row[places[cell]] += (long)coefficient;
            }

            rows.Add(row);
        }

        foreach (var (figure, k) in figures.Select((f, k) => (f, k)))
        {
            var row = new long[unknowns.Count + figures.Count];
            foreach (var cell in figure.Cells.Where(read.Contains)) // A grouping may name ages that this table does not have.
            {
                row[places[new StatPlace(figure.Exercise, cell)]] += 1;
            }

            row[unknowns.Count + k] = -1;
            rows.Add(row);
        }

        foreach (var row in ModularEchelon.Of(rows).Where(r => Array.FindIndex(r, v => v != 0) is var first && first >= unknowns.Count - scarce.Count && first < unknowns.Count))
        {
            if (row.Skip(unknowns.Count).All(v => v == 0))
            {
                continue; // It holds whatever is declared.
            }

            var told = scarce.Where(s => row[places[s]] != 0).ToList();
            Assert.Fail($"Worked out: {string.Join(" + ", told)}.");
        }
    }
}
