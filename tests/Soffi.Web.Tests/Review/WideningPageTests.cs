using System.Net;
using AngleSharp.Html.Dom;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Review;

/// <summary>Corrections that are being made: widened by an agent, asked for by the operator, shown late once their day is over.</summary>
public sealed class WideningPageTests : CorrectionHouse
{
    [Fact]
    public async Task Widen_opens_cells_cadres_documents_moves_the_end_tells_the_operator_and_is_noted()
    {
        Assert.Contains("cellule B2.010.ALT", (await Ines.PageAsync(Page)).TextOf("main"), StringComparison.Ordinal);

        using var answer = await Send(("Cadres", "B3"), ("MoreCells", "B2.011.ALT"), ("Documents", "true"), ("Day", Day(12)), ("Text", Why));

        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, (await answer.ReadPageAsync()).QuerySelector("#erreurs")?.TextContent);
        var declaration = await Declaration();
        Assert.True(declaration.MayWrite(CellCode.Parse("B2.010.ALT")) && declaration.MayWrite(CellCode.Parse("B2.011.ALT")) && declaration.MayChangeDocuments);
        Assert.False(declaration.MayWrite(CellCode.Parse("B2.012.ALT")));
        Assert.Equal(Due(12), declaration.Correction!.DueAt);
        Assert.Contains(Written(Why), Assert.Single(await Factory.JournalAsync(AuditAction.CorrectionWidened)).DetailsJson, StringComparison.Ordinal);
        var mail = Assert.Single(await Mails("demande de corrections élargie"));
        Assert.Equal(DemoAccounts.DeclarantOpco.Email, mail.To);
        Assert.Contains("B2.011.ALT, pièces", mail.Body, StringComparison.Ordinal);
        Assert.Contains(ParisTime.Day(Due(12)), mail.Body, StringComparison.Ordinal);
        var overview = (await Claire.PageAsync(Statement)).TextOf("#corrections");
        Assert.Contains("a élargi cette demande", overview, StringComparison.Ordinal);
        Assert.Contains(Why, overview, StringComparison.Ordinal);
        Assert.Contains(Why, (await Ines.PageAsync($"/instruction/{Submission.Id}")).TextOf("main"), StringComparison.Ordinal);
        using var typed = await Claire.SendAsync(await Claire.PageAsync($"{Statement}/cadres/B2"), "#saisie", ("B2.011.ALT", "12"));
        Assert.Equal(HttpStatusCode.SeeOther, typed.StatusCode);
    }

    [Theory]
    [InlineData("", "", "B3", "", "pourquoi la demande est élargie")]
    [InlineData(Why, "", "", "", "en plus de ce qui l’est déjà")]
    [InlineData(Why, "B2.010.ALT", "", "", "en plus de ce qui l’est déjà")]
    [InlineData(Why, "ZZ.1.X", "", "", "pas de cellule")]
    [InlineData(Why, "B2.900.TOT", "", "", "est calculée")]
    [InlineData(Why, "", "", "hier", "jj/mm/aaaa")]
    [InlineData(Why, "", "", "2020-01-01", "plus lointaine que")]
    public async Task Widen_without_all_that_is_needed_says_what_to_type_and_loses_nothing(string text, string cells, string cadre, string day, string fault)
    {
        using var answer = await Send([("Text", text), ("MoreCells", cells), ("Day", day), .. cadre.Length > 0 ? new[] { ("Cadres", cadre) } : []]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        Assert.Contains(fault, page.TextOf("#erreurs"), StringComparison.Ordinal);
        Assert.Equal(text, ((IHtmlTextAreaElement)page.QuerySelector($"{Widen} textarea[name=Text]")!).Value);
        Assert.Equal(0, (await Declaration()).Correction!.Version);
    }

    [Fact]
    public async Task Widen_a_second_time_at_once_is_a_conflict_that_says_what_was_decided_and_keeps_the_text()
    {
        var page = await Ines.PageAsync(Page);
        (await Ines.SendAsync(page, Widen, ("Cadres", "B3"), ("Text", Why))).Dispose();

        using var answer = await Ines.SendAsync(page, Widen, ("Cadres", "B4"), ("Text", "Une autre décision, d’un collègue."));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var said = (await answer.ReadPageAsync()).TextOf("main");
        Assert.Contains("Une autre décision a été prise", said, StringComparison.Ordinal);
        Assert.Contains(Why, said, StringComparison.Ordinal);
        Assert.Contains("Une autre décision, d’un collègue.", said, StringComparison.Ordinal);
        Assert.Single((await Declaration()).Correction!.Widenings);
        Assert.Equal(AuditEntry.Refused, Assert.Single(await Factory.JournalAsync(AuditAction.ReopeningRefused)).Result);
    }

    [Fact]
    public async Task Widen_by_two_agents_in_the_same_instant_takes_one_decision()
    {
        var page = await Ines.PageAsync(Page);

        var answers = await Task.WhenAll(
            Ines.SendAsync(page, Widen, ("Cadres", "B3"), ("Text", Why)), Ines.SendAsync(page, Widen, ("Cadres", "B4"), ("Text", "Une autre décision, d’un collègue.")));

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.Conflict], answers.Select(a => a.StatusCode).Order());
        Assert.Single((await Declaration()).Correction!.Widenings);
    }

    /// <summary>What the operator types meanwhile is no decision: the agent is not refused for it.</summary>
    [Fact]
    public async Task Widen_while_the_operator_types_is_taken()
    {
        var page = await Ines.PageAsync(Page);
        (await Claire.SendAsync(await Claire.PageAsync($"{Statement}/cadres/B2"), "#saisie", ("B2.010.ALT", "12"))).Dispose();

        using var answer = await Ines.SendAsync(page, Widen, ("Cadres", "B3"), ("Text", Why));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    [Fact]
    public async Task Widen_after_the_corrected_statement_came_is_a_conflict_said_in_words()
    {
        var page = await Ines.PageAsync(Page);
        await Change(d => d.Submit(Factory.Clock.GetUtcNow()));

        using var answer = await Ines.SendAsync(page, Widen, ("Cadres", "B3"), ("Text", Why));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("a déposé sa version corrigée", (await answer.ReadPageAsync()).TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("Aucune correction n’est en cours", (await Ines.PageAsync(Page)).TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Widen_is_for_agents_of_the_DGEFP()
    {
        var karim = await Factory.EnteredAsync(DemoAccounts.AgentDreets);
        foreach (var browser in new[] { karim, Claire })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(Page)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await Ines.GetAsync($"/instruction/{Guid.NewGuid()}/corrections/elargissement")).StatusCode);
    }

    [Fact]
    public async Task Ask_then_accept_opens_what_was_asked_and_tells_both()
    {
        var cell = await Claire.PageAsync($"{Statement}/cellules/B2.011.ALT");
        var link = cell.QuerySelector("a[href*=elargissement]")!.GetAttribute("href")!;
        var form = await Claire.PageAsync(link);
        Assert.Equal("B2.011.ALT", ((IHtmlInputElement)form.QuerySelector("input[name=cellules]")!).Value);

        using var asked = await Claire.SendAsync(form, Widen, ("motif", Why));
        using var twice = await Claire.SendAsync(form, Widen, ("motif", Why));

        Assert.Equal([$"{Statement}#corrections", $"{Statement}#corrections"], new[] { asked, twice }.Select(a => a.Headers.Location!.OriginalString));
        var ask = Assert.Single((await Declaration()).Correction!.Asks);
        Assert.Contains("B2.011.ALT", Assert.Single(await Factory.JournalAsync(AuditAction.WideningAsked)).DetailsJson, StringComparison.Ordinal);
        Assert.Equal(DemoAccounts.AgentDgefp.Email, Assert.Single(await Mails("demande à rouvrir autre chose")).To);
        Assert.Contains("n’a pas encore répondu", (await Claire.PageAsync(Statement)).TextOf("#corrections"), StringComparison.Ordinal);
        Assert.Contains("demande d’élargissement attend", (await Ines.PageAsync("/instruction")).TextOf("#declarations"), StringComparison.Ordinal);
        Assert.Contains("demande à rouvrir autre chose", (await Ines.PageAsync($"/instruction/{Submission.Id}")).TextOf("#corrections-en-cours"), StringComparison.Ordinal);
        var page = await Ines.PageAsync(Page);
        Assert.Contains(Why, page.TextOf("main"), StringComparison.Ordinal);

        using var missing = await Ines.SendAsync(page, $"form[action$='demandes/{ask.Id}']", ("Act", "refuser"), ("Text", "non"));
        Assert.Equal(HttpStatusCode.BadRequest, missing.StatusCode);
        Assert.Contains("pourquoi sa demande est refusée", (await missing.ReadPageAsync()).TextOf("#erreurs"), StringComparison.Ordinal);
        using var accepted = await Ines.SendAsync(page, $"form[action$='demandes/{ask.Id}']", ("Act", "accepter"), ("Text", "Entendu, corrigez-la aussi."));
        Assert.Equal(HttpStatusCode.SeeOther, accepted.StatusCode);
        using var again = await Ines.SendAsync(page, $"form[action$='demandes/{ask.Id}']", ("Act", "refuser"), ("Text", "Finalement non, pas celle-là."));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);

        Assert.True((await Declaration()).MayWrite(CellCode.Parse("B2.011.ALT")));
        Assert.Single(await Mails("demande de corrections élargie"));
        Assert.Contains("Accepté par Inès Rousseau", (await Claire.PageAsync(Statement)).TextOf("#corrections"), StringComparison.Ordinal);
        using var unknown = await Ines.SendFieldsAsync($"/instruction/{Submission.Id}/corrections/demandes/{Guid.NewGuid()}",
            Browsing.Fields((IHtmlFormElement)page.QuerySelector(Widen)!, ("Act", "accepter"), ("Text", "Entendu, corrigez-la aussi.")));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Ask_then_refuse_leaves_it_sealed_and_says_why()
    {
        (await Claire.SendAsync(await Claire.PageAsync($"{Statement}/elargissement"), Widen, ("cadres", "B3"), ("pieces", "true"), ("motif", Why))).Dispose();
        var ask = Assert.Single((await Declaration()).Correction!.Asks);

        using var refused = await Ines.SendAsync(await Ines.PageAsync(Page), $"form[action$='demandes/{ask.Id}']", ("Act", "refuser"), ("Text", "Ce cadre concorde déjà."));

        Assert.Equal(HttpStatusCode.SeeOther, refused.StatusCode);
        Assert.False((await Declaration()).MayChangeDocuments);
        Assert.Contains(Written("Ce cadre concorde déjà."), Assert.Single(await Factory.JournalAsync(AuditAction.WideningRefused)).DetailsJson, StringComparison.Ordinal);
        Assert.Contains("Ce cadre concorde déjà.", Assert.Single(await Mails("demande d’élargissement refusée")).Body, StringComparison.Ordinal);
        Assert.Contains("Refusé par Inès Rousseau", (await Claire.PageAsync(Statement)).TextOf("#corrections"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", Why, "Choisissez un cadre, une cellule ou les pièces")]
    [InlineData("B2.010.ALT", Why, "Choisissez un cadre, une cellule ou les pièces")]
    [InlineData("ZZ.1.X", Why, "pas de cellule")]
    [InlineData("B2.011.ALT", "non", "pourquoi il faut rouvrir")]
    public async Task Ask_without_all_that_is_needed_says_what_to_type(string cells, string reason, string fault)
    {
        using var answer = await Claire.SendAsync(await Claire.PageAsync($"{Statement}/elargissement"), Widen, ("cellules", cells), ("motif", reason));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        Assert.Contains(fault, page.TextOf("#erreurs"), StringComparison.Ordinal);
        Assert.Equal(reason, ((IHtmlTextAreaElement)page.QuerySelector("textarea[name=motif]")!).Value);
        Assert.Empty((await Declaration()).Correction!.Asks);
    }

    [Fact]
    public async Task Ask_when_nothing_is_corrected_is_a_conflict_and_keeps_the_text_and_strangers_see_nothing()
    {
        var form = await Claire.PageAsync($"{Statement}/elargissement");
        await Change(d => d.Submit(Factory.Clock.GetUtcNow()));

        using var answer = await Claire.SendAsync(form, Widen, ("cellules", "B2.011.ALT"), ("motif", Why));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains(Why, (await answer.ReadPageAsync()).TextOf("main"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await Ines.GetAsync($"{Statement}/elargissement")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Claire.GetAsync($"/declarations/{Guid.NewGuid()}/elargissement")).StatusCode);
    }
}
