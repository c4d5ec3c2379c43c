using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Soffi.Portal.Accounts;
using Soffi.Portal.Mail;
using Soffi.Portal.Security;
using Soffi.Portal.Store;

namespace Soffi.Portal.Pages;

/// <summary>Creates an account in two steps: the address, then with the link it received, the account (CGU articles 22 to 28).</summary>
[AllowAnonymous]
[PortalPage]
[Route("portail")]
public sealed class SignUpController(
    AccountLinks links,
    AccountOpening opening,
    PortalSessions sessions,
    RequestLimit limit,
    WrittenMails written,
    IOptions<PortalOptions> options) : Controller
{
    private const string Refused = "~/Views/Portal/LinkRefused.cshtml";

    [HttpGet("inscription")]
    public IActionResult SignUp() => View("~/Views/Portal/SignUp.cshtml", new SignUpViewModel());

    [HttpPost("inscription")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> SignUpPost([FromForm(Name = "Email")] string? email, CancellationToken cancellation)
    {
        var address = email?.Trim();
        if (PortalFields.AddressFaults(address) is { Count: > 0 } faults)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("~/Views/Portal/SignUp.cshtml", new SignUpViewModel { Email = email, EmailFaults = faults });
        }

        if (await limit.RefuseAsync(this, cancellation) is { } tooMany)
        {
            return tooMany;
        }

        await opening.AskSignUpAsync(address!, cancellation);
        return RedirectToAction(nameof(Sent));
    }

    [HttpGet("message-envoye")]
    public IActionResult Sent() => View("~/Views/Portal/MessageSent.cshtml", new MessageSentViewModel(written.AreShown));

    [HttpGet("inscription/suite")]
    public async Task<IActionResult> Complete([FromQuery(Name = AccountLinks.Parameter)] string? key, CancellationToken cancellation) =>
        await FindAsync(key, cancellation) is { } link
            ? View("~/Views/Portal/CompleteAccount.cshtml", Page(link, key!))
            : LinkRefused();

    [HttpPost("inscription/suite")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> CompletePost([FromForm] CompleteAccountForm form, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (await FindAsync(form.Cle, cancellation) is not { } link)
        {
            return LinkRefused();
        }

        var page = Check(Page(link, form.Cle!), form);
        if (page.HasFault)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("~/Views/Portal/CompleteAccount.cshtml", page);
        }

        var account = new NewAccount(
            form.GivenName!.Trim(), form.FamilyName!.Trim(), form.Profile ?? "", Siret.Normalise(form.Siret), form.Password!);
        if (await opening.OpenAsync(link, account, cancellation) is not { } user)
        {
            return LinkRefused();
        }

        await sessions.OpenAsync(HttpContext, user, cancellation);
        var establishment = await this.DescribeAsync(options.Value, user.Siret, cancellation);
        this.Announce($"Votre compte est créé. {PasswordRules.Strength(form.Password!, user.Email!, user.GivenName, user.FamilyName)} {establishment}".TrimEnd());
        return LocalRedirect(PortalOptions.PathPrefix);
    }

    /// <summary>A link sent to somebody who has an account already opens nothing.</summary>
    private async Task<AccountLink?> FindAsync(string? key, CancellationToken cancellation) =>
        await links.FindAsync(LinkPurpose.SignUp, key, cancellation) is { UserId: null } link ? link : null;

    private CompleteAccountViewModel Page(AccountLink link, string key) =>
        new() { Key = key, Email = link.Email, Profile = PortalFields.Profile([.. options.Value.Profiles], null, []) };

    private static CompleteAccountViewModel Check(CompleteAccountViewModel page, CompleteAccountForm form)
    {
        var profiles = page.Profile.Choices;
        return page with
        {
            GivenName = PortalFields.GivenName(form.GivenName, PortalFields.NameFaults(form.GivenName?.Trim(), "prénom")),
            FamilyName = PortalFields.FamilyName(form.FamilyName, PortalFields.NameFaults(form.FamilyName?.Trim(), "nom")),
            Profile = PortalFields.Profile(profiles, form.Profile, PortalFields.ProfileFaults(profiles, form.Profile)),
            Siret = PortalFields.Siret(form.Siret, PortalFields.SiretFaults(form.Siret, profiles, form.Profile)),
            Password = PortalFields.NewPassword(
                PasswordRules.Faults(form.Password, page.Email, form.GivenName ?? "", form.FamilyName ?? "")),
        };
    }

    private ViewResult LinkRefused()
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        return View(Refused, new LinkRefusedViewModel($"{PortalOptions.PathPrefix}/inscription"));
    }
}
