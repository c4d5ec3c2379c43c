using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.FormWorkshop;

/// <summary>The list of forms; a draft is begun from what is published, shown, downloaded, deleted.</summary>
public sealed class WorkshopTests(WorkshopHost host) : IClassFixture<WorkshopHost>
{
    [Fact]
    public async Task List_shows_what_is_published_with_its_size_and_what_may_be_prepared()
    {
        var page = await (await host.As(WorkshopHost.Anne)).PageAsync("/campagnes/formulaires");

        var line = page.QuerySelectorAll("#versions tbody tr")[0];
        var form = FormReader.Read(WorkshopHost.Product, "2026/CSA").Definition!;
        Assert.Contains("CSA\u00a02026", line.TextContent, StringComparison.Ordinal);
        Assert.Contains(form.Header.Sha256[..12], line.TextContent, StringComparison.Ordinal);
        Assert.Equal($"{form.Cells.Count(c => c.IsInput)}", line.QuerySelectorAll("td")[1].TextContent.Trim());
        Assert.Equal($"{form.Controls.DistinctBy(c => c.Code).Count()}", line.QuerySelectorAll("td")[4].TextContent.Trim());
    }

    [Fact]
    public async Task Begin_clones_the_year_ready_to_publish_and_writes_it_in_the_journal()
    {
        var browser = await host.As(WorkshopHost.Anne);
        var answer = await Begin(browser, await host.VersionId(StatementKind.Csa, 2026), "2027");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var page = await browser.PageAsync(answer.Headers.Location!.OriginalString);
        Assert.Contains("Prêt à publier", page.TextOf("dl"), StringComparison.Ordinal);
        Assert.Contains("CSA 2026, version 1", page.TextOf("dl"), StringComparison.Ordinal);
        Assert.Equal(6, page.QuerySelectorAll("#cadres tbody th").Length);
        var draft = (await host.Stored(int.Parse(answer.Headers.Location.OriginalString.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture)))!;
        Assert.Equal((2027, 1), (draft.Exercise, draft.Number));
        Assert.Contains("2026/CSA, version 1", Assert.Single(await host.Journal(draft, AuditAction.FormDrafted)).DetailsJson, StringComparison.Ordinal);

        // Somebody else asks for the same: one draft is enough.
        var again = await Begin(await host.As(WorkshopHost.Other), await host.VersionId(StatementKind.Csa, 2026), "2027");
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal($"/campagnes/formulaires/brouillons/{draft.Id}", (await again.ReadPageAsync()).QuerySelector(".fr-alert a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Begin_a_new_version_takes_the_next_number()
    {
        var browser = await host.As(WorkshopHost.Anne);

        var answer = await Begin(browser, await host.VersionId(StatementKind.Csa, 2025), "2025");

        var draft = await host.Factory.DatabaseAsync(d => d.FormDrafts.SingleAsync(f => f.Exercise == 2025));
        Assert.Equal($"/campagnes/formulaires/brouillons/{draft.Id}", answer.Headers.Location!.OriginalString);
        Assert.Equal(2, draft.Number);
    }

    [Theory]
    [InlineData("", "Indiquez l’exercice")]
    [InlineData("abc", "Indiquez l’exercice")]
    [InlineData("2101", "Indiquez l’exercice")]
    [InlineData("2024", "ne peut pas précéder 2025")]
    [InlineData("2026", "a déjà un formulaire publié")]
    public async Task Begin_something_impossible_says_why(string exercise, string sentence)
    {
        var answer = await Begin(await host.As(WorkshopHost.Anne), await host.VersionId(StatementKind.Csa, 2025), exercise);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, (await answer.ReadPageAsync()).TextOf(".fr-alert"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_shows_its_hash_and_what_changed_and_gives_its_files()
    {
        var browser = await host.As(WorkshopHost.Anne);
        var id = await host.VersionId(StatementKind.Csa, 2026);
        var page = await browser.PageAsync($"/campagnes/formulaires/versions/{id}");
        var form = FormReader.Read(WorkshopHost.Product, "2026/CSA").Definition!;
        Assert.Contains(form.Header.Sha256, page.TextOf("dl"), StringComparison.Ordinal);
        Assert.Contains("depuis 2025", page.TextOf("main"), StringComparison.Ordinal);

        using var answer = await browser.GetAsync($"/campagnes/formulaires/versions/{id}/fichiers.zip");
        var reading = Imported(await answer.Content.ReadAsStreamAsync());
        Assert.Equal(form.Header.Sha256, reading.Definition!.Header.Sha256);
        Assert.Equal("soffi-formulaire-2026-csa-v1.zip", answer.Content.Headers.ContentDisposition!.FileName);
    }

    [Fact]
    public async Task Delete_asks_first_then_removes_and_writes_it_in_the_journal()
    {
        var draft = await host.Draft();
        var browser = await host.As(WorkshopHost.Anne);
        var page = await browser.PageAsync($"{WorkshopHost.Root(draft)}/suppression");

        using var answer = await browser.SendAsync(page, "main form");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Null(await host.Stored(draft.Id));
        Assert.Contains("Zo", Assert.Single(await host.Journal(draft, AuditAction.FormDraftDeleted)).DetailsJson, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(WorkshopHost.Root(draft))).StatusCode);
    }

    [Fact]
    public async Task Draft_shows_its_faults_where_they_are()
    {
        var draft = await host.Draft(("controls.json", "[ { } ]"), ("cadre-k1.json", "{"));

        var page = await (await host.As(WorkshopHost.Anne)).PageAsync(WorkshopHost.Root(draft));

        Assert.Contains("à corriger avant de publier", page.TextOf("dl"), StringComparison.Ordinal);
        Assert.Contains("cadre-k1.json : fichier illisible", page.TextOf("#cadres"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/campagnes/formulaires/brouillons/99999")]
    [InlineData("/campagnes/formulaires/brouillons/99999/suppression")]
    [InlineData("/campagnes/formulaires/brouillons/99999/fichiers.zip")]
    [InlineData("/campagnes/formulaires/versions/99999")]
    [InlineData("/campagnes/formulaires/versions/99999/fichiers.zip")]
    public async Task Open_what_does_not_exist_is_not_found(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.As(WorkshopHost.Anne)).GetAsync(path)).StatusCode);

    [Theory]
    [InlineData("")]
    [InlineData("/suppression")]
    [InlineData("/fichiers.zip")]
    public async Task Open_a_draft_without_being_an_administrator_is_refused(string page)
    {
        var draft = await host.Draft();

        Assert.Equal(HttpStatusCode.Forbidden, (await (await host.As(WorkshopHost.Agent)).GetAsync(WorkshopHost.Root(draft) + page)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await host.As(WorkshopHost.Agent)).GetAsync("/campagnes/formulaires")).StatusCode);
    }

    private static async Task<HttpResponseMessage> Begin(HttpClient browser, int version, string exercise)
    {
        var page = await browser.PageAsync($"/campagnes/formulaires/versions/{version}");
        return await browser.SendAsync(page, "form[action$=brouillons]", ("Version", $"{version}"), ("Exercise", exercise));
    }

    private static FormReading Imported(Stream zip)
    {
        var read = Web.Infrastructure.Startup.FormArchive.Read("a.zip", zip);
        Assert.Empty(read.Faults);
        return FormReader.Read(new FormFiles(read.Files), Assert.Single(read.Forms));
    }
}
