using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Soffi.Domain.Forms;

namespace Soffi.Benchmarks;

/// <summary>
/// Many typists on one file of SQLite, a cell every two seconds each, while agents read statistics. They come in and open
/// their page first, as people do. The first seconds after the start of a portal are told apart; then the minute is measured
/// whole, on a portal that has been typed in before, as on a last evening. Errors and losses count from the first second.
/// </summary>
internal static class Crowd
{
    private const int Readers = 5;

    /// <summary>What a portal just started takes to have compiled for good what typing runs.</summary>
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan ReadersPause = TimeSpan.FromSeconds(1);
    private static readonly string[] Pages = ["/statistiques", "/statistiques/J2", "/statistiques/J11"];

    /// <param name="typists">People typing, each in cells of their own.</param>
    /// <param name="bodies">Statements they type in, as many people in each.</param>
    public static async Task Print(RunningPortal portal, int typists, TimeSpan length, int bodies)
    {
        var agent = await portal.SignIn("agent.dgefp");
        var crowd = await Open(portal, typists, bodies);
        var stood = Standing(portal.Database);
        await Task.Delay(TimeSpan.FromSeconds(2)); // What they opened is noted.

        using var end = new CancellationTokenSource(Start + length);
        var failed = new List<string>();
        var clock = Stopwatch.StartNew();
        var random = new Random(1);
        var typing = crowd.ConvertAll(t => t.Type(TimeSpan.FromSeconds(2 * random.NextDouble()), clock, end.Token));
        var reading = Enumerable.Range(0, Readers).Select(r => Consult(portal, agent, r, failed, end.Token)).ToList();
        await Task.Delay(Start);
        var (before, mine, engine, begun) = (await portal.Processor(), Environment.CpuUsage.TotalTime, await portal.Runtime(), clock.Elapsed);
        await Task.WhenAll(typing.Concat(reading));
        var elapsed = (clock.Elapsed - begun).TotalMicroseconds;
        var (portals, own) = ((await portal.Processor() - before) / elapsed, (Environment.CpuUsage.TotalTime - mine).TotalMicroseconds / elapsed);
        var runtime = await portal.Runtime();

        var errors = crowd.SelectMany(t => t.Errors).Concat(failed).ToList();
        var (lost, acts) = Lost(portal.Database, crowd, stood);
        var all = crowd.SelectMany(t => t.Times).ToList();
        var first = all.Where(t => t.At < begun.TotalMilliseconds).Select(t => t.Took).Order().ToList();
        var times = all.Where(t => t.At >= begun.TotalMilliseconds).Select(t => (At: t.At - begun.TotalMilliseconds, t.Took)).ToList();
        var sorted = times.Select(t => t.Took).Order().ToList();
        var (median, slow) = (sorted[sorted.Count / 2], sorted[(int)(sorted.Count * 0.99)]);
        Console.WriteLine($"{crowd.Count} typists on {bodies} statements, a cell every 2 s for {length.TotalSeconds:0} s, {Readers} readers of statistics: {sorted.Count} cells acknowledged after {first.Count} in the first {Start.TotalSeconds:0} s, {errors.Count} errors, {lost} cells lost ({acts} changes in the history).");
        Console.WriteLine($"  median {median:0.0} ms, slowest 1 % {slow:0} ms, slowest {sorted[^1]:0} ms: ratio {slow / median:0.0} (at most 10: {(slow <= 10 * median ? "kept" : "NOT KEPT")}).");
        Console.WriteLine($"  In the first {Start.TotalSeconds:0} s after the start: median {first[first.Count / 2]:0.0} ms, slowest 1 % {first[(int)(first.Count * 0.99)]:0} ms.");
        Console.WriteLine($"  Processors used, of {Environment.ProcessorCount}: portal {portals:0.00}, typists {own:0.00}. Answers of {crowd.Sum(t => t.Received) / (double)sorted.Count / 1000:0.0} kB; sendings late by {crowd.Max(t => t.Late):0} ms at most.");
        Console.WriteLine($"  Of the portal: compiling {(runtime.Compiling - engine.Compiling) / elapsed:0.00}, stopped by the collector {(runtime.Collecting - engine.Collecting) / elapsed:0.000}; {(runtime.Bytes - engine.Bytes) / sorted.Count / 1000:0} kB allocated a cell; {portals * elapsed / sorted.Count / 1000:0.0} ms of processor a cell, readers included.");
        Console.WriteLine($"  Slowest 1 % by tenth of the time: {string.Join(" ", times.GroupBy(t => (int)(10 * t.At / length.TotalMilliseconds)).OrderBy(g => g.Key).Select(g => g.Select(t => t.Took).Order().ElementAt((int)(g.Count() * 0.99)).ToString("0", CultureInfo.InvariantCulture)))} ms.");
        foreach (var error in errors.GroupBy(e => e).OrderByDescending(g => g.Count()).Take(3))
        {
            Console.WriteLine($"  {error.Count()} times: {error.Key[..Math.Min(300, error.Key.Length)]}");
        }

        crowd.ForEach(t => t.Dispose());
    }

    private static async Task<List<Typist>> Open(RunningPortal portal, int typists, int bodies)
    {
        using var plain = new HttpClient { BaseAddress = portal.Address };
        var people = (await plain.GetStringAsync(new Uri($"{CrowdPeople.PeoplePath}?corps={bodies}&gens={typists}", UriKind.Relative)))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')).Select(p => (Person: p[0], Statement: Guid.Parse(p[1]))).ToList();
        var seats = people.GroupBy(p => p.Statement).SelectMany(g => g.Select((p, rank) => (p.Person, p.Statement, Rank: rank, Of: g.Count()))).ToList();
        var crowd = new Typist[seats.Count];
        var taken = new ConcurrentDictionary<(Guid, string), int>();
        await Parallel.ForEachAsync(Enumerable.Range(0, seats.Count), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
            crowd[i] = await Typist.Open(portal, seats[i].Person, seats[i].Statement, seats[i].Rank, seats[i].Of, taken));
        return [.. crowd];
    }

    /// <summary>
    /// Each cell read back from the database; what differs from what was acknowledged last, and acknowledgements without their
    /// line in the history, are lost. Typing the very number that stood before anybody typed changes nothing and writes no line.
    /// </summary>
    private static (int Lost, long Acts) Lost(string database, List<Typist> crowd, Dictionary<(Guid, string), long> stood)
    {
        using var connection = Read(database);
        var standing = Standing(database);
        using var count = new SqliteCommand("""SELECT COUNT(*) FROM "CellChanges" c JOIN "Users" u ON u."Id" = c."AuthorId" WHERE u."Issuer" = 'banc'""", connection);
        var acts = (long)count.ExecuteScalar()!;
        var lost = crowd.Sum(t => t.Acknowledged.Count(a => standing.GetValueOrDefault((t.Statement, a.Key)) != CellScale.ToStored(a.Value)));
        var unchanged = crowd.Sum(t => t.First.Count(f => stood.TryGetValue((t.Statement, f.Key), out var number) && number == CellScale.ToStored(f.Value)));
        return (lost + (int)Math.Max(0, crowd.Sum(t => t.Count) - unchanged - acts), acts);
    }

    private static Dictionary<(Guid, string), long> Standing(string database)
    {
        using var connection = Read(database);
        var standing = new Dictionary<(Guid, string), long>();
        using var command = new SqliteCommand("""SELECT "DeclarationId", "Table", "Row", "Column", "Number" FROM "DeclarationCells" WHERE "Number" IS NOT NULL""", connection);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            standing[(rows.GetGuid(0), $"{rows.GetString(1)}.{rows.GetString(2)}.{rows.GetString(3)}")] = rows.GetInt64(4);
        }

        return standing;
    }

    private static SqliteConnection Read(string database)
    {
        var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly");
        connection.Open();
        return connection;
    }

    private static async Task Consult(RunningPortal portal, HttpClient agent, int rank, List<string> errors, CancellationToken end)
    {
        try
        {
            await Task.Delay(ReadersPause * rank / Readers, end);
            for (var i = rank; !end.IsCancellationRequested; i++)
            {
                try
                {
                    await portal.Page(agent, Pages[i % Pages.Length]);
                }
                catch (Exception error) when (error is HttpRequestException or InvalidOperationException)
                {
                    lock (errors)
                    {
                        errors.Add(error.Message);
                    }
                }

                await Task.Delay(ReadersPause, end);
            }
        }
        catch (OperationCanceledException)
        {
            // The minute is over.
        }
    }
}
