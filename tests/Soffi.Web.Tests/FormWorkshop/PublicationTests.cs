using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;
using Soffi.Web.Features.FormWorkshop;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.FormWorkshop;

/// <summary>A draft is tried, then published for ever.</summary>
public sealed class PublicationTests(WorkshopHost host) : IClassFixture<WorkshopHost>
{
    [Fact]
    public async Task Publish_freezes_the_version_with_its_hash_and_closes_the_draft()
    {
        var draft = await host.Draft();
        var browser = await host.As(WorkshopHost.Anne);
        await Relabel(browser, draft, "Entreprises soumises");
        var page = await browser.PageAsync(Links.Publication(draft.Id));
        Assert.Contains("Entreprises soumises", page.TextOf("#differences"), StringComparison.Ordinal);

        using var answer = await browser.SendAsync(page, "main form");

        var version = await Published(draft.Exercise);
        Assert.Equal(Links.Version(version.Id), answer.Headers.Location!.OriginalString);
        Assert.Equal(FormReader.HashOf(version.DefinitionJson), version.Sha256);
        Assert.Contains("Entreprises soumises", version.DefinitionJson, StringComparison.Ordinal);
        var closed = (await host.Stored(draft.Id))!;
        Assert.Equal(version.Id, closed.PublishedVersionId);
        Assert.False(closed.IsOpen);
        Assert.Contains(version.Sha256, Assert.Single(await host.Journal(draft, AuditAction.FormPublished)).DetailsJson, StringComparison.Ordinal);

        // A double click gives the same page; the draft may no longer be changed.
        using var twice = await browser.SendAsync(page, "main form");
        Assert.Equal(Links.Version(version.Id), twice.Headers.Location!.OriginalString);
        Assert.Single(await host.Journal(draft, AuditAction.FormPublished));
        var element = await browser.PageAsync(Links.Element(draft.Id, "cadre-k1.json", "tables/0/rows/0"));
        Assert.Empty(element.QuerySelectorAll("main button[type=submit]"));
        using var late = await browser.SendAsync(element, "main form", ("label", "Trop tard"));
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
    }

    [Fact]
    public async Task Publish_a_corrected_version_needs_a_reason_that_operators_read()
    {
        var first = await host.Draft();
        var browser = await host.As(WorkshopHost.Anne);
        (await browser.SendAsync(await browser.PageAsync(Links.Publication(first.Id)), "main form")).Dispose();
        var version = await Published(first.Exercise);
        using var begun = await browser.SendAsync(await browser.PageAsync(Links.Version(version.Id)), "form[action$=brouillons]");
        var draft = (await host.Stored(int.Parse(begun.Headers.Location!.OriginalString.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture)))!;
        await Relabel(browser, draft, "Entreprises soumises à la contribution");
        var page = await browser.PageAsync(Links.Publication(draft.Id));

        using var refused = await browser.SendAsync(page, "main form", ("Motif", "Court"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("les organismes concernés le lisent", (await refused.ReadPageAsync()).TextOf("#Motif-messages"), StringComparison.Ordinal);

        using var answer = await browser.SendAsync(page, "main form", ("Motif", "Libellé imprécis signalé par les organismes."));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var second = await Published(first.Exercise);
        Assert.Equal((2, "Libellé imprécis signalé par les organismes."), (second.Number, second.CorrectionReason));
    }

    [Fact]
    public async Task Publish_a_version_that_would_lose_what_was_typed_is_refused()
    {
        var first = await host.Draft();
        var browser = await host.As(WorkshopHost.Anne);
        (await browser.SendAsync(await browser.PageAsync(Links.Publication(first.Id)), "main form")).Dispose();
        var version = await Published(first.Exercise);
        using var begun = await browser.SendAsync(await browser.PageAsync(Links.Version(version.Id)), "form[action$=brouillons]");
        var id = int.Parse(begun.Headers.Location!.OriginalString.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        var table = await browser.PageAsync(Links.Element(id, "cadre-k1.json", "tables/0"));
        (await browser.SendAsync(table, "#liste-row form", ("Supprimer", table.QuerySelectorAll("#liste-row button[name=Supprimer]")[2].GetAttribute("value")!))).Dispose();

        var page = await browser.PageAsync(Links.Publication(id));

        Assert.Contains("ne peut pas remplacer", page.TextOf(".fr-alert"), StringComparison.Ordinal);
        Assert.Contains("K1.030", page.TextOf(".fr-alert"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main form"));
    }

    [Fact]
    public async Task Publish_faults_or_what_was_not_read_is_refused()
    {
        var draft = await host.Draft();
        var (anne, other) = (await host.As(WorkshopHost.Anne), await host.As(WorkshopHost.Other));
        var read = await anne.PageAsync(Links.Publication(draft.Id));
        await Relabel(other, draft, "Autre libellé");

        using var changed = await anne.SendAsync(read, "main form");
        Assert.Equal(HttpStatusCode.Conflict, changed.StatusCode);
        Assert.Contains("a changé depuis", (await changed.ReadPageAsync()).TextOf(".fr-alert"), StringComparison.Ordinal);

        (await other.SendAsync(await other.PageAsync(Links.File(draft.Id, "controls.json")), ".soffi-source", ("Texte", "[ { } ]"))).Dispose();
        using var faulty = await anne.SendAsync(await changed.ReadPageAsync(), "main form");
        Assert.Equal(HttpStatusCode.Conflict, faulty.StatusCode);
        var page = await faulty.ReadPageAsync();
        Assert.NotEmpty(page.QuerySelectorAll("#defauts tbody tr"));
        Assert.Null(page.QuerySelector("main form"));
        Assert.Empty(await host.Factory.DatabaseAsync(d => d.FormVersions.Where(f => f.Exercise == draft.Exercise).ToListAsync()));
    }

    [Fact]
    public async Task Preview_and_rehearse_a_draft_as_it_was_last_saved()
    {
        var draft = await host.Draft();
        var browser = await host.As(WorkshopHost.Anne);
        await host.Factory.OperatorAsync("AKTO", Soffi.Domain.Operators.OperatorType.Opco);
        await Relabel(browser, draft, "Entreprises soumises");

        var preview = await browser.PageAsync($"{Links.Preview(draft.Id)}/K1");
        Assert.Contains("Entreprises soumises", preview.TextOf("main"), StringComparison.Ordinal);
        var rehearsal = await browser.PageAsync($"{Links.Rehearsal(draft.Id)}?controles=K05");
        Assert.Contains("K05", rehearsal.TextOf("main h2"), StringComparison.Ordinal);
        Assert.Equal($"{Links.Rehearsal(draft.Id)}?controles=K05", (await browser.PageAsync(Links.Element(draft.Id, "controls.json", "10"))).QuerySelector("a[href*=repetition]")!.GetAttribute("href"));

        // Unreadable, it is put right first.
        (await browser.SendAsync(await browser.PageAsync(Links.File(draft.Id, "controls.json")), ".soffi-source", ("Texte", "["))).Dispose();
        using var answer = await browser.GetAsync($"{Links.Preview(draft.Id)}/K1");
        Assert.Equal(Links.Draft(draft.Id), answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Differences_are_those_that_operators_will_read()
    {
        var draft = await host.Draft();
        var browser = await host.As(WorkshopHost.Anne);
        Assert.Contains("Rien ne change", (await browser.PageAsync(Links.Differences(draft.Id))).TextOf("main"), StringComparison.Ordinal);

        await Relabel(browser, draft, "Entreprises soumises");

        var page = await browser.PageAsync(Links.Differences(draft.Id));
        Assert.Contains("libellé modifié", page.TextOf("#differences tbody"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/element?fichier=form.json&lieu=")]
    [InlineData("/nouveau?fichier=controls.json&lieu=")]
    [InlineData("/fichier?nom=form.json")]
    [InlineData("/differences")]
    [InlineData("/publication")]
    [InlineData("/apercu")]
    [InlineData("/repetition")]
    public async Task Open_without_being_an_administrator_is_refused(string page)
    {
        var draft = await host.Draft();

        Assert.Equal(HttpStatusCode.Forbidden, (await (await host.As(WorkshopHost.Agent)).GetAsync(Links.Draft(draft.Id) + page)).StatusCode);
    }

    private Task<FormVersion> Published(int exercise) =>
        host.Factory.DatabaseAsync(d => d.FormVersions.AsNoTracking().Where(f => f.Exercise == exercise).OrderByDescending(f => f.Number).FirstAsync());

    private static async Task Relabel(HttpClient browser, FormDraft draft, string label)
    {
        var page = await browser.PageAsync(Links.Element(draft.Id, "cadre-k1.json", "tables/0/rows/0"));
        using var answer = await browser.SendAsync(page, "main form[novalidate]", ("label", label));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }
}
