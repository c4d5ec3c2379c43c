using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Soffi.Benchmarks;

/// <summary>A page of entry as its script knows it.</summary>
/// <param name="Path">Address of the cadre.</param>
/// <param name="Token">Against forged posts.</param>
/// <param name="Cells">Codes of the cells one may type in.</param>
internal sealed partial record EntryPage(string Path, string Token, IReadOnlyList<string> Cells, int Revision)
{
    /// <summary>Those that take a number.</summary>
    public IReadOnlyList<string> Numbers { get; private init; } = [];

    public static async Task<EntryPage> Open(RunningPortal portal, HttpClient browser, string path)
    {
        var html = await portal.Page(browser, path);
        var inputs = Inputs().Matches(html).Select(m => m.Value).ToList();
        var names = inputs.Select(t => RunningPortal.Attribute(t, "name")).ToList();
        var token = inputs.First(t => RunningPortal.Attribute(t, "name") == "__RequestVerificationToken");
        var revision = inputs.FirstOrDefault(t => RunningPortal.Attribute(t, "name") == "revision");
        return new EntryPage(
            path, RunningPortal.Attribute(token, "value"), [.. names.Where(n => Code().IsMatch(n)).Select(n => Code().Match(n).Value).Distinct()],
            revision is null ? 0 : int.Parse(RunningPortal.Attribute(revision, "value"), System.Globalization.CultureInfo.InvariantCulture))
        {
            Numbers = [.. inputs.Where(t => RunningPortal.Attribute(t, "inputmode") == "decimal").Select(t => RunningPortal.Attribute(t, "name"))],
        };
    }

    /// <returns>The answer of the server.</returns>
    /// <exception cref="InvalidOperationException">Anything but 200, or a cell that was not saved.</exception>
    public async Task<JsonElement> Save(HttpClient browser, int revision, IEnumerable<(string Code, string Value)> cells)
    {
        using var post = new HttpRequestMessage(HttpMethod.Post, new Uri($"{Path}/cellules", UriKind.Relative))
        {
            Content = Json(new { revision, cellules = cells.Select(c => new { code = c.Code, valeur = c.Value }) }),
            Headers = { { "RequestVerificationToken", Token } },
        };
        using var answer = await browser.SendAsync(post);
        return answer.StatusCode == HttpStatusCode.OK
            ? await answer.Content.ReadFromJsonAsync<JsonElement>()
            : throw new InvalidOperationException($"{Path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Of a known length, as browsers send it.</summary>
    private static StringContent Json(object value) => new(JsonSerializer.Serialize(value), Encoding.UTF8, "application/json");

    /// <summary>« enregistree ».</summary>
    public const string Saved = "enregistree";

    /// <summary>The revision of the answer.</summary>
    /// <exception cref="InvalidOperationException">A cell was not saved.</exception>
    public static int Acknowledged(JsonElement answer)
    {
        foreach (var cell in answer.GetProperty("cellules").EnumerateObject())
        {
            if (cell.Value.GetProperty("etat").GetString() is not (Saved or "autre"))
            {
                throw new InvalidOperationException($"{cell.Name} was not saved: {cell.Value}");
            }
        }

        return answer.GetProperty("revision").GetInt32();
    }

    /// <summary>What the fields of the page hold, by cell.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Values(RunningPortal portal, HttpClient browser, string path) =>
        Inputs().Matches(await portal.Page(browser, path)).Select(m => m.Value).Where(t => Code().IsMatch(RunningPortal.Attribute(t, "name")))
            .ToDictionary(t => RunningPortal.Attribute(t, "name"), t => RunningPortal.Attribute(t, "value"));

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex("[A-Z][A-Z0-9]*\\.[A-Z0-9]+\\.[A-Z0-9]+$")]
    private static partial Regex Code();
}

/// <summary>Display of the largest cadre, one autosaved cell, a paste: processor time of the portal against floors of the same run.</summary>
internal static partial class Typing
{
    /// <summary>Rounds of each measure, of which the median counts.</summary>
    public const int Rounds = 7;

    public static async Task Print(RunningPortal portal, int rounds)
    {
        using var browser = await portal.SignIn("declarant.opco");
        var pages = await Pages(portal, browser);
        var largest = pages.MaxBy(p => p.Cells.Count)!;
        await Display(portal, browser, largest);

        var value = 1;
        var (numeric, revision) = await Numeric(browser, largest);
        async Task Save(IEnumerable<string> cells)
        {
            var text = (++value).ToString(System.Globalization.CultureInfo.InvariantCulture);
            revision = EntryPage.Acknowledged(await largest.Save(browser, revision, cells.Select(c => (c, text))));
        }

        Task One() => Save([numeric[0]]);
        await portal.Settle(One, portal.Floor);
        await Paired("One autosaved cell", () => portal.Microseconds(1, 40, One), "two rows in one transaction", () => portal.Microseconds(1, 200, portal.Floor), 5, rounds);

        var many = numeric.Take(500).ToList();
        Task Paste() => Save(many);
        await portal.Settle(Paste, One);
        await Paired($"Paste of {many.Count} cells", () => portal.Microseconds(1, 3, Paste), "one cell", () => portal.Microseconds(1, 40, One), 25, Rounds);
    }

    /// <summary>The cadres of the first open statement of that person.</summary>
    public static async Task<IReadOnlyList<EntryPage>> Pages(RunningPortal portal, HttpClient browser)
    {
        var list = await portal.Page(browser, "/declarations");
        var statement = StatementLink().Match(list).Value;
        var overview = await portal.Page(browser, statement);
        var pages = new List<EntryPage>();
        foreach (var path in CadreLink().Matches(overview).Select(m => m.Value).Where(p => p.StartsWith(statement, StringComparison.Ordinal)).Distinct())
        {
            pages.Add(await EntryPage.Open(portal, browser, path));
        }

        return pages;
    }

    private static async Task Display(RunningPortal portal, HttpClient browser, EntryPage page)
    {
        var size = 0;
        async Task Show()
        {
            using var ask = new HttpRequestMessage(HttpMethod.Get, new Uri(page.Path, UriKind.Relative)) { Headers = { { "Accept-Encoding", "br, gzip" } } };
            using var answer = await browser.SendAsync(ask);
            size = (await answer.Content.ReadAsByteArrayAsync()).Length;
        }

        // The same layout, menu and person, and one short table that no query fills.
        async Task Empty()
        {
            using var ask = new HttpRequestMessage(HttpMethod.Get, new Uri("/cookies", UriKind.Relative)) { Headers = { { "Accept-Encoding", "br, gzip" } } };
            using var answer = await browser.SendAsync(ask);
            _ = await answer.Content.ReadAsByteArrayAsync();
        }

        await portal.Settle(Show, Empty);
        await Paired($"Display of the largest cadre ({page.Cells.Count} inputs)", () => portal.Microseconds(1, 20, Show), "empty page", () => portal.Microseconds(1, 60, Empty), 4, Rounds);
        Console.WriteLine($"  {size / 1000.0:0.0} kB compressed (at most 40: {(size <= 40_000 ? "kept" : "NOT KEPT")}).");
    }

    /// <summary>The cells that take a number: the others answer « refusee ».</summary>
    private static async Task<(IReadOnlyList<string> Cells, int Revision)> Numeric(HttpClient browser, EntryPage page)
    {
        var answer = await page.Save(browser, page.Revision, page.Cells.Select(c => (c, "1")));
        return ([.. answer.GetProperty("cellules").EnumerateObject().Where(c => c.Value.GetProperty("etat").GetString() == EntryPage.Saved).Select(c => c.Name)], answer.GetProperty("revision").GetInt32());
    }

    /// <summary>Each round measures both one after the other, so that what else the machine does weighs on both: the median of the ratios counts.</summary>
    private static async Task Paired(string what, Func<Task<double>> measured, string against, Func<Task<double>> floor, int most, int rounds)
    {
        var pairs = new List<(double Cost, double Floor)>();
        for (var round = 0; round < rounds; round++)
        {
            pairs.Add((await measured(), await floor()));
        }

        var (cost, low) = pairs.OrderBy(p => p.Cost / p.Floor).ElementAt(rounds / 2);
        Console.WriteLine($"{what}: {cost:0} µs of processor, {against} {low:0} µs: ratio {cost / low:0.0} (at most {most}: {(cost <= low * most ? "kept" : "NOT KEPT")}).");
    }

    [GeneratedRegex("/declarations/[0-9a-f-]{36}")]
    private static partial Regex StatementLink();

    [GeneratedRegex("/declarations/[0-9a-f-]{36}/cadres/[A-Z0-9]+")]
    private static partial Regex CadreLink();
}
