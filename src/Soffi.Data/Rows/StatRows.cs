using System.Buffers.Binary;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Data.Rows;

/// <summary>
/// A submission as statistics see it: what it is counted under, since when and until when it was the one that counts. Kept
/// beside the submission, in its transaction (ADR 22).
/// </summary>
public sealed class StatSubmission
{
    /// <summary>Short key of the facts: the 47 last bits of the identifier of the submission, which are drawn at random.</summary>
    public long No { get; set; }

    public Guid SubmissionId { get; set; }

    public Guid DeclarationId { get; set; }

    public int OperatorId { get; set; }

    public OperatorType Type { get; set; }

    /// <summary>INSEE code of the operator's region; empty for a national body.</summary>
    public string RegionCode { get; set; } = "";

    public StatementKind Kind { get; set; }

    public int Exercise { get; set; }

    /// <summary>1 for the first submission of the statement, then 2… (corrections).</summary>
    public int Number { get; set; }

    /// <summary>The instant it was submitted, UTC.</summary>
    public DateTimeOffset From { get; set; }

    /// <summary>The instant a correction took its place, UTC; null while it counts.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>The statement is validated or published: its figures are no longer provisional.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>The key of that submission.</summary>
    public static long NoOf(Guid submission)
    {
        Span<byte> bytes = stackalloc byte[16];
        submission.TryWriteBytes(bytes, bigEndian: true, out _);
        return (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) & ((1UL << 47) - 1));
    }
}

/// <summary>One number, or one « sans objet », of one submission. Rows of one exercise and one cell lie together: a table reads just what it counts.</summary>
public sealed class StatFactRow
{
    public int Exercise { get; set; }

    /// <summary>See StatFamily.CellId.</summary>
    public long CellId { get; set; }

    public long SubmissionNo { get; set; }

    /// <summary>A number or « sans objet »; texts are not counted.</summary>
    public CellKind Kind { get; set; }

    /// <summary>Ten-thousandths; zero for « sans objet ».</summary>
    public long Number { get; set; }
}

/// <summary>That cell stands, on that axis of its form, at that member: the columns that figures are crossed by.</summary>
public sealed class StatCellMember
{
    /// <summary>« sexe »: the name of the axis in the forms.</summary>
    public string Axis { get; set; } = "";

    public long CellId { get; set; }

    /// <summary>« F ».</summary>
    public string Member { get; set; } = "";
}
