using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Soffi.E2E.Tests.Infrastructure;

namespace Soffi.E2E.Tests.Journeys;

/// <summary>Somebody whom nobody knows makes an account, reads the messages on the workstation and asks for access, without script.</summary>
[Collection(PortalCollection.Name)]
public sealed class NewAccountTests(PortalInBrowser portal)
{
    private const string Address = "jeanne.petit@organisme.example";

    [SkippableFact]
    [Trait("CGU", "CGU-13")]
    [Trait("CGU", "CGU-22")]
    [Trait("CGU", "CGU-26")]
    [Trait("CGU", "CGU-33")]
    [Trait("CGU", "CGU-37")]
    public async Task Create_account_forget_password_and_ask_for_access_work_without_script()
    {
        Chromium.Require();
        var page = await portal.NewPage(javaScript: false);
        await page.GotoAsync("/portail/connexion");
        await page.GetByRole(AriaRole.Link, new() { Name = "Créer un compte" }).ClickAsync();
        await page.GetByLabel("Adresse électronique professionnelle").FillAsync(Address);
        await page.Keyboard.PressAsync("Enter");
        await OpenMail(page, "Terminez la création de votre compte");
        await page.GetByLabel("Prénom").FillAsync("Jeanne");
        await page.GetByLabel("Nom", new() { Exact = true }).FillAsync("Petit");
        await page.GetByLabel("Type de profil").SelectOptionAsync("opco");
        await page.GetByLabel("SIRET de votre organisme").FillAsync("552 100 554 00013");
        await page.GetByLabel("Mot de passe").FillAsync("Tulipe-Wagon-73-Orage");
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer mon compte" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Votre compte est créé");
        await page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Se connecter" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Mot de passe oublié" }).ClickAsync();
        await page.GetByLabel("Adresse électronique de votre compte").FillAsync(Address);
        await page.Keyboard.PressAsync("Enter");
        await OpenMail(page, "Choisissez un nouveau mot de passe");
        await page.GetByLabel("Nouveau mot de passe").FillAsync("Cactus-Piano-18-Verger");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("Votre mot de passe est changé");

        await page.GotoAsync("/connexion?retour=/accueil");
        await page.GetByLabel("Adresse électronique").FillAsync(Address);
        await page.GetByLabel("Mot de passe").FillAsync("Cactus-Piano-18-Verger");
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await page.WaitForURLAsync("**/cgu/acceptation*");
        await Assertions.Expect(page.GetByRole(AriaRole.Checkbox)).Not.ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Valider" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("onditions générales");
        await page.AcceptCguIfAsked();
        await page.WaitForURLAsync(new Regex("/(accueil|acces)"));
        await page.GotoAsync("/acces/demande");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(new Regex("accès"));
    }

    /// <summary>Messages are written just after the answer: the page is read again until the message is there.</summary>
    private static async Task OpenMail(IPage page, string subject)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Lire les courriels écrits sur ce poste" }).ClickAsync();
        var mail = page.GetByRole(AriaRole.Link, new() { Name = subject });
        for (var time = 0; time < 50 && await mail.CountAsync() == 0; time++)
        {
            await page.ReloadAsync();
        }

        await mail.First.ClickAsync();
        await page.Locator("#message a").ClickAsync();
    }
}
