namespace Soffi.Domain.Declarations;

/// <summary>A cell that somebody typed.</summary>
/// <param name="At">When it was saved; cells saved together have the same instant.</param>
public readonly record struct TypedCell(Guid AuthorId, DateTimeOffset At);

/// <summary>How long a cell takes to type, measured on the history of a statement.</summary>
public static class TypingPace
{
    /// <summary>A longer pause is not typing.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>Fewer measures say nothing.</summary>
    public const int Least = 5;

    /// <summary>
    /// The median time of one cell, each author apart: the time since the save before, shared among the cells saved
    /// together; pauses longer than <see cref="LongestPause"/> are left out.
    /// </summary>
    /// <returns>Null when fewer than <see cref="Least"/> cells can be measured.</returns>
    public static TimeSpan? Median(IEnumerable<TypedCell> typed)
    {
        var measures = new List<long>();
        foreach (var author in typed.GroupBy(t => t.AuthorId))
        {
            DateTimeOffset? last = null;
            foreach (var save in author.GroupBy(t => t.At).OrderBy(g => g.Key))
            {
                if (last is { } before && save.Key - before <= LongestPause)
                {
                    var cells = save.Count();
                    measures.AddRange(Enumerable.Repeat((save.Key - before).Ticks / cells, cells));
                }

                last = save.Key;
            }
        }

        if (measures.Count < Least)
        {
            return null;
        }

        measures.Sort();
        var middle = measures.Count / 2;
        return TimeSpan.FromTicks(measures.Count % 2 == 1 ? measures[middle] : (measures[middle - 1] + measures[middle]) / 2);
    }
}
