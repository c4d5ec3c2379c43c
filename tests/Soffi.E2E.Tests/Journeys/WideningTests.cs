using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Soffi.E2E.Tests.Infrastructure;

namespace Soffi.E2E.Tests.Journeys;

/// <summary>
/// An agent asks for the correction of one cell; the declarant, who finds the error next to it, asks for that cell too; the agent accepts.
/// A portal of its own: a statement of last year is opened again.
/// </summary>
public sealed class WideningTests(PortalInBrowser portal) : IClassFixture<PortalInBrowser>
{
    private static readonly string? Shots = Environment.GetEnvironmentVariable("SOFFI_SHOTS");

    [SkippableFact]
    public async Task Widen_a_request_of_corrections_at_the_operator_s_demand()
    {
        Chromium.Require();
        var admin = await portal.NewPage();
        await admin.SignIn("administrateur", "/campagnes");
        await admin.GetByRole(AriaRole.Link, new() { Name = "ESF 2024" }).First.ClickAsync();
        await admin.Locator("#CorrectionsReason").FillAsync("Une erreur signalée par un organisme");
        await admin.GetByRole(AriaRole.Button, new() { Name = "Ouvrir aux rectifications", Exact = true }).ClickAsync();

        var ines = await portal.NewPage();
        await ines.SignIn("agent.dgefp", "/instruction?exercice=2024&type=Opco");
        var row = ines.Locator("#declarations tbody tr").Filter(new() { HasText = "AKTO" });
        var review = (await row.Locator("th a").GetAttributeAsync("href"))!;
        await ines.GotoAsync($"{review}/corrections");
        await ines.GetByLabel("Autres cellules").FillAsync("B2.010.ALT");
        await ines.Locator("#motif-Typing").FocusAsync();
        await ines.Keyboard.PressAsync("Space");
        await ines.Locator("#Text").FillAsync("La première ligne ne concorde pas avec vos comptes.");
        await ines.GetByRole(AriaRole.Button, new() { Name = "Demander ces corrections" }).ClickAsync();

        var claire = await portal.NewPage();
        await claire.SignIn("declarant.opco", "/declarations");
        await claire.GetByRole(AriaRole.Link, new() { NameRegex = new("^ESF 2024") }).First.ClickAsync();
        await Look(claire, "corrections-operateur");
        await claire.GotoAsync($"{new Uri(claire.Url).AbsolutePath}/cellules/B2.011.ALT");
        await claire.GetByRole(AriaRole.Link, new() { Name = "Demander à rouvrir aussi la cellule B2.011.ALT" }).ClickAsync();
        await claire.GetByRole(AriaRole.Button, new() { Name = "Envoyer la demande" }).ClickAsync();
        await Look(claire, "elargissement-faute");
        await claire.GetByLabel("Pourquoi il faut rouvrir aussi cela").FillAsync("L’erreur se trouve sur la ligne suivante.");
        await claire.GetByRole(AriaRole.Button, new() { Name = "Envoyer la demande" }).ClickAsync();
        await Assertions.Expect(claire.Locator("#corrections")).ToContainTextAsync("n’a pas encore répondu");

        await ines.GotoAsync("/instruction?exercice=2024&type=Opco");
        await Assertions.Expect(row).ToContainTextAsync("demande d’élargissement");
        await Look(ines, "file");
        await ines.GotoAsync(review);
        await Look(ines, "instruction");
        await ines.GetByRole(AriaRole.Link, new() { Name = "Répondre", Exact = true }).ClickAsync();
        await Look(ines, "elargissement-agent");
        await ines.GetByLabel("Réponse à").FillAsync("Entendu, corrigez-la aussi.");
        await ines.GetByRole(AriaRole.Button, new() { NameRegex = new("^Accepter et rouvrir") }).ClickAsync();

        await claire.ReloadAsync();
        await Assertions.Expect(claire.Locator("#corrections")).ToContainTextAsync("Accepté par");
        await Look(claire, "corrections-elargies");
        await ines.GotoAsync("/instruction/justifications");
        await Look(ines, "justifications");
        await ines.GotoAsync("/statistiques/J2?exercice=2024");
        await Look(ines, "notes");
    }

    private static async Task Look(IPage page, string name)
    {
        Assert.Empty((await page.RunAxe()).Violations.Select(v => $"{page.Url} : {v.Id}, {v.Help}, {string.Join(' ', v.Nodes.Select(n => n.Html))}"));
        if (Shots is null)
        {
            return;
        }

        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Light), (360, ColorScheme.Dark) })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.ScreenshotAsync(new() { Path = Path.Combine(Shots, $"{name}-{width}.png"), FullPage = true });
        }

        await page.SetViewportSizeAsync(1280, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
