using Microsoft.Playwright;
using Soffi.E2E.Tests.Infrastructure;

namespace Soffi.E2E.Tests.Journeys;

/// <summary>Sign-in, terms of use and entry with scripts switched off, and by keyboard alone.</summary>
[Collection(PortalCollection.Name)]
public sealed class WithoutJavaScriptTests(PortalInBrowser portal)
{
    [SkippableFact]
    [Trait("CGU", "CGU-13")]
    public async Task Sign_in_accept_and_save_work_without_script()
    {
        Chromium.Require();
        var page = await portal.NewPage(javaScript: false);
        await page.GotoAsync("/declarations");
        await page.GetByLabel("Adresse électronique").FillAsync("declarant.opco2@demo.soffi.example");
        await page.GetByLabel("Mot de passe").FillAsync(Journey.Password);
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/cgu/acceptation*");
        await Assertions.Expect(page.GetByRole(AriaRole.Checkbox)).Not.ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Valider" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("onditions générales");
        await page.AcceptCguIfAsked();
        await page.WaitForURLAsync("**/declarations");

        await page.Locator("main a[href^='/declarations/']").First.ClickAsync();
        var statement = string.Join('/', new Uri(page.Url).AbsolutePath.Split('/')[..3]);
        await page.GotoAsync($"{statement}/cadres/B1");
        await page.Locator("[name='B1.010.ALT']").FillAsync("1\u00a0234,50\u00a0€");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Enregistré");
        await Assertions.Expect(page.Locator("[name='B1.010.ALT']")).ToHaveValueAsync("1\u202f234,50");
    }
}
