using Soffi.Domain.Declarations;

namespace Soffi.Domain.Tests.Declarations;

public sealed class TypingPaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Claire = Guid.NewGuid();
    private static readonly Guid Marc = Guid.NewGuid();

    [Fact]
    public void Measure_takes_the_median_of_the_gaps() =>
        Assert.Equal(TimeSpan.FromSeconds(30), TypingPace.Median(Typed(Claire, 0, 10, 30, 60, 90, 400)));

    [Fact]
    public void Measure_leaves_out_pauses_of_more_than_ten_minutes() =>
        Assert.Equal(TimeSpan.FromSeconds(20), TypingPace.Median(Typed(Claire, 0, 20, 40, 60, 80, 100, 701, 721)));

    [Fact]
    public void Measure_keeps_each_author_apart() =>
        Assert.Equal(TimeSpan.FromSeconds(60), TypingPace.Median([.. Typed(Claire, 0, 60, 120, 180), .. Typed(Marc, 1, 61, 121, 181)]));

    [Fact]
    public void Measure_shares_the_time_among_cells_saved_together() =>
        Assert.Equal(TimeSpan.FromSeconds(10), TypingPace.Median(Typed(Claire, 0, 50, 50, 50, 50, 50)));

    [Fact]
    public void Measure_too_little_says_nothing()
    {
        Assert.Null(TypingPace.Median(Typed(Claire, 0, 10, 20, 30, 40)));
        Assert.Null(TypingPace.Median([]));
    }

    private static IEnumerable<TypedCell> Typed(Guid author, params int[] seconds) => seconds.Select(s => new TypedCell(author, Start.AddSeconds(s)));
}
