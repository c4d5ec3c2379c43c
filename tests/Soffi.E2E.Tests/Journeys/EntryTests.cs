using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Soffi.E2E.Tests.Infrastructure;

namespace Soffi.E2E.Tests.Journeys;

/// <summary>Typing hundreds of cells: keyboard, network, session, colleagues, paste, last year, in a real browser.</summary>
[Collection(PortalCollection.Name)]
public sealed class EntryTests(PortalInBrowser portal)
{
    [SkippableFact]
    public async Task Type_by_keyboard_alone_moves_formats_saves_copies_and_undoes()
    {
        var page = await Open("declarant.atpro", "C2");
        var (first, below, right) = (Cell(page, "C2.010.F"), Cell(page, "C2.020.F"), Cell(page, "C2.010.H"));

        await first.FocusAsync();
        await page.Keyboard.TypeAsync("1234");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(below).ToBeFocusedAsync();
        await Assertions.Expect(first).ToHaveValueAsync("1\u202f234"); // Formatted when left…
        await Assertions.Expect(Box(first)).ToHaveAttributeAsync("data-etat", Saved);
        await Assertions.Expect(Status(page)).ToContainTextAsync("Enregistré à");

        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(first).ToHaveValueAsync("1234"); // … raw when entered.
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(right).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Home");
        await Assertions.Expect(first).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Alt+Shift+ArrowDown");
        await Assertions.Expect(below).ToBeFocusedAsync();
        await Assertions.Expect(below).ToHaveValueAsync("1234");
        await page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(below).ToHaveValueAsync("");
        await page.Keyboard.PressAsync("Control+y");
        await Assertions.Expect(below).ToHaveValueAsync("1234");

        await page.Keyboard.TypeAsync("12 3OO"); // The text is replaced, kept word for word, and flagged.
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(below).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(below).ToHaveValueAsync("12 3OO");
        await page.Keyboard.PressAsync("Shift+F8");
        await Assertions.Expect(below).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Delete");
        await page.Keyboard.PressAsync("F9");
        await Assertions.Expect(below).Not.ToBeFocusedAsync();
        await page.Mouse.WheelAsync(0, 200);
        await page.ReloadAsync();
        await Assertions.Expect(first).ToHaveValueAsync("1\u202f234");

        // What is typed in a filled cell takes its place, whatever the way in; it is never added to it.
        await Assertions.Expect(page.Locator("#saisie[data-pret='oui']")).ToHaveCountAsync(1);
        await first.FocusAsync();
        await page.Keyboard.TypeAsync("5678");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(first).ToHaveValueAsync("5\u202f678");
        await first.FillAsync("4321");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(first).ToHaveValueAsync("4\u202f321");
    }

    [SkippableFact]
    public async Task Lose_the_network_then_the_window_costs_no_figure()
    {
        var page = await Open("declarant.atpro", "B1");
        await page.Context.SetOfflineAsync(true);
        await Type(page, "B1.010.PTP", "1500");
        await Type(page, "B1.011.FIPU", "700");

        await Assertions.Expect(Status(page)).ToContainTextAsync("2\u00a0cellules en attente d’envoi");
        await Assertions.Expect(Box(Cell(page, "B1.010.PTP"))).ToHaveAttributeAsync("data-etat", "attente");
        await page.CloseAsync(new PageCloseOptions { RunBeforeUnload = false });

        var again = await page.Context.NewPageAsync();
        await page.Context.SetOfflineAsync(false);
        await again.GotoAsync(page.Url);
        await Assertions.Expect(Box(Cell(again, "B1.010.PTP"))).ToHaveAttributeAsync("data-etat", Saved);
        await again.ReloadAsync();
        await Assertions.Expect(Cell(again, "B1.010.PTP")).ToHaveValueAsync("1\u202f500");
        await Assertions.Expect(Cell(again, "B1.011.FIPU")).ToHaveValueAsync("700");
    }

    /// <summary>T2 of the complaints: twelve cells typed after the session ended are saved once signed in again, in another window.</summary>
    [SkippableFact]
    public async Task End_the_session_while_typing_keeps_twelve_cells_and_replays_them()
    {
        var page = await Open("declarant.atpro", "C5");
        await page.Context.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Name = "soffi" });
        var names = await page.Locator("td input.fr-input").EvaluateAllAsync<string[]>("all => all.slice(0, 12).map(e => e.name)");
        foreach (var name in names)
        {
            await Type(page, name, "3");
        }

        await Assertions.Expect(Status(page)).ToContainTextAsync("12\u00a0cellules en attente d’envoi. Votre session a expiré");
        var window = await page.Context.RunAndWaitForPageAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Se reconnecter" }).ClickAsync());
        await window.WaitForLoadStateAsync();
        if (await window.GetByLabel("Mot de passe").CountAsync() > 0)
        {
            await window.GetByLabel("Adresse électronique").FillAsync("declarant.atpro@demo.soffi.example");
            await window.GetByLabel("Mot de passe").FillAsync(Journey.Password);
            await window.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        }

        await Assertions.Expect(window.Locator("h1")).ToContainTextAsync("Cadre C5");
        await window.CloseAsync();
        await page.BringToFrontAsync();
        await page.EvaluateAsync("dispatchEvent(new Event('focus'))");
        foreach (var name in names)
        {
            await Assertions.Expect(Box(Cell(page, name))).ToHaveAttributeAsync("data-etat", Saved);
        }

        await page.ReloadAsync();
        foreach (var name in names)
        {
            await Assertions.Expect(Cell(page, name)).ToHaveValueAsync("3");
        }
    }

    /// <summary>T1: two people, one cell: the second sees both values with the author, and chooses.</summary>
    [SkippableFact]
    public async Task Type_the_same_cell_at_once_shows_both_values_and_lets_one_choose()
    {
        var claire = await Open("declarant.atpro", "C6");
        var marc = await Open("signataire.atpro", "C6");
        await Type(claire, "C6.010.F", "20");
        await Assertions.Expect(Box(Cell(claire, "C6.010.F"))).ToHaveAttributeAsync("data-etat", Saved);
        await Type(claire, "C6.010.H", "4");
        await Assertions.Expect(Box(Cell(claire, "C6.010.H"))).ToHaveAttributeAsync("data-etat", Saved);

        await Type(marc, "C6.010.F", "30");

        var choice = marc.GetByRole(AriaRole.Group, new() { Name = "Deux valeurs pour cette cellule" });
        await Assertions.Expect(choice).ToContainTextAsync("20");
        await Assertions.Expect(choice).ToContainTextAsync("30");
        await Assertions.Expect(Cell(marc, "C6.010.H")).ToHaveValueAsync("4"); // What she saved elsewhere came by itself.
        Assert.Empty((await marc.RunAxe()).Violations);
        await choice.GetByRole(AriaRole.Button, new() { Name = "Imposer la mienne" }).ClickAsync();
        await Assertions.Expect(choice).ToHaveCountAsync(0);
        await marc.ReloadAsync();
        await Assertions.Expect(Cell(marc, "C6.010.F")).ToHaveValueAsync("30");
        await Assertions.Expect(marc.Locator("#presence")).ToContainTextAsync("a ce cadre ouvert");
        await claire.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");
        await Assertions.Expect(Cell(claire, "C6.010.F")).ToHaveValueAsync("30");
    }

    [SkippableFact]
    public async Task Paste_a_rectangle_previews_it_and_is_undone_in_one_step()
    {
        var page = await Open("declarant.opco2", "C1");
        await Cell(page, "C1.010.F").FocusAsync();

        // As a spreadsheet leaves it in the clipboard, which a browser without a screen does not always lend to a test.
        await Cell(page, "C1.010.F").EvaluateAsync(
            """
            (field, text) => {
              const clipboardData = new DataTransfer();
              clipboardData.setData('text/plain', text);
              field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
            }
            """,
            "1\u00a0250\t12\t1.234\r\n(7)\tabc\t5\r\n");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToContainTextAsync("3\u00a0collées");
        await Assertions.Expect(dialog).ToContainTextAsync("2\u00a0illisibles");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Radio)).ToHaveCountAsync(3);
        Assert.Empty((await page.RunAxe()).Violations);
        await dialog.GetByRole(AriaRole.Radio, new() { Name = "1234", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Coller" }).ClickAsync();

        await Assertions.Expect(Cell(page, "C1.010.T")).ToHaveValueAsync("1\u202f234");
        await Assertions.Expect(Cell(page, "C1.010.F")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^1[\u00a0\u202f]?250$"));
        await Assertions.Expect(Cell(page, "C1.011.H")).ToHaveValueAsync("abc");
        await page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(Cell(page, "C1.010.T")).ToHaveValueAsync("");
        await Assertions.Expect(Cell(page, "C1.011.H")).ToHaveValueAsync("");
        await Assertions.Expect(page.Locator("[data-etat='attente']")).ToHaveCountAsync(0);
    }

    [SkippableFact]
    public async Task Read_the_detail_of_a_cell_beside_the_grid_by_keyboard()
    {
        var page = await Open("declarant.opco2", "B2");
        await Cell(page, "B2.010.ALT").FocusAsync();

        await page.Keyboard.PressAsync("Control+Enter");

        var panel = page.GetByRole(AriaRole.Complementary, new() { Name = "Détail de la cellule B2.010.ALT" });
        await Assertions.Expect(panel).ToBeFocusedAsync();
        await Assertions.Expect(panel).ToContainTextAsync("R. 6332");
        Assert.Empty((await page.RunAxe()).Violations);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(panel).ToHaveCountAsync(0);
        await Assertions.Expect(Cell(page, "B2.010.ALT")).ToBeFocusedAsync();

        await page.GetByLabel("Chercher une ligne").FillAsync("hébergement");
        await Assertions.Expect(page.Locator("#saisie tbody tr:visible")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Raccourcis clavier" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Ctrl + Entrée");
        Assert.Empty((await page.RunAxe()).Violations);
    }

    /// <summary>T12: the widest grids at 320 px (a window of 1 280 px at 400 %), in a table and line after line, empty and in error.</summary>
    [SkippableTheory]
    [InlineData("C9", "tableau")]
    [InlineData("C9", "lineaire")]
    [InlineData("B3", "lineaire")]
    public async Task Grids_in_both_views_are_accessible_and_narrow(string cadre, string view)
    {
        var page = await Open("declarant.opco2", $"{cadre}?vue={view}", width: 320);
        var name = await page.Locator("#saisie input.fr-input").First.GetAttributeAsync("name");
        await Type(page, name!, "illisible");
        await Assertions.Expect(Cell(page, name!)).ToHaveAttributeAsync("aria-invalid", "true");

        Assert.Empty((await page.RunAxe()).Violations);
        Assert.Equal(320, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await Type(page, name!, "");
        await Assertions.Expect(Cell(page, name!)).Not.ToHaveAttributeAsync("aria-invalid", "true");
        await page.GotoAsync($"{page.Url.Split('?')[0]}?vue=tableau");
    }

    [SkippableFact]
    public async Task Take_over_last_year_then_confirm_without_script()
    {
        Chromium.Require();
        var page = await portal.NewPage(javaScript: false);
        await page.SignIn("declarant.atpro", "/declarations");
        var statement = await Statement(page);
        await page.GotoAsync($"{statement}/cadres/C9");
        await page.Locator("details > summary").Filter(new() { HasText = "Valeurs de 2024" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Reprendre 2024 dans les cellules vides" }).First.ClickAsync();

        await Assertions.Expect(Status(page)).ToContainTextAsync("à confirmer avant le dépôt");
        await Assertions.Expect(page.GetByText("Repris de 2024, à confirmer").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirmer les valeurs reprises" }).First.ClickAsync();
        await Assertions.Expect(Status(page)).ToContainTextAsync("confirmée");

        await page.GotoAsync($"{statement}/cadres/C9/collage");
        await page.GetByLabel("Cellules copiées").FillAsync("5\t6\n7\t8");
        await page.GetByRole(AriaRole.Button, new() { Name = "Voir l’aperçu" }).ClickAsync();
        await Assertions.Expect(page.Locator("#apercu")).ToContainTextAsync("4\u00a0collées");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer ces valeurs" }).ClickAsync();
        await Assertions.Expect(Status(page)).ToContainTextAsync("collées");
    }

    private async Task<IPage> Open(string account, string cadre, int width = 1280)
    {
        Chromium.Require();
        var page = await portal.NewPage(width: width);
        await page.SignIn(account, "/declarations");
        await page.GotoAsync($"{await Statement(page)}/cadres/{cadre}");
        await Assertions.Expect(page.Locator("#saisie[data-pret='oui']")).ToHaveCountAsync(1);
        return page;
    }

    private static async Task<string> Statement(IPage page) =>
        (await page.GetByRole(AriaRole.Link, new() { NameRegex = new("\\bESF .*2025\\b") }).First.GetAttributeAsync("href"))!;

    /// <summary>Saved, whether or not a control has something to say of it.</summary>
    private static System.Text.RegularExpressions.Regex Saved { get; } = new("^(enregistree|avertissement)$");

    private static ILocator Cell(IPage page, string code) => page.Locator($"[name='{code}']");

    private static ILocator Box(ILocator cell) => cell.Locator("xpath=ancestor::*[self::td or contains(@class,'soffi-line__cell')][1]");

    private static ILocator Status(IPage page) => page.GetByRole(AriaRole.Status).First;

    /// <summary>As a person does: enters the cell, types over it, leaves by Tab.</summary>
    private static async Task Type(IPage page, string code, string text)
    {
        await Cell(page, code).FocusAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.PressAsync("Delete");
        await page.Keyboard.TypeAsync(text);
        await page.Keyboard.PressAsync("Tab");
    }
}
