namespace Soffi.Data.Rows;

/// <summary>One verification of the seals, so that the pages say when it was done last and what it found.</summary>
public sealed class IntegrityCheck
{
    public int Id { get; set; }

    public DateTimeOffset At { get; set; }

    public long Verified { get; set; }

    /// <summary>The first fault, in French; null when there is none.</summary>
    public string? Fault { get; set; }
}
