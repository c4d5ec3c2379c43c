using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Soffi.Domain.Audit;

/// <param name="Text">Every column but the identifier, always written the same way.</param>
public readonly record struct SealedLine(long Id, string Text);

/// <summary>
/// The leaves of a sealed run, forty bytes a line: identifier (8, big-endian) and SHA-256 of its text (32). They tell which
/// line changed, vanished, appeared or moved.
/// </summary>
public static class SealedLeaves
{
    /// <summary>Bytes of a leaf.</summary>
    public const int Length = IdLength + SHA256.HashSizeInBytes;

    private const int IdLength = sizeof(long);

    public static byte[] Make(IReadOnlyList<SealedLine> lines)
    {
        var leaves = new byte[lines.Count * Length];
        for (var i = 0; i < lines.Count; i++)
        {
            var leaf = leaves.AsSpan(i * Length, Length);
            BinaryPrimitives.WriteInt64BigEndian(leaf, lines[i].Id);
            SHA256.HashData(Encoding.UTF8.GetBytes(lines[i].Text), leaf[IdLength..]);
        }

        return leaves;
    }

    public static int Count(byte[] leaves) => leaves.Length / Length;

    public static long IdAt(byte[] leaves, int index) => BinaryPrimitives.ReadInt64BigEndian(leaves.AsSpan(index * Length, IdLength));

    /// <summary>The first fault, or null when every line is as it was sealed.</summary>
    /// <param name="lines">Every line from after the run before to the end of this one, in the order of their identifiers.</param>
    public static AuditFault? Compare(byte[] leaves, IReadOnlyList<SealedLine> lines)
    {
        var hashes = lines.Select(line => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line.Text)))).ToList();
        var count = Count(leaves);
        var present = 0;
        for (var i = 0; i < count; present++, i++)
        {
            var id = IdAt(leaves, i);
            if (present >= lines.Count || lines[present].Id > id)
            {
                var moved = hashes.IndexOf(HashAt(leaves, i));
                return moved < 0
                    ? new AuditFault(AuditFaultKind.Deleted, id)
                    : new AuditFault(AuditFaultKind.Reordered, lines[moved].Id, id);
            }

            if (lines[present].Id != id || hashes[present] != HashAt(leaves, i))
            {
                return Misplaced(leaves, lines[present].Id, hashes[present], id);
            }
        }

        return present < lines.Count ? new AuditFault(AuditFaultKind.Inserted, lines[present].Id) : null;
    }

    private static AuditFault Misplaced(byte[] leaves, long lineId, string hash, long expectedId)
    {
        for (var i = 0; i < Count(leaves); i++)
        {
            if (HashAt(leaves, i) == hash && IdAt(leaves, i) != lineId)
            {
                return new AuditFault(AuditFaultKind.Reordered, lineId, IdAt(leaves, i));
            }
        }

        return new AuditFault(lineId == expectedId ? AuditFaultKind.Altered : AuditFaultKind.Inserted, lineId);
    }

    /// <summary>SHA-256 of the text of that leaf, 64 lower-case hexadecimal digits.</summary>
    public static string HashAt(byte[] leaves, int index) =>
        Convert.ToHexStringLower(leaves.AsSpan((index * Length) + IdLength, SHA256.HashSizeInBytes));
}
