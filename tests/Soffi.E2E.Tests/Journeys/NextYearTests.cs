using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Soffi.E2E.Tests.Infrastructure;

namespace Soffi.E2E.Tests.Journeys;

/// <summary>An analyst prepares next year's form without a line of code: a label, a line, a control, a fault put right, a try, the publication.</summary>
[Collection(PortalCollection.Name)]
public sealed class NextYearTests(PortalInBrowser portal)
{
    [SkippableFact]
    public async Task Clone_edit_try_and_publish_a_form()
    {
        Chromium.Require();
        var page = await portal.NewPage();
        await page.SignIn("administrateur", "/campagnes");
        await Follow(page, "Formulaires");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^FAF.: préparer") }).ClickAsync();
        var draft = new Uri(page.Url).AbsolutePath;
        await Assertions.Expect(page.GetByText("Prêt à publier")).ToBeVisibleAsync();

        await Relabel(page, draft);
        await AddFaultyControl(page, draft);
        await PutItRight(page);
        await Try(page, draft);

        await page.GotoAsync(draft);
        await Follow(page, "Publier…");
        await Assertions.Expect(page.GetByRole(AriaRole.Table)).ToContainTextAsync("Contrôle Z90");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publier la version 1" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Formulaire ESF");
        await Assertions.Expect(page.GetByText("Empreinte SHA-256")).ToBeVisibleAsync();
    }

    private static async Task Relabel(IPage page, string draft)
    {
        await page.GotoAsync(draft);
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Tableau B1 ") }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Ligne 010") }).First.ClickAsync();
        await Field(page, "Libellé").FillAsync("Libellé de l’an prochain");
        await Save(page, "Enregistrer");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Libellé de l’an prochain");
    }

    private static async Task AddFaultyControl(IPage page, string draft)
    {
        await page.GotoAsync(draft);
        await page.GetByRole(AriaRole.Link, new() { Name = "Contrôles", Exact = true }).Last.ClickAsync();
        await Follow(page, "Ajouter un contrôle");
        await Field(page, "Code").FillAsync("Z90");
        await Field(page, "Libellé").FillAsync("Produits plausibles");
        await Field(page, "Gravité").SelectOptionAsync("information");
        await Field(page, "Condition").FillAsync("B1.010.VAL <=");
        await Field(page, "Message").FillAsync("Produits : {B1.010.VAL}. Vérifiez le cadre B1.");
        await Field(page, "Cellules concernées").FillAsync("B1.010.VAL");
        await Save(page, "Ajouter");
        await Assertions.Expect(page.Locator("#defauts")).ToBeVisibleAsync();
    }

    private static async Task PutItRight(IPage page)
    {
        await Field(page, "Condition").FillAsync("B1.010.VAL <= 500000000");
        await Save(page, "Enregistrer");
        await Assertions.Expect(page.Locator("#defauts")).ToHaveCountAsync(0);
    }

    private static async Task Try(IPage page, string draft)
    {
        await Follow(page, "Répéter ce contrôle sur le passé");
        await Assertions.Expect(page.Locator("#bilan")).ToBeVisibleAsync();
        await page.GotoAsync($"{draft}/apercu/B1");
        await Assertions.Expect(page.GetByText("Libellé de l’an prochain").First).ToBeVisibleAsync();
    }

    /// <summary>By the beginning of its label, which the hint follows.</summary>
    private static ILocator Field(IPage page, string label) => page.GetByLabel(new Regex($"^{label}"));

    private static Task Follow(IPage page, string link) => page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First.ClickAsync();

    private static async Task Save(IPage page, string button)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#etat")).ToContainTextAsync("Enregistré");
    }
}
