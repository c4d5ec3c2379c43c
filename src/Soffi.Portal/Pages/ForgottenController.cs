using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Soffi.Portal.Accounts;
using Soffi.Portal.Security;
using Soffi.Portal.Store;

namespace Soffi.Portal.Pages;

/// <summary>Forgotten password (CGU article 33): the address receives a link, the link opens the choice of a new password.</summary>
[AllowAnonymous]
[PortalPage]
[Route("portail")]
public sealed class ForgottenController(AccountLinks links, AccountOpening opening, UserManager<PortalUser> users, KnownBrowsers browsers, RequestLimit limit) : Controller
{
    [HttpGet("mot-de-passe-oublie")]
    public IActionResult Forgotten() => View("~/Views/Portal/Forgotten.cshtml", new ForgottenViewModel());

    [HttpPost("mot-de-passe-oublie")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> ForgottenPost([FromForm(Name = "Email")] string? email, CancellationToken cancellation)
    {
        var address = email?.Trim();
        if (PortalFields.AddressFaults(address) is { Count: > 0 } faults)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("~/Views/Portal/Forgotten.cshtml", new ForgottenViewModel { Email = email, EmailFaults = faults });
        }

        if (await limit.RefuseAsync(this, cancellation) is { } tooMany)
        {
            return tooMany;
        }

        await opening.AskNewPasswordAsync(address!, cancellation);
        return RedirectToAction(nameof(SignUpController.Sent), "SignUp");
    }

    [HttpGet("nouveau-mot-de-passe")]
    public async Task<IActionResult> Choose([FromQuery(Name = AccountLinks.Parameter)] string? key, CancellationToken cancellation) =>
        (await FindAsync(key, cancellation)).User is null
            ? LinkRefused()
            : View("~/Views/Portal/NewPassword.cshtml", new NewPasswordViewModel { Key = key! });

    [HttpPost("nouveau-mot-de-passe")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> ChoosePost(
        [FromForm(Name = AccountLinks.Parameter)] string? key, [FromForm(Name = "Password")] string? password, CancellationToken cancellation)
    {
        var (link, user) = await FindAsync(key, cancellation);
        if (link is null || user is null)
        {
            return LinkRefused();
        }

        if (PasswordRules.Faults(password, user.Email!, user.GivenName, user.FamilyName) is { Count: > 0 } faults)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("~/Views/Portal/NewPassword.cshtml", new NewPasswordViewModel { Key = key!, PasswordFaults = faults });
        }

        if (!await opening.ChangePasswordAsync(link, user, password!, cancellation))
        {
            return LinkRefused();
        }

        // Whoever reads the mailbox is the person: a stranger's failures delay them no more.
        browsers.Remember(HttpContext, user.Id);
        this.Announce($"Votre mot de passe est changé. Connectez-vous avec le nouveau. {PasswordRules.Strength(password!, user.Email!, user.GivenName, user.FamilyName)}");
        return RedirectToRoute("portail-connexion");
    }

    /// <summary>The link and its account; the password of a demonstration account, known to all, is not changed.</summary>
    private async Task<(AccountLink? Link, PortalUser? User)> FindAsync(string? key, CancellationToken cancellation)
    {
        var link = await links.FindAsync(LinkPurpose.NewPassword, key, cancellation);
        var user = link?.UserId is { } id ? await users.FindByIdAsync(id.ToString()) : null;
        return (link, user is { IsDemonstration: false } ? user : null);
    }

    private ViewResult LinkRefused()
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        return View("~/Views/Portal/LinkRefused.cshtml", new LinkRefusedViewModel($"{PortalOptions.PathPrefix}/mot-de-passe-oublie"));
    }
}
