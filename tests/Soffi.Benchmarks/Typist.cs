using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Soffi.Benchmarks;

/// <summary>Somebody who has a page of entry open in a browser of their own and types in cells of their own, one after the other.</summary>
internal sealed partial class Typist : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    /// <summary>How often the page asks what others saved.</summary>
    private static readonly TimeSpan News = TimeSpan.FromSeconds(30);

    private readonly HttpClient _browser;
    private readonly EntryPage _page;
    private readonly IReadOnlyList<string> _cells;
    private readonly Uri _address;
    private int _revision;

    private Typist(HttpClient browser, EntryPage page, Guid statement, IReadOnlyList<string> cells)
    {
        (_browser, _page, _cells, Statement) = (browser, page, cells, statement);
        _address = new Uri(page.Path + "/cellules", UriKind.Relative);
        _revision = page.Revision;
    }

    public Guid Statement { get; }

    /// <summary>What was acknowledged last in each cell.</summary>
    public Dictionary<string, int> Acknowledged { get; } = [];

    /// <summary>What was acknowledged first in each cell.</summary>
    public Dictionary<string, int> First { get; } = [];

    /// <summary>Acknowledgements in all.</summary>
    public int Count => Times.Count;

    /// <summary>When each sending left since the start of the minute and how long its answer took, in milliseconds.</summary>
    public List<(double At, double Took)> Times { get; } = [];

    /// <summary>What others' changes and totals weighed in the answers, in bytes.</summary>
    public long Received { get; private set; }

    public List<string> Errors { get; } = [];

    /// <summary>How late a sending left because this process was busy: the greatest, in milliseconds.</summary>
    public double Late { get; private set; }

    /// <summary>Comes in, accepts the terms, opens the statement and one of its cadres, as anybody does.</summary>
    /// <param name="rank">Among the typists of the same statement.</param>
    /// <param name="of">How many they are.</param>
    /// <param name="taken">Cells given so far: two typists of one cell would type the same numbers, which changes nothing.</param>
    public static async Task<Typist> Open(RunningPortal portal, string person, Guid statement, int rank, int of, ConcurrentDictionary<(Guid, string), int> taken)
    {
        var browser = await portal.Enter($"{CrowdPeople.EnterPath}?personne={person}");
        var path = $"/declarations/{statement}";
        var overview = await portal.Page(browser, path);
        var cadres = Cadre().Matches(overview).Select(m => m.Value).Where(p => p.StartsWith(path, StringComparison.Ordinal)).Distinct().ToList();
        for (var i = 0; i < cadres.Count; i++)
        {
            var page = await EntryPage.Open(portal, browser, cadres[(rank + i) % cadres.Count]);
            var seats = Math.Max(1, (of + cadres.Count - 1) / cadres.Count);
            var cells = page.Numbers.Where((_, place) => place % (2 * seats) == (rank / cadres.Count * 2) + (i > 0 ? 1 : 0)).Where(c => taken.TryAdd((statement, c), rank)).Take(30).ToList();
            if (cells.Count > 0)
            {
                var typist = new Typist(browser, page, statement, cells);
                await typist.Ask(); // As its script does once the page is shown.
                return typist;
            }
        }

        throw new InvalidOperationException($"{path} has no cell to type in: {overview}");
    }

    /// <summary>Types until the end; each sending leaves at its hour, or as soon as the one before is answered.</summary>
    /// <param name="offset">Of the first one.</param>
    public async Task Type(TimeSpan offset, Stopwatch clock, CancellationToken end)
    {
        var (next, news) = (offset, offset + News * Random.Shared.NextDouble());
        for (var value = 1; ; value++)
        {
            if (next - clock.Elapsed is { Ticks: > 0 } wait)
            {
                await Wait(wait, end);
            }

            if (end.IsCancellationRequested)
            {
                return;
            }

            Late = Math.Max(Late, (clock.Elapsed - next).TotalMilliseconds);
            await Try(() => Send(_cells[value % _cells.Count], value, clock));
            if (clock.Elapsed > news)
            {
                news += News;
                await Try(Ask);
            }

            next += Pace;
        }
    }

    public void Dispose() => _browser.Dispose();

    private async Task Send(string cell, int value, Stopwatch clock)
    {
        var sent = clock.Elapsed;
        using var post = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $$"""{"revision":{{_revision}},"cellules":[{"code":"{{cell}}","valeur":"{{value}}","base":{{_revision}},"source":"saisie","deja":[]}]}"""))),
        };
        post.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        post.Headers.TryAddWithoutValidation("RequestVerificationToken", _page.Token);
        post.Headers.TryAddWithoutValidation("Accept", "application/json");
        using var answer = await _browser.SendAsync(post, CancellationToken.None);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var took = clock.Elapsed - sent;
        if (answer.StatusCode != HttpStatusCode.OK || bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes($$"""
            "{{cell}}":{"etat":"enregistree"
            """)) < 0)
        {
            throw new InvalidOperationException($"{answer.StatusCode} {Encoding.UTF8.GetString(bytes)}");
        }

        _revision = Math.Max(_revision, Revision(bytes));
        Received += bytes.Length;
        Acknowledged[cell] = value;
        First.TryAdd(cell, value);
        Times.Add((sent.TotalMilliseconds, took.TotalMilliseconds));
    }

    private async Task Ask()
    {
        using var answer = await _browser.GetAsync(new Uri($"{_address}?depuis={_revision}", UriKind.Relative));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{answer.StatusCode}");
        }

        _revision = Math.Max(_revision, Revision(bytes));
    }

    private async Task Try(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception error) when (error is HttpRequestException or InvalidOperationException or TaskCanceledException)
        {
            Errors.Add(error.Message);
        }
    }

    /// <summary>The number after « "revision": », which comes first.</summary>
    private static int Revision(ReadOnlySpan<byte> answer)
    {
        var digits = answer["{\"revision\":".Length..];
        return int.Parse(digits[..digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9')], CultureInfo.InvariantCulture);
    }

    private static async Task Wait(TimeSpan time, CancellationToken end)
    {
        try
        {
            await Task.Delay(time, end);
        }
        catch (OperationCanceledException)
        {
            // The minute is over.
        }
    }

    [GeneratedRegex("/declarations/[0-9a-f-]{36}/cadres/[A-Z0-9]+")]
    private static partial Regex Cadre();
}
