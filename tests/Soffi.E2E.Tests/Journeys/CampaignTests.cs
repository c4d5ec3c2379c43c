using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Soffi.E2E.Tests.Infrastructure;

namespace Soffi.E2E.Tests.Journeys;

/// <summary>
/// An administrator who follows the words of the pages leads the 2026 campaign from last year's settings to its end. A portal of
/// its own: opening a campaign changes what everybody else sees.
/// </summary>
public sealed class CampaignTests(PortalInBrowser portal) : IClassFixture<PortalInBrowser>
{
    [SkippableFact]
    public async Task Lead_campaign_from_copy_to_closing()
    {
        Chromium.Require();
        var page = await portal.NewPage();
        await page.SignIn("administrateur");
        await Follow(page, "Campagnes");
        await Prepare(page);
        await MoveDeadline(page);
        await Extend(page);
        await Simulate(page);
        await Open(page);
        await See(page);
        await Close(page);
    }

    private static async Task Prepare(IPage page)
    {
        await Follow(page, "Préparer une campagne");
        await Press(page, "Préparer la campagne");
        await Assertions.Expect(page).ToHaveTitleAsync(new Regex("^Erreur"));
        await Field(page, "Nature").SelectOptionAsync("Esf");
        await Field(page, "Exercice").FillAsync("2026");
        await Field(page, "Copier les réglages de").SelectOptionAsync(new SelectOptionValue { Label = "ESF 2025" });
        await Field(page, "Motif").FillAsync("Campagne annuelle");
        await Press(page, "Préparer la campagne");
        await Title(page, "Campagne ESF 2026");
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("En préparation");
    }

    private static async Task MoveDeadline(IPage page)
    {
        await Field(page, "Pour").SelectOptionAsync("Faf");
        await Field(page, "Nouvelle date").FillAsync("30/06/2028");
        await page.Locator("#Reason").FillAsync("Assemblées tenues en juin");
        await Press(page, "Déplacer l’échéance");
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("30 juin 2028");
    }

    private static async Task Extend(IPage page)
    {
        await Follow(page, "Délais accordés");
        await Title(page, "Délais accordés – ESF 2026");
        await page.Locator("#Operator").SelectOptionAsync(new SelectOptionValue { Value = await Body(page, "AFDAS") });
        await Field(page, "Nouvelle échéance").FillAsync("10/06/2028");
        await page.Locator("#Reason").FillAsync("Changement de système comptable");
        await Press(page, "Accorder le délai");
        await Assertions.Expect(page.GetByRole(AriaRole.Table)).ToContainTextAsync("Changement de système comptable");
        await Accessible(page);
        await Follow(page, "ESF 2026");
    }

    private static async Task Simulate(IPage page)
    {
        await Follow(page, "Voir la campagne comme un opérateur, à une date");
        await Field(page, "Organisme").SelectOptionAsync("AFDAS");
        await Field(page, "Date").FillAsync("31/02/2028");
        await Press(page, "Simuler");
        await Assertions.Expect(Field(page, "Date")).ToHaveValueAsync("31/02/2028");
        await Field(page, "Date").FillAsync("05/06/2028");
        await Press(page, "Simuler");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("délai accordé : Changement de système comptable");
        await Accessible(page);
        await Follow(page, "ESF 2026");
    }

    private static async Task Open(IPage page)
    {
        // A DSFR radio is drawn by its label: the keyboard is the sure way.
        await page.GetByRole(AriaRole.Radio, new() { Name = "Maintenant" }).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Locator("#OpeningReason").FillAsync("Tout est prêt");
        await Press(page, "Décider l’ouverture");
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("Ouverte");
        await Accessible(page);
    }

    private static async Task See(IPage page)
    {
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("OPCO sur 11 n’a transmis");
        await Follow(page, "Qui doit quoi");
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new("^AFDAS") })).ToContainTextAsync("Doit");
        await Accessible(page);
        await Follow(page, "ESF 2026");
    }

    private static async Task Close(IPage page)
    {
        await page.Locator("#ClosingReason").FillAsync("Fin de la campagne");
        await Press(page, "Clore la campagne");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Rouvrir la campagne" })).ToBeVisibleAsync();
        await Accessible(page);
    }

    /// <summary>The value of the choice that begins with that name.</summary>
    private static async Task<string> Body(IPage page, string name) =>
        await page.Locator("#Operator option").Filter(new() { HasTextRegex = new($@"^\s*{name} ") }).First.GetAttributeAsync("value") ?? "";

    private static async Task Accessible(IPage page) => Assert.Empty((await page.RunAxe()).Violations.Select(v => $"{page.Url} : {v.Id}, {v.Help}"));

    private static Task Title(IPage page, string title) =>
        Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);

    /// <summary>By the beginning of its label, which the hint follows.</summary>
    private static ILocator Field(IPage page, string label) => page.GetByLabel(new Regex($"^{label}")).First;

    private static Task Follow(IPage page, string link) => page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First.ClickAsync();

    private static Task Press(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
