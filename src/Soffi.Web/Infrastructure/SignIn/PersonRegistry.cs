using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>Why an identity that the provider vouches for does not open a session.</summary>
public enum SignInRefusal
{
    None,

    /// <summary>The identity has no subject or no address.</summary>
    Incomplete,

    /// <summary>Nobody checked that the address is the person's (CGU article 26).</summary>
    UnverifiedAddress,

    /// <summary>The address already belongs to another identity: one account per person (CGU article 23).</summary>
    AddressTaken,

    /// <summary>The person was not authenticated as strongly as Soffi asks.</summary>
    WeakAuthentication,
}

/// <summary>The person signed in, or the reason of the refusal.</summary>
public sealed record SignInOutcome(User? User, SignInRefusal Refusal);

/// <summary>Turns an identity of the provider into a person of Soffi, with the journal entry in the same transaction.</summary>
public sealed class PersonRegistry(SoffiDbContext database, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Finds or creates the person and claims the grants that wait for their address.</summary>
    /// <param name="identity">What the provider says; null when it said too little.</param>
    public async Task<SignInOutcome> SignInAsync(ProviderIdentity? identity, CancellationToken cancellation)
    {
        try
        {
            return await database.InTransaction(token => TryAsync(identity, token), cancellation);
        }
        catch (DbUpdateException error) when (UniqueViolation.Is(error))
        {
            // Two first sign-ins of one person at the same instant: the other one won, this one now finds it.
            return await database.InTransaction(token => TryAsync(identity, token), cancellation);
        }
    }

    /// <summary>Writes in the journal that this identity is refused, whoever it is.</summary>
    public Task<SignInOutcome> RefuseAsync(ProviderIdentity? identity, SignInRefusal refusal, CancellationToken cancellation) =>
        database.InTransaction(
            token =>
            {
                database.ChangeTracker.Clear();
                return RefuseAsync(identity, null, refusal, token);
            },
            cancellation);

    private async Task<SignInOutcome> TryAsync(ProviderIdentity? identity, CancellationToken cancellation)
    {
        // The whole act may be repeated: nothing may be left of an attempt before.
        database.ChangeTracker.Clear();
        if (identity is null)
        {
            return await RefuseAsync(null, null, SignInRefusal.Incomplete, cancellation);
        }

        var user = await database.Users.SingleOrDefaultAsync(
            u => u.Issuer == identity.Issuer && u.Subject == identity.Subject, cancellation);
        var first = user is null;
        if (first)
        {
            var email = User.NormaliseEmail(identity.Email);
            var holder = await database.Users.SingleOrDefaultAsync(u => u.Email == email, cancellation);
            if (holder is not null || !identity.EmailVerified)
            {
                var refusal = holder is null ? SignInRefusal.UnverifiedAddress : SignInRefusal.AddressTaken;
                return await RefuseAsync(identity, holder, refusal, cancellation);
            }
        }

        var now = clock.GetUtcNow();
        if (user is null)
        {
            user = new User(identity.Issuer, identity.Subject, identity.Email, identity.GivenName, identity.FamilyName, now);
            database.Users.Add(user);
        }
        else
        {
            user.SignedIn(identity.GivenName, identity.FamilyName, now);
        }

        var bound = await BindGrantsAsync(user, identity, cancellation);
        audit.Add(new AuditEntry(now, user.Id, user.DisplayName, AuditAction.SignIn, "utilisateur", user.Id.ToString(), null,
            JsonSerializer.Serialize(new { emetteur = identity.Issuer, premiereConnexion = first, habilitationsRattachees = bound })));
        await database.SaveChangesAsync(cancellation);
        return new SignInOutcome(user, SignInRefusal.None);
    }

    /// <summary>Grants wait for an address, before or after the first sign-in; only a checked address may claim them.</summary>
    private async Task<int> BindGrantsAsync(User user, ProviderIdentity identity, CancellationToken cancellation)
    {
        if (!identity.EmailVerified || User.NormaliseEmail(identity.Email) != user.Email)
        {
            return 0;
        }

        var waiting = await database.Grants.Where(g => g.UserId == null && g.Email == user.Email).ToListAsync(cancellation);
        waiting.ForEach(grant => grant.BindTo(user.Id));
        return waiting.Count;
    }

    private async Task<SignInOutcome> RefuseAsync(
        ProviderIdentity? identity, User? holder, SignInRefusal refusal, CancellationToken cancellation)
    {
        audit.Add(new AuditEntry(clock.GetUtcNow(), null, AuditEntry.System, AuditAction.SignInRefused, "utilisateur",
            holder?.Id.ToString() ?? "", null,
            JsonSerializer.Serialize(new { motif = refusal.ToString(), emetteur = identity?.Issuer, sujet = identity?.Subject }),
            AuditEntry.Refused));
        await database.SaveChangesAsync(cancellation);
        return new SignInOutcome(null, refusal);
    }
}
