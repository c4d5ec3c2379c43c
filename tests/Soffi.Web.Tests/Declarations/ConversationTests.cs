using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>What the people who declare for a body say to each other about a cell.</summary>
[Collection(StatementCollection.Name)]
public sealed class ConversationTests(StatementHost host)
{
    private const string Form = "#detail-message";
    private static readonly CellCode Code = CellCode.Parse("B2.010.ALT");

    [Fact]
    public async Task Write_shows_the_message_to_a_colleague_with_its_entry_in_the_journal()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);

        using var answer = await Write(claire, given, "D’où vient ce montant ?\n<b>Marc</b>, le sais-tu ?");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal($"{Of(given)}#conversation", answer.Headers.Location!.ToString());
        var page = await (await host.As(StatementHost.Marc)).PageAsync(Of(given));
        Assert.Contains("<b>Marc</b>, le sais-tu ?", page.TextOf(".soffi-thread"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector(".soffi-thread b"));
        Assert.Null(page.QuerySelector(".soffi-thread form")); // Not his message: he may not withdraw it.
        var entry = Assert.Single(await host.Journal(given.Id));
        Assert.Equal(AuditAction.MessageWritten, entry.Action);
        Assert.Contains(Code.ToString(), entry.DetailsJson, StringComparison.Ordinal);
        Assert.DoesNotContain("montant", entry.DetailsJson, StringComparison.Ordinal);
        Assert.Equal(0, (await host.Stored(given.Id)).Revision);
    }

    [Fact]
    public async Task Write_twice_the_same_post_writes_once()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        var page = await claire.PageAsync(Of(given));

        (await claire.SendAsync(page, Form, ("message", "Une seule fois."))).Dispose();
        (await claire.SendAsync(page, Form, ("message", "Une seule fois."))).Dispose();

        Assert.Equal(1, await host.Database(d => d.CellMessages.CountAsync(m => d.CellThreads.Any(t => t.Id == m.ThreadId && t.DeclarationId == given.Id))));
        Assert.Single(await host.Journal(given.Id));
    }

    [Theory]
    [InlineData(0, "Écrivez votre message.")]
    [InlineData(2001, "au plus 2000 caractères")]
    public async Task Write_nothing_or_too_much_is_400_with_the_text_kept_and_nothing_written(int length, string sentence)
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        var text = new string('a', length);

        using var answer = await Write(claire, given, text);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        Assert.Contains(sentence, page.TextOf(Form), StringComparison.Ordinal);
        Assert.Equal(text, ((IHtmlTextAreaElement)page.GetElementById("detail-message-texte")!).Value);
        Assert.Empty(await host.Journal(given.Id));
    }

    [Fact]
    public async Task Write_with_an_expired_page_is_400_with_the_text_kept_and_nothing_written()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);

        using var answer = await claire.SendFieldsAsync(Of(given), [KeyValuePair.Create("message", "Texte à garder.")]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("Texte à garder.", ((IHtmlTextAreaElement)(await answer.ReadPageAsync()).GetElementById("detail-message-texte")!).Value);
        Assert.Empty(await host.Journal(given.Id));
    }

    [Fact]
    public async Task Reply_tells_the_other_participant_by_mail_without_the_text()
    {
        var given = await host.Statement();
        var (claire, marc) = (await host.As(StatementHost.Claire), await host.As(StatementHost.Marc));
        (await Write(claire, given, "Une question.")).Dispose();
        Assert.Empty(await Mails(given));

        (await Write(marc, given, "Une réponse confidentielle.")).Dispose();

        var mail = Assert.Single(await Mails(given));
        Assert.Equal(StatementHost.Claire.Email, mail.To);
        Assert.Contains("Marc", mail.Body, StringComparison.Ordinal);
        Assert.Contains(Code.ToString(), mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("confidentielle", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_tells_nothing_to_somebody_who_no_longer_declares_for_the_body()
    {
        var given = await host.Statement();
        var (claire, marc) = (await host.As(StatementHost.Claire), await host.As(StatementHost.Marc));
        (await Write(marc, given, "Une question.")).Dispose();
        await host.Database(async d =>
        {
            (await d.Grants.SingleAsync(g => g.OperatorId == given.OperatorId && g.Role == Role.Signatory)).Revoke(host.Clock.GetUtcNow());
            return await d.SaveChangesAsync();
        });

        (await Write(claire, given, "Une réponse.")).Dispose();

        Assert.Empty(await Mails(given));
    }

    [Fact]
    public async Task Resolve_then_reopen_says_who_and_when_and_is_noted()
    {
        var given = await host.Statement();
        var (claire, marc) = (await host.As(StatementHost.Claire), await host.As(StatementHost.Marc));
        (await Write(claire, given, "Une question.")).Dispose();

        (await marc.SendAsync(await marc.PageAsync(Of(given)), $"form[action='{Of(given)}/resolution']")).Dispose();
        var resolved = await claire.PageAsync(Of(given));
        Assert.Contains($"Conversation résolue par Marc", resolved.TextOf("#detail-cellule"), StringComparison.Ordinal);
        Assert.Contains("–", Conversations(await claire.PageAsync(given.Root)), StringComparison.Ordinal);
        (await claire.SendAsync(resolved, $"form[action='{Of(given)}/reouverture']")).Dispose();

        Assert.Contains("Conversation rouverte par Claire", (await claire.PageAsync(Of(given))).TextOf("#detail-cellule"), StringComparison.Ordinal);
        Assert.Equal("1 en cours", Conversations(await claire.PageAsync(given.Root)).Replace('\u00A0', ' '));
        Assert.Contains("Conversations 1 en cours", (await claire.PageAsync(given.Cadre("B2"))).TextOf("nav.fr-sidemenu"), StringComparison.Ordinal);
        Assert.Equal(
            [AuditAction.MessageWritten, AuditAction.ThreadResolved, AuditAction.ThreadReopened], (await host.Journal(given.Id)).Select(e => e.Action));
    }

    [Fact]
    public async Task Write_in_a_resolved_conversation_reopens_it()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        (await Write(claire, given, "Une question.")).Dispose();
        (await claire.SendAsync(await claire.PageAsync(Of(given)), $"form[action='{Of(given)}/resolution']")).Dispose();

        (await Write(claire, given, "Encore une.")).Dispose();

        Assert.Equal(ConversationState.Open, await host.Database(d => d.CellThreads.Where(t => t.DeclarationId == given.Id).Select(t => t.State).SingleAsync()));
    }

    [Fact]
    public async Task Withdraw_hides_the_message_keeps_it_and_is_noted()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        (await Write(claire, given, "Propos regretté.")).Dispose();

        using var answer = await claire.SendAsync(await claire.PageAsync(Of(given)), ".soffi-thread form");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var page = await claire.PageAsync(Of(given));
        Assert.Contains("Message retiré", page.TextOf(".soffi-thread"), StringComparison.Ordinal);
        Assert.DoesNotContain("regretté", page.Source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("regretté", (await claire.PageAsync($"{given.Root}/conversations")).Source.Text, StringComparison.Ordinal);
        Assert.Equal(AuditAction.MessageWithdrawn, (await host.Journal(given.Id))[^1].Action);
        Assert.True(await host.Database(d => d.CellMessages.AnyAsync(m => m.Text == "Propos regretté." && m.WithdrawnAt != null)));
    }

    [Fact]
    public async Task Withdraw_the_message_of_another_is_404_and_changes_nothing()
    {
        var given = await host.Statement();
        var (claire, marc) = (await host.As(StatementHost.Claire), await host.As(StatementHost.Marc));
        (await Write(claire, given, "Une question.")).Dispose();
        var message = await host.Database(d => d.CellMessages.SingleAsync(m => d.CellThreads.Any(t => t.Id == m.ThreadId && t.DeclarationId == given.Id)));
        var token = ((IHtmlInputElement)(await marc.PageAsync(Of(given))).QuerySelector($"{Form} input[name=__RequestVerificationToken]")!).Value;

        using var answer = await marc.SendFieldsAsync($"{Of(given)}/messages/{message.Id}/retrait", [KeyValuePair.Create("__RequestVerificationToken", token)]);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Single(await host.Journal(given.Id));
    }

    [Theory]
    [InlineData("/cellules/B2.010.ALT")]
    [InlineData("/cellules/B2.010.ALT/resolution")]
    [InlineData("/cellules/B2.010.ALT/reouverture")]
    [InlineData("/cellules/B2.010.ALT/messages/1/retrait")]
    public async Task Post_to_the_statement_of_another_body_is_404_and_writes_nothing(string path)
    {
        var given = await host.Statement();
        var other = await host.Statement();
        var (claire, sophie) = (await host.As(StatementHost.Claire), await host.As(StatementHost.Sophie));
        (await Write(claire, given, "Entre nous.")).Dispose();
        var token = ((IHtmlInputElement)(await sophie.PageAsync("/acces/demande")).QuerySelector("input[name=__RequestVerificationToken]")!).Value;

        using var answer = await sophie.SendFieldsAsync(given.Root + path, [KeyValuePair.Create("message", "Intrusion"), KeyValuePair.Create("__RequestVerificationToken", token)]);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Single(await host.Journal(given.Id));
        Assert.Empty(await host.Journal(other.Id));
    }

    [Fact]
    public async Task List_shows_open_ones_first_filters_and_says_when_empty()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        Assert.Contains("Aucune conversation n’a été commencée", (await claire.PageAsync($"{given.Root}/conversations")).TextOf("main"), StringComparison.Ordinal);
        (await Write(claire, given, "Ouverte.")).Dispose();
        var other = $"{given.Root}/cellules/B2.020.ALT";
        (await claire.SendAsync(await claire.PageAsync(other), Form, ("message", "Réglée."))).Dispose();
        (await claire.SendAsync(await claire.PageAsync(other), $"form[action='{other}/resolution']")).Dispose();

        var all = await claire.PageAsync($"{given.Root}/conversations");
        var open = await claire.PageAsync($"{given.Root}/conversations?etat=en-cours");
        var none = await claire.PageAsync($"{given.Root}/conversations?cadre=C1");

        Assert.Equal([$"{Of(given)}#conversation", $"{other}#conversation"], all.QuerySelectorAll("#conversations tbody a").Select(a => a.GetAttribute("href")));
        Assert.Equal($"{Of(given)}#conversation", Assert.Single(open.QuerySelectorAll("#conversations tbody a")).GetAttribute("href"));
        Assert.Contains("Aucune conversation ne répond", none.TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_left_open_last_year_is_shown_and_goes_on_at_the_first_reply()
    {
        var given = await host.Statement(previous: true);
        var marc = await host.As(StatementHost.Marc);
        var person = await host.Database(d => d.Users.SingleAsync(u => u.Email == StatementHost.Marc.Email));
        var last = await LastYear(given);
        await host.Database(async d =>
        {
            var thread = new CellThread(last, Code, host.Clock.GetUtcNow().AddMonths(-10));
            thread.Write(Guid.NewGuid(), "Reste à vérifier l’an prochain.", new Actor(person.Id, "Marc Bernard", person.Email, []), host.Clock.GetUtcNow().AddMonths(-10));
            d.Add(thread);
            return await d.SaveChangesAsync();
        });
        var claire = await host.As(StatementHost.Claire);
        var page = await claire.PageAsync(Of(given));
        Assert.Contains("Question de l’exercice 2024", page.TextOf("#detail-cellule"), StringComparison.Ordinal);
        Assert.Contains("Reste à vérifier l’an prochain.", page.TextOf("#detail-cellule"), StringComparison.Ordinal);
        Assert.NotNull((await claire.PageAsync($"{given.Root}/conversations")).QuerySelector("#anterieures"));

        (await Write(claire, given, "Vérifié : le montant est juste.")).Dispose();

        var threads = await host.Database(d => d.CellThreads.Where(t => t.DeclarationId == last || t.DeclarationId == given.Id).ToListAsync());
        var (before, now) = (threads.Single(t => t.DeclarationId == last), threads.Single(t => t.DeclarationId == given.Id));
        Assert.Equal((ConversationState.Continued, now.Id), (before.State, before.ContinuedById));
        Assert.DoesNotContain("Question de l’exercice 2024", (await claire.PageAsync(Of(given))).TextOf("h3, #detail-cellule"), StringComparison.Ordinal);
        Assert.Contains("poursuivie", (await marc.PageAsync($"/declarations/{last}/cellules/{Code}")).TextOf("#detail-cellule"), StringComparison.Ordinal);
        Assert.Equal(StatementHost.Marc.Email, Assert.Single(await Mails(given)).To);
    }

    private static string Of(GivenStatement given) => $"{given.Root}/cellules/{Code}";

    private static async Task<HttpResponseMessage> Write(HttpClient browser, GivenStatement given, string text) =>
        await browser.SendAsync(await browser.PageAsync(Of(given)), Form, ("message", text));

    /// <summary>What the overview says of the conversations of the cadre of the cell.</summary>
    private static string Conversations(IHtmlDocument overview) =>
        overview.QuerySelector("#cadres a[href$='/cadres/B2']")!.Closest("tr")!.Children[^1].TextContent.Trim();

    private Task<Guid> LastYear(GivenStatement given) => host.Database(d => (
        from declaration in d.Declarations
        join campaign in d.Campaigns on declaration.CampaignId equals campaign.Id
        where declaration.OperatorId == given.OperatorId && campaign.Exercise == 2024 && campaign.Kind == StatementKind.Esf
        select declaration.Id).SingleAsync());

    private Task<List<Soffi.Data.Rows.OutgoingMessage>> Mails(GivenStatement given) => host.Database(d =>
        d.OutgoingMessages.Where(m => m.Key.StartsWith("conversation-") && m.Body.Contains($"pérateur {given.OperatorCode.Substring(4)}.")).ToListAsync());
}
