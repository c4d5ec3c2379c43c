using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Soffi.Domain.Audit;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Statistics;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>Large files: offered, asked, made apart, taken, cancelled, failed, erased. Each test has its own person or leaves nothing behind.</summary>
public sealed class ExportsTests(StatisticsHost host) : IClassFixture<StatisticsHost>, IAsyncLifetime
{
    private const string Page = "/statistiques/exports";
    private const string AskForm = "form[action='/statistiques/exports']";

    /// <summary>Some two thousand crossings; over the threshold of the tests.</summary>
    private const string Large = "titre=%3DSERIES&mesure=ESF.OPCO:C2M.@mois.M26&lignes=exercice,operateur&colonnes=mois&exercice=2021,2022,2023&perimetre=deposees&avec=ecart,evolution,part,partligne,rang";

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await using var database = host.Database.Open();
        database.StatExports.RemoveRange(await database.StatExports.ToListAsync());
        await database.SaveChangesAsync();
        if (Directory.Exists(host.Exports))
        {
            Directory.Delete(host.Exports, recursive: true);
        }
    }

    [Fact]
    public async Task Export_of_a_large_question_is_offered_with_its_size_then_made_apart_and_told()
    {
        var offer = await host.Page(StatisticsHost.Dgefp, Builder("csv-ouvert"));
        Assert.Equal("Préparer un export", offer.QuerySelector("h1")!.TextContent);
        Assert.Contains("lignes", offer.QuerySelector("dl")!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("environ", offer.QuerySelector("dl")!.TextContent, StringComparison.Ordinal);

        var id = await Ask("csv-ouvert");
        Assert.Contains("En attente", (await host.Page(StatisticsHost.Dgefp, Page)).QuerySelector("#exports")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await host.Get(StatisticsHost.Dgefp, $"{Page}/{id}")).StatusCode);
        Assert.Equal("1 export(s) prêt(s) sur 1", await Run());

        var file = await host.Get(StatisticsHost.Dgefp, $"{Page}/{id}");
        var bytes = await file.Content.ReadAsByteArrayAsync();
        var export = await Stored(id);
        Assert.Equal((HttpStatusCode.OK, StatExportState.Done), (file.StatusCode, export.State));
        Assert.Equal(export.FileSha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal(export.FileSize, bytes.Length);
        Assert.EndsWith("-donnees-ouvertes.csv", file.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);

        // Nothing is cut: as many lines as the question has crossings that mean something, and the heading.
        var lines = System.Text.Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(lines.Length - 1, 468, export.Lines);

        await using var database = host.Database.Open();
        var mail = await database.OutgoingMessages.SingleAsync(m => m.Key == $"export-{id:N}");
        Assert.Equal((StatisticsHost.Dgefp, "Soffi\u00A0: votre export est prêt"), (mail.To, mail.Subject));
        Assert.Contains(export.FileSha256!, mail.Body, StringComparison.Ordinal);
        foreach (var action in new[] { AuditAction.ExportRequested, AuditAction.ExportFinished, AuditAction.StatisticsExported })
        {
            Assert.Single(await host.Journal(action), e => e.ObjectId == id.ToString());
        }
    }

    [Fact]
    public async Task Lines_are_given_alone_to_the_page_that_follows_them_and_are_no_navigation()
    {
        var id = await Ask("csv-ouvert");
        var page = await host.Page(StatisticsHost.Dgefp, Page);
        Assert.Equal($"{Page}/etat", page.QuerySelector("#exports-liste")!.GetAttribute("data-adresse"));
        Assert.NotNull(page.QuerySelector("[role=status]#exports-etat"));
        Assert.NotNull(page.QuerySelector("script[src*='exports']"));
        Assert.NotNull(page.QuerySelector("#exports-actualiser a[href='/statistiques/exports']"));

        var waiting = await host.Page(StatisticsHost.Dgefp, $"{Page}/etat");
        Assert.Equal(("Waiting", "oui"), (waiting.QuerySelector($"#export-{id}")!.GetAttribute("data-etat"), waiting.QuerySelector($"#export-{id}")!.GetAttribute("data-mouvant")));
        Assert.Null(waiting.QuerySelector("h1"));
        Assert.Null((await host.Page(StatisticsHost.OtherDgefp, $"{Page}/etat")).QuerySelector("tr[data-etat]"));
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Get(StatisticsHost.Declarant, $"{Page}/etat")).StatusCode);

        await Run();
        Assert.Equal("non", (await host.Page(StatisticsHost.Dgefp, $"{Page}/etat")).QuerySelector($"#export-{id}")!.GetAttribute("data-mouvant"));
        var over = await host.Page(StatisticsHost.Dgefp, Page);
        Assert.Null(over.QuerySelector("script[src*='exports']"));
        Assert.Null(over.QuerySelector("#exports-actualiser"));
    }

    [Fact]
    public async Task Export_made_apart_is_the_file_that_would_have_been_made_at_once()
    {
        var id = await Ask("csv");
        await Run();
        await using var scope = host.Services.CreateAsyncScope();
        var export = await Stored(id);
        var answer = await scope.ServiceProvider.GetRequiredService<StatQuestions>().Answer(export.TableId, export.Question, StatReader.Everything, CancellationToken.None);
        using var direct = new MemoryStream();
        StatisticsExport.Write(direct, answer.Result!, StatFormat.Csv, new ExportContext("", default, false));

        Assert.Equal(direct.ToArray(), await (await host.Get(StatisticsHost.Dgefp, $"{Page}/{id}")).Content.ReadAsByteArrayAsync());
        Assert.Equal(StatCanonical.Sha256(answer.Result!), export.ResultSha256);
    }

    [Fact]
    public async Task Cancel_before_it_is_made_leaves_nothing_and_says_so_the_second_time()
    {
        var id = await Ask("xlsx");
        Assert.Equal(HttpStatusCode.SeeOther, (await host.Submit(StatisticsHost.Dgefp, Page, $"form[action$='{id}/annulation']")).StatusCode);

        Assert.Null(await Run());
        Assert.Equal(StatExportState.Cancelled, (await Stored(id)).State);
        Assert.Empty(Files());
        Assert.Single(await host.Journal(AuditAction.ExportCancelled), e => e.ObjectId == id.ToString());
        var again = await host.Post(StatisticsHost.Dgefp, $"{Page}/{id}/annulation", withToken: true);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("déjà terminé", (await again.ReadPageAsync()).QuerySelector("#refus")!.TextContent, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Cancel_while_it_is_written_stops_the_writing_and_removes_the_file()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "A named pipe stands for a slow disk.");
        var id = await Ask("csv");
        var draft = Draft(id);
        using (var make = System.Diagnostics.Process.Start("mkfifo", draft))
        {
            await make.WaitForExitAsync();
        }

        var run = Task.Run(Run);

        // Opens once the export does: from there its writing waits for who reads the pipe.
        await using var pipe = await Task.Run(() => new FileStream(draft, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)).WaitAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(HttpStatusCode.SeeOther, (await host.Post(StatisticsHost.Dgefp, $"{Page}/{id}/annulation", withToken: true)).StatusCode);
        var read = new byte[1 << 16];
        while (await pipe.ReadAsync(read) > 0)
        {
            // Lets the writer go on, to where it looks whether it is still wanted.
        }

        Assert.Equal("0 export(s) prêt(s) sur 1", await run);
        Assert.Equal(StatExportState.Cancelled, (await Stored(id)).State);
        Assert.Empty(Files());
        Assert.DoesNotContain(await host.Journal(AuditAction.ExportFinished), e => e.ObjectId == id.ToString());
    }

    [SkippableFact]
    public async Task Full_disk_fails_the_export_with_a_sentence_and_keeps_no_half_of_a_file()
    {
        Skip.IfNot(File.Exists("/dev/full"), "The disk that is always full is a device of Linux.");
        var id = await Ask("ods");
        File.CreateSymbolicLink(Draft(id), "/dev/full");

        Assert.Equal("0 export(s) prêt(s) sur 1", await Run());
        var line = (await host.Page(StatisticsHost.Dgefp, Page)).QuerySelector("#exports tbody")!.TextContent;
        Assert.Contains("Échoué", line, StringComparison.Ordinal);
        Assert.Contains(ExportRun.NoRoom, line, StringComparison.Ordinal);
        Assert.Empty(Files());
        Assert.Single(await host.Journal(AuditAction.ExportFailed), e => e.ObjectId == id.ToString());
        await using var database = host.Database.Open();
        Assert.Contains("échoué", (await database.OutgoingMessages.SingleAsync(m => m.Key == $"export-{id:N}")).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_beyond_the_limit_of_a_person_is_refused_until_one_is_cancelled()
    {
        var first = await Ask("csv");
        await Ask("csv-ouvert");
        await Ask("sdmx");
        var refused = await host.Submit(StatisticsHost.Dgefp, Builder("ods"), AskForm);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("Vous avez déjà 3 exports en préparation", (await refused.ReadPageAsync()).QuerySelector("#refus")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await host.Submit(StatisticsHost.OtherDgefp, Builder("ods"), AskForm)).StatusCode);
        await host.Post(StatisticsHost.Dgefp, $"{Page}/{first}/annulation", withToken: true);
        await Ask("ods");
    }

    [Fact]
    public async Task Export_is_its_owner_s_alone_and_closes_with_their_rights()
    {
        var id = await Ask("csv");
        Assert.Equal(HttpStatusCode.Conflict, (await host.Post(StatisticsHost.Dgefp, $"{Page}/{id}/suppression", withToken: true)).StatusCode);
        await Run();

        foreach (var path in new[] { $"{Page}/{id}/annulation", $"{Page}/{id}/suppression" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await host.Post(StatisticsHost.OtherDgefp, path, withToken: true)).StatusCode);
            Assert.Equal(HttpStatusCode.BadRequest, (await host.Post(StatisticsHost.Dgefp, path, withToken: false)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await host.Post(StatisticsHost.Declarant, path, withToken: false)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await host.Get(StatisticsHost.OtherDgefp, $"{Page}/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Get(StatisticsHost.Declarant, Page)).StatusCode);
        Assert.DoesNotContain("SERIES", (await host.Page(StatisticsHost.OtherDgefp, Page)).Body!.TextContent, StringComparison.Ordinal);

        // The same person, agent of a region from now on: what was computed for a national reader is closed.
        await using (var database = host.Database.Open())
        {
            var region = await database.Users.SingleAsync(u => u.Email == StatisticsHost.Dreets);
            await database.StatExports.Where(e => e.Id == id).ExecuteUpdateAsync(set => set.SetProperty(e => e.OwnerId, region.Id));
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await host.Get(StatisticsHost.Dreets, $"{Page}/{id}")).StatusCode);
    }

    [Fact]
    public async Task Delete_removes_the_row_and_the_file()
    {
        var id = await Ask("csv");
        await Run();
        Assert.Single(Files());

        Assert.Equal(HttpStatusCode.SeeOther, (await host.Submit(StatisticsHost.Dgefp, Page, $"form[action$='{id}/suppression']")).StatusCode);
        Assert.Empty(Files());
        Assert.Equal(HttpStatusCode.NotFound, (await host.Get(StatisticsHost.Dgefp, $"{Page}/{id}")).StatusCode);
        Assert.Single(await host.Journal(AuditAction.ExportDeleted), e => e.ObjectId == id.ToString());
    }

    [Fact]
    public async Task Purge_erases_what_is_over_and_the_files_of_nobody()
    {
        var id = await Ask("csv");
        await Run();
        await File.WriteAllTextAsync(Draft(Guid.NewGuid()), "moitié");

        Assert.Null(await Purge(TimeSpan.FromDays(6)));
        Assert.Single(Files());
        Assert.Equal("1 export(s) échu(s) supprimé(s)", await Purge(TimeSpan.FromDays(8)));
        Assert.Empty(Files());
        Assert.Equal(HttpStatusCode.NotFound, (await host.Get(StatisticsHost.Dgefp, $"{Page}/{id}")).StatusCode);
        Assert.Single(await host.Journal(AuditAction.ExportDeleted), e => e.ObjectId == id.ToString() && e.ActorName == AuditEntry.System);
    }

    [Fact]
    public async Task Download_of_a_file_gone_from_the_disk_says_to_ask_again()
    {
        var id = await Ask("csv");
        await Run();
        File.Delete(Files().Single());

        Assert.Equal(HttpStatusCode.Gone, (await host.Get(StatisticsHost.Dgefp, $"{Page}/{id}")).StatusCode);
    }

    [Fact]
    public async Task Export_left_by_a_dead_process_is_made_again_after_its_silence()
    {
        var id = await Ask("csv");
        await using (var database = host.Database.Open())
        {
            await database.StatExports.Where(e => e.Id == id).ExecuteUpdateAsync(set => set
                .SetProperty(e => e.State, StatExportState.Running).SetProperty(e => e.BeatAt, StatisticsData.Now - TimeSpan.FromMinutes(14)));
        }

        Assert.Null(await Run());
        await using (var database = host.Database.Open())
        {
            await database.StatExports.Where(e => e.Id == id).ExecuteUpdateAsync(set => set.SetProperty(e => e.BeatAt, StatisticsData.Now - TimeSpan.FromMinutes(16)));
        }

        Assert.Equal("1 export(s) prêt(s) sur 1", await Run());
    }

    private static string Builder(string format) => $"/statistiques/requeteur/export.{format}?{Large}";

    private async Task<Guid> Ask(string format)
    {
        var answer = await host.Submit(StatisticsHost.Dgefp, Builder(format), AskForm);
        Assert.Equal((HttpStatusCode.SeeOther, Page), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Directory.CreateDirectory(host.Exports);
        await using var database = host.Database.Open();
        return await database.StatExports.Where(e => e.Format == format && e.State == StatExportState.Waiting).OrderByDescending(e => e.Id).Select(e => e.Id).FirstAsync();
    }

    private async Task<StatExport> Stored(Guid id)
    {
        await using var database = host.Database.Open();
        return await database.StatExports.AsNoTracking().SingleAsync(e => e.Id == id);
    }

    private async Task<string?> Run()
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ExportJob>().Run(CancellationToken.None);
    }

    private async Task<string?> Purge(TimeSpan later)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await ActivatorUtilities.CreateInstance<ExportPurgeJob>(scope.ServiceProvider, new FakeTimeProvider(StatisticsData.Now + later)).Run(CancellationToken.None);
    }

    private string Draft(Guid id) => Path.Combine(host.Exports, $"{id:N}.partiel");

    private string[] Files() => Directory.Exists(host.Exports) ? Directory.GetFiles(host.Exports) : [];
}
