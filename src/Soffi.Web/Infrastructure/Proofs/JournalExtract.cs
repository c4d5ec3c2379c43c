using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Infrastructure.Proofs;

/// <summary>Whether the lines of an extract of the journal are those that were sealed.</summary>
public enum JournalSeal
{
    /// <summary>Each line is in a run whose digest holds.</summary>
    Holds = 1,

    /// <summary>The lines were not sealed yet when the extract was made.</summary>
    Pending,

    /// <summary>A line is not what was sealed, or a digest does not hold.</summary>
    Broken,
}

/// <summary>
/// Lines of the journal with the seal of the run that holds them, as JSON: whoever has it recomputes the seal. The leaves of a run
/// are hashes: they say nothing of its other lines.
/// </summary>
public sealed record JournalExtract(IReadOnlyList<(long Id, string Text)> Lines, IReadOnlyList<SealedRun> Runs)
{
    private const string Layout = "soffi-journal/1";

    public string ToJson() => CanonicalJson.Write(CanonicalJson.Object(
        ("format", Layout),
        ("lignes", Lines.Select(l => CanonicalJson.Object(("id", (decimal)l.Id), ("texte", l.Text))).ToList()),
        ("scelles", Runs.Select(r => CanonicalJson.Object(
            ("premiere", (decimal)r.FirstEntryId), ("derniere", (decimal)r.LastEntryId), ("precedent", r.PreviousDigest), ("empreinte", r.Digest),
            ("feuilles", Convert.ToBase64String(r.Leaves)))).ToList())));

    /// <exception cref="Exception">It is not an extract.</exception>
    public static JournalExtract Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return root.GetProperty("format").GetString() != Layout
            ? throw new FormatException("Not an extract of the journal.")
            : new JournalExtract(
                [.. root.GetProperty("lignes").EnumerateArray().Select(l => (l.GetProperty("id").GetInt64(), l.GetProperty("texte").GetString()!))],
                [.. root.GetProperty("scelles").EnumerateArray().Select(r => new SealedRun(
                    r.GetProperty("premiere").GetInt64(), r.GetProperty("derniere").GetInt64(), r.GetProperty("precedent").GetString()!,
                    r.GetProperty("empreinte").GetString()!, r.GetProperty("feuilles").GetBytesFromBase64()))]);
    }

    /// <summary>Recomputed from the extract alone.</summary>
    public JournalSeal Check()
    {
        if (Runs.Any(r => r.Digest != AuditSealing.DigestOf(r.PreviousDigest, r.Leaves)))
        {
            return JournalSeal.Broken;
        }

        var leaves = Runs.SelectMany(r => Enumerable.Range(0, r.Count).Select(i => (Id: SealedLeaves.IdAt(r.Leaves, i), Hash: SealedLeaves.HashAt(r.Leaves, i))))
            .ToLookup(l => l.Id, l => l.Hash);
        var states = Lines.Select(l => !leaves[l.Id].Any() ? JournalSeal.Pending
            : leaves[l.Id].Contains(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(l.Text)))) ? JournalSeal.Holds : JournalSeal.Broken).ToList();
        return states.Contains(JournalSeal.Broken) ? JournalSeal.Broken : states.Contains(JournalSeal.Pending) ? JournalSeal.Pending : JournalSeal.Holds;
    }
}
