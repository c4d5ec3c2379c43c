using Microsoft.Playwright;

namespace Soffi.E2E.Tests.Infrastructure;

/// <summary>What every journey starts with, done as a person does it: by labels and roles.</summary>
public static class Journey
{
    public const string Password = "Demonstration-2026!";

    /// <summary>Opens that page, signs in at the portal of services, accepts the terms of use if they are shown.</summary>
    public static async Task SignIn(this IPage page, string account, string path = "/accueil")
    {
        await page.GotoAsync($"/connexion?retour={Uri.EscapeDataString(path)}");
        await page.GetByLabel("Adresse électronique").FillAsync($"{account}@demo.soffi.example");
        await page.GetByLabel("Mot de passe").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await page.AcceptCguIfAsked();
    }

    public static async Task AcceptCguIfAsked(this IPage page)
    {
        if (new Uri(page.Url).AbsolutePath != "/cgu/acceptation")
        {
            return;
        }

        // A DSFR checkbox is drawn by its label: the keyboard is the sure way, and proves that it works.
        await page.GetByRole(AriaRole.Checkbox).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.GetByRole(AriaRole.Button, new() { Name = "Valider" }).ClickAsync();
    }

    public static async Task SignOut(this IPage page) =>
        await page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).First.ClickAsync();
}
