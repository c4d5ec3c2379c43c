using ClosedXML.Excel;
using Microsoft.Playwright;
using Soffi.E2E.Tests.Infrastructure;

namespace Soffi.E2E.Tests.Journeys;

/// <summary>What stands around the grid, from one end to the other by keyboard: every step is reached by Tab and done by Enter or Space.</summary>
[Collection(PortalCollection.Name)]
public sealed class ByKeyboardTests(PortalInBrowser portal)
{
    /// <summary>Tabs within which everything of a page of this journey is reached.</summary>
    private const int MostTabs = 250;

    [SkippableFact]
    public async Task Take_the_workbook_away_and_back_set_a_cadre_aside_print_and_talk()
    {
        Chromium.Require();
        var page = await portal.NewPage();
        await page.SignIn("declarant.faf", "/declarations");
        var statement = (await page.GetByRole(AriaRole.Link, new() { NameRegex = new("\\bESF .*2025\\b") }).First.GetAttributeAsync("href"))!;
        await Workbook(page, statement);
        await SetAside(page, statement);
        await Print(page, statement);
        await Talk(page, statement);
    }

    private static async Task Workbook(IPage page, string statement)
    {
        await page.GotoAsync(statement);
        await Press(page, page.GetByRole(AriaRole.Link, new() { NameRegex = new("Remplir dans Excel") }));
        var download = await page.RunAndWaitForDownloadAsync(() => Press(page, page.GetByRole(AriaRole.Link, new() { NameRegex = new("Télécharger le classeur") })));
        var bytes = Filled(await File.ReadAllBytesAsync(await download.PathAsync()));
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "mon classeur.xlsx", MimeType = "application/octet-stream", Buffer = bytes });
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Comparer avec la déclaration" }));

        await Assertions.Expect(page.Locator("#bilan")).ToContainTextAsync("2\u00a0différences");
        await Reach(page, page.Locator("input[name=cellule]").First);
        await page.Keyboard.PressAsync("Space");
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Reprendre les cellules cochées" }));
        await Assertions.Expect(page.Locator("#etat")).ToContainTextAsync("1\u00a0cellule est reprise du classeur");
        await Assertions.Expect(page.Locator("#bilan")).ToContainTextAsync("1\u00a0différence");
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Abandonner ce fichier et l’effacer" }));
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("est effacé");
    }

    /// <summary>Two amounts typed in the sheet of cadre B1, as in a spreadsheet program.</summary>
    private static byte[] Filled(byte[] bytes)
    {
        using var workbook = new XLWorkbook(new MemoryStream(bytes));
        var free = workbook.Worksheet("B1").CellsUsed(XLCellsUsedOptions.All, c => !c.Style.Protection.Locked).Take(2).ToList();
        Assert.Equal(2, free.Count);
        free.ForEach(c => c.SetValue(4321));
        using var saved = new MemoryStream();
        workbook.SaveAs(saved);
        return saved.ToArray();
    }

    private static async Task SetAside(IPage page, string statement)
    {
        await page.GotoAsync($"{statement}/completude");
        var link = page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Déclarer sans objet le cadre") }).Last;
        var cadre = (await link.GetAttributeAsync("aria-label"))!.Split(' ')[^1];
        await Press(page, link);
        await Reach(page, page.GetByRole(AriaRole.Textbox, new() { NameRegex = new("^Pourquoi le cadre") }));
        await page.Keyboard.TypeAsync("Non.");
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Déclarer le cadre sans objet" }));
        await Assertions.Expect(page.Locator("#sans-objet")).ToContainTextAsync("10\u00a0caractères au moins");
        await Reach(page, page.GetByRole(AriaRole.Textbox, new() { NameRegex = new("^Pourquoi le cadre") }));
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("Notre fonds n’a aucune activité de ce genre.");
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Déclarer le cadre sans objet" }));
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("est déclaré sans objet");
        await Assertions.Expect(page.Locator($"#cadre-{cadre}")).ToContainTextAsync("aucune activité de ce genre");

        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = $"Il n’est pas sans objet, le cadre {cadre}" }));
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("n’est plus sans objet");
    }

    private static async Task Print(IPage page, string statement)
    {
        await page.GotoAsync(statement);
        await Press(page, page.GetByRole(AriaRole.Link, new() { Name = "Imprimer la déclaration" }));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Imprimé le");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("4\u202f321");
        await page.EvaluateAsync("window.print = () => { document.documentElement.dataset.imprime = 'oui'; }");
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Imprimer" }));
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-imprime", "oui");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Assertions.Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Menu principal" })).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("main table").First).ToBeVisibleAsync();
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
    }

    private static async Task Talk(IPage page, string statement)
    {
        await page.GotoAsync($"{statement}/cadres/B1");
        var code = (await page.Locator("#saisie input.fr-input").First.GetAttributeAsync("name"))!;
        await page.GotoAsync($"{statement}/cellules/{code}");
        await Reach(page, page.GetByRole(AriaRole.Textbox, new() { NameRegex = new("^Votre message") }));
        await page.Keyboard.TypeAsync("Ce montant comprend-il la régularisation de mars ?");
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Envoyer", Exact = true }));
        await Assertions.Expect(page.Locator(".soffi-thread")).ToContainTextAsync("régularisation de mars");

        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Marquer comme résolue" }));
        await Assertions.Expect(page.Locator(".soffi-thread")).ToContainTextAsync("Conversation résolue.");
        await Press(page, page.GetByRole(AriaRole.Button, new() { Name = "Rouvrir la conversation" }));
        await Assertions.Expect(page.Locator(".soffi-thread")).ToContainTextAsync("Conversation rouverte.");

        await page.GotoAsync($"{statement}/cadres/B1");
        await Press(page, page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Conversations 1 en cours") }));
        await Assertions.Expect(page.Locator("#conversations")).ToContainTextAsync(code);
    }

    private static async Task Press(IPage page, ILocator target)
    {
        await Reach(page, target);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Presses Tab until the focus is there; a thing that Tab never reaches fails the test.</summary>
    private static async Task Reach(IPage page, ILocator target)
    {
        await target.WaitForAsync();
        for (var i = 0; i < MostTabs; i++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{page.Url}: Tab never reaches {target}.");
    }
}
