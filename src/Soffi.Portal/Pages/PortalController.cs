using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Soffi.Portal.Accounts;

namespace Soffi.Portal.Pages;

/// <summary>The pages of the portal: sign in, services, sign out.</summary>
[AllowAnonymous]
[PortalPage]
[Route("portail")]
public sealed class PortalController(
    UserManager<PortalUser> users,
    SignInManager<PortalUser> signIn,
    IReadOnlyList<DemoAccount> demoAccounts,
    IOptions<PortalOptions> options) : Controller
{
    private const string Home = PortalOptions.PathPrefix;

    // Hashing takes time with length: nobody sends a megabyte to keep the processor busy.
    private const int LongestPassword = 256;

    [HttpGet("")]
    public async Task<IActionResult> Index()
    {
        if (await SignedInUserAsync() is not { } user)
        {
            return RedirectToAction(nameof(SignInForm));
        }

        var services = options.Value.Clients
            .Where(client => !string.IsNullOrEmpty(client.HomeUrl))
            .Select(client => new ServiceLink(client.DisplayName, client.HomeUrl!));
        return View("~/Views/Portal/Home.cshtml", new HomeViewModel($"{user.GivenName} {user.FamilyName}", user.Email!, [.. services]));
    }

    [HttpGet("connexion", Name = "portail-connexion")]
    public IActionResult SignInForm([FromQuery(Name = "retour")] string? returnUrl, [FromQuery(Name = "fait")] string? done) =>
        SignInPage(new SignInViewModel
        {
            ReturnUrl = LocalOrNull(returnUrl),
            Notice = done == SignInViewModel.PasswordChanged ? "Votre mot de passe est changé. Connectez-vous avec le nouveau." : null,
        });

    [HttpPost("connexion")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> SignInPost([FromForm] SignInForm form, [FromQuery(Name = "retour")] string? returnUrl)
    {
        ArgumentNullException.ThrowIfNull(form);
        var email = form.Email?.Trim() ?? "";
        var page = new SignInViewModel
        {
            ReturnUrl = LocalOrNull(returnUrl),
            Email = email,
            EmailMissing = email.Length == 0,
            PasswordMissing = string.IsNullOrEmpty(form.Password),
        };
        if (page.HasError)
        {
            return SignInPage(page);
        }

        if (!await TrySignInAsync(email, form.Password!))
        {
            return SignInPage(page with { Refused = true });
        }

        return LocalRedirect(page.ReturnUrl ?? Home);
    }

    [HttpGet("deconnexion")]
    public async Task<IActionResult> SignOutForm() =>
        await SignedInUserAsync() is null
            ? View("~/Views/Portal/SignedOut.cshtml")
            : View("~/Views/Portal/SignOut.cshtml", new SignOutViewModel(Url.Action(nameof(SignOutPost))!, new Dictionary<string, string>()));

    [HttpPost("deconnexion")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> SignOutPost()
    {
        await signIn.SignOutAsync();
        return RedirectToAction(nameof(SignOutForm));
    }

    /// <summary>Unknown, unverified or locked accounts cost the same time as a wrong password: nothing tells them apart.</summary>
    private async Task<bool> TrySignInAsync(string email, string password)
    {
        var user = await users.FindByEmailAsync(email);
        if (password.Length > LongestPassword || user is null || !await signIn.CanSignInAsync(user) || await users.IsLockedOutAsync(user))
        {
            users.PasswordHasher.HashPassword(new PortalUser(), password.Length > LongestPassword ? "" : password);
            return false;
        }

        var result = await signIn.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        return result.Succeeded;
    }

    private async Task<PortalUser?> SignedInUserAsync()
    {
        var session = await HttpContext.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        return session.Principal is { } principal ? await users.GetUserAsync(principal) : null;
    }

    private ViewResult SignInPage(SignInViewModel page)
    {
        if (page.HasError)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }

        return View("~/Views/Portal/SignIn.cshtml", options.Value.DemoAccounts
            ? page with { DemoAccounts = demoAccounts, DemoPassword = options.Value.DemoPassword }
            : page);
    }

    private string? LocalOrNull(string? url) =>
        Url.IsLocalUrl(url) && url!.StartsWith($"{Home}/", StringComparison.Ordinal) ? url : null;
}
