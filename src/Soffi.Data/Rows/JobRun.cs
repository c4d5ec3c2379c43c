namespace Soffi.Data.Rows;

/// <summary>
/// The last run of a job, and the lease that keeps two instances from running it at once: whoever moves
/// <see cref="LeasedUntil"/> first runs it. A process that dies leaves a lease that ends by itself.
/// </summary>
public sealed class JobRun
{
    public string Name { get; set; } = "";

    public DateTimeOffset LeasedUntil { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>What the last run did, in French; null before the first one ends.</summary>
    public string? Outcome { get; set; }

    public bool Failed { get; set; }
}
