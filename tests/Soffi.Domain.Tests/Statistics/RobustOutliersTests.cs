using Soffi.Domain.Statistics;

namespace Soffi.Domain.Tests.Statistics;

public sealed class RobustOutliersTests
{
    [Theory]
    [InlineData("3", "1,5,3")]
    [InlineData("2.5", "1,2,3,4")]
    [InlineData("7", "7")]
    public void Median_is_the_middle_or_half_way_between_the_two_middles(string median, string values) =>
        Assert.Equal(Read(median)[0], RobustOutliers.Median(Read(values)));

    [Fact]
    public void Median_of_nothing_throws() => Assert.Throws<ArgumentException>(() => RobustOutliers.Median([]));

    [Fact]
    public void Mad_is_not_moved_by_one_wrong_figure()
    {
        Assert.Equal(1, RobustOutliers.Mad(Read("1,2,3,4,5")));
        Assert.Equal(1, RobustOutliers.Mad(Read("1,2,3,4,5000")));
    }

    [Theory]
    [InlineData("10", true)] // (10 - 3) / 1.4826
    [InlineData("-5", true)]
    [InlineData("8", false)]
    [InlineData("3", false)]
    public void Score_is_far_beyond_three_and_a_half_robust_deviations(string value, bool far) =>
        Assert.Equal(far, RobustOutliers.IsOutlier(RobustOutliers.Score(Read(value)[0], Read("1,2,3,4,5"), 5)));

    [Fact]
    public void Score_says_nothing_of_too_few_others_nor_of_equal_ones()
    {
        Assert.Null(RobustOutliers.Score(10, Read("1,2,3,4"), 5));
        Assert.Null(RobustOutliers.Score(10, Read("2,2,2,2,9"), 5));
    }

    [Fact]
    public void Growth_is_in_percent_and_says_nothing_from_zero()
    {
        Assert.Equal(25, StatementComparison.Growth(125, 100));
        Assert.Null(StatementComparison.Growth(5, 0));
    }

    private static List<decimal> Read(string values) =>
        [.. values.Split(',').Select(v => decimal.Parse(v, System.Globalization.CultureInfo.InvariantCulture))];
}
