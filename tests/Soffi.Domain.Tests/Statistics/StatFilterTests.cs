using Soffi.Domain.Statistics;
using static Soffi.Domain.Tests.Statistics.Tables;

namespace Soffi.Domain.Tests.Statistics;

public sealed class StatFilterTests
{
    private static readonly StatFrame Frame = Tables.Frame(2021, 2022, 2023);

    [Fact]
    public void Read_takes_the_latest_exercise_for_operators_and_all_of_them_for_a_series()
    {
        Assert.Equal([2023], StatFilter.Read(J2, Frame, [], [null, ""], out _)!.Exercises);
        Assert.Equal([2021, 2022, 2023], StatFilter.Read(J11, Frame, [""], [], out _)!.Exercises);
    }

    [Fact]
    public void Read_accepts_repeated_and_comma_separated_values_once_each()
    {
        var filter = StatFilter.Read(J11, Frame, ["2023,2021", "2021"], ["sante, AKTO", "akto"], out _)!;

        Assert.Equal([2021, 2023], filter.Exercises);
        Assert.Equal(["AKTO", "SANTE"], filter.Operators.Select(o => o.Code));
        Assert.Equal("Exercices 2021, 2023\u202F; opérateurs\u00A0: AKTO, SANTE", StatFilter.Sentence(filter.Apply(J11.Query)));
    }

    [Theory]
    [InlineData("2019")]
    [InlineData("20x5")]
    [InlineData("-2023")]
    [InlineData("99999999999999999999")]
    public void Read_refuses_an_unknown_exercise_and_says_which_exist(string exercise)
    {
        Assert.Null(StatFilter.Read(J2, Frame, [exercise], [], out var refusals));
        Assert.Contains("choisissez parmi 2021, 2022, 2023", Assert.Single(refusals), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_refuses_an_unknown_operator_and_two_exercises_for_one_table()
    {
        Assert.Null(StatFilter.Read(J2, Frame, ["2021", "2022"], ["NIMPORTE"], out var refusals));
        Assert.Equal(2, refusals.Count);
        Assert.Contains("«\u00A0NIMPORTE\u00A0»", refusals[1], StringComparison.Ordinal);
    }
}
