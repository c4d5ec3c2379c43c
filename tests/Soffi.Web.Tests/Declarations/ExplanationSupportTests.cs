using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.Demonstration;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Tests.Declarations;

/// <summary>A document that bears an explanation out: on the receipt, on the page of the agent, who previews it.</summary>
[Collection(DocumentCollection.Name)]
public sealed class ExplanationSupportTests(DocumentHost host)
{
    private StatementHost Statements => host.Statements;

    [Fact]
    public async Task Submit_an_explanation_with_a_document_shows_it_on_the_receipt_and_to_the_agent()
    {
        var (given, submission) = await Submitted();
        var marc = await Statements.As(StatementHost.Marc);
        var document = (await host.Documents(given.Id)).Single(d => d.Name == "preuve.pdf");

        Assert.Contains("Pièce à l’appui\u00a0: preuve.pdf", (await marc.PageAsync($"{given.Root}/accuses/1")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var ines = await Agent();
        var page = await ines.PageAsync($"/instruction/{submission}");
        Assert.Contains("preuve.pdf (voir les pièces ci-dessous)", page.TextOf("main"), StringComparison.Ordinal);
        var preview = await ines.PageAsync($"/instruction/{submission}/pieces/{document.Id}/apercu");
        Assert.Contains("Avenant <i>signé</i>", preview.TextOf("main"), StringComparison.Ordinal);
        Assert.Null(preview.QuerySelector("main i, main embed, main iframe, main object"));
        Assert.Contains(await Statements.Journal(given.Id), e => e.Action == AuditAction.DocumentRead && e.DetailsJson.Contains(document.Sha256, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await ines.GetAsync($"/instruction/{submission}/pieces/{Guid.NewGuid()}/apercu")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await marc.GetAsync($"/instruction/{submission}/pieces/{document.Id}/apercu")).StatusCode);
    }

    private async Task<HttpClient> Agent()
    {
        await Statements.Database(async d =>
        {
            d.Add(new Grant(DemoAccounts.AgentDgefp.Email, Role.AgentDgefp, Statements.Clock.GetUtcNow()));
            return await d.SaveChangesAsync();
        });
        return await Statements.As(DemoAccounts.AgentDgefp);
    }

    /// <summary>A whole statement with something to explain, explained with a document, all its documents joined, submitted.</summary>
    private async Task<(GivenStatement Given, Guid Submission)> Submitted()
    {
        var (given, claire) = (await Statements.Statement(Statements.Whole()), await Statements.As(StatementHost.Claire));
        var calculation = FormCalculator.Calculate(Statements.Form, (await Statements.Stored(given.Id)).Values(), CellValues.Empty);
        await Statements.Explain(given.Id, FormChecker.Check(Statements.Form, calculation, CellValues.Empty).Where(f => f.Severity == Severity.ToExplain));
        foreach (var asked in (await claire.PageAsync($"{given.Root}/pieces")).QuerySelectorAll(".soffi-document")
            .Where(s => s.TextContent.Contains("À joindre", StringComparison.Ordinal)).Select(s => s.QuerySelector("h2")!.Id!["piece-".Length..]).ToList())
        {
            (await DocumentHost.Join(claire, given, asked, DocumentHost.Pdf(), $"{asked}.pdf")).Dispose();
        }

        (await DocumentHost.Join(claire, given, "CA", DemoPdf.Write("Avenant <i>signé</i>", given.Id.ToString()), "preuve.pdf")).Dispose();
        var document = (await host.Documents(given.Id)).Single(d => d.Name == "preuve.pdf");
        var page = await claire.PageAsync($"{given.Root}/controles");
        var instance = page.QuerySelector("select[name^='piece.']")!.GetAttribute("name")!["piece.".Length..];
        using var explained = await claire.SendAsync(
            page, "form[action$=controles]", ($"motif.{instance}", "CALENDRIER"), ($"justification.{instance}", "Avenant signé en décembre."), ($"piece.{instance}", document.Id.ToString()));
        Assert.Equal(HttpStatusCode.SeeOther, explained.StatusCode);
        var marc = await Statements.As(StatementHost.Marc);
        using var signed = await marc.SendAsync(
            await marc.PageAsync($"{given.Root}/signature"), "form[action$=signature]", ("fonction", "Directeur"), ("certifie", "true"));
        Assert.Equal(HttpStatusCode.SeeOther, signed.StatusCode);
        return (given, await Statements.Database(d => d.Submissions.Where(s => s.DeclarationId == given.Id).Select(s => s.Id).SingleAsync()));
    }
}
