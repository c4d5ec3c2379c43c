using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Konscious.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Soffi.Portal.Accounts;

/// <summary>
/// Keeps passwords with Argon2id (RFC 9106), 19 MiB and two passes as OWASP advises. The hashes made before (PBKDF2) are
/// still read, and replaced at the next sign-in.
/// </summary>
public sealed class Argon2Hasher(IOptions<PasswordHasherOptions> olderOptions) : IPasswordHasher<PortalUser>
{
    private const string Prefix = "$argon2id$v=19$";
    private const int MemoryKib = 19_456;
    private const int Passes = 2;
    private const int Lanes = 1;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    private readonly PasswordHasher<PortalUser> _older = new(olderOptions);

    /// <summary>Verified when there is no account: the answer takes the same time.</summary>
    public static string OfNobody { get; } =
        $"{Prefix}m={MemoryKib},t={Passes},p={Lanes}${new string('A', 22)}${new string('A', 43)}";

    public string HashPassword(PortalUser user, string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Hash(password, salt, MemoryKib, Passes, Lanes, HashBytes);
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}m={MemoryKib},t={Passes},p={Lanes}${Text(salt)}${Text(hash)}");
    }

    public PasswordVerificationResult VerifyHashedPassword(PortalUser user, string hashedPassword, string providedPassword)
    {
        ArgumentNullException.ThrowIfNull(hashedPassword);
        ArgumentNullException.ThrowIfNull(providedPassword);
        if (!hashedPassword.StartsWith(Prefix, StringComparison.Ordinal))
        {
            var result = _older.VerifyHashedPassword(user, hashedPassword, providedPassword);
            return result == PasswordVerificationResult.Success ? PasswordVerificationResult.SuccessRehashNeeded : result;
        }

        if (hashedPassword[Prefix.Length..].Split('$') is not [var costs, var saltText, var hashText]
            || costs.Split(',') is not [['m', '=', .. var memory], ['t', '=', .. var passes], ['p', '=', .. var lanes]])
        {
            return PasswordVerificationResult.Failed;
        }

        var expected = Bytes(hashText);
        var (m, t, p) = (Number(memory), Number(passes), Number(lanes));
        if (!CryptographicOperations.FixedTimeEquals(Hash(providedPassword, Bytes(saltText), m, t, p, expected.Length), expected))
        {
            return PasswordVerificationResult.Failed;
        }

        return (m, t, p) == (MemoryKib, Passes, Lanes) ? PasswordVerificationResult.Success : PasswordVerificationResult.SuccessRehashNeeded;
    }

    private static byte[] Hash(string password, byte[] salt, int memory, int passes, int lanes, int length)
    {
        using var argon = new Argon2id(Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormKC)))
        {
            Salt = salt,
            MemorySize = memory,
            Iterations = passes,
            DegreeOfParallelism = lanes,
        };
        return argon.GetBytes(length);
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Base 64 without padding, as the other programs that read this form write it.</summary>
    private static string Text(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] Bytes(string text) => Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
}
