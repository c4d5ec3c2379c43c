using System.Net;
using Soffi.Domain.Audit;
using Soffi.Domain.Forms;

namespace Soffi.Web.Tests.Declarations;

/// <summary>Last year's values taken over into several cadres at once, from the page of what is missing.</summary>
[Collection(StatementCollection.Name)]
public sealed class CadreCarryOverTests(StatementHost host)
{
    [Fact]
    public async Task Take_over_two_cadres_fills_their_blank_cells_only_and_marks_them()
    {
        var given = await host.Statement(previous: true);
        var claire = await host.As(StatementHost.Claire);
        (await claire.SendAsync(await claire.PageAsync(given.Cadre("B2")), "#saisie", ("B2.010.ALT", "5"))).Dispose();
        var page = await claire.PageAsync($"{given.Root}/completude");
        Assert.True(page.QuerySelectorAll("#reprise input[name=cadre]").Length > 2);

        using var answer = await claire.SendAsync(page, "#reprise form", ("cadre", "B2"), ("cadre", "B1"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var stored = await host.Stored(given.Id);
        Assert.Equal(5, stored.Values()[CellCode.Parse("B2.010.ALT")].Number);
        var cadres = stored.Unconfirmed.Select(c => host.Form.CadreOf(c)!.Code).ToHashSet();
        Assert.Equal(["B1", "B2"], cadres.Order(StringComparer.Ordinal));
        Assert.Equal(["B1", "B2"], (await host.Journal(given.Id)).Where(e => e.Action == AuditAction.CellsCarriedOver)
            .Select(e => System.Text.Json.JsonDocument.Parse(e.DetailsJson).RootElement.GetProperty("cadre").GetString()!).Distinct().Order(StringComparer.Ordinal));
        var after = await claire.PageAsync($"{given.Root}/completude");
        Assert.Contains("à confirmer avant le dépôt", after.TextOf("main p[role=status]"), StringComparison.Ordinal);
        Assert.Null(after.QuerySelector("#reprendre-B1"));
    }

    [Fact]
    public async Task Take_over_without_a_choice_or_once_closed_takes_nothing()
    {
        var given = await host.Statement(host.Whole(), previous: true);
        var claire = await host.As(StatementHost.Claire);
        (await claire.SendAsync(await claire.PageAsync(given.Cadre("B2")), "#saisie", ("B2.010.ALT", ""))).Dispose();
        var page = await claire.PageAsync($"{given.Root}/completude");

        using var none = await claire.SendAsync(page, "#reprise form");
        Assert.Contains("Cochez au moins un cadre", (await claire.PageAsync($"{given.Root}/completude")).TextOf("main p[role=status]"), StringComparison.Ordinal);
        using var unknown = await claire.SendAsync(page, "#reprise form", ("cadre", "Z9"));
        await host.Change(given.Id, (loaded, _) => { loaded.Declaration.Submit(host.Clock.GetUtcNow()); return true; });
        using var closed = await claire.SendAsync(page, "#reprise form", ("cadre", "B2"));

        Assert.Equal(
            (HttpStatusCode.SeeOther, HttpStatusCode.SeeOther, HttpStatusCode.Conflict), (none.StatusCode, unknown.StatusCode, closed.StatusCode));
        Assert.Empty((await host.Stored(given.Id)).Unconfirmed);
        Assert.Null((await claire.PageAsync($"{given.Root}/completude")).QuerySelector("#reprise"));
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.As(StatementHost.Sophie)).GetAsync($"{given.Root}/completude")).StatusCode);
    }
}
