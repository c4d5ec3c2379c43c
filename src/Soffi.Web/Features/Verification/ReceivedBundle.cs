using System.IO.Compression;
using Soffi.Web.Infrastructure.Proofs;

namespace Soffi.Web.Features.Verification;

/// <summary>Why a file sent is not even looked into.</summary>
public enum BundleFault
{
    None,

    /// <summary>More bytes than a bundle ever has.</summary>
    TooLarge,

    /// <summary>Not an archive, a damaged one, or one that holds no evidence.</summary>
    NotABundle,

    /// <summary>An archive that swells beyond reason.</summary>
    Bomb,
}

/// <summary>
/// An archive sent by anybody, opened in memory with limits on everything: its size, its entries, what they swell to. Nothing is
/// written anywhere.
/// </summary>
/// <param name="Files">Contents by name, those of a bundle only.</param>
/// <param name="Strangers">Names of the entries that a bundle does not hold.</param>
public sealed record ReceivedBundle(IReadOnlyDictionary<string, byte[]> Files, IReadOnlyList<string> Strangers, BundleFault Fault = BundleFault.None)
{
    /// <summary>Of the archive: ten times the largest that Soffi makes.</summary>
    public const int MaxBytes = 4_000_000;

    private const int MaxEntries = 32;

    /// <summary>Of one file, swollen, in bytes.</summary>
    private const int MaxFile = 8_000_000;

    /// <summary>Of all of them.</summary>
    private const int MaxTotal = 16_000_000;

    public static ReceivedBundle Open(Stream archive)
    {
        if (archive.Length > MaxBytes)
        {
            return Refused(BundleFault.TooLarge);
        }

        try
        {
            using var zip = new ZipArchive(archive, ZipArchiveMode.Read);
            return zip.Entries.Count > MaxEntries ? Refused(BundleFault.NotABundle) : Read(zip);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or OverflowException or ArgumentException)
        {
            return Refused(BundleFault.NotABundle);
        }
    }

    private static ReceivedBundle Read(ZipArchive zip)
    {
        var (files, strangers, total) = (new Dictionary<string, byte[]>(), new List<string>(), 0);
        foreach (var entry in zip.Entries)
        {
            if (!ProofBundle.Names.Contains(entry.FullName))
            {
                strangers.Add(entry.FullName);
                continue;
            }

            // What the entry says of its size is not believed: it is read up to the limit.
            if (Inflate(entry, Math.Min(MaxFile, MaxTotal - total)) is not { } content)
            {
                return Refused(BundleFault.Bomb);
            }

            if (!files.TryAdd(entry.FullName, content))
            {
                return Refused(BundleFault.NotABundle);
            }

            total += content.Length;
        }

        return files.ContainsKey(ProofBundle.Evidence) ? new ReceivedBundle(files, strangers) : Refused(BundleFault.NotABundle);
    }

    private static byte[]? Inflate(ZipArchiveEntry entry, int most)
    {
        using var stream = entry.Open();
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            if (content.Length + read > most)
            {
                return null;
            }

            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    /// <summary>A file that was not even received whole.</summary>
    public static ReceivedBundle TooLarge { get; } = Refused(BundleFault.TooLarge);

    private static ReceivedBundle Refused(BundleFault fault) => new(new Dictionary<string, byte[]>(), [], fault);
}
