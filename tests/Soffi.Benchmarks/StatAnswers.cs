using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;

namespace Soffi.Benchmarks;

/// <summary>
/// J2 of the last exercise and a crossing of four dimensions, answered by the product without anything kept, against the same sums
/// asked by SQL written by hand on the same file and read whole; then what grows from one volume to the next, per row read.
/// </summary>
internal static class StatAnswers
{
    private const double Most = 1.25;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private const string Crossing = "mesure=ESF.OPCO:C1X.@age.@niveau*sexe&lignes=age,sexe&colonnes=niveau,exercice&perimetre=validees&exercice=";

    public static async Task Print(string web, int times, string path)
    {
        await using var services = StatVolume.Services(path, web);
        await using var scope = services.CreateAsyncScope();
        var queries = scope.ServiceProvider.GetRequiredService<StatisticsQueries>();
        await using var raw = new SqliteConnection($"Data Source={path};Mode=ReadOnly");
        raw.Open();

        var table = services.GetRequiredService<StatTables>().Find("J2")!;
        var frame = await queries.Frame(table, default);
        var cells = table.Blocks[0].Query.Measures.SelectMany(m => m.Terms.SelectMany(frame.Cells.Resolve).Select(c => (c.Id, m.Code))).ToList();
        var filter = new StatFilter([StatVolume.LastExercise], []);
        Say(times, "J2", await Compare(
            async () => Check(await queries.Compute(table, frame, filter, StatReader.Everything, default)),
            () => ByHand(raw, ForTable([.. cells.Select(c => c.Id)]), 2, cells.ToLookup(c => c.Id, c => c.Code))), cells.Count * (long)times * StatVolume.Operators);

        var whole = await queries.Frame(default);
        var (query, refused) = StatAddress.Read(
            (Crossing + string.Join(',', StatVolume.Exercises)).Split('&').Select(p => p.Split('=')).Select(p => KeyValuePair.Create(p[0], p[1])), _ => null);
        if (refused.Count > 0 || StatQueryCheck.Refusals(query, whole, StatScope.ByOperator) is { Count: > 0 })
        {
            throw new InvalidOperationException(string.Join(' ', refused));
        }

        var crossed = query.Measures[0].Terms.SelectMany(whole.Cells.Resolve).ToList();
        var read = crossed.Sum(c => c.Exercises.Count(e => e <= StatVolume.LastExercise)) * (long)times * StatVolume.Operators;
        Say(times, "four dimensions", await Compare(
            async () => Check(await queries.Compute(query, whole, StatReader.Everything, default)),
            () => ByHand(raw, ForCrossing([.. crossed.Select(c => c.Id)]), 4, null)), read);
    }

    /// <summary>Answers it with the rights of a regional directorate: secrecy worked out, then kept.</summary>
    public static async Task PrintSecrecy(string web, int times, string path)
    {
        await using var services = StatVolume.Services(path, web);
        var table = services.GetRequiredService<StatTables>().Find("J2")!;
        var asked = table.Blocks[0].Query with { Exercises = [StatVolume.LastExercise] };
        var days = StatVolume.LastCampaign;
        foreach (var (name, reader, query) in new[]
        {
            ("an agent of the ministry, first answer of the process", StatReader.Everything, asked), ("the same again", StatReader.Everything, asked),
            ("a regional agent, secrecy to work out, first time in the process", Regional, asked), ("the same again", Regional, asked),
            ("the same when half had submitted", Regional, AsOf(days.AddDays(20))), ("with five operators more", Regional, AsOf(days.AddDays(25))),
            ("and five more", Regional, AsOf(days.AddDays(30))),
        })
        {
            await using var scope = services.CreateAsyncScope();
            var queries = scope.ServiceProvider.GetRequiredService<StatisticsQueries>();
            var frame = await queries.Frame(table, default);
            var cost = await Processor(async () => Check(await queries.Compute(query, frame, reader, default)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times,4} times, J2 for {name}: {cost / 1000:0.0} ms of processor."));
        }

        StatQuery AsOf(DateTimeOffset instant) => asked with { Perimeter = StatPerimeter.AsOf, AsOf = instant };
    }

    private static StatReader Regional => new(false, new HashSet<string> { "11" });

    private static string ForTable(IReadOnlyList<long> cells) => string.Create(CultureInfo.InvariantCulture, $"""
        SELECT s.OperatorId, f.CellId, SUM(f.Number), SUM(f.Kind = 1), SUM(f.Kind <> 1), SUM(NOT s.IsAccepted), SUM(s.Number > 1)
        FROM StatFacts f JOIN StatSubmissions s ON s.No = f.SubmissionNo
        WHERE s.Until IS NULL AND f.Exercise = {StatVolume.LastExercise} AND f.CellId IN ({string.Join(',', cells)})
        GROUP BY s.OperatorId, f.CellId
        """);

    private static string ForCrossing(IReadOnlyList<long> cells) => string.Create(CultureInfo.InvariantCulture, $"""
        SELECT f.Exercise, a.Member, b.Member, c.Member, SUM(f.Number), SUM(f.Kind = 1), SUM(f.Kind <> 1), SUM(NOT s.IsAccepted), SUM(s.Number > 1)
        FROM StatFacts f JOIN StatSubmissions s ON s.No = f.SubmissionNo
        JOIN StatCellMembers a ON a.CellId = f.CellId AND a.Axis = 'age'
        JOIN StatCellMembers b ON b.CellId = f.CellId AND b.Axis = 'sexe'
        JOIN StatCellMembers c ON c.CellId = f.CellId AND c.Axis = 'niveauPrepare'
        WHERE s.Until IS NULL AND s.IsAccepted AND f.Exercise IN ({string.Join(',', StatVolume.Exercises)}) AND f.CellId IN ({string.Join(',', cells)})
        GROUP BY f.Exercise, a.Member, b.Member, c.Member
        """);

    /// <summary>Reads every line, and adds up what goes under one measure.</summary>
    private static Task ByHand(SqliteConnection raw, string sql, int keys, ILookup<long, string>? measures)
    {
        using var command = raw.CreateCommand();
        command.CommandText = sql;
        using var lines = command.ExecuteReader();
        var sums = new Dictionary<(string, string), Told>();
        while (lines.Read())
        {
            var told = new Told(lines.GetInt64(keys), lines.GetInt32(keys + 1), lines.GetInt32(keys + 2), lines.GetInt32(keys + 3), lines.GetInt32(keys + 4));
            var key = measures is null ? string.Join('|', Enumerable.Range(0, keys).Select(lines.GetString)) : lines.GetString(0);
            foreach (var measure in measures?[lines.GetInt64(1)] ?? [""])
            {
                var known = sums.GetValueOrDefault((key, measure));
                sums[(key, measure)] = new Told(
                    known.Sum + told.Sum, known.Numbers + told.Numbers, known.NotApplicable + told.NotApplicable, known.Provisional + told.Provisional, known.Revised + told.Revised);
            }
        }

        return sums.Count > 0 ? Task.CompletedTask : throw new InvalidOperationException("Nothing was read.");
    }

    /// <summary>What a table says of a figure: its sum, whether it was told, whether it is provisional or revised.</summary>
    private readonly record struct Told(long Sum, int Numbers, int NotApplicable, int Provisional, int Revised);

    private static async Task<(double Product, double Floor)> Compare(Func<Task> product, Func<Task> floor)
    {
        // The runtime compiles again what has run for a while, on another thread whose time counts too.
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < WarmUp)
        {
            await product();
            await floor();
        }

        var rounds = new List<(double Product, double Floor)>();
        for (var i = 0; i < 7; i++)
        {
            rounds.Add((await Processor(product), await Processor(floor)));
        }

        return rounds.OrderBy(r => r.Product / r.Floor).ElementAt(rounds.Count / 2);
    }

    /// <summary>Microseconds of processor of this process.</summary>
    private static async Task<double> Processor(Func<Task> work)
    {
        var before = Environment.CpuUsage.TotalTime;
        await work();
        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds;
    }

    private static void Check(StatResult result)
    {
        if (!result.Rows.SelectMany(r => r.Cells).Any(c => c.IsValue))
        {
            throw new InvalidOperationException("The answer has no figure.");
        }
    }

    private static void Say(int times, string what, (double Product, double Floor) cost, long rows) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{times,4} times, {what}: {rows:N0} rows, {cost.Product / 1000:0.0} ms of processor ({cost.Product * 1000 / rows:0} ns a row), the same SQL by hand {cost.Floor / 1000:0.0} ms ({cost.Floor * 1000 / rows:0} ns): ratio {cost.Product / cost.Floor:0.00} (at most {Most}: {(cost.Product <= cost.Floor * Most ? "kept" : "NOT KEPT")})."));
}
