using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Statistics;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>A statement corrected before, or while, a question that adds operators up is answered.</summary>
public sealed class StatCorrectionsTests : IAsyncLifetime
{
    private const string January = "mesure=ESF.OPCO:C2M.01.M26&mesure=ESF.OPCO:C2M.02.M26&colonnes=mesure&lignes=exercice&exercice=2022,2023&perimetre=deposees";
    private TestDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.Create();
        await using var context = _database.Open();
        await StatisticsData.Fill(context);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Only_sums_that_a_correction_stands_in_are_revised()
    {
        await Correct(100);

        var result = await Answer();

        Assert.Equal(StatisticsData.PublishedEntries[2022][0], Figure(result, 2022, 0).Raw);
        Assert.All([Figure(result, 2022, 0), Figure(result, 2022, 1), Figure(result, 2023, 1)], c => Assert.False(c.Flags.HasFlag(StatFlags.Revised)));
        Assert.True(Figure(result, 2023, 0).Flags.HasFlag(StatFlags.Revised));
        Assert.All(result.Rows.SelectMany(r => r.Cells), c => Assert.True(c.Flags.HasFlag(StatFlags.Provisional)));
    }

    [Fact]
    public async Task Correction_takes_the_place_of_what_it_corrects()
    {
        var before = Figure(await Answer(), 2023, 0).Raw;
        var told = await Correct(100);

        Assert.Equal(before - told + 100, Figure(await Answer(), 2023, 0).Raw);
    }

    [Fact]
    public async Task Correction_that_comes_between_two_readings_is_not_counted_beside_what_it_corrects()
    {
        var before = Figure(await Answer(), 2023, 0).Raw;
        var meanwhile = new Meanwhile(() => Correct(100));

        var result = await Answer(meanwhile);

        Assert.True(meanwhile.HasCome);
        Assert.Equal(before, Figure(result, 2023, 0).Raw);
        Assert.NotEqual(before, Figure(await Answer(), 2023, 0).Raw);
    }

    private static StatCell Figure(StatResult result, int exercise, int measure) =>
        result.Rows.Single(r => r.Path.Any(p => p.Code == StatText.Year(exercise))).Cells[measure];

    private async Task<StatResult> Answer(DbCommandInterceptor? meanwhile = null)
    {
        await using var context = _database.Open(more => more.AddInterceptors(meanwhile is null ? [] : [meanwhile]));
        var queries = Results.Queries(context);
        return await queries.Compute(StatisticsData.Question(January), await queries.Frame(default), StatReader.Everything, default);
    }

    /// <summary>AFDAS corrects its statement for 2023: January alone is told.</summary>
    /// <returns>What it had told.</returns>
    private async Task<decimal> Correct(decimal january)
    {
        var cell = new CellCode("C2M", "01", "M26");
        await using var context = _database.Open();
        var former = await (
            from submission in context.Submissions.Include(s => s.Cells)
            join campaign in context.Campaigns on submission.CampaignId equals campaign.Id
            join body in context.Operators on submission.OperatorId equals body.Id
            where body.Code == "AFDAS" && campaign.Exercise == 2023 && submission.IsLatest
            select submission).SingleAsync();
        former.Supersede();
        context.Add(new Submission(
            await context.Declarations.SingleAsync(d => d.Id == former.DeclarationId), former.Number + 1, "ESF-2023-AFDAS-9999",
            new SignedBy(Guid.NewGuid(), "Marc Bernard", "Directeur"), "{}", new string('b', 64), [KeyValuePair.Create(cell, CellValue.Of(january))], StatisticsData.Now));
        await context.SaveChangesAsync();
        return CellScale.FromStored(former.Cells.Single(c => c.Code == cell).Number!.Value);
    }

    /// <summary>Does something just before facts are first read.</summary>
    private sealed class Meanwhile(Func<Task> act) : DbCommandInterceptor
    {
        public bool HasCome { get; private set; }

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (!HasCome && command.CommandText.Contains("StatFacts", StringComparison.Ordinal))
            {
                HasCome = true;
                await act();
            }

            return result;
        }
    }
}
