using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;
using MimeKit;

namespace Soffi.Portal.Accounts;

/// <summary>
/// One account per person (CGU article 23): two spellings of one mailbox are one address. Lower case, compatible Unicode
/// forms brought together, what follows a plus sign left out, domain in its ASCII form.
/// </summary>
public sealed class AddressNormalizer : ILookupNormalizer
{
    /// <summary>Longest address a mail server must accept (RFC 5321).</summary>
    public const int Longest = 254;

    private static readonly IdnMapping Idn = new();

    public string? NormalizeName(string? name) => NormalizeEmail(name);

    public string? NormalizeEmail(string? email)
    {
        if (email is null)
        {
            return null;
        }

        var address = email.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var at = address.LastIndexOf('@');
        if (at <= 0)
        {
            return address;
        }

        var mailbox = address[..at];
        var plus = mailbox.IndexOf('+', StringComparison.Ordinal);
        return $"{(plus > 0 ? mailbox[..plus] : mailbox)}@{Ascii(address[(at + 1)..])}";
    }

    /// <summary>True for one plain address, without a display name, whose domain has a dot.</summary>
    public static bool IsAddress(string? text) =>
        text is { Length: > 0 and <= Longest }
        && !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || character is '<' or '>' or '"' or ',' or ';' or '(' or ')')
        && MailboxAddress.TryParse(text, out var parsed) && parsed.Address == text
        && text.LastIndexOf('@') is var at and > 0 && text.IndexOf('@', StringComparison.Ordinal) == at
        && text[(at + 1)..].Split('.') is { Length: > 1 } labels && labels.All(label => label.Length > 0);

    private static string Ascii(string domain)
    {
        try
        {
            return Idn.GetAscii(domain.TrimEnd('.'));
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }
}
