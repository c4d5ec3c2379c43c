using System.Globalization;
using System.Net;

namespace Soffi.Benchmarks;

/// <summary>
/// The workbook of a whole statement, made by the portal and brought back to it: received, analysed, recognised, every cell
/// compared, the differences shown, against an address that reads the same file with the same reader and nothing more.
/// </summary>
internal static class WorkbookRoundTrip
{
    private const int Most = 3;
    private const int Rounds = 7;
    private const int Changed = 20;

    public static async Task Print(RunningPortal portal)
    {
        using var browser = await portal.SignIn("declarant.opco");
        var pages = await Typing.Pages(portal, browser);
        foreach (var page in pages.Where(p => p.Numbers.Count > 0))
        {
            await page.Save(browser, page.Revision, page.Numbers.Select(c => (c, "7")));
        }

        var statement = pages[0].Path[..pages[0].Path.IndexOf("/cadres", StringComparison.Ordinal)];
        var file = await browser.GetByteArrayAsync(new Uri($"{statement}/classeur/fichier", UriKind.Relative));
        var largest = await EntryPage.Open(portal, browser, pages.MaxBy(p => p.Cells.Count)!.Path);
        await largest.Save(browser, largest.Revision, largest.Numbers.Take(Changed).Select(c => (c, "8")));

        async Task Import()
        {
            using var content = new MultipartFormDataContent
            {
                { new StringContent(largest.Token), "__RequestVerificationToken" },
                { new ByteArrayContent(file) { Headers = { ContentType = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") } }, "fichier", "classeur.xlsx" },
            };
            using var answer = await browser.PostAsync(new Uri($"{statement}/classeur", UriKind.Relative), content);
            var html = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode != HttpStatusCode.OK || answer.RequestMessage!.RequestUri!.Segments[^2] != "classeur/")
            {
                throw new InvalidOperationException($"The workbook was not accepted: {answer.StatusCode} {answer.RequestMessage!.RequestUri}");
            }
        }

        Task Raw() => portal.ReadRaw(file);
        await portal.Microseconds(1, 15, Import);
        await portal.Microseconds(1, 15, Raw);
        var rounds = new List<(double Import, double Raw)>();
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add((await portal.Microseconds(1, 5, Import), await portal.Microseconds(1, 5, Raw)));
        }

        var (import, raw) = rounds.OrderBy(r => r.Import / r.Raw).ElementAt(Rounds / 2);
        var (allocated, least) = (await portal.Bytes(5, Import), await portal.Bytes(5, Raw));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Workbook of a whole statement brought back ({file.Length / 1000} kB): {import / 1000:0.0} ms of processor, the same file read raw {raw / 1000:0.0} ms: ratio {import / raw:0.0} (at most {Most}: {(import <= raw * Most ? "kept" : "NOT KEPT")})."));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  memory {allocated / 1000:0} kB against {least / 1000:0} kB: ratio {allocated / least:0.0} (at most {Most}: {(allocated <= least * Most ? "kept" : "NOT KEPT")})."));
    }
}
