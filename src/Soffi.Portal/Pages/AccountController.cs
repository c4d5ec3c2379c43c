using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Soffi.Portal.Accounts;
using Soffi.Portal.Security;
using Soffi.Portal.Store;

namespace Soffi.Portal.Pages;

/// <summary>One's own account: profile, password, address, deletion. Each change asks for the password again or is told by mail.</summary>
[Authorize(Policy = LocalPortal.Policy)]
[PortalPage]
[Route("portail/compte")]
public sealed class AccountController(
    UserManager<PortalUser> users,
    AccountChanges changes,
    PasswordSignIn passwords,
    AccountLinks links,
    IOptions<PortalOptions> options) : Controller
{
    private const string Demonstration = "Ce compte de démonstration sert à tous\u00a0: il ne se modifie pas. Créez un compte pour essayer.";

    [HttpGet("")]
    public async Task<IActionResult> Show()
    {
        var user = await MeAsync();
        var profile = options.Value.Profiles.FirstOrDefault(known => known.Code == user.Profile)?.Label ?? "";
        var since = user.CreatedAt > DateTimeOffset.UnixEpoch ? user.CreatedAt : (DateTimeOffset?)null;
        return View("~/Views/Portal/Account.cshtml", new AccountViewModel(
            $"{user.GivenName} {user.FamilyName}", user.Email!, profile, user.Siret, since, user.IsDemonstration, this.TakeNotice()));
    }

    [HttpGet("profil")]
    public async Task<IActionResult> Profile() => View("~/Views/Portal/Profile.cshtml", Page(Form(await MeAsync())));

    [HttpPost("profil")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> ProfilePost([FromForm] ProfileForm form, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(form);
        var user = await MeAsync();
        var page = Check(form) with { Faults = user.IsDemonstration ? [Demonstration] : [] };
        if (page.HasFault)
        {
            return Refused("~/Views/Portal/Profile.cshtml", page);
        }

        await changes.SetProfileAsync(
            user, form.GivenName!.Trim(), form.FamilyName!.Trim(), form.Profile ?? "", Siret.Normalise(form.Siret), cancellation);
        this.Announce($"Votre profil est enregistré. {await this.DescribeAsync(options.Value, user.Siret, cancellation)}".TrimEnd());
        return RedirectToAction(nameof(Show));
    }

    [HttpGet("mot-de-passe")]
    public IActionResult Password() => View("~/Views/Portal/Password.cshtml", new PasswordViewModel());

    [HttpPost("mot-de-passe")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> PasswordPost(
        [FromForm(Name = "CurrentPassword")] string? current, [FromForm(Name = "Password")] string? password, CancellationToken cancellation)
    {
        var user = await MeAsync();
        var page = new PasswordViewModel
        {
            Faults = user.IsDemonstration ? [Demonstration] : [],
            NewFaults = PasswordRules.Faults(password, user.Email!, user.GivenName, user.FamilyName),
            CurrentFaults = Missing(current),
        };
        if (!page.HasFault)
        {
            page = page with { CurrentFaults = await CurrentFaultsAsync(user, current, cancellation) };
        }

        if (page.HasFault)
        {
            return Refused("~/Views/Portal/Password.cshtml", page);
        }

        await changes.SetPasswordAsync(user, password!, PortalSessions.IdOf(User), cancellation);
        this.Announce(
            $"Votre mot de passe est changé. Vos autres sessions sont fermées. {PasswordRules.Strength(password!, user.Email!, user.GivenName, user.FamilyName)}");
        return RedirectToAction(nameof(Show));
    }

    [HttpGet("adresse")]
    public IActionResult Address() => View("~/Views/Portal/Address.cshtml", new AddressViewModel());

    [HttpPost("adresse")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> AddressPost(
        [FromForm(Name = "Email")] string? email, [FromForm(Name = "CurrentPassword")] string? current, CancellationToken cancellation)
    {
        var user = await MeAsync();
        var address = email?.Trim();
        var page = new AddressViewModel
        {
            Email = email,
            Faults = user.IsDemonstration ? [Demonstration] : [],
            EmailFaults = PortalFields.AddressFaults(address),
            CurrentFaults = Missing(current),
        };
        if (!page.HasFault)
        {
            page = page with { CurrentFaults = await CurrentFaultsAsync(user, current, cancellation) };
        }

        if (page.HasFault)
        {
            return Refused("~/Views/Portal/Address.cshtml", page);
        }

        await changes.AskAddressAsync(user, address!, cancellation);
        return RedirectToAction(nameof(SignUpController.Sent), "SignUp");
    }

    [HttpGet("nouvelle-adresse")]
    public async Task<IActionResult> NewAddress([FromQuery(Name = AccountLinks.Parameter)] string? key, CancellationToken cancellation) =>
        await FindAsync(key, cancellation) is { } link
            ? View("~/Views/Portal/NewAddress.cshtml", new NewAddressViewModel(key!, link.Email))
            : LinkRefused();

    [HttpPost("nouvelle-adresse")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> NewAddressPost([FromForm(Name = AccountLinks.Parameter)] string? key, CancellationToken cancellation) =>
        await FindAsync(key, cancellation) is { } link && await changes.SetAddressAsync(await MeAsync(), link, cancellation)
            ? AddressChanged()
            : LinkRefused();

    private RedirectToActionResult AddressChanged()
    {
        this.Announce("Votre adresse électronique est changée.");
        return RedirectToAction(nameof(Show));
    }

    [HttpGet("suppression")]
    public IActionResult Deletion() => View("~/Views/Portal/Deletion.cshtml", new DeletionViewModel());

    [HttpPost("suppression")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> DeletionPost([FromForm(Name = "CurrentPassword")] string? current, CancellationToken cancellation)
    {
        var user = await MeAsync();
        var page = new DeletionViewModel { Faults = user.IsDemonstration ? [Demonstration] : [], CurrentFaults = Missing(current) };
        if (!page.HasFault)
        {
            page = page with { CurrentFaults = await CurrentFaultsAsync(user, current, cancellation) };
        }

        if (page.HasFault)
        {
            return Refused("~/Views/Portal/Deletion.cshtml", page);
        }

        await changes.DeleteAsync(user, cancellation);
        this.Announce("Votre compte est supprimé.");
        return RedirectToRoute("portail-connexion");
    }

    private async Task<PortalUser> MeAsync() =>
        await users.GetUserAsync(User) ?? throw new InvalidOperationException("The session of an account that is gone.");

    /// <summary>A link of one's own: followed in somebody else's session, it changes nothing.</summary>
    private async Task<AccountLink?> FindAsync(string? key, CancellationToken cancellation) =>
        await links.FindAsync(LinkPurpose.NewAddress, key, cancellation) is { } link && link.UserId == (await MeAsync()).Id ? link : null;

    private static IReadOnlyList<string> Missing(string? password) =>
        string.IsNullOrEmpty(password) ? ["Saisissez votre mot de passe actuel."] : [];

    private async Task<IReadOnlyList<string>> CurrentFaultsAsync(PortalUser user, string? current, CancellationToken cancellation)
    {
        var attempt = await passwords.ConfirmAsync(user, current, cancellation);
        return attempt switch
        {
            { User: not null } => [],
            { Wait: var wait } when wait > TimeSpan.Zero => [SignInViewModel.WaitSentence(wait)],
            _ => ["Le mot de passe actuel est incorrect. Vérifiez votre saisie."],
        };
    }

    private static ProfileForm Form(PortalUser user) => new(user.GivenName, user.FamilyName, user.Profile, user.Siret);

    private ProfileViewModel Page(ProfileForm form) => new()
    {
        GivenName = PortalFields.GivenName(form.GivenName, []),
        FamilyName = PortalFields.FamilyName(form.FamilyName, []),
        Profile = PortalFields.Profile([.. options.Value.Profiles], form.Profile, []),
        Siret = PortalFields.Siret(form.Siret, []),
    };

    private ProfileViewModel Check(ProfileForm form)
    {
        var page = Page(form);
        return page with
        {
            GivenName = page.GivenName with { Faults = PortalFields.NameFaults(form.GivenName?.Trim(), "prénom") },
            FamilyName = page.FamilyName with { Faults = PortalFields.NameFaults(form.FamilyName?.Trim(), "nom") },
            Profile = page.Profile with { Faults = PortalFields.ProfileFaults(page.Profile.Choices, form.Profile) },
            Siret = page.Siret with { Faults = PortalFields.SiretFaults(form.Siret, page.Profile.Choices, form.Profile) },
        };
    }

    private ViewResult Refused(string view, FormViewModel page)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(view, page);
    }

    private ViewResult LinkRefused()
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        return View("~/Views/Portal/LinkRefused.cshtml", new LinkRefusedViewModel($"{PortalOptions.PathPrefix}/compte/adresse"));
    }
}
