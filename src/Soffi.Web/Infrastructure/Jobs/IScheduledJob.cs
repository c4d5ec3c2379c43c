namespace Soffi.Web.Infrastructure.Jobs;

/// <summary>Work done from time to time by one instance at once. It may be cut at any point and run again: it loses and doubles nothing.</summary>
public interface IScheduledJob
{
    /// <summary>Stable name, in French, as the page of jobs shows it.</summary>
    static abstract string Name { get; }

    /// <returns>What was done, in French; null when there was nothing to do.</returns>
    Task<string?> Run(CancellationToken cancellation);
}
