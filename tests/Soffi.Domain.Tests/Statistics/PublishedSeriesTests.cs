using System.Globalization;
using Soffi.Domain.Statistics;
using static Soffi.Domain.Tests.Statistics.Tables;

namespace Soffi.Domain.Tests.Statistics;

/// <summary>The figures published by Dares on professionalisation contracts (reference-metier §3.3, T3).</summary>
public sealed class PublishedSeriesTests
{
    private static readonly Dictionary<int, int[]> Entries = new()
    {
        [2021] = [3328, 4268, 4900, 4136, 3628, 4161, 3687, 4306, 10067, 10025, 7727, 6622],
        [2022] = [2720, 3863, 4121, 3431, 3302, 3550, 4377, 4771, 8829, 7709, 6356, 6054],
        [2023] = [3555, 3800, 3802, 3302, 2681, 3196, 3996, 3615, 7702, 7437, 6059, 4605],
    };

    [Theory]
    [InlineData(2022, "−18,3 −9,5 −15,9 −17,0 −9,0 −14,7 18,7 10,8 −12,3 −23,1 −17,7 −8,6")]
    [InlineData(2023, "30,7 −1,6 −7,7 −3,8 −18,8 −10,0 −8,7 −24,2 −12,8 −3,5 −4,7 −23,9")]
    public void J11_gives_the_published_rates(int year, string published)
    {
        var row = Result().Rows.Single(r => r.Key == $"G{year}");

        Assert.Equal(published.Split(' '), row.Cells.Take(12).Select(StatText.Of));
    }

    [Fact]
    public void J11_gives_the_published_total_of_2023() =>
        Assert.Equal("53\u202F750", StatText.Of(Result().Find("2023", "ANNEE")!));

    [Fact]
    public void J11_has_no_rate_for_the_first_year() =>
        Assert.All(Result().Rows.Single(r => r.Key == "G2021").Cells, c => Assert.Equal("n.d.", StatText.Of(c)));

    private static StatResult Result()
    {
        var coverage = Entries.Keys.Select(y => Coverage(y, [Akto], [Akto])).ToList();
        var facts = Entries.SelectMany(year => year.Value.SelectMany((count, month) => Fact(
            J11, Akto, year.Key, $"C2M.{(month + 1).ToString("00", CultureInfo.InvariantCulture)}.M26", count))).ToArray();
        return Calculate(J11, [2021, 2022, 2023], [.. coverage], facts);
    }
}
