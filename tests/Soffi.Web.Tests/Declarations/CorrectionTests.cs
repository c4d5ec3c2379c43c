using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Infrastructure;
using static Soffi.Web.Tests.Declarations.CellsSent;

namespace Soffi.Web.Tests.Declarations;

/// <summary>A statement under corrections: what the agent listed may be typed, the server refuses the rest, the next version is certified.</summary>
[Collection(StatementCollection.Name)]
public sealed class CorrectionTests(StatementHost host)
{
    private const string Open = "B2.010.ALT";
    private const string Sealed = "B2.011.ALT";
    private const string Signature = "form[action$=signature]";

    [Fact]
    public async Task Entry_shows_fields_for_the_cells_listed_only_and_says_why()
    {
        var given = await UnderCorrection(ReopenedPart.Of(CellCode.Parse(Open)));
        var claire = await host.As(StatementHost.Claire);

        var partly = await claire.PageAsync(given.Cadre("B2"));
        var closed = await claire.PageAsync(given.Cadre("B4"));
        var overview = await claire.PageAsync(given.Root);

        Assert.Equal([Open], partly.QuerySelectorAll("#saisie td input").Select(i => i.GetAttribute("name")));
        Assert.Contains("quelques cellules", partly.TextOf("#scelle"), StringComparison.Ordinal);
        Assert.Empty(closed.QuerySelectorAll("#saisie td input"));
        Assert.Contains("Ce cadre est scellé", closed.TextOf("#scelle"), StringComparison.Ordinal);
        Assert.Contains(Open, overview.TextOf("#corrections"), StringComparison.Ordinal);
        Assert.Contains("Erreur de saisie ou d’unité", overview.TextOf("#corrections"), StringComparison.Ordinal);
        Assert.DoesNotContain("les pièces", overview.TextOf("#corrections"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_sealed_cell_by_the_form_is_refused_with_a_sentence_and_writes_nothing()
    {
        var given = await UnderCorrection(ReopenedPart.Of(CellCode.Parse(Open)));
        var before = await host.Stored(given.Id);
        var claire = await host.As(StatementHost.Claire);

        using var answer = await claire.SendAsync(await claire.PageAsync(given.Cadre("B2")), "#saisie", (Open, "12"), (Sealed, "34"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("scellée", (await answer.ReadPageAsync()).TextOf("#refus"), StringComparison.Ordinal);
        Assert.Equal(before.Revision, (await host.Stored(given.Id)).Revision);
    }

    [Fact]
    public async Task Send_cells_as_they_are_typed_saves_what_is_open_and_refuses_what_is_sealed()
    {
        var given = await UnderCorrection(ReopenedPart.Of(CellCode.Parse(Open)));
        var before = await host.Stored(given.Id);
        var claire = await host.As(StatementHost.Claire);

        var answer = await Sent(claire, given, before.Revision, (Open, "12"), (Sealed, "34"));

        Assert.Equal("enregistree", answer.GetProperty("cellules").GetProperty(Open).GetProperty("etat").GetString());
        var refused = answer.GetProperty("cellules").GetProperty(Sealed);
        Assert.Equal("refusee", refused.GetProperty("etat").GetString());
        Assert.Contains("scellée", refused.GetProperty("message").GetString(), StringComparison.Ordinal);
        var stored = await host.Stored(given.Id);
        Assert.Equal(CellValue.Of(12), stored.Values()[CellCode.Parse(Open)]);
        Assert.Equal(before.Values()[CellCode.Parse(Sealed)], stored.Values()[CellCode.Parse(Sealed)]);
        Assert.Equal(DeclarationStatus.CorrectionsRequested, stored.Status);
    }

    [Fact]
    public async Task Documents_that_are_not_listed_stay_sealed()
    {
        var given = await UnderCorrection(ReopenedPart.Of(CellCode.Parse(Open)));

        var page = await (await host.As(StatementHost.Claire)).PageAsync($"{given.Root}/pieces");

        Assert.Contains("restent scellées", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("input[type=file]"));
    }

    [Fact]
    public async Task Submit_corrections_needs_their_certification_and_shows_what_changed_to_all()
    {
        var cell = host.Form.Cells.First(c => c is { IsInput: true, Type: CellType.Text, CarryOver: null });
        var given = await UnderCorrection(ReopenedPart.Of(cell.Code));
        var marc = await host.As(StatementHost.Marc);
        var entry = await marc.PageAsync(given.Cadre(host.Form.CadreOf(cell.Code)!.Code));
        (await marc.SendAsync(entry, "#saisie", (cell.Code.ToString(), "Texte corrigé"))).Dispose();
        await ExplainAll(given);

        using var unticked = await marc.SendAsync(await marc.PageAsync($"{given.Root}/signature"), Signature, ("fonction", "Directeur"), ("certifie", "true"));
        using var signed = await marc.SendAsync(
            await marc.PageAsync($"{given.Root}/signature"), Signature, ("fonction", "Directeur"), ("certifie", "true"), ("corrige", "true"));

        Assert.Equal(HttpStatusCode.BadRequest, unticked.StatusCode);
        Assert.Contains("avoir effectué les corrections", (await unticked.ReadPageAsync()).TextOf("#erreurs"), StringComparison.Ordinal);
        Assert.Equal($"{given.Root}/accuses/2", signed.Headers.Location!.OriginalString);
        var submission = await host.Database(d => d.Submissions.SingleAsync(s => s.DeclarationId == given.Id && s.Number == 2));
        Assert.Contains("\"certifiees\":true", submission.CanonicalJson, StringComparison.Ordinal);
        var mine = await marc.PageAsync($"{given.Root}/accuses/2/differences");
        Assert.Contains(cell.Code.ToString(), mine.TextOf("#saisies"), StringComparison.Ordinal);
        Assert.Contains("Texte corrigé", mine.TextOf("#saisies"), StringComparison.Ordinal);
        var agent = await Agent();
        var theirs = await agent.PageAsync($"/instruction/{submission.Id}/differences");
        Assert.Equal(mine.TextOf("#saisies"), theirs.TextOf("#saisies"));
        Assert.Contains(await host.Journal(given.Id), e => e.Action == AuditAction.DeclarationRead);
        Assert.Equal(HttpStatusCode.NotFound, (await marc.GetAsync($"{given.Root}/accuses/1/differences")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.As(StatementHost.Sophie)).GetAsync($"{given.Root}/accuses/2/differences")).StatusCode);
    }

    /// <summary>Explains all there is to explain with the values as they stand.</summary>
    private async Task ExplainAll(GivenStatement given)
    {
        var marc = await host.As(StatementHost.Marc);
        var findings = await marc.PageAsync($"{given.Root}/controles");
        var texts = findings.Explained("Correction faite à la demande de la DGEFP.");
        if (texts.Length > 0)
        {
            (await marc.SendAsync(findings, "form[action$=controles]", texts)).Dispose();
        }
    }

    private async Task<GivenStatement> UnderCorrection(params ReopenedPart[] parts)
    {
        var given = await host.Statement(host.Whole());
        await ExplainAll(given);
        var marc = await host.As(StatementHost.Marc);
        using var signed = await marc.SendAsync(await marc.PageAsync($"{given.Root}/signature"), Signature, ("fonction", "Directeur"), ("certifie", "true"));
        Assert.Equal(HttpStatusCode.SeeOther, signed.StatusCode);
        await host.Change(given.Id, (loaded, _) => loaded.Declaration.RequestCorrections(
            new CorrectionRequest(1, CorrectionReasons.Typing, "Cellules à revoir.", host.Clock.GetUtcNow().AddDays(10), parts, false),
            new Actor(Guid.CreateVersion7(), "Inès Rousseau", "", []), host.Clock.GetUtcNow()));
        return given;
    }

    private Task<HttpClient> Agent() => host.As(DemoAccounts.AgentDgefp, Role.AgentDgefp);
}
