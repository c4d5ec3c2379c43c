using System.Net;
using AngleSharp.Html.Dom;
using Soffi.Domain.Audit;
using Soffi.Domain.Forms.Drafts;
using Soffi.Web.Features.FormWorkshop;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.FormWorkshop;

/// <summary>A draft is changed thing by thing; what is wrong is said beside it, and nobody overwrites anybody.</summary>
public sealed class ElementTests(WorkshopHost host) : IClassFixture<WorkshopHost>
{
    private const string Cadre = "cadre-k1.json";
    private const string Row = "tables/0/rows/0";

    [Fact]
    public async Task Save_writes_the_field_and_its_lines_in_the_journal_and_nothing_else()
    {
        var draft = await host.Draft();
        var browser = await host.As(WorkshopHost.Anne);
        var page = await browser.PageAsync(Links.Element(draft.Id, Cadre, Row));
        Assert.Equal("Entreprises assujetties à la contribution", ((IHtmlInputElement)page.QuerySelector("#label")!).Value);

        using var answer = await browser.SendAsync(page, Form, ("label", "Entreprises assujetties, y compris reliquats"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var stored = (await host.Stored(draft.Id))!;
        Assert.Contains("y compris reliquats", stored.Find(Cadre), StringComparison.Ordinal);
        Assert.All(draft.Files.Where(f => f.Name != Cadre), f => Assert.Equal(f.Text, stored.Find(f.Name)));
        Assert.Single(LineDiff.Between(draft.Find(Cadre)!, stored.Find(Cadre)!), c => c.IsAdded);
        var entry = Assert.Single(await host.Journal(draft, AuditAction.FormDraftChanged));
        Assert.Contains("Ligne 010", entry.DetailsJson, StringComparison.Ordinal);
        Assert.Contains("y compris reliquats", entry.DetailsJson, StringComparison.Ordinal);
        Assert.Contains(WorkshopHost.Anne.FamilyName, entry.ActorName, StringComparison.Ordinal);

        // The same again changes nothing, and says so.
        page = await browser.PageAsync(answer.Headers.Location!.OriginalString);
        using var again = await browser.SendAsync(page, Form);
        Assert.Contains("Rien n’a changé", (await browser.PageAsync(again.Headers.Location!.OriginalString)).TextOf("#etat"), StringComparison.Ordinal);
        Assert.Equal(2, (await host.Stored(draft.Id))!.Revision);
    }

    [Fact]
    public async Task Save_something_faulty_keeps_it_and_says_what_is_wrong_beside_it()
    {
        var draft = await host.Draft();
        var browser = await host.As(WorkshopHost.Anne);
        var page = await browser.PageAsync(Links.Element(draft.Id, Cadre, "tables/0/rows/4"));

        using var answer = await browser.SendAsync(page, Form, ("formula", "SUM(K1.010.*:K1.999.*)"));

        page = await browser.PageAsync(answer.Headers.Location!.OriginalString);
        Assert.Equal("SUM(K1.010.*:K1.999.*)", ((IHtmlTextAreaElement)page.QuerySelector("#formula")!).Value);
        Assert.Contains("K1.999", page.TextOf("#defauts"), StringComparison.Ordinal);
        var table = await browser.PageAsync(Links.Element(draft.Id, Cadre, "tables/0"));
        Assert.Contains("K1.999", table.QuerySelectorAll("#liste-row tbody tr")[4].TextContent, StringComparison.Ordinal);
        var outline = await browser.PageAsync(Links.Draft(draft.Id));
        Assert.Contains("K1.999", outline.TextOf("#defauts"), StringComparison.Ordinal);
        Assert.Equal(Links.Element(draft.Id, Cadre, "tables/0/rows/4"), outline.QuerySelector("#defauts tbody a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Save_over_what_another_analyst_saved_shows_both_and_lets_one_choose()
    {
        var draft = await host.Draft();
        var (anne, other) = (await host.As(WorkshopHost.Anne), await host.As(WorkshopHost.Other));
        var address = Links.Element(draft.Id, "controls.json", "3");
        var (mine, theirs) = (await anne.PageAsync(address), await other.PageAsync(address));
        (await other.SendAsync(theirs, Form, ("legalBasis", "Article L. 6242-1, I"))).Dispose();

        using var late = await anne.SendAsync(mine, Form, ("legalBasis", "Article L. 6242-1, II"));

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var page = await late.ReadPageAsync();
        Assert.Equal("Article L. 6242-1, II", ((IHtmlInputElement)page.QuerySelector("#legalBasis")!).Value);
        Assert.Contains("Enregistré : « Article L. 6242-1, I »", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("Article L. 6242-1, I\"", await host.Text(draft.Id, "controls.json"), StringComparison.Ordinal);

        using var chosen = await anne.SendAsync(page, Form);
        Assert.Equal(HttpStatusCode.SeeOther, chosen.StatusCode);
        Assert.Contains("Article L. 6242-1, II\"", await host.Text(draft.Id, "controls.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_while_another_analyst_moves_the_line_finds_it_where_it_went()
    {
        var draft = await host.Draft();
        var (anne, other) = (await host.As(WorkshopHost.Anne), await host.As(WorkshopHost.Other));
        var mine = await anne.PageAsync(Links.Element(draft.Id, Cadre, Row));
        (await Press(other, draft, "Descendre", 0)).Dispose();

        using var answer = await anne.SendAsync(mine, Form, ("label", "Toujours la ligne 010"));

        Assert.Equal(Links.Element(draft.Id, Cadre, "tables/0/rows/1"), answer.Headers.Location!.OriginalString);
        var rows = DraftNode.Parse((await host.Text(draft.Id, Cadre))!)!.Find("tables/0/rows")!.Items;
        Assert.Equal(["020", "010"], rows.Take(2).Select(r => r["code"]!.Text));
        Assert.Equal("Toujours la ligne 010", rows[1]["label"]!.Text);
    }

    [Fact]
    public async Task Save_what_another_analyst_removed_keeps_what_was_typed_to_add_it_again()
    {
        var draft = await host.Draft();
        var (anne, other) = (await host.As(WorkshopHost.Anne), await host.As(WorkshopHost.Other));
        var mine = await anne.PageAsync(Links.Element(draft.Id, Cadre, "tables/0/rows/1"));
        (await Press(other, draft, "Supprimer", 1)).Dispose();

        using var late = await anne.SendAsync(mine, Form, ("label", "Longue phrase saisie"));

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var page = await late.ReadPageAsync();
        Assert.Contains("n’existe plus", page.TextOf(".fr-alert"), StringComparison.Ordinal);
        using var added = await anne.SendAsync(page, Form);
        Assert.Equal(HttpStatusCode.SeeOther, added.StatusCode);
        var rows = DraftNode.Parse((await host.Text(draft.Id, Cadre))!)!.Find("tables/0/rows")!.Items;
        Assert.Equal("Longue phrase saisie", Assert.Single(rows, r => r["code"]!.Text == "020")["label"]!.Text);
    }

    [Fact]
    public async Task Remove_may_be_undone_at_once()
    {
        var draft = await host.Draft();
        var browser = await host.As(WorkshopHost.Anne);

        using var removed = await Press(browser, draft, "Supprimer", 2);

        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        Assert.DoesNotContain("par progression", await host.Text(draft.Id, Cadre), StringComparison.Ordinal);
        using var restored = await browser.SendAsync(await removed.ReadPageAsync(), ".fr-alert form");
        Assert.Equal(HttpStatusCode.SeeOther, restored.StatusCode);
        Assert.Equal(draft.Find(Cadre), await host.Text(draft.Id, Cadre));
        Assert.Equal(2, (await host.Journal(draft, AuditAction.FormDraftChanged)).Count);
    }

    [Theory]
    [InlineData("Monter", 1)]
    [InlineData("Descendre", 0)]
    public async Task Move_changes_places_with_the_neighbour(string button, int rank)
    {
        var draft = await host.Draft();

        using var answer = await Press(await host.As(WorkshopHost.Anne), draft, button, rank);

        Assert.Equal($"{Links.Element(draft.Id, Cadre, "tables/0")}#liste-row", answer.Headers.Location!.OriginalString);
        Assert.Equal(["020", "010", "030"], DraftNode.Parse((await host.Text(draft.Id, Cadre))!)!.Find("tables/0/rows")!.Items.Take(3).Select(r => r["code"]!.Text));
    }

    [Fact]
    public async Task Rename_a_row_follows_it_in_formulas_controls_and_the_correspondence()
    {
        var draft = await host.Draft();
        var browser = await host.As(WorkshopHost.Anne);
        var page = await browser.PageAsync(Links.Element(draft.Id, Cadre, Row));

        (await browser.SendAsync(page, Form, ("code", "011"))).Dispose();

        Assert.Contains("SUM(K1.011.*:K1.040.*)", await host.Text(draft.Id, Cadre), StringComparison.Ordinal);
        var controls = await host.Text(draft.Id, "controls.json");
        Assert.Contains("K1.011.G", controls, StringComparison.Ordinal);
        Assert.DoesNotContain("K1.010.G", controls, StringComparison.Ordinal);
        Assert.Contains("\"how\": \"renamed\", \"was\": \"K1.010.*\", \"is\": \"K1.011.*\"", await host.Text(draft.Id, "mapping.json"), StringComparison.Ordinal);
        Assert.Contains("Prêt à publier", (await browser.PageAsync(Links.Draft(draft.Id))).TextOf("dl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rename_a_parameter_follows_it_in_formulas()
    {
        var draft = await host.Draft();
        var browser = await host.As(WorkshopHost.Anne);
        var page = await browser.PageAsync(Links.Element(draft.Id, "form.json", "parameters/quotient1"));

        using var answer = await browser.SendAsync(page, Form, ("nom", "quotientUn"), ("value", "1,5"));

        Assert.Equal(Links.Element(draft.Id, "form.json", "parameters/quotientUn"), answer.Headers.Location!.OriginalString);
        Assert.Contains("\"value\": \"1.5\"", await host.Text(draft.Id, "form.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("$quotient1\"", await host.Text(draft.Id, "controls.json"), StringComparison.Ordinal);
        Assert.Contains("Prêt à publier", (await browser.PageAsync(Links.Draft(draft.Id))).TextOf("dl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_things_of_every_kind()
    {
        var draft = await host.Draft();
        var browser = await host.As(WorkshopHost.Anne);

        await Add(browser, draft, Cadre, "tables/0/rows", "", ("code", "060"), ("label", "Entreprises radiées"), ("definition", "Radiées dans l’année."), ("outsideTotal", "true"));
        await Add(browser, draft, Cadre, "tables/0/columns", "", ("code", "N"), ("label", "Outre-mer"), ("definition", "Départements d’outre-mer."));
        await Add(browser, draft, Cadre, "tables/0/cells", "", ("at", "K1.050.N"), ("closed", "true"));
        await Add(browser, draft, "controls.json", "", "", ("code", "K20"), ("label", "Radiations plausibles"), ("severity", "information"),
            ("condition", "K1.060.G <= K1.900.G"), ("tolerance", "2"), ("message", "Radiées {K1.060.G}."), ("cells", "K1.060.G\nK1.900.G"));
        await Add(browser, draft, "form.json", "parameters", "", ("nom", "seuilRadiation"), ("label", "Seuil"), ("value", "0,5"), ("regions", "94 = 1\n06 = 2"));
        await Add(browser, draft, "form.json", "axes", "", ("nom", "zones"));
        await Add(browser, draft, "form.json", "axes/zones", "", ("code", "Z1"), ("label", "Zone une"));
        await Add(browser, draft, "mapping.json", "lines", "", ("how", "new"), ("is", "K1.060.*"), ("note", "Ligne nouvelle."));
        await Add(browser, draft, "form.json", "cadres", "", ("code", "K9"), ("title", "Divers"));
        await Add(browser, draft, "cadre-k9.json", "tables", "", ("code", "K9"), ("title", "Divers"), ("type", "amount"));
        await Add(browser, draft, "cadre-k9.json", "tables/0/rows", "&axe=true", ("axis", "zones"));

        var stored = (await host.Stored(draft.Id))!;
        var tree = new DraftTree(stored);
        Assert.Equal("060", tree.Find(Cadre, "tables/0/rows")!.Items[^1]["code"]!.Text);
        Assert.Equal("N", tree.Find(Cadre, "tables/0/columns")!.Items[^1]["code"]!.Text);
        Assert.Equal("true", tree.Find(Cadre, "tables/0/cells")!.Items[^1]["closed"]!.Text);
        var control = tree.File("controls.json")!.Items[^1];
        Assert.Equal(("K20", "2", 2), (control["code"]!.Text, control["tolerance"]!.Text, control["cells"]!.Items.Count));
        Assert.Equal(["code", "severity", "label", "condition", "tolerance", "message", "cells"], control.Members.Select(m => m.Key));
        Assert.Equal("2", tree.Form!.Find("parameters/seuilRadiation/regions/06")!.Text);
        Assert.Equal("Z1", tree.Form.Find("axes/zones/0")!["code"]!.Text);
        Assert.Equal("K1.060.*", tree.Find("mapping.json", "lines")!.Items[^1]["is"]!.Text);
        Assert.Equal("cadre-k9.json", tree.CadreFiles[^1]);
        Assert.Equal("zones", tree.Find("cadre-k9.json", "tables/0/rows/0")!["axis"]!.Text);
        Assert.Equal(11, (await host.Journal(draft, AuditAction.FormDraftChanged)).Count);
        var read = await browser.PageAsync(Links.Element(draft.Id, Cadre, "tables/0"));
        Assert.Contains("Ligne 060", read.TextOf("#liste-row"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_the_correspondence_adds_the_lines_that_lack()
    {
        var draft = await host.Draft();
        var browser = await host.As(WorkshopHost.Anne);
        await Add(browser, draft, Cadre, "tables/0/rows", "", ("code", "060"), ("label", "Entreprises radiées"), ("definition", "Radiées."), ("outsideTotal", "true"));
        (await Press(browser, draft, "Supprimer", 2)).Dispose();

        using var answer = await browser.SendAsync(await browser.PageAsync(Links.Element(draft.Id, "mapping.json", "")), "form[action$=correspondance]");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var lines = DraftNode.Parse((await host.Text(draft.Id, "mapping.json"))!)!["lines"]!.Items;
        Assert.Contains(lines, l => l["how"]!.Text == "new" && l["is"]!.Text == "K1.060.*");
        Assert.Contains(lines, l => l["how"]!.Text == "gone" && l["was"]!.Text == "K1.030.*");
        using var again = await browser.SendAsync(await browser.PageAsync(Links.Element(draft.Id, "mapping.json", "")), "form[action$=correspondance]");
        Assert.Contains("déjà dits", (await browser.PageAsync(again.Headers.Location!.OriginalString)).TextOf("#etat"), StringComparison.Ordinal);
    }

    private const string Form = "main form[novalidate]";

    private static async Task Add(HttpClient browser, FormDraft draft, string file, string list, string more, params (string, string)[] typed)
    {
        var page = await browser.PageAsync($"{Links.Draft(draft.Id)}/nouveau?fichier={file}&lieu={list}{more}");
        var after = page.QuerySelector("select[name=Chemin]") is IHtmlSelectElement places ? new[] { ("Chemin", places.Value ?? "") } : [];
        using var answer = await browser.SendAsync(page, Form, [.. typed, .. after]);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> Press(HttpClient browser, FormDraft draft, string button, int rank)
    {
        var page = await browser.PageAsync(Links.Element(draft.Id, Cadre, "tables/0"));
        var pressed = page.QuerySelectorAll($"#liste-row button[name={button}]")[rank];
        return await browser.SendAsync(page, "#liste-row form", (button, pressed.GetAttribute("value")!));
    }
}
