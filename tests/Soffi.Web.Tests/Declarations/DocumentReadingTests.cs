using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.Demonstration;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>Preview of a document, its history, and the explanation it bears out.</summary>
[Collection(DocumentCollection.Name)]
public sealed class DocumentReadingTests(DocumentHost host)
{
    private StatementHost Statements => host.Statements;

    [Fact]
    public async Task Preview_shows_text_of_the_document_and_writes_who_read_it()
    {
        var (given, claire) = (await Statements.Statement(), await Statements.As(StatementHost.Claire));
        (await DocumentHost.Join(claire, given, "CAC", DemoPdf.Write("Attestation <b>signée</b>", given.Id.ToString()))).Dispose();
        var document = Assert.Single(await host.Documents(given.Id));

        var page = await claire.PageAsync($"{given.Root}/pieces/{document.Id}/apercu");

        Assert.Contains("Attestation <b>signée</b>", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains(given.Id.ToString(), page.TextOf("main"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main b, main embed, main iframe, main object"));
        var read = Assert.Single(await Statements.Journal(given.Id), e => e.Action == AuditAction.DocumentRead);
        Assert.Contains(document.Sha256, read.DetailsJson, StringComparison.Ordinal);
        Assert.Contains($"{given.Root}/pieces/{document.Id}/apercu", (await claire.PageAsync($"{given.Root}/pieces")).QuerySelectorAll("main a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task History_tells_what_became_of_each_document_removed_ones_included()
    {
        var (given, claire) = (await Statements.Statement(), await Statements.As(StatementHost.Claire));
        Assert.Contains("Aucune pièce", (await claire.PageAsync($"{given.Root}/pieces/historique")).TextOf("main"), StringComparison.Ordinal);
        (await DocumentHost.Join(claire, given, "CAC", DocumentHost.Pdf(), "premier.pdf")).Dispose();
        var first = Assert.Single(await host.Documents(given.Id));
        (await claire.GetAsync($"{given.Root}/pieces/{first.Id}/fichier")).Dispose();
        (await DocumentHost.Send(claire, await claire.PageAsync($"{given.Root}/pieces/{first.Id}"), "#remplacement", DocumentHost.Pdf(), "second.pdf")).Dispose();
        var second = Assert.Single(await host.Documents(given.Id));
        (await DocumentHost.Send(claire, await claire.PageAsync($"{given.Root}/pieces/{second.Id}"), "#retrait", null, "", ("suite", "retrait"))).Dispose();

        var lines = (await claire.PageAsync($"{given.Root}/pieces/historique")).QuerySelectorAll("#historique-pieces tbody tr")
            .Select(r => (Act: r.Children[2].TextContent.Trim(), File: r.Children[3].TextContent.Trim())).ToList();

        Assert.Equal([("Jointe", "premier.pdf"), ("Lue", "premier.pdf"), ("Remplacée", "second.pdf, à la place de premier.pdf"), ("Retirée", "second.pdf")], lines.AsEnumerable().Order());
        var stranger = await Statements.As(StatementHost.Sophie);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"{given.Root}/pieces/historique")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"{given.Root}/pieces/{second.Id}/apercu")).StatusCode);
    }

    [Fact]
    public async Task Explain_with_a_document_keeps_it_when_replaced_and_lets_it_go_when_removed()
    {
        var (given, claire) = (await ToExplain(), await Statements.As(StatementHost.Claire));
        (await DocumentHost.Join(claire, given, "CAC", DocumentHost.Pdf(), "preuve.pdf")).Dispose();
        var document = Assert.Single(await host.Documents(given.Id));
        var page = await claire.PageAsync($"{given.Root}/controles");
        var select = (IHtmlSelectElement)page.QuerySelector("select[name^='piece.']")!;
        var text = "justification." + select.Name!["piece.".Length..];
        var reason = "motif." + select.Name["piece.".Length..];

        using var alone = await claire.SendAsync(page, "form[action$=controles]", (select.Name, document.Id.ToString()));
        Assert.Equal(HttpStatusCode.BadRequest, alone.StatusCode); // A document explains nothing by itself.
        using var unknown = await claire.SendAsync(page, "form[action$=controles]", (reason, "CALENDRIER"), (text, "Régularisation de l’exercice."), (select.Name, Guid.NewGuid().ToString()));
        Assert.Contains("n’est plus jointe", (await unknown.ReadPageAsync()).TextOf("#erreurs"), StringComparison.Ordinal);
        using var saved = await claire.SendAsync(page, "form[action$=controles]", (reason, "CALENDRIER"), (text, "Régularisation de l’exercice."), (select.Name, document.Id.ToString()));

        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal(document.Id, await Support(given));
        Assert.Contains("preuve.pdf", Assert.Single(await Statements.Journal(given.Id), e => e.Action == AuditAction.FindingExplained).DetailsJson, StringComparison.Ordinal);
        page = await claire.PageAsync($"{given.Root}/controles");
        Assert.Equal(document.Id.ToString(), ((IHtmlSelectElement)page.QuerySelector($"select[name='{select.Name}']")!).Value);
        Assert.Contains("preuve.pdf", page.TextOf("form[action$=controles]"), StringComparison.Ordinal);

        (await DocumentHost.Send(claire, await claire.PageAsync($"{given.Root}/pieces/{document.Id}"), "#remplacement", DocumentHost.Pdf(), "preuve-2.pdf")).Dispose();
        var second = Assert.Single(await host.Documents(given.Id));
        Assert.Equal(second.Id, await Support(given));
        (await DocumentHost.Send(claire, await claire.PageAsync($"{given.Root}/pieces/{second.Id}"), "#retrait", null, "", ("suite", "retrait"))).Dispose();
        Assert.Empty(await host.Documents(given.Id));
        Assert.Null(await Support(given));
    }

    [Fact]
    public async Task Seal_names_the_document_that_bears_an_explanation_out()
    {
        var (given, claire) = (await ToExplain(), await Statements.As(StatementHost.Claire));
        (await DocumentHost.Join(claire, given, "CAC", DocumentHost.Pdf(), "preuve.pdf")).Dispose();
        var document = Assert.Single(await host.Documents(given.Id));
        var page = await claire.PageAsync($"{given.Root}/controles");
        var instance = page.QuerySelector("select[name^='piece.']")!.GetAttribute("name")!["piece.".Length..];
        (await claire.SendAsync(page, "form[action$=controles]", ($"motif.{instance}", "CALENDRIER"), ($"justification.{instance}", "Régularisation de l’exercice."), ($"piece.{instance}", document.Id.ToString()))).Dispose();

        var json = await Statements.Change(given.Id, (loaded, _) =>
        {
            var calculation = FormCalculator.Calculate(Statements.Form, loaded.Declaration.Values(), CellValues.Empty);
            var findings = FormChecker.Check(Statements.Form, calculation, CellValues.Empty);
            return SubmissionSnapshot.Build(new SubmissionContent(
                loaded.Declaration, loaded.Operator, loaded.Campaign, Statements.Form.Header, calculation.Values, findings,
                new SignedBy(Guid.NewGuid(), "Marc Bernard", "Directeur"), 1, Statements.Clock.GetUtcNow())).CanonicalJson;
        });

        using var snapshot = JsonDocument.Parse(json!);
        var explained = Assert.Single(snapshot.RootElement.GetProperty("justifications").EnumerateArray(), e => e.GetProperty("instance").GetString() == instance);
        Assert.Equal((document.Sha256, "preuve.pdf"), (explained.GetProperty("piece").GetProperty("sha256").GetString(), explained.GetProperty("piece").GetProperty("nom").GetString()));
    }

    private async Task<Guid?> Support(GivenStatement given) => Assert.Single((await Statements.Stored(given.Id)).Explanations).DocumentId;

    /// <summary>A whole statement with something to explain.</summary>
    private async Task<GivenStatement> ToExplain()
    {
        var given = await Statements.Statement(Statements.Whole());
        await Statements.Change(given.Id, (loaded, _) => loaded.Declaration.SaveCells(
            new CellSave(new Dictionary<CellCode, CellValue> { [CellCode.Parse("B2.010.ALT")] = CellValue.Of(loaded.Declaration.Values()[CellCode.Parse("B2.010.ALT")].Number + 1000) }, int.MaxValue, new HashSet<CellCode>()),
            Statements.Author, Statements.Clock.GetUtcNow()));
        return given;
    }
}
