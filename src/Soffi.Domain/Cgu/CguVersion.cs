using System.Security.Cryptography;
using System.Text;

namespace Soffi.Domain.Cgu;

/// <summary>A published, immutable text of the terms of use (CGU articles 13 to 21).</summary>
public sealed class CguVersion
{
    private CguVersion()
    {
    }

    /// <param name="number">Number shown to people, e.g. « 1.0 »; unique.</param>
    /// <param name="markdown">The exact text; its SHA-256 (UTF-8, LF) is the evidence.</param>
    /// <param name="publishedAt">Instant of publication.</param>
    /// <param name="effectiveAt">Instant from which it is the text in force, unless a later one is.</param>
    public CguVersion(string number, string markdown, DateTimeOffset publishedAt, DateTimeOffset effectiveAt)
    {
        Number = number;
        Markdown = markdown.ReplaceLineEndings("\n");
        Sha256 = HashOf(Markdown);
        PublishedAt = publishedAt;
        EffectiveAt = effectiveAt;
    }

    public int Id { get; private set; }

    public string Number { get; private set; } = "";

    public string Markdown { get; private set; } = "";

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; private set; } = "";

    public DateTimeOffset PublishedAt { get; private set; }

    public DateTimeOffset EffectiveAt { get; private set; }

    public static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The text in force: of those already effective, the latest (one at most at any instant, CGU article 18).</summary>
    public static CguVersion? InForce(IEnumerable<CguVersion> versions, DateTimeOffset now) =>
        versions.Where(v => v.EffectiveAt <= now).OrderByDescending(v => v.EffectiveAt).ThenByDescending(v => v.Id).FirstOrDefault();
}

/// <summary>
/// Evidence of one acceptance (CGU articles 14, 81, 82): who (issuer and subject as received), which exact text, when.
/// Never deleted nor changed.
/// </summary>
public sealed class CguAcceptance
{
    private CguAcceptance()
    {
    }

    public CguAcceptance(Guid userId, string issuer, string subject, CguVersion version, DateTimeOffset acceptedAt)
    {
        UserId = userId;
        Issuer = issuer;
        Subject = subject;
        CguVersionId = version.Id;
        Number = version.Number;
        Sha256 = version.Sha256;
        AcceptedAt = acceptedAt;
    }

    public long Id { get; private set; }

    public Guid UserId { get; private set; }

    public string Issuer { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public int CguVersionId { get; private set; }

    public string Number { get; private set; } = "";

    public string Sha256 { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTimeOffset AcceptedAt { get; private set; }
}
