using Soffi.Domain.Access;

namespace Soffi.Domain.Statistics;

/// <summary>Where an export stands.</summary>
public enum StatExportState
{
    Waiting = 1,
    Running,
    Done,
    Failed,
    Cancelled,
}

/// <summary>A file of figures asked by somebody and made apart, because it is too large to be waited for. It is theirs alone, and for a time.</summary>
public sealed class StatExport
{
    public const int LongestTitle = 200;
    public const int LongestFileName = 200;
    public const int LongestFault = 300;

    private StatExport()
    {
    }

    /// <param name="tableId">« J2 », or « requete ».</param>
    /// <param name="question">The question as text (<see cref="StatAddress"/>).</param>
    /// <param name="lines">Crossings it asks for.</param>
    /// <param name="bytes">What the file is expected to weigh.</param>
    /// <param name="reader">The rights it is computed with.</param>
    public StatExport(string tableId, string question, string title, StatFormat format, long lines, long bytes, StatReader reader, Actor owner, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (TableId, Question, Format) = (tableId, question, format.Word);
        Title = title.Length <= LongestTitle ? title : title[..(LongestTitle - 1)] + "…";
        (Lines, ExpectedBytes) = (lines, bytes);
        (National, Regions) = (reader.National, FrozenResult.RegionsOf(reader));
        (OwnerId, OwnerName, AskedAt, State) = (owner.UserId, owner.DisplayName, now, StatExportState.Waiting);
    }

    public Guid Id { get; private set; }

    public string TableId { get; private set; } = "";

    public string Question { get; private set; } = "";

    public string Title { get; private set; } = "";

    /// <summary>Word of a <see cref="StatFormat"/>.</summary>
    public string Format { get; private set; } = "";

    public long Lines { get; private set; }

    public long ExpectedBytes { get; private set; }

    /// <summary>Written so far.</summary>
    public long WrittenBytes { get; private set; }

    public bool National { get; private set; }

    /// <summary>« 11,84 »; empty for a national reader.</summary>
    public string Regions { get; private set; } = "";

    public Guid OwnerId { get; private set; }

    public string OwnerName { get; private set; } = "";

    public StatExportState State { get; private set; }

    /// <summary>UTC, as all the instants here.</summary>
    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>Last sign of life of who makes it; null before.</summary>
    public DateTimeOffset? BeatAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When it is erased, with its file; null while it is being made.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    public string? FileName { get; private set; }

    public long? FileSize { get; private set; }

    /// <summary>Of the file: 64 lower-case hexadecimal digits.</summary>
    public string? FileSha256 { get; private set; }

    /// <summary>Of the figures (<see cref="StatCanonical"/>): the same in every format.</summary>
    public string? ResultSha256 { get; private set; }

    /// <summary>Why there is no file, and what to do, in French.</summary>
    public string? Fault { get; private set; }

    /// <summary>Moves with each act: of two at once, one loses.</summary>
    public int Revision { get; private set; } = 1;

    public bool IsPending => State is StatExportState.Waiting or StatExportState.Running;

    /// <summary>The rights it is computed with.</summary>
    public StatReader Reader => new(National, Regions.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet());

    /// <summary>Whether somebody with these rights may still read it: rights withdrawn close the file too.</summary>
    public bool MayBeReadBy(StatReader reader) => FrozenResult.MayRead(reader, National, Regions);

    /// <summary>Takes it in hand: it waits, or nobody has made it for a while.</summary>
    public void Start(DateTimeOffset now)
    {
        (State, BeatAt, WrittenBytes) = (StatExportState.Running, now, 0);
        Revision++;
    }

    /// <summary>Who made it stops before the end: somebody else does it again.</summary>
    public void PutBack()
    {
        (State, BeatAt, WrittenBytes) = (StatExportState.Waiting, null, 0);
        Revision++;
    }

    public void Finish(string fileName, long size, string fileSha256, string resultSha256, DateTimeOffset now, TimeSpan kept)
    {
        (FileName, FileSize, FileSha256, ResultSha256, WrittenBytes) = (fileName, size, fileSha256, resultSha256, size);
        End(StatExportState.Done, now, kept);
    }

    public void Fail(string fault, DateTimeOffset now, TimeSpan kept)
    {
        Fault = fault.Length <= LongestFault ? fault : fault[..(LongestFault - 1)] + "…";
        End(StatExportState.Failed, now, kept);
    }

    /// <returns>False when it is over already.</returns>
    public bool Cancel(DateTimeOffset now, TimeSpan kept)
    {
        if (!IsPending)
        {
            return false;
        }

        End(StatExportState.Cancelled, now, kept);
        return true;
    }

    private void End(StatExportState state, DateTimeOffset now, TimeSpan kept)
    {
        (State, EndedAt, ExpiresAt) = (state, now, now + kept);
        Revision++;
    }
}
