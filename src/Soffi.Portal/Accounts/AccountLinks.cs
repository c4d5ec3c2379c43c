using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Soffi.Portal.Store;

namespace Soffi.Portal.Accounts;

/// <summary>Links sent by mail: who holds one reads the mailbox. Each is used once, until it expires or a later one replaces it.</summary>
public sealed class AccountLinks(PortalDbContext database, ILookupNormalizer normalizer, IOptions<PortalOptions> options, TimeProvider clock)
{
    /// <summary>Name of the parameter that carries the key.</summary>
    public const string Parameter = "cle";

    /// <summary>Messages of one kind to one address in an hour: beyond, nobody fills a mailbox with our help.</summary>
    public const int MostPerHour = 3;

    private const int KeyBytes = 32;

    /// <summary>How long a link may be used, from the sending.</summary>
    public static TimeSpan Lifetime(LinkPurpose purpose) =>
        purpose == LinkPurpose.NewPassword ? TimeSpan.FromHours(1) : TimeSpan.FromHours(24);

    /// <summary>True when this address has received enough messages for now.</summary>
    public async Task<bool> IsFloodedAsync(LinkPurpose purpose, string email, CancellationToken cancellation)
    {
        var normalized = normalizer.NormalizeEmail(email)!;
        var since = clock.GetUtcNow() - TimeSpan.FromHours(1);
        return await database.Links.CountAsync(
            l => l.NormalizedEmail == normalized && l.Purpose == purpose && l.CreatedAt > since, cancellation) >= MostPerHour;
    }

    /// <summary>Prepares a link, which takes the place of the earlier ones; it is saved with the message that carries it.</summary>
    /// <returns>The address to write in the message.</returns>
    public async Task<Uri> IssueAsync(LinkPurpose purpose, string email, Guid? user, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var normalized = normalizer.NormalizeEmail(email)!;
        var earlier = await database.Links
            .Where(l => l.Purpose == purpose && l.UsedAt == null && (l.NormalizedEmail == normalized || (user != null && l.UserId == user)))
            .ToListAsync(cancellation);
        earlier.ForEach(link => link.UsedAt = now);
        var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(KeyBytes));
        database.Links.Add(new AccountLink
        {
            Id = Guid.CreateVersion7(now),
            Purpose = purpose,
            UserId = user,
            Email = email,
            NormalizedEmail = normalized,
            KeyDigest = Digest(key),
            CreatedAt = now,
            ExpiresAt = now + Lifetime(purpose),
        });
        return new Uri(options.Value.Issuer, $"{Path(purpose)}?{Parameter}={key}");
    }

    /// <summary>The link, when it may still be used.</summary>
    public Task<AccountLink?> FindAsync(LinkPurpose purpose, string? key, CancellationToken cancellation)
    {
        var digest = Digest(key ?? "");
        var now = clock.GetUtcNow();
        return database.Links.AsNoTracking().SingleOrDefaultAsync(
            l => l.KeyDigest == digest && l.Purpose == purpose && l.UsedAt == null && l.ExpiresAt > now, cancellation);
    }

    /// <summary>Uses the link, in the transaction of what it allows. False when another request has just used it.</summary>
    public async Task<bool> UseAsync(AccountLink link, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(link);
        var now = clock.GetUtcNow();
        return await database.Links.Where(l => l.Id == link.Id && l.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), cancellation) == 1;
    }

    private static string Path(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.SignUp => "inscription/suite",
        LinkPurpose.NewPassword => "nouveau-mot-de-passe",
        _ => "compte/nouvelle-adresse",
    };

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
