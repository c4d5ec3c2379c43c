using System.Globalization;

namespace Soffi.Benchmarks;

/// <summary>
/// A published table of a closed exercise over HTTP, on a file of that volume, against a page of the same layout that has no figure;
/// both asked by an agent of the ministry, both asked before.
/// </summary>
internal static class StatPages
{
    private const int Most = 3;
    private const int Rounds = 9;

    public static async Task Print(string web, int times, string path)
    {
        var door = await StatVolume.Agent(path);
        await using var portal = await RunningPortal.Start(web, path);
        using var browser = await portal.Enter(door);
        const string empty = "/statistiques/series";
        foreach (var (name, page) in new[] { ("J2", "/statistiques/J2?exercice=2024"), ("J1", "/statistiques/J1?exercice=2024") })
        {
            var html = await portal.Page(browser, page);
            await portal.Settle(() => portal.Page(browser, page), () => portal.Page(browser, empty));
            var rounds = new List<(double Table, double Empty)>();
            for (var i = 0; i < Rounds; i++)
            {
                rounds.Add((await portal.Microseconds(1, 10, () => portal.Page(browser, page)), await portal.Microseconds(1, 10, () => portal.Page(browser, empty))));
            }

            var (table, floor) = rounds.OrderBy(r => r.Table / r.Empty).ElementAt(Rounds / 2);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{times,4} times, {name} of a closed exercise ({html.Length / 1000} kB): {table / 1000:0.0} ms of processor, a page without figures {floor / 1000:0.0} ms: ratio {table / floor:0.0} (at most {Most}: {(table <= floor * Most ? "kept" : "NOT KEPT")})."));
        }
    }
}
