using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;
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
    public async Task Questions_are_sound_tsql(int question, bool national)
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
    }

    /// <summary>Facts are added up as they are stored, whole numbers, and never joined to what they are told by.</summary>
    [Theory]
    [InlineData(nameof(ToldFact.ByCell), true)]
    [InlineData(nameof(ToldBy.Others), true)]
    [InlineData(nameof(ToldFact.ByVersion), true)]
    [InlineData(nameof(ToldFact.Each), false)]
    public async Task Facts_are_read_alone(string how, bool addedUp)
    {
        var captured = new CapturedTSql();
        await using (var context = captured.Open(answersRows: false))
        {
            var (cells, who) = (new List<long> { 1, 2 }, new ToldBy([2025], how == nameof(ToldBy.Others), [3]));
            var facts = how switch
            {
                nameof(ToldFact.ByCell) or nameof(ToldBy.Others) => ToldFact.ByCell(context, cells, who),
                nameof(ToldFact.ByVersion) => ToldFact.ByVersion(context, cells, who),
                _ => ToldFact.Each(context, cells, who),
            };
            await foreach (var fact in facts)
            {
                Assert.Fail($"Nothing was to be answered: {fact.Value}.");
            }
        }

        var sql = Assert.Single(captured.Commands);
        Assert.Empty(TSql.Faults(sql));
        Assert.Contains("[StatFacts]", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("[StatSubmissions]", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("decimal", sql, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(addedUp, sql.Contains("GROUP BY", StringComparison.Ordinal));
        Assert.Equal(addedUp, sql.Contains("SUM([", StringComparison.Ordinal));
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
