using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Soffi.Benchmarks;

/// <summary>Many typists on one file of SQLite, a cell every two seconds each, while agents read statistics.</summary>
internal static class Crowd
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);
    /// <summary>Time for the code to be compiled and the statements to be read once; what is typed then counts as typed, its delay does not.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    private static readonly string[] Accounts = ["declarant.opco", "declarant.opco2", "declarant.faf", "declarant.atpro"];

    /// <param name="typists">People typing, each a cell of its own.</param>
    public static async Task Print(RunningPortal portal, int typists, TimeSpan length)
    {
        var seats = new List<(HttpClient Browser, EntryPage Page, string Cell)>();
        foreach (var account in Accounts)
        {
            var browser = await portal.SignIn(account);
            seats.AddRange((await Typing.Pages(portal, browser)).SelectMany(p => p.Numbers.Select(c => (browser, p, c))));
        }

        // Spread over the statements and the cadres, not one after the other in the same table.
        var chosen = seats.GroupBy(s => s.Page.Path).SelectMany(g => g.Select((s, i) => (s, i))).OrderBy(s => s.i).Take(typists).Select(s => s.s).ToList();
        var agent = await portal.SignIn("agent.dgefp");
        var (times, errors, last) = (new ConcurrentBag<double>(), new ConcurrentBag<string>(), new ConcurrentDictionary<(string Path, string Cell), string>());
        using var end = new CancellationTokenSource(WarmUp + length);
        var counting = Stopwatch.StartNew();
        var typing = chosen.Select((seat, i) => Type(seat, i, Note, errors, last, end.Token));
        var reading = Enumerable.Range(0, 5).Select(_ => Read(portal, agent, errors, end.Token));
        await Task.WhenAll(typing.Concat(reading));
        void Note(double milliseconds)
        {
            if (counting.Elapsed > WarmUp)
            {
                times.Add(milliseconds);
            }
        }

        var lost = 0;
        foreach (var seat in chosen.DistinctBy(s => s.Page.Path))
        {
            var shown = await EntryPage.Values(portal, seat.Browser, seat.Page.Path);
            lost += last.Count(l => l.Key.Path == seat.Page.Path && string.Concat(shown[l.Key.Cell].Where(char.IsAsciiDigit)) != l.Value);
        }

        var sorted = times.Order().ToList();
        var (median, slow) = (sorted[sorted.Count / 2], sorted[(int)(sorted.Count * 0.99)]);
        Console.WriteLine($"{chosen.Count} typists, a cell every {Pace.TotalSeconds:0} s for {length.TotalSeconds:0} s, 5 readers of statistics: {times.Count} cells acknowledged, {errors.Count} errors, {lost} cells lost.");
        Console.WriteLine($"  median {median:0} ms, slowest 1 % {slow:0} ms: ratio {slow / median:0.0} (at most 10: {(slow <= 10 * median ? "kept" : "NOT KEPT")}).");
        foreach (var error in errors.GroupBy(e => e).OrderByDescending(g => g.Count()).Take(3))
        {
            Console.WriteLine($"  {error.Count()} times: {error.Key[..Math.Min(200, error.Key.Length)]}");
        }
    }

    private static async Task Type(
        (HttpClient Browser, EntryPage Page, string Cell) seat, int number, Action<double> note, ConcurrentBag<string> errors,
        ConcurrentDictionary<(string Path, string Cell), string> last, CancellationToken end)
    {
        await Wait(Pace * ((number % 100) / 100.0), end); // People do not press the key all at once.
        var revision = seat.Page.Revision;
        for (var value = 1; !end.IsCancellationRequested; value++)
        {
            var watch = Stopwatch.StartNew();
            try
            {
                var text = value.ToString(CultureInfo.InvariantCulture);
                revision = EntryPage.Acknowledged(await seat.Page.Save(seat.Browser, revision, [(seat.Cell, text)]));
                last[(seat.Page.Path, seat.Cell)] = text;
                note(watch.Elapsed.TotalMilliseconds);
            }
            catch (Exception error) when (error is HttpRequestException or InvalidOperationException or TaskCanceledException)
            {
                errors.Add(error.Message);
            }

            await Wait(Pace - watch.Elapsed, end);
        }
    }

    private static async Task Read(RunningPortal portal, HttpClient agent, ConcurrentBag<string> errors, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                await portal.Page(agent, "/statistiques");
            }
            catch (Exception error) when (error is HttpRequestException or InvalidOperationException)
            {
                errors.Add(error.Message);
            }

            await Wait(TimeSpan.FromSeconds(1), end);
        }
    }

    private static async Task Wait(TimeSpan time, CancellationToken end)
    {
        try
        {
            await Task.Delay(time > TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(1), end);
        }
        catch (OperationCanceledException)
        {
            // The minute is over.
        }
    }
}
