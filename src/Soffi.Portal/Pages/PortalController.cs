using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Soffi.Portal.Accounts;
using Soffi.Portal.Security;

namespace Soffi.Portal.Pages;

/// <summary>The pages of the portal: sign in, services, sign out.</summary>
[AllowAnonymous]
[PortalPage]
[Route("portail")]
public sealed class PortalController(
    UserManager<PortalUser> users,
    PasswordSignIn passwords,
    PortalSessions sessions,
    IReadOnlyList<DemoAccount> demoAccounts,
    IOptions<PortalOptions> options) : Controller
{
    private const string Home = PortalOptions.PathPrefix;

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
        return View("~/Views/Portal/Home.cshtml", new HomeViewModel($"{user.GivenName} {user.FamilyName}", user.Email!, [.. services], this.TakeNotice()));
    }

    [HttpGet("connexion", Name = "portail-connexion")]
    public IActionResult SignInForm([FromQuery(Name = "retour")] string? returnUrl) =>
        SignInPage(new SignInViewModel
        {
            ReturnUrl = LocalOrNull(returnUrl),
            Notice = this.TakeNotice(),
        });

    [HttpPost("connexion")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> SignInPost(
        [FromForm] SignInForm form, [FromQuery(Name = "retour")] string? returnUrl, CancellationToken cancellation)
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

        var attempt = await passwords.SignInAsync(email, form.Password!, cancellation);
        if (attempt.User is null)
        {
            return SignInPage(attempt.Wait > TimeSpan.Zero ? page with { Wait = attempt.Wait } : page with { Refused = true });
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
    public async Task<IActionResult> SignOutPost(CancellationToken cancellation)
    {
        await sessions.CloseHereAsync(HttpContext, cancellation);
        return RedirectToAction(nameof(SignOutForm));
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

        if (page.Wait > TimeSpan.Zero)
        {
            RequestLimit.SayWhen(Response, page.Wait);
        }

        return View("~/Views/Portal/SignIn.cshtml", options.Value.DemoAccounts
            ? page with { DemoAccounts = demoAccounts, DemoPassword = options.Value.DemoPassword }
            : page);
    }

    private string? LocalOrNull(string? url) =>
        Url.IsLocalUrl(url) && url!.StartsWith($"{Home}/", StringComparison.Ordinal) ? url : null;
}
