using System.Security.Cryptography;
using System.Text;
using Soffi.Domain.Statistics;

namespace Soffi.Domain.Access;

public enum ApiKeyState
{
    Active,
    Revoked,
    Expired,
}

/// <summary>A key as a caller shows it: the part that names it, and the part that proves it.</summary>
public sealed record ApiToken(string PublicId, string Secret)
{
    public const string Prefix = "soffi";

    public override string ToString() => $"{Prefix}_{PublicId}_{Secret}";

    /// <summary>Null when the text is not shaped as a key.</summary>
    public static ApiToken? Read(string? text) => text?.Trim().Split('_') is [Prefix, { Length: ApiKey.PublicLength } id, { Length: ApiKey.SecretLength } secret]
        ? new ApiToken(id, secret) : null;
}

/// <summary>
/// Opens the read interface to another system of the ministry, within a scope and until a day. Only the hash of its secret is kept: drawn at
/// random over 256 bits, it needs no slow hash.
/// </summary>
public sealed class ApiKey
{
    public const int LongestName = 100;
    public const int LongestReason = 300;
    public const int LongestFamilies = 200;
    public const int PublicLength = 12;
    public const int SecretLength = 43;

    /// <summary>Longest life of a key.</summary>
    public const int LongestDays = 366;

    /// <summary>Sees each operator, as DGEFP.</summary>
    public const string National = "national";

    /// <summary>Sees aggregates under the statistical secrecy.</summary>
    public const string Aggregates = "agregats";

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private ApiKey()
    {
    }

    public int Id { get; private set; }

    public string PublicId { get; private set; } = "";

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string SecretSha256 { get; private set; } = "";

    /// <summary>The system that calls.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Address of who answers for it.</summary>
    public string Contact { get; private set; } = "";

    /// <summary><see cref="National"/>, <see cref="Aggregates"/>, or the code of a region, seen as its directorate sees it.</summary>
    public string Perimeter { get; private set; } = "";

    /// <summary>« ESF.OPCO,CSA.OPCO »: the statements it reads.</summary>
    public string Families { get; private set; } = "";

    /// <summary>UTC, as all the instants here.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? LastUsedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public string? RevokedBy { get; private set; }

    public string? RevocationReason { get; private set; }

    /// <summary>The rights of its reader.</summary>
    public StatReader Reader => Perimeter == National ? StatReader.Everything : new StatReader(false, Perimeter == Aggregates ? new HashSet<string>() : new HashSet<string> { Perimeter });

    /// <summary>Makes a key; its text is given here, once.</summary>
    public static (ApiKey Key, ApiToken Token) Make(
        string name, string contact, string perimeter, IEnumerable<StatFamily> families, DateTimeOffset expiresAt, Actor author, DateTimeOffset now)
    {
        var token = new ApiToken(RandomNumberGenerator.GetString(Letters, PublicLength), RandomNumberGenerator.GetString(Letters, SecretLength));
        return (new ApiKey
        {
            PublicId = token.PublicId,
            SecretSha256 = HashOf(token.Secret),
            Name = name,
            Contact = contact,
            Perimeter = perimeter,
            Families = string.Join(',', families.Select(f => f.Code).Order(StringComparer.Ordinal)),
            CreatedAt = now,
            CreatedBy = author.DisplayName,
            ExpiresAt = expiresAt,
        }, token);
    }

    public bool Matches(ApiToken token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(SecretSha256), Encoding.ASCII.GetBytes(HashOf(token.Secret)));

    public ApiKeyState StateAt(DateTimeOffset now) => RevokedAt is not null ? ApiKeyState.Revoked : now >= ExpiresAt ? ApiKeyState.Expired : ApiKeyState.Active;

    public bool Opens(StatFamily family) => Families.Split(',').Contains(family.Code);

    public void Used(DateTimeOffset now) => LastUsedAt = now;

    /// <returns>False when it was revoked before.</returns>
    public bool Revoke(string reason, Actor actor, DateTimeOffset now)
    {
        if (RevokedAt is not null)
        {
            return false;
        }

        (RevokedAt, RevokedBy, RevocationReason) = (now, actor.DisplayName, reason);
        return true;
    }

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
