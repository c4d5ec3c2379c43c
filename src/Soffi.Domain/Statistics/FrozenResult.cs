using System.Security.Cryptography;
using System.Text;
using Soffi.Domain.Access;

namespace Soffi.Domain.Statistics;

/// <summary>What a result is frozen with.</summary>
/// <param name="TableId">« J2 », or « requete ».</param>
/// <param name="Question">The question as text (<see cref="StatAddress"/>).</param>
/// <param name="Canonical">Text the hash is that of (<see cref="StatCanonical.Json"/>).</param>
/// <param name="Content">The result as it was shown, as JSON.</param>
public sealed record FrozenEvidence(string TableId, string Question, string Canonical, string Content);

/// <summary>
/// A result kept as it was shown: evidence, immutable, under a code that cannot be guessed. It may be withdrawn, never changed nor erased.
/// </summary>
public sealed class FrozenResult
{
    public const int LongestTitle = 200;
    public const int LongestNote = 1000;
    public const int LongestReason = 500;

    /// <summary>58 bits drawn at random.</summary>
    public const int CodeLength = 12;

    /// <summary>Neither vowels, which make words, nor what is misread (0, 1, l).</summary>
    private const string Letters = "23456789bcdfghjkmnpqrstvwxyz";

    private FrozenResult()
    {
    }

    /// <param name="reader">The rights it was computed with: they decide who reads it.</param>
    /// <param name="scope">How fine it is.</param>
    public FrozenResult(
        FrozenEvidence evidence, string title, string note, bool shared, StatReader reader, StatScope scope, Actor author, DateTimeOffset now)
    {
        Code = RandomNumberGenerator.GetString(Letters, CodeLength);
        (TableId, Question, Canonical, Content) = (evidence.TableId, evidence.Question, evidence.Canonical, evidence.Content);
        (Sha256, ContentSha256) = (HashOf(Canonical), HashOf(Content));
        (Title, Note, IsShared) = (title, note, shared);
        (National, Regions, Scope) = (reader.National, RegionsOf(reader), scope);
        (AuthorId, AuthorName, FrozenAt) = (author.UserId, author.DisplayName, now);
    }

    public int Id { get; private set; }

    public string Code { get; private set; } = "";

    public string TableId { get; private set; } = "";

    public string Question { get; private set; } = "";

    public string Canonical { get; private set; } = "";

    public string Content { get; private set; } = "";

    /// <summary>Of <see cref="Canonical"/>: 64 lower-case hexadecimal digits. The hash printed on the exports of the same result.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Of <see cref="Content"/>: tells that the words were not altered either.</summary>
    public string ContentSha256 { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string Note { get; private set; } = "";

    /// <summary>Listed for everybody who may read it; otherwise for its author only. Who has the address reads it in both cases.</summary>
    public bool IsShared { get; private set; }

    /// <summary>Computed for a reader who sees every operator.</summary>
    public bool National { get; private set; }

    /// <summary>« 11,84 »: the regions of a reader of a regional directorate, in order; empty for a national one.</summary>
    public string Regions { get; private set; } = "";

    public StatScope Scope { get; private set; }

    public Guid AuthorId { get; private set; }

    public string AuthorName { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTimeOffset FrozenAt { get; private set; }

    /// <summary>UTC; null while it is shown.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    public string? WithdrawnBy { get; private set; }

    public string? WithdrawalReason { get; private set; }

    /// <summary>What was stored is what was frozen.</summary>
    public bool IsIntact => HashOf(Canonical) == Sha256 && HashOf(Content) == ContentSha256;

    /// <summary>The rights it was computed with: asked again, it is asked with the same.</summary>
    public StatReader Reader => new(National, Regions.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet());

    /// <summary>Who sees every operator reads all; a regional directorate, what was frozen for the same regions.</summary>
    public static bool MayRead(StatReader reader, bool national, string regions) => reader.National || (!national && regions == RegionsOf(reader));

    public bool MayBeReadBy(StatReader reader) => MayRead(reader, National, Regions);

    /// <summary>Its author, or DGEFP.</summary>
    public bool MayBeWithdrawnBy(Actor actor) => actor.UserId == AuthorId
        || actor.Grants.Any(g => g.Role == Role.AgentDgefp && actor.Allows(g, Permission.ViewStatistics));

    /// <returns>False when it is already withdrawn.</returns>
    public bool Withdraw(string reason, Actor actor, DateTimeOffset now)
    {
        if (WithdrawnAt is not null)
        {
            return false;
        }

        (WithdrawnAt, WithdrawnBy, WithdrawalReason) = (now, actor.DisplayName, reason);
        return true;
    }

    /// <summary>The regions of a reader, as stored.</summary>
    public static string RegionsOf(StatReader reader) => reader.National ? "" : string.Join(',', reader.Regions.Order(StringComparer.Ordinal));

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
