using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Soffi.E2E.Tests.Infrastructure;

namespace Soffi.E2E.Tests.Journeys;

/// <summary>Sign-in, entry and documents with scripts switched off, and by keyboard alone.</summary>
[Collection(PortalCollection.Name)]
public sealed class WithoutJavaScriptTests(PortalInBrowser portal)
{
    [SkippableFact]
    public async Task Sign_in_save_and_join_work_without_script()
    {
        Chromium.Require();
        var page = await portal.NewPage(javaScript: false);
        await page.GotoAsync("/declarations");
        await page.GetByLabel("Adresse électronique").FillAsync("declarant.opco2@demo.soffi.example");
        await page.GetByLabel("Mot de passe").FillAsync(Journey.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(new Regex("^https?://[^/]+/(cgu/acceptation|declarations)"));
        await page.AcceptCguIfAsked(); // Another journey of this person may have come first.
        await page.WaitForURLAsync("**/declarations");

        await page.Locator("main a[href^='/declarations/']").First.ClickAsync();
        var statement = string.Join('/', new Uri(page.Url).AbsolutePath.Split('/')[..3]);
        await page.GotoAsync($"{statement}/cadres/B1");
        await page.Locator("[name='B1.010.ALT']").FillAsync("1\u00a0234,50\u00a0€");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Enregistré");
        await Assertions.Expect(page.Locator("[name='B1.010.ALT']")).ToHaveValueAsync("1\u202f234,50");
        await Documents(page, statement);
    }

    /// <summary>A document refused, joined, replaced, downloaded, removed.</summary>
    private static async Task Documents(IPage page, string statement)
    {
        await page.GotoAsync(statement);
        await page.GetByRole(AriaRole.Link, new() { Name = "Voir les pièces" }).ClickAsync();
        var document = page.GetByRole(AriaRole.Region, new() { Name = "Rapport d’activité" });

        await document.Locator("input[type=file]").SetInputFilesAsync(Pdf("rapport.exe.pdf"));
        await document.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("deux extensions");

        await document.Locator("input[type=file]").SetInputFilesAsync(Pdf("rapport.pdf"));
        await document.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("rapport.pdf");
        await Assertions.Expect(document).ToContainTextAsync("Non analysé");

        await document.GetByRole(AriaRole.Link, new() { Name = "Remplacer ou retirer" }).ClickAsync();
        await page.GetByLabel("Nouveau fichier").SetInputFilesAsync(Pdf("rapport signé.pdf"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Remplacer" }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => document.GetByRole(AriaRole.Link, new() { Name = "rapport signé.pdf" }).First.ClickAsync());
        Assert.Equal("rapport signé.pdf", download.SuggestedFilename);

        await document.GetByRole(AriaRole.Link, new() { Name = "Remplacer ou retirer" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("est retiré");
        await Assertions.Expect(document).ToContainTextAsync("À joindre");
    }

    /// <summary>The smallest file that is a PDF, and unlike any other.</summary>
    private static FilePayload Pdf(string name) => new()
    {
        Name = name,
        MimeType = "application/pdf",
        Buffer = System.Text.Encoding.Latin1.GetBytes($"%PDF-1.4\n1 0 obj <</Type /Page>> endobj\n% {Guid.NewGuid()}\ntrailer <<>>\n%%EOF\n"),
    };
}
