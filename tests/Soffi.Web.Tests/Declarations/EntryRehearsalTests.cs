using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Web.Features.Declarations;
using Soffi.Web.Infrastructure.Database;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>Cells are played before the first person comes, and nothing of them is left.</summary>
public sealed class EntryRehearsalTests
{
    private static Action<IWebHostBuilder> On => b => b.UseSetting("Rehearsal:Enabled", "true");

    [Fact]
    public async Task Start_plays_cells_and_writes_nothing()
    {
        await using var before = await SoffiHost.Start(seed: true);
        var (written, revisions) = (await Written(before), await Revisions(before));
        Assert.NotEmpty(revisions);

        await using var host = await SoffiHost.Start(seed: true, configure: On);
        var rehearsal = host.Services.GetServices<IHostedService>().OfType<EntryRehearsal>().Single();
        await rehearsal.ExecuteTask!;

        Assert.True(rehearsal.Played > 0);
        Assert.Equal(written, await Written(host));
        Assert.Equal(revisions, await Revisions(host));
    }

    [Fact]
    public async Task Ready_probe_once_played_answers_200()
    {
        await using var host = await SoffiHost.Start(seed: true, configure: On);
        await host.Services.GetServices<IHostedService>().OfType<EntryRehearsal>().Single().ExecuteTask!;
        await ReadForms(host);
        using var client = host.CreateClient();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/sante/pret")).StatusCode);
    }

    [Fact]
    public async Task Ready_probe_before_the_end_of_what_comes_first_answers_503_and_the_process_lives()
    {
        await using var host = await SoffiHost.Start();
        var first = new TaskCompletionSource();
        host.Services.GetRequiredService<Readiness>().After(first.Task);
        using var client = host.CreateClient();

        using var early = await client.GetAsync("/sante/pret");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, early.StatusCode);
        Assert.Contains("se pr", await early.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/sante/vivant")).StatusCode);

        first.SetException(new InvalidOperationException("failed"));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/sante/pret")).StatusCode);
    }

    [Fact]
    public async Task Start_without_any_statement_plays_nothing()
    {
        await using var host = await SoffiHost.Start(configure: On);
        var rehearsal = host.Services.GetServices<IHostedService>().OfType<EntryRehearsal>().Single();
        await rehearsal.ExecuteTask!;

        Assert.Equal(0, rehearsal.Played);
    }

    /// <summary>A database that is not there yet: the log says it, the process lives.</summary>
    [Fact]
    public async Task Start_without_database_goes_on()
    {
        await using var host = await SoffiHost.Start(configure: b => b.UseSetting("Rehearsal:Enabled", "true")
            .UseSetting("Database:Provider", "Sqlite").UseSetting("ConnectionStrings:Soffi", "Data Source=absent/absent.db;Mode=ReadWrite"));
        await host.Services.GetServices<IHostedService>().OfType<EntryRehearsal>().Single().ExecuteTask!;
        using var client = host.CreateClient();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/sante/vivant")).StatusCode);
    }

    private static Task<(int Entries, int Changes, int Cells)> Written(SoffiHost host) => host.Database(async d =>
        (await d.Set<AuditEntry>().CountAsync(), await d.CellChanges.CountAsync(), await d.DeclarationCells.CountAsync()));

    /// <summary>A probe gives them four seconds, which a machine busy with other tests may not have.</summary>
    private static async Task ReadForms(SoffiHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        foreach (var version in await scope.ServiceProvider.GetRequiredService<SoffiDbContext>().FormVersions.Select(f => f.Id).ToListAsync())
        {
            await scope.ServiceProvider.GetRequiredService<FormCatalog>().Definition(version, default);
        }
    }

    private static Task<List<string>> Revisions(SoffiHost host) => host.Database(d =>
        d.Declarations.OrderBy(s => s.Id).Select(s => s.Id + " " + s.Revision + " " + s.Status).ToListAsync());
}
