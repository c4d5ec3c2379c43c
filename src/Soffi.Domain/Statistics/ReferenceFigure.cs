using Soffi.Domain.Forms;

namespace Soffi.Domain.Statistics;

/// <summary>
/// A figure that others publish, which agents compare declarations with. Never overwritten: a new value, or its withdrawal, is a new
/// version; the highest holds.
/// </summary>
public sealed class ReferenceFigure
{
    public const int LongestCode = 32;
    public const int LongestSource = 300;

    private ReferenceFigure()
    {
    }

    /// <param name="version">1 for the first of its key.</param>
    /// <param name="entry">What is entered.</param>
    /// <param name="by">Who enters it; null for the system.</param>
    /// <param name="byName">Name at the time.</param>
    public ReferenceFigure(ReferenceEntry entry, int version, Guid? by, string byName, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (Code, Exercise, OperatorCode) = (entry.Code, entry.Exercise, entry.OperatorCode);
        Number = entry.Value is { } value ? CellScale.ToStored(value) : null;
        Source = entry.Source;
        SourceDate = entry.SourceDate;
        Version = version;
        RecordedBy = by;
        RecordedByName = byName;
        RecordedAt = now;
    }

    public Guid Id { get; private set; }

    public string Code { get; private set; } = "";

    public int Exercise { get; private set; }

    /// <summary>Permanent code of the body; empty for the whole country.</summary>
    public string OperatorCode { get; private set; } = "";

    public int Version { get; private set; }

    /// <summary>Ten-thousandths (see <see cref="CellScale"/>); null when the figure is withdrawn.</summary>
    public long? Number { get; private set; }

    /// <summary>Where the figure was published; why it is withdrawn, for a withdrawal.</summary>
    public string Source { get; private set; } = "";

    /// <summary>Date of the publication, when it is known.</summary>
    public DateOnly? SourceDate { get; private set; }

    public Guid? RecordedBy { get; private set; }

    public string RecordedByName { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }

    public decimal? Value => Number is { } stored ? CellScale.FromStored(stored) : null;

    /// <summary>Entering it again would change nothing.</summary>
    public bool Says(ReferenceEntry entry) => (Value, Source, SourceDate) == (entry.Value, entry.Source, entry.SourceDate);
}

/// <summary>A figure as somebody enters it.</summary>
/// <param name="OperatorCode">Empty for the whole country.</param>
/// <param name="Value">Null to withdraw the figure that holds.</param>
public sealed record ReferenceEntry(string Code, int Exercise, string OperatorCode, decimal? Value, string Source, DateOnly? SourceDate);
