using Soffi.Domain.Forms;
using Soffi.Domain.Statistics;
using Soffi.Domain.Tests.Forms;

namespace Soffi.Domain.Tests.Statistics;

/// <summary>A figure is atypical when it is far from the others and weighs: beside last year's, and in the whole statement.</summary>
public sealed class StatementComparisonTests
{
    private static readonly FormDefinition Form = PublishedForms.Read("2025/OPCO");
    private static readonly CellCode Small = CellCode.Parse("B2.010.ALT");
    private static readonly CellCode Large = CellCode.Parse("B2.011.ALT");

    [Theory]
    [InlineData("1000", "9000", false)] // Nine times as much, and nothing in a statement of a hundred millions.
    [InlineData("1000000", "9000000", true)]
    [InlineData("10000000", "10900000", false)] // Heavy, but less than a tenth more.
    [InlineData("10000000", "11000000", true)]
    [InlineData("1000000", "1499999", false)] // Just under half a percent of the largest figure.
    [InlineData("1000000", "1500000", true)]
    [InlineData("0", "500000", true)] // Comes from nothing.
    [InlineData("0", "499999", false)]
    public void Figure_far_from_its_past_is_atypical_when_it_weighs(string before, string now, bool atypical)
    {
        var compared = Compare(Number(before), Number(now));

        Assert.Equal(atypical, compared.IsAtypical);
        Assert.Equal(atypical, compared.Weighs);
        Assert.True(RobustOutliers.IsOutlier(compared.HistoryScore));
    }

    [Fact]
    public void Figure_that_weighs_and_is_usual_is_not_atypical()
    {
        var compared = StatementComparison.Of(
            Form, Values((Small, 9_000_000), (Large, 100_000_000)), Values((Small, 1_000_000), (Large, 100_000_000)),
            new[] { 8_000_000m, 9_000_000m, 10_000_000m }.ToLookup(_ => Small), Array.Empty<decimal>().ToLookup(_ => Small)).Single(c => c.Cell.Code == Small);

        Assert.True(compared.Weighs);
        Assert.False(compared.IsAtypical);
    }

    private static ComparedCell Compare(decimal before, decimal now) => StatementComparison.Of(
        Form, Values((Small, now), (Large, 100_000_000)), Values((Small, before), (Large, 100_000_000)),
        new[] { 100m, 101m, 102m }.ToLookup(_ => Small), Array.Empty<decimal>().ToLookup(_ => Small)).Single(c => c.Cell.Code == Small);

    private static CellValues Values(params (CellCode Code, decimal Number)[] cells) =>
        new(cells.Select(c => KeyValuePair.Create(c.Code, CellValue.Of(c.Number))));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
