using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Soffi.E2E.Tests.Infrastructure;

namespace Soffi.E2E.Tests.Accessibility;

/// <summary>The grid of entry in each of its states, held against axe with its scripts and as the server alone writes it.</summary>
[Collection(PortalCollection.Name)]
public sealed class EntryStatesTests(PortalInBrowser portal)
{
    private const string Cadre = "B2";

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Grid_has_no_violation_full_locked_empty_with_errors_nor_in_conflict(bool scripts)
    {
        Chromium.Require();
        var full = await Open(scripts);
        await full.SignIn("declarant.opco", "/declarations");
        await Check(full, $"{await Statement(full, 2025)}/cadres/{Cadre}", "full");
        await Check(full, $"{await Statement(full, 2024)}/cadres/{Cadre}", "locked");
        Assert.Equal(0, await full.Locator("#saisie button:visible").CountAsync());

        var page = await Open(scripts);
        await page.SignIn("declarant.opco2", "/declarations");
        var address = $"{await Statement(page, 2025)}/cadres/{Cadre}";
        await Check(page, address, "empty");
        await Errors(page, address);
        if (!scripts)
        {
            await Conflict(page, address); // With scripts the choice is made in the cell itself: see the journeys of entry.
        }
    }

    /// <summary>Without scripts, those of the portal never arrive: axe is one, and could not run in a browser that has none.</summary>
    private async Task<IPage> Open(bool scripts)
    {
        var page = await portal.NewPage();
        if (!scripts)
        {
            await page.Context.RouteAsync("**/*.js", route => route.AbortAsync());
        }

        return page;
    }

    private static async Task Errors(IPage page, string address)
    {
        await Fields(page).Nth(0).FillAsync("illisible");
        await Fields(page).Nth(1).FillAsync("12 3OO");
        await Save(page);
        await page.GotoAsync(address);
        await Assertions.Expect(page.Locator("[aria-invalid=true]")).ToHaveCountAsync(2);
        await Axe(page, "errors");
        await Fields(page).Nth(0).FillAsync("");
        await Fields(page).Nth(1).FillAsync("");
        await Save(page);
    }

    /// <summary>The page of the server, which lists both values: one tab saved what the other had not seen.</summary>
    private static async Task Conflict(IPage page, string address)
    {
        await page.GotoAsync(address);
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(address);
        await Fields(other).Nth(2).FillAsync("70");
        await Save(other);
        await other.CloseAsync();
        await Fields(page).Nth(2).FillAsync("80");
        await Save(page);
        await Axe(page, "conflict");
        await page.GotoAsync(address);
        await Fields(page).Nth(2).FillAsync("");
        await Save(page);
    }

    private static async Task Save(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer", Exact = true }).ClickAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    private static async Task Check(IPage page, string address, string state)
    {
        await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        await Axe(page, state);
    }

    private static async Task Axe(IPage page, string state)
    {
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, $"{state}: {string.Join(" ; ", result.Violations.Select(v => $"{v.Id} {v.Nodes[0].Html}"))}");
    }

    private static ILocator Fields(IPage page) => page.Locator("#saisie td input.fr-input:not([readonly])");

    private static async Task<string> Statement(IPage page, int exercise)
    {
        await page.GotoAsync("/declarations");
        return (await page.GetByRole(AriaRole.Link, new() { NameRegex = new($"\\bESF .*{exercise}\\b|\\bESF {exercise}\\b") }).First.GetAttributeAsync("href"))!;
    }
}
