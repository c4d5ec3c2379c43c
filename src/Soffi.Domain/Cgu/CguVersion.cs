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
    /// <param name="summary">What changes, in a few words, for its announcement; may be empty.</param>
    public CguVersion(string number, string markdown, DateTimeOffset publishedAt, DateTimeOffset effectiveAt, string summary = "")
    {
        Summary = summary;
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

    /// <summary>What changes, in a few words; empty for nothing to say.</summary>
    public string Summary { get; private set; } = "";

    /// <summary>When an announced version was given up; it never takes force then. Null for all others.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>Gives up an announced version: its text stays, unchanged, and never takes force.</summary>
    /// <returns>False when it is in force already, or was given up before.</returns>
    public bool Withdraw(DateTimeOffset now)
    {
        if (WithdrawnAt is not null || EffectiveAt <= now)
        {
            return false;
        }

        WithdrawnAt = now;
        return true;
    }

    public static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The text in force: of those already effective, the latest (one at most at any instant, CGU article 18).</summary>
    public static CguVersion? InForce(IEnumerable<CguVersion> versions, DateTimeOffset now) =>
        versions.Where(v => v.EffectiveAt <= now && v.WithdrawnAt == null).OrderByDescending(v => v.EffectiveAt).ThenByDescending(v => v.Id).FirstOrDefault();
}
