using System.Diagnostics;
using System.Globalization;
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

    private const string ByHand = "the same SQL by hand";

    /// <summary>A short answer is repeated that many times in one measure.</summary>
    private const int MostRepeated = 50;

    public static async Task Print(string web, int times, string path)
    {
        await using var asked = await Questions.Open(web, times, path);
        Say(times, "J2", await Compare(asked.Table, asked.TableByHand), asked.TableRows);
        Say(times, "four dimensions", await Compare(asked.Crossing, asked.CrossingByHand), asked.CrossingRows);
    }

    /// <summary>
    /// What a row costs at the larger volume against what it costs at the smaller one: both asked in turns, so that what the machine
    /// does beside weighs on both alike.
    /// </summary>
    public static async Task PrintGrowth(string web, (int Times, string Path) smaller, (int Times, string Path) larger)
    {
        await using var small = await Questions.Open(web, smaller.Times, smaller.Path);
        await using var large = await Questions.Open(web, larger.Times, larger.Path);
        foreach (var (name, few, many, rows) in new (string, Func<Task>, Func<Task>, double)[]
        {
            ("J2", small.Table, large.Table, (double)large.TableRows / small.TableRows),
            (ByHand, small.TableByHand, large.TableByHand, (double)large.TableRows / small.TableRows),
            ("four dimensions", small.Crossing, large.Crossing, (double)large.CrossingRows / small.CrossingRows),
        })
        {
            var repeated = (int)Math.Min(rows, MostRepeated);
            var (once, again) = await Compare(many, async () =>
            {
                for (var i = 0; i < repeated; i++)
                {
                    await few();
                }
            });
            var time = once * repeated / again;
            var verdict = name == ByHand ? "" : $" (at most 1: {(time <= rows ? "kept" : "NOT KEPT")})";
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"From {smaller.Times} to {larger.Times} times, {name}: {rows:0} times the rows, {time:0} times the processor; a row costs {time / rows:0.00} of what it did{verdict}."));
        }
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
            var cost = await Processor(async () => Questions.Check(await queries.Compute(query, frame, reader, default)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times,4} times, J2 for {name}: {cost / 1000:0.0} ms of processor."));
        }

        StatQuery AsOf(DateTimeOffset instant) => asked with { Perimeter = StatPerimeter.AsOf, AsOf = instant };
    }

    private static StatReader Regional => new(false, new HashSet<string> { "11" });

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

    private static void Say(int times, string what, (double Product, double Floor) cost, long rows) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{times,4} times, {what}: {rows:N0} rows, {cost.Product / 1000:0.0} ms of processor ({cost.Product * 1000 / rows:0} ns a row), the same SQL by hand {cost.Floor / 1000:0.0} ms ({cost.Floor * 1000 / rows:0} ns): ratio {cost.Product / cost.Floor:0.00} (at most {Most}: {(cost.Product <= cost.Floor * Most ? "kept" : "NOT KEPT")})."));
}
