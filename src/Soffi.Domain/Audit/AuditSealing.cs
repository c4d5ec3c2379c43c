using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Soffi.Domain.Declarations;

namespace Soffi.Domain.Audit;

/// <summary>A sealed run of the journal, as it is stored.</summary>
/// <param name="FirstEntryId">First entry covered.</param>
/// <param name="LastEntryId">Last entry covered.</param>
/// <param name="PreviousDigest">Digest of the run before.</param>
/// <param name="Digest">SHA-256 over the previous digest and the leaves, 64 lower-case hexadecimal digits.</param>
/// <param name="Leaves">One leaf of forty bytes per entry: identifier (8, big-endian) and SHA-256 of its canonical text (32).</param>
public sealed record SealedRun(long FirstEntryId, long LastEntryId, string PreviousDigest, string Digest, byte[] Leaves)
{
    public int Count => SealedLeaves.Count(Leaves);
}

/// <summary>What was done to the journal behind its back.</summary>
public enum AuditFaultKind
{
    Altered = 1,
    Deleted,
    Inserted,
    Reordered,

    /// <summary>The chain of seals itself does not hold.</summary>
    BrokenSeal,
}

/// <param name="EntryId">The first faulty entry; for a broken seal, the first entry of its run.</param>
/// <param name="SealedAsId">For a reordered entry, the identifier its content was sealed under.</param>
public sealed record AuditFault(AuditFaultKind Kind, long EntryId, long? SealedAsId = null)
{
    /// <summary>A French sentence for the operator.</summary>
    public string Sentence => Kind switch
    {
        AuditFaultKind.Altered => $"La ligne {EntryId} du journal a été modifiée après son scellement.",
        AuditFaultKind.Deleted => $"La ligne {EntryId} du journal, scellée, a été supprimée.",
        AuditFaultKind.Inserted => $"La ligne {EntryId} a été insérée dans une partie déjà scellée du journal.",
        AuditFaultKind.Reordered =>
            $"L’ordre du journal a été changé : la ligne {EntryId} porte le contenu scellé à la ligne {SealedAsId}.",
        _ => $"Le scellé de la partie du journal qui commence à la ligne {EntryId} est rompu ou manquant.",
    };
}

/// <summary>
/// Seals of the journal (CGU articles 49 and 83), pure: the digest of each run depends on that of the run before, so that
/// nothing sealed can change, vanish, appear or move without the chain telling; the leaves tell which entry.
/// </summary>
public static class AuditSealing
{
    /// <summary>What the first run follows: 64 zeros.</summary>
    public static string Genesis { get; } = new('0', 64);

    /// <summary>Seals those entries, in the order of their identifiers, after the run of that digest.</summary>
    /// <exception cref="ArgumentException">No entry.</exception>
    public static SealedRun Seal(IReadOnlyList<AuditEntry> entries, string previousDigest)
    {
        if (entries.Count == 0)
        {
            throw new ArgumentException("Nothing to seal.", nameof(entries));
        }

        var leaves = SealedLeaves.Make([.. entries.Select(Line)]);
        return new SealedRun(entries[0].Id, entries[^1].Id, previousDigest, DigestOf(previousDigest, leaves), leaves);
    }

    /// <summary>The first fault of a run, or null when all is as it was sealed.</summary>
    /// <param name="run">The stored run.</param>
    /// <param name="previousDigest">Digest of the run really before it, or <see cref="Genesis"/>.</param>
    /// <param name="entries">
    /// Every entry from after the run before to the end of this one, in the order of their identifiers.
    /// </param>
    public static AuditFault? Check(SealedRun run, string previousDigest, IReadOnlyList<AuditEntry> entries)
    {
        if (run.PreviousDigest != previousDigest || run.Digest != DigestOf(run.PreviousDigest, run.Leaves) || run.Count == 0
            || SealedLeaves.IdAt(run.Leaves, 0) != run.FirstEntryId || SealedLeaves.IdAt(run.Leaves, run.Count - 1) != run.LastEntryId)
        {
            return new AuditFault(AuditFaultKind.BrokenSeal, run.FirstEntryId);
        }

        return SealedLeaves.Compare(run.Leaves, [.. entries.Select(Line)]);
    }

    /// <summary>The text whose hash is sealed: every column but the identifier, as canonical JSON.</summary>
    public static string CanonicalText(AuditEntry entry) => CanonicalJson.Write(CanonicalJson.Object([
        ("le", entry.At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)),
        ("acteur", entry.ActorId?.ToString()),
        ("nom", entry.ActorName),
        ("action", entry.Action),
        ("objet", entry.ObjectType),
        ("identifiant", entry.ObjectId),
        ("operateur", entry.OperatorId),
        ("details", entry.DetailsJson),
        ("resultat", entry.Result),

        // Only when there is one: what was sealed before anybody could act for another body keeps its seal.
        .. entry.OnBehalfOf is { } body ? [("pour", body)] : Array.Empty<(string, object?)>()]));

    /// <summary>Digest of a run: whoever has its leaves and the digest before it recomputes it.</summary>
    public static string DigestOf(string previousDigest, byte[] leaves) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Encoding.ASCII.GetBytes(previousDigest), .. leaves]));

    private static SealedLine Line(AuditEntry entry) => new(entry.Id, CanonicalText(entry));
}
