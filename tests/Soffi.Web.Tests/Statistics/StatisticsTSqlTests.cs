using Microsoft.Extensions.Time.Testing;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;
using Soffi.Web.Tests.Data;
using Soffi.Web.Tests.Engines;

namespace Soffi.Web.Tests.Statistics;

/// <summary>Every query of the statistics, as SQL Server would receive it.</summary>
public sealed class StatisticsTSqlTests
{
    private static readonly StatOperator[] Two = [new(1, "AKTO", "AKTO"), new(2, "ATLAS", "ATLAS")];

    [Theory]
    [InlineData("J2", StatScope.ByOperator)]
    [InlineData("J2", StatScope.AggregatesOnly)]
    [InlineData("J11", StatScope.ByOperator)]
    public async Task Queries_are_sound_tsql_that_adds_up_integers(string id, StatScope scope)
    {
        var captured = new CapturedTSql();
        await using (var context = captured.Open())
        {
            var queries = new StatisticsQueries(context, Sample.Forms(context), new FakeTimeProvider(StatisticsData.Now));
            var table = StatisticsData.Tables.Find(id)!;
            foreach (var operators in new StatOperator[][] { [], Two })
            {
                var filter = new StatFilter([2025], operators);
                await Run(() => queries.Frame(table, default));
                await Run(() => queries.Compute(table, filter, scope, default));
                await Run(() => queries.Origin(table, filter, 2025, 1, table.Columns[0], default));
            }
        }

        Assert.All(captured.Commands, sql => Assert.Empty(TSql.Faults(sql)));
        Assert.Contains(captured.Commands, sql =>
            sql.Contains("SUM([", StringComparison.Ordinal) && sql.Contains("GROUP BY", StringComparison.Ordinal)
            && !sql.Contains("decimal", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(2, captured.Commands.Count(sql => sql.Contains("GROUP BY", StringComparison.Ordinal)));
    }

    private static async Task Run(Func<Task> query)
    {
        try
        {
            await query();
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            // The made-up rows do not fit together: what matters is the text captured.
        }
    }
}
