using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Statistics;
using Soffi.Web.Tests.Data;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>Published tables kept in memory are never older than the database.</summary>
public sealed class StatKeptTests(StatisticsHost host) : IClassFixture<StatisticsHost>
{
    private const string Path = "/statistiques/J2?exercice=2025";

    [Fact]
    public async Task Table_read_again_shows_a_figure_changed_since_at_once()
    {
        var before = Total(await host.Page(StatisticsHost.Dgefp, Path));
        Assert.Equal(before, Total(await host.Page(StatisticsHost.Dgefp, Path)));

        await using var context = host.Database.Open();
        var cell = StatFamily.Find("ESF.OPCO")!.Value.CellId(CellCode.Parse("B2.030.TOT"));
        var fact = await context.StatFacts.Where(f => f.Exercise == 2025 && f.CellId == cell && context.StatSubmissions.Any(s => s.No == f.SubmissionNo && s.Until == null)).FirstAsync();
        fact.Number += 10_000_000L * 1_000_000;
        await context.SaveChangesAsync();

        Assert.NotEqual(before, Total(await host.Page(StatisticsHost.Dgefp, Path)));
    }

    [Fact]
    public async Task Table_changed_in_a_transaction_given_up_stays_what_it_was()
    {
        var before = Total(await host.Page(StatisticsHost.Dgefp, Path));
        await using var context = host.Database.Open();
        await Assert.ThrowsAsync<InvalidOperationException>(() => context.InTransaction<int>(async cancellation =>
        {
            var cell = StatFamily.Find("ESF.OPCO")!.Value.CellId(CellCode.Parse("B2.030.TOT"));
            (await context.StatFacts.Where(f => f.Exercise == 2025 && f.CellId == cell && context.StatSubmissions.Any(s => s.No == f.SubmissionNo && s.Until == null)).FirstAsync(cancellation)).Number += 10_000_000L * 1_000_000;
            await context.SaveChangesAsync(cancellation);
            throw new InvalidOperationException("Given up.");
        }));

        Assert.Equal(before, Total(await host.Page(StatisticsHost.Dgefp, Path)));
    }

    [Fact]
    public async Task Table_shows_the_new_name_of_an_operator_at_once()
    {
        await host.Page(StatisticsHost.Dgefp, Path);
        await using var context = host.Database.Open();
        var body = await context.Operators.SingleAsync(o => o.Code == "AFDAS");
        context.Entry(body).Property(o => o.Name).CurrentValue = "Opco renommé";
        await context.SaveChangesAsync();

        Assert.Contains("Opco renommé", (await host.Page(StatisticsHost.Dgefp, Path)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_of_one_reader_is_never_shown_to_another()
    {
        var all = await host.Page(StatisticsHost.Dgefp, Path);
        var regional = await host.Page(StatisticsHost.Dreets, Path);

        Assert.NotEmpty(all.QuerySelectorAll("#tableau tbody a"));
        Assert.Empty(regional.QuerySelectorAll("#tableau tbody a"));
    }

    [Fact]
    public async Task Stamp_changes_with_what_statistics_read_and_not_with_cells_typed()
    {
        await using var database = await TestDatabase.Create();
        var id = await Sample.Declaration(database);
        await using var context = database.Open();
        var first = await Stamp(context);

        var repository = Sample.Repository(context);
        var opened = (await repository.Load(id))!;
        await repository.Type(opened, 0, (loaded, _) => loaded.Declaration.SaveCells(Sample.Save(0, ("B2.010.ALT", 7m)), Sample.Claire, Sample.Now));
        await repository.Type((await repository.Load(id))!, 1, (loaded, _) => loaded.Declaration.SaveCells(Sample.Save(1, ("B2.010.ALT", 8m)), Sample.Claire, Sample.Now));
        var typed = await Stamp(context);
        await repository.Type((await repository.Load(id))!, 2, (loaded, _) => loaded.Declaration.SaveCells(Sample.Save(2, ("B2.010.ALT", 9m)), Sample.Claire, Sample.Now));
        Assert.Equal(typed, await Stamp(context)); // The first cell begins the statement; the next ones change nothing that statistics read.

        context.ChangeTracker.Clear();
        var statement = await context.Declarations.SingleAsync(d => d.Id == id);
        context.Entry(statement).Property(d => d.Status).CurrentValue = DeclarationStatus.Waived;
        await context.SaveChangesAsync();
        var waived = await Stamp(context);
        Assert.NotEqual(typed, waived);

        var campaign = await context.Campaigns.FirstAsync();
        context.Entry(campaign).Property(c => c.OpensAt).CurrentValue = campaign.OpensAt.AddDays(-1);
        await context.SaveChangesAsync();
        Assert.NotEqual(waived, await Stamp(context));
        Assert.NotEqual(first, waived);
    }

    private static Task<Guid> Stamp(SoffiDbContext context) => context.ChangeStampRows.AsNoTracking().Where(s => s.Id == ChangeStamp.Statistics).Select(s => s.Value).SingleAsync();

    private static string Total(IHtmlDocument page) => page.QuerySelectorAll("#tableau tbody tr")[^1].TextContent;
}
