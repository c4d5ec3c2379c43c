using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Soffi.Portal.Mail;
using Soffi.Portal.Security;
using Soffi.Portal.Store;

namespace Soffi.Portal.Accounts;

/// <summary>What a person tells of themselves when the account is made.</summary>
public sealed record NewAccount(string GivenName, string FamilyName, string Profile, string Siret, string Password);

/// <summary>
/// Opens accounts and forgotten passwords by mail. The account is made after its address was checked (CGU article 26):
/// nobody prepares an account in somebody else's name, and the page that asks for the address never tells whether it has one.
/// </summary>
public sealed class AccountOpening(
    PortalDbContext database,
    UserManager<PortalUser> users,
    AccountLinks links,
    PortalMail mail,
    SecurityJournal journal,
    PortalSessions sessions,
    AttemptLimits limits,
    ILookupNormalizer normalizer,
    IUserConfirmation<PortalUser> confirmation,
    IOptions<PortalOptions> options,
    TimeProvider clock)
{
    /// <summary>Sends the link of a sign-up, or to somebody who has an account the reminder that they do.</summary>
    public async Task AskSignUpAsync(string email, CancellationToken cancellation)
    {
        var flooded = await links.IsFloodedAsync(LinkPurpose.SignUp, email, cancellation);
        var user = await users.FindByEmailAsync(email);
        if (flooded)
        {
            return;
        }

        // The link is made either way: the two answers take the same time, and the limit of messages counts both.
        var link = await links.IssueAsync(LinkPurpose.SignUp, email, user?.Id, cancellation);
        if (user is null)
        {
            mail.Add(email, "Terminez la création de votre compte",
                "Vous avez demandé à créer un compte sur le portail de services. Ouvrez ce lien pour terminer :\n\n"
                + $"{link.AbsoluteUri}\n\nIl est valable 24 heures et ne sert qu’une fois. Si vous n’avez rien demandé, ignorez ce message : aucun compte ne sera créé.");
        }
        else
        {
            mail.Add(user.Email!, "Vous avez déjà un compte",
                "Quelqu’un, vous sans doute, a demandé à créer un compte avec cette adresse, qui en a déjà un. Chaque personne n’a qu’un compte.\n\n"
                + $"Pour vous connecter :\n{Page("connexion")}\n\nSi vous avez oublié votre mot de passe :\n{Page("mot-de-passe-oublie")}");
        }

        await mail.SaveAsync(cancellation);
    }

    /// <summary>Sends the link of a new password when that address has an account; says nothing otherwise.</summary>
    public async Task AskNewPasswordAsync(string email, CancellationToken cancellation)
    {
        var flooded = await links.IsFloodedAsync(LinkPurpose.NewPassword, email, cancellation);
        var user = await users.FindByEmailAsync(email);
        if (flooded)
        {
            return;
        }

        var open = user is not null && await confirmation.IsConfirmedAsync(users, user);
        var link = await links.IssueAsync(LinkPurpose.NewPassword, email, user?.Id, cancellation);
        journal.Add(SecurityEventKind.PasswordLinkAsked, user?.Id);
        if (open && user!.IsDemonstration)
        {
            mail.Add(user.Email!, "Compte de démonstration",
                $"Le mot de passe de ce compte de démonstration est le même pour tous et ne se change pas. Il est indiqué sur la page de connexion :\n{Page("connexion")}");
        }
        else if (open)
        {
            mail.Add(user!.Email!, "Choisissez un nouveau mot de passe",
                $"Vous avez demandé un nouveau mot de passe. Ouvrez ce lien pour le choisir :\n\n{link.AbsoluteUri}\n\n"
                + "Il est valable une heure et ne sert qu’une fois. Si vous n’avez rien demandé, ignorez ce message : votre mot de passe reste le même.");
        }

        await mail.SaveAsync(cancellation);
    }

    /// <summary>Makes the account of a link. Null when the link has just been used or the address has just been taken.</summary>
    public async Task<PortalUser?> OpenAsync(AccountLink link, NewAccount account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(account);
        var now = clock.GetUtcNow();
        var user = new PortalUser
        {
            Id = Guid.NewGuid(),
            Email = link.Email,
            EmailConfirmed = true,
            GivenName = account.GivenName,
            FamilyName = account.FamilyName,
            Profile = account.Profile,
            Siret = account.Siret,
            CreatedAt = now,
        };
        user.UserName = user.Id.ToString();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        if (link.UserId is not null || !await links.UseAsync(link, cancellation)
            || !(await users.CreateAsync(user, account.Password)).Succeeded)
        {
            return null;
        }

        journal.Add(SecurityEventKind.AccountCreated, user.Id);
        mail.Add(link.Email, "Votre compte est créé",
            $"Votre compte du portail de services est créé. Vous pouvez vous connecter :\n{Page("connexion")}\n\nSi ce n’est pas vous, choisissez aussitôt un nouveau mot de passe :\n{Page("mot-de-passe-oublie")}");
        await mail.CommitAsync(cancellation);
        return user;
    }

    /// <summary>Puts the new password in place of the old one. False when the link has just been used.</summary>
    public async Task<bool> ChangePasswordAsync(AccountLink link, PortalUser user, string password, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(user);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        if (!await links.UseAsync(link, cancellation))
        {
            return false;
        }

        await SetPasswordAsync(user, password, kept: null, cancellation);
        await limits.ForgetAsync(AttemptKey.OfAddress(normalizer.NormalizeEmail(user.Email)!), cancellation);
        await mail.CommitAsync(cancellation);
        sessions.Tell();
        return true;
    }

    /// <summary>Changes the password, closes the sessions but one, notes it and tells the person, in the transaction of the caller.</summary>
    internal async Task SetPasswordAsync(PortalUser user, string password, Guid? kept, CancellationToken cancellation)
    {
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        await users.UpdateSecurityStampAsync(user);
        await sessions.CloseAsync(session => session.UserId == user.Id && session.Id != kept, cancellation);
        journal.Add(SecurityEventKind.PasswordChanged, user.Id);
        mail.Add(user.Email!, "Votre mot de passe a changé",
            $"Le mot de passe de votre compte du portail de services vient de changer. Si ce n’est pas vous, choisissez-en aussitôt un autre :\n{Page("mot-de-passe-oublie")}");
        await mail.SaveAsync(cancellation);
    }

    private string Page(string path) => new Uri(options.Value.Issuer, path).AbsoluteUri;
}
