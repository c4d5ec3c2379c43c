using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using Soffi.Portal.Mail;
using Soffi.Portal.Security;
using Soffi.Portal.Store;

namespace Soffi.Portal.Accounts;

/// <summary>Changes to an account, each with its line of the security journal and its message, in one transaction.</summary>
public sealed class AccountChanges(
    PortalDbContext database,
    UserManager<PortalUser> users,
    SignInManager<PortalUser> signIn,
    IOpenIddictTokenManager tokens,
    AccountLinks links,
    AccountOpening opening,
    PortalSessions sessions,
    PortalMail mail,
    SecurityJournal journal,
    IOptions<PortalOptions> options)
{
    public async Task SetProfileAsync(
        PortalUser user, string givenName, string familyName, string profile, string siret, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(user);
        (user.GivenName, user.FamilyName, user.Profile, user.Siret) = (givenName, familyName, profile, siret);
        journal.Add(SecurityEventKind.ProfileChanged, user.Id);
        Demand(await users.UpdateAsync(user));
        await mail.SaveAsync(cancellation);
    }

    /// <summary>Changes the password and closes the other sessions: whoever knew the old one is out.</summary>
    public async Task SetPasswordAsync(PortalUser user, string password, Guid? kept, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(user);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        await opening.SetPasswordAsync(user, password, kept, cancellation);
        await mail.CommitAsync(cancellation);
        sessions.Tell();
    }

    /// <summary>Sends a link to the new address, or when it is somebody's already, a message that says so.</summary>
    public async Task AskAddressAsync(PortalUser user, string email, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (await links.IsFloodedAsync(LinkPurpose.NewAddress, email, cancellation))
        {
            return;
        }

        var holder = await users.FindByEmailAsync(email);
        var link = await links.IssueAsync(LinkPurpose.NewAddress, email, user.Id, cancellation);
        journal.Add(SecurityEventKind.AddressChangeAsked, user.Id);
        if (holder is null || holder.Id == user.Id)
        {
            mail.Add(email, "Confirmez votre nouvelle adresse",
                $"Cette adresse doit devenir celle de votre compte du portail de services. Connecté à ce compte, ouvrez ce lien pour la confirmer :\n\n{link.AbsoluteUri}\n\n"
                + "Il est valable 24 heures et ne sert qu’une fois. Si vous n’avez rien demandé, ignorez ce message.");
        }
        else
        {
            mail.Add(holder.Email!, "Cette adresse a déjà un compte",
                "Quelqu’un a demandé à employer cette adresse pour un autre compte. Elle est déjà celle du vôtre : rien n’est changé.");
        }

        await mail.SaveAsync(cancellation);
    }

    /// <summary>Puts the confirmed address in place of the former one, which is told. False when it cannot be any more.</summary>
    public async Task<bool> SetAddressAsync(PortalUser user, AccountLink link, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(link);
        var former = user.Email!;
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        user.Email = link.Email;
        user.UserName = user.Id.ToString();
        if (!await links.UseAsync(link, cancellation) || !(await users.UpdateAsync(user)).Succeeded)
        {
            return false;
        }

        journal.Add(SecurityEventKind.AddressChanged, user.Id);
        mail.Add(former, "L’adresse de votre compte a changé",
            $"Votre compte du portail de services porte désormais une autre adresse. Si ce n’est pas vous, prévenez l’assistance du service que vous employez.\n{new Uri(options.Value.Issuer, "connexion").AbsoluteUri}");
        await mail.CommitAsync(cancellation);
        return true;
    }

    /// <summary>
    /// Deletes the account (CGU article 24): identity, links and sessions go, the services are told, and the journal keeps
    /// the facts under a number that names nobody any more.
    /// </summary>
    public async Task DeleteAsync(PortalUser user, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(user);
        var id = user.Id;
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        await sessions.CloseAsync(session => session.UserId == id, cancellation);
        await tokens.RevokeBySubjectAsync(id.ToString(), cancellation);
        await database.Links.Where(link => link.UserId == id || link.NormalizedEmail == user.NormalizedEmail).ExecuteDeleteAsync(cancellation);
        await database.Mails.Where(waiting => waiting.To == user.Email).ExecuteDeleteAsync(cancellation);
        journal.Add(SecurityEventKind.AccountDeleted, id);
        mail.Add(user.Email!, "Votre compte est supprimé",
            "Votre compte du portail de services est supprimé, comme vous l’avez demandé. Ce que vous aviez déposé dans les services reste conservé pour la durée prévue par leurs conditions d’utilisation.");
        Demand(await users.DeleteAsync(user));
        await mail.CommitAsync(cancellation);
        sessions.Tell();
        await signIn.SignOutAsync();
    }

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"The account was not changed: {string.Join(' ', result.Errors.Select(error => error.Code))}");
        }
    }
}
