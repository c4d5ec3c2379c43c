using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Soffi.Portal.Accounts;
using Soffi.Portal.Store;

namespace Soffi.Portal.Security;

/// <summary>What came of an address and a password.</summary>
/// <param name="User">The person, or null: the reason is told to nobody.</param>
/// <param name="Wait">Time to wait before the next attempt; zero when there is none.</param>
public sealed record SignInAttempt(PortalUser? User, TimeSpan Wait);

/// <summary>
/// Checks passwords (CGU article 28). Failures are counted by address typed and by address of the network, with a growing
/// delay; an unknown address costs the same time and meets the same delays as a known one.
/// </summary>
public sealed class PasswordSignIn(
    UserManager<PortalUser> users,
    SignInManager<PortalUser> signIn,
    ILookupNormalizer normalizer,
    AttemptLimits limits,
    AttemptQueue queue,
    KnownBrowsers browsers,
    SecurityJournal journal,
    PortalSessions sessions,
    PortalDbContext database,
    IHttpContextAccessor accessor)
{
    /// <summary>Checks the pair and opens the session of this browser.</summary>
    public async Task<SignInAttempt> SignInAsync(string email, string password, CancellationToken cancellation)
    {
        var attempt = await CheckAsync(await users.FindByEmailAsync(email), email, password, cancellation);
        if (attempt.User is { } user)
        {
            journal.Add(SecurityEventKind.SignedIn, user.Id);
            await sessions.OpenAsync(accessor.HttpContext!, user, cancellation);
        }

        return attempt;
    }

    /// <summary>Checks the password of a person who is already signed in, under the same limits.</summary>
    public Task<SignInAttempt> ConfirmAsync(PortalUser user, string? password, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(user);
        return CheckAsync(user, user.Email!, password ?? "", cancellation);
    }

    private async Task<SignInAttempt> CheckAsync(PortalUser? user, string email, string password, CancellationToken cancellation)
    {
        var context = accessor.HttpContext!;
        var known = browsers.Find(context, user?.Id);
        var account = known is { } browser ? AttemptKey.OfBrowser(browser) : AttemptKey.OfAddress(normalizer.NormalizeEmail(email)!);
        IReadOnlyList<AttemptKey> keys = known is null ? [account, AttemptKey.OfSource(RequestOrigin.Of(context).Source)] : [account];
        using var turn = await queue.EnterAsync(account, cancellation);
        if (await limits.WaitAsync(keys, cancellation) is var wait && wait > TimeSpan.Zero)
        {
            return new SignInAttempt(null, wait);
        }

        if (await IsRightAsync(user, password))
        {
            await limits.ForgetAsync(account, cancellation);
            return new SignInAttempt(user, TimeSpan.Zero);
        }

        journal.Add(SecurityEventKind.SignInFailed, user?.Id);
        if (await limits.CountAsync(keys, cancellation))
        {
            journal.Add(SecurityEventKind.SignInDelayed, user?.Id);
        }

        await database.SaveChangesAsync(cancellation);
        return new SignInAttempt(null, TimeSpan.Zero);
    }

    private async Task<bool> IsRightAsync(PortalUser? user, string password)
    {
        if (user is null || password.Length > PasswordRules.Longest || !await signIn.CanSignInAsync(user))
        {
            users.PasswordHasher.VerifyHashedPassword(
                new PortalUser(), Argon2Hasher.OfNobody, password.Length > PasswordRules.Longest ? "" : password);
            return false;
        }

        return await users.CheckPasswordAsync(user, password);
    }
}
