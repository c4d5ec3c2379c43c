using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Statistics;

/// <summary>The forms of one kind for one type of operators, whatever their year: their cells have permanent codes.</summary>
public readonly record struct StatFamily(StatementKind Kind, OperatorType Type)
{
    /// <summary>« ESF.OPCO »: how addresses, saved queries and exports name it.</summary>
    public string Code => string.Create(CultureInfo.InvariantCulture, $"{Kind}.{Type}").ToUpperInvariant();

    public override string ToString() => Code;

    /// <summary>The family of that code, or null.</summary>
    public static StatFamily? Find(string? code)
    {
        foreach (var family in All)
        {
            if (family.Code.Equals(code, StringComparison.OrdinalIgnoreCase))
            {
                return family;
            }
        }

        return null;
    }

    /// <summary>Every one there can be.</summary>
    public static IReadOnlyList<StatFamily> All { get; } =
        [.. from kind in Enum.GetValues<StatementKind>() from type in Enum.GetValues<OperatorType>() select new StatFamily(kind, type)];

    /// <summary>
    /// The number under which the facts of that cell are kept: 47 bits of a hash of its permanent name, so that it is the same
    /// on every installation and needs no table to be made. Two names with one number would mix two figures: the build of the
    /// dimensions refuses it (<see cref="StatCells"/>).
    /// </summary>
    public long CellId(CellCode code)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes($"{Code}|{code}"), hash);
        return (long)(BinaryPrimitives.ReadUInt64BigEndian(hash) >> 17);
    }
}
