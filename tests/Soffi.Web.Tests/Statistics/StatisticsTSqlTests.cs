using Soffi.Domain.Statistics;
using Soffi.Web.Tests.Engines;

namespace Soffi.Web.Tests.Statistics;

/// <summary>Every query of the statistics, as SQL Server would receive it.</summary>
public sealed class StatisticsTSqlTests
{
    public static TheoryData<int, bool> Asked
    {
        get
        {
            var data = new TheoryData<int, bool>();
            for (var i = 0; i < StatisticsData.Questions.Count; i++)
            {
                data.Add(i, true);
                data.Add(i, false);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task Questions_are_sound_tsql_that_adds_up_integers(int question, bool national)
    {
        var captured = new CapturedTSql();
        var reader = national ? StatReader.Everything : new StatReader(false, new HashSet<string> { "84" });
        await using (var context = captured.Open())
        {
            var queries = Results.Queries(context);
            var frame = new StatFrame([2024, 2025], [new(1, "AKTO", "AKTO")], StatisticsData.Cells);
            await Run(() => queries.Frame(default));
            await Run(() => queries.Compute(StatisticsData.Questions[question], frame, reader, default));
            await Run(() => queries.Origin(StatisticsData.Questions[question], frame, reader, default));
        }

        Assert.All(captured.Commands, sql => Assert.Empty(TSql.Faults(sql)));

        // An operator tells a cell once: these facts are read as they lie, the others are added up there.
        var asItLies = StatGrid.Dimensions(StatisticsData.Questions[question]).Contains(StatDimensions.Operator);
        Assert.Contains(captured.Commands, sql =>
            sql.Contains("[StatFacts]", StringComparison.Ordinal) && sql.Contains("GROUP BY", StringComparison.Ordinal) != asItLies
            && sql.Contains("SUM([", StringComparison.Ordinal) != asItLies && !sql.Contains("decimal", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task Run(Func<Task> query)
    {
        try
        {
            await query();
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException && !e.Message.Contains("could not be translated", StringComparison.Ordinal))
        {
            // The made-up rows do not fit together: what matters is the text captured.
        }
    }
}
