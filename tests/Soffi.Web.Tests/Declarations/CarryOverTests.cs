using System.Net;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Tests.Declarations;

/// <summary>Last year's values taken over, marked until confirmed; provenance of each value.</summary>
[Collection(StatementCollection.Name)]
public sealed class CarryOverTests(StatementHost host)
{
    private const string Cell = "B2.010.ALT";

    [Fact]
    public async Task Take_over_a_line_fills_its_blank_cells_and_marks_them()
    {
        var given = await host.Statement(previous: true);
        var claire = await host.As(StatementHost.Claire);
        var page = await claire.PageAsync(given.Cadre("B2"));
        Assert.Contains(page.QuerySelectorAll("select[name='ligne.B2'] option"), o => o.GetAttribute("value") == "010");

        using var answer = await claire.SendAsync(page, "#saisie", ("B2.011.ALT", "5"), ("ligne.B2", "010"), ("suite", "reprise.B2"));

        var after = await claire.PageAsync(given.Cadre("B2"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var stored = await host.Stored(given.Id);
        Assert.Equal(host.Whole()[CellCode.Parse(Cell)], stored.Values()[CellCode.Parse(Cell)]);
        Assert.Equal(CellSource.CarriedOver, stored.Cells.Single(c => c.Code == CellCode.Parse(Cell)).Source);
        Assert.Equal(5, stored.Values()[CellCode.Parse("B2.011.ALT")].Number);
        Assert.All(stored.Unconfirmed, c => Assert.Equal("010", c.Row));
        Assert.Contains("Repris de 2024, à confirmer", after.GetElementById($"{Cell}-r")!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"{Cell}-r", after.GetElementById(Cell)!.GetAttribute("aria-describedby"), StringComparison.Ordinal);
        Assert.Contains(AuditAction.CellsCarriedOver, (await host.Journal(given.Id)).Select(e => e.Action));
    }

    [Fact]
    public async Task Take_over_replaces_nothing_typed()
    {
        var given = await host.Statement(previous: true);
        var claire = await host.As(StatementHost.Claire);

        using var answer = await claire.SendAsync(await claire.PageAsync(given.Cadre("B2")), "#saisie", (Cell, "5"), ("suite", "reprise.B2"));

        var stored = await host.Stored(given.Id);
        Assert.Equal(5, stored.Values()[CellCode.Parse(Cell)].Number);
        Assert.True(stored.Unconfirmed.Count() > 10);
        var shown = await (await host.As(StatementHost.Claire)).PageAsync(given.Cadre("B2"));
        Assert.Contains("à confirmer avant le dépôt", shown.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statement_with_a_value_not_confirmed_is_not_submitted_then_is_after_confirmation()
    {
        var given = await host.Statement(host.Whole(), previous: true);
        await host.Change(given.Id, (loaded, _) => loaded.Declaration.SaveCells(
            new CellSave(new Dictionary<CellCode, CellValue> { [CellCode.Parse(Cell)] = CellValue.Blank }, 1, new HashSet<CellCode>()), Author, host.Clock.GetUtcNow()));
        var claire = await host.As(StatementHost.Claire);
        using var taken = await claire.SendAsync(await claire.PageAsync(given.Cadre("B2")), "#saisie", ("suite", "reprise.B2"));

        var findings = await claire.PageAsync($"{given.Root}/controles");
        Assert.Contains("1\u00a0valeur reprise n’est pas confirmée", findings.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var confirmed = await claire.SendAsync(await claire.PageAsync(given.Cadre("B2")), "#saisie", ("suite", "confirmation.B2"));

        Assert.Empty((await host.Stored(given.Id)).Unconfirmed);
        var after = await claire.PageAsync($"{given.Root}/controles");
        Assert.DoesNotContain("n’est pas confirmée", after.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(AuditAction.CellsConfirmed, (await host.Journal(given.Id)).Select(e => e.Action));
        Assert.Contains("reprise et confirmée", (await claire.PageAsync($"{given.Root}/historique")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task First_statement_offers_nothing_to_take_over()
    {
        var given = await host.Statement();

        var page = await (await host.As(StatementHost.Claire)).PageAsync(given.Cadre("B2"));

        Assert.Empty(page.QuerySelectorAll("button[value^='reprise.']"));
    }

    [Fact]
    public async Task Grid_shows_last_year_with_difference_and_percent()
    {
        var given = await host.Statement(host.Whole(), previous: true);
        var claire = await host.As(StatementHost.Claire);
        using var saved = await claire.SendAsync(await claire.PageAsync(given.Cadre("B2")), "#saisie", (Cell, "0"));

        var beside = (await claire.PageAsync(given.Cadre("B2"))).GetElementById($"{Cell}-n")!.TextContent;

        Assert.Matches("^2024\u00a0: .+ \\(-.+\u00a0; -100\u00a0%\\)$", beside);
    }

    private static Soffi.Domain.Access.Actor Author => new(Guid.CreateVersion7(), "Claire Martin", StatementHost.Claire.Email, []);
}
