using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

public sealed class CellVariationTests
{
    [Theory]
    [InlineData(CellType.Amount, 102_800, 100_000, "+2\u202f800\u00a0; +2,8\u00a0%")]
    [InlineData(CellType.Amount, 97_500.50, 100_000, "-2\u202f499,50\u00a0; -2,5\u00a0%")]
    [InlineData(CellType.Amount, 100, 100, "=")]
    [InlineData(CellType.Count, 6, 3, "+3")] // Not « +100 % ».
    [InlineData(CellType.Count, 30, 20, "+10\u00a0; +50\u00a0%")]
    [InlineData(CellType.Amount, 500, 999.99, "-499,99")]
    [InlineData(CellType.Amount, -500, -1_000, "+500\u00a0; +50\u00a0%")]
    [InlineData(CellType.Amount, 5_000, 0, "+5\u202f000")]
    [InlineData(CellType.Rate, 52.5, 51, "+1,5\u00a0point")]
    [InlineData(CellType.Rate, 40, 51, "-11\u00a0points")]
    public void Variation_of_two_figures_says_difference_and_percent_above_a_floor(CellType type, decimal now, decimal before, string expected) =>
        Assert.Equal(expected, CellVariation.Of(type, CellValue.Of(now), CellValue.Of(before))!.Text(type));

    [Fact]
    public void Variation_with_a_blank_is_none()
    {
        Assert.Null(CellVariation.Of(CellType.Amount, CellValue.Blank, CellValue.Of(5)));
        Assert.Null(CellVariation.Of(CellType.Amount, CellValue.Of(5), CellValue.NotApplicable));
    }
}
