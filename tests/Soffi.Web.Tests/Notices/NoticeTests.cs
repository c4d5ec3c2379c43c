using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Notices;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.FollowUp;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Notices;

/// <summary>Formal notices (L. 6332-24 c. trav.): proposed, prepared, sent, answered, lifted or decided; each with its line of the journal.</summary>
public sealed class NoticeTests : FollowUpHouse
{
    private const string Facts = "L’état de l’exercice 2025 n’a pas été transmis malgré deux rappels.";

    [Fact]
    public async Task Prepare_before_the_deadline_is_a_conflict()
    {
        using var answer = await Prepare(await Agent(), AktoStatement, forged: true);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("n’est pas passée", (await answer.ReadPageAsync()).TextOf("main"), StringComparison.Ordinal);
        Assert.Empty(await Notices());
    }

    [Fact]
    public async Task Prepare_without_facts_says_what_to_write()
    {
        Late();
        var agent = await Agent();

        using var answer = await agent.SendAsync(await agent.PageAsync(Page(AktoStatement)), "form[action$=mise-en-demeure]", ("Text", "Trop"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("10", (await answer.ReadPageAsync()).TextOf("#erreurs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issue_sends_the_letter_for_ever_leaves_a_month_and_the_body_answers()
    {
        var notice = await Issued();
        Assert.Equal(NoticeTerm.After(notice.IssuedAt!.Value), notice.DueAt);
        Assert.Equal(2, (await Messages("mise-en-demeure-")).Count);
        Assert.Contains("R. 6332-31", (await Messages("mise-en-demeure-"))[0].Body, StringComparison.Ordinal);

        var marc = await Factory.EnteredAsync(DemoAccounts.SignataireOpco);
        Assert.Contains(notice.Number, (await marc.PageAsync("/accueil")).TextOf("main"), StringComparison.Ordinal);
        Assert.NotNull((await marc.PageAsync($"/declarations/{AktoStatement}")).QuerySelector($"#mise-en-demeure a[href$='{notice.Id}']"));
        var page = await marc.PageAsync($"/declarations/mises-en-demeure/{notice.Id}");
        Assert.Contains(Facts, page.TextOf("#lettre"), StringComparison.Ordinal);
        var pdf = await marc.GetByteArrayAsync($"/declarations/mises-en-demeure/{notice.Id}/courrier");
        Assert.StartsWith("%PDF-", Encoding.ASCII.GetString(pdf, 0, 5), StringComparison.Ordinal);
        using (var answer = await Answer(marc, notice.Id, page, "Notre commissaire aux comptes est souffrant.", "courrier.csv"))
        {
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        }

        var agent = await Factory.SignedInAsync(DemoAccounts.AgentDgefp);
        var task = (await agent.PageAsync("/accueil")).QuerySelector("#a-suivre a[href$='etat=en-cours']")!;
        Assert.StartsWith("1\u00a0mise en demeure en cours, première réponse attendue avant le", task.TextContent, StringComparison.Ordinal);
        Assert.Contains(notice.Number, (await agent.PageAsync(task.GetAttribute("href")!)).TextOf("#mises-en-demeure"), StringComparison.Ordinal);
        Assert.Contains("Aucune mise en demeure n’est dans cet état", (await agent.PageAsync("/instruction/mises-en-demeure?etat=a-decider")).TextOf("main"), StringComparison.Ordinal);
        var read = await agent.PageAsync($"/instruction/mises-en-demeure/{notice.Id}");
        Assert.Contains("commissaire aux comptes est souffrant", read.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("ouverte dans Soffi par", read.TextOf("main"), StringComparison.Ordinal);
        var file = read.QuerySelector("a[href$=piece]")!.GetAttribute("href")!;
        Assert.Equal("a;b\n1;2\n", await agent.GetStringAsync(file));
        Assert.Equal(pdf, await agent.GetByteArrayAsync($"/instruction/mises-en-demeure/{notice.Id}/courrier"));
        foreach (var action in new[] { AuditAction.NoticePrepared, AuditAction.NoticeIssued, AuditAction.NoticeRead, AuditAction.NoticeAnswered, AuditAction.NoticeFileRead })
        {
            Assert.Equal((notice.Number, Akto), Assert.Single((await Factory.JournalAsync(action)).Select(e => (e.ObjectId, e.OperatorId!.Value))));
        }
    }

    [Fact]
    public async Task Answer_nothing_says_what_to_write_and_after_the_month_is_a_conflict_that_loses_nothing()
    {
        var notice = await Issued();
        var marc = await Factory.EnteredAsync(DemoAccounts.SignataireOpco);
        var page = await marc.PageAsync($"/declarations/mises-en-demeure/{notice.Id}");
        using (var empty = await Answer(marc, notice.Id, page, ""))
        {
            Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        }

        Factory.Clock.Advance(TimeSpan.FromDays(40));
        marc = await Factory.SignedInAsync(DemoAccounts.SignataireOpco);
        var late = await marc.PageAsync("/accueil");
        Assert.Contains("Le délai est expiré", late.TextOf("main"), StringComparison.Ordinal);
        using var answer = await Answer(marc, notice.Id, await marc.PageAsync("/acces/demande"), "Nos observations arrivent tard.");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("ne peuvent plus être reçues", (await answer.ReadPageAsync()).TextOf("main"), StringComparison.Ordinal);
        Assert.Empty(await Factory.JournalAsync(AuditAction.NoticeAnswered));
    }

    [Fact]
    public async Task Decide_is_possible_once_the_month_is_over_and_is_told_to_the_body()
    {
        var notice = await Issued();
        var agent = await Factory.SignedInAsync(DemoAccounts.AgentDgefp);
        var path = $"/instruction/mises-en-demeure/{notice.Id}";
        Assert.Null((await agent.PageAsync(path)).QuerySelector("button[value=suite]"));
        Factory.Clock.Advance(TimeSpan.FromDays(32));
        agent = await Factory.SignedInAsync(DemoAccounts.AgentDgefp);
        Assert.Contains("dont le délai est expiré", (await agent.PageAsync("/accueil")).TextOf("#a-suivre"), StringComparison.Ordinal);
        Assert.Contains("à décider", (await agent.PageAsync("/instruction/mises-en-demeure")).TextOf("#mises-en-demeure"), StringComparison.Ordinal);

        var page = await agent.PageAsync(path);
        using (var bare = await agent.SendAsync(page, "form[action$=cloture]", ("Act", "suite")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        }

        (await agent.SendAsync(page, "form[action$=cloture]", ("Act", "suite"), ("Text", "Saisine du ministre en vue d’un administrateur provisoire."))).Dispose();

        Assert.Equal(NoticeState.Decided, Assert.Single(await Notices()).State);
        Assert.Single(await Factory.JournalAsync(AuditAction.NoticeDecided));
        Assert.Equal(2, (await Messages("fin-mise-en-demeure-")).Count);
        using var twice = await agent.SendAsync(page, "form[action$=cloture]", ("Act", "levee"), ("Text", "Une seconde décision, en même temps."));
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
        Assert.Contains("a changé depuis", (await twice.ReadPageAsync()).TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_the_statement_lifts_the_notice_in_the_same_transaction()
    {
        await Issued();

        await Submit(AktoStatement);

        var notice = Assert.Single(await Notices());
        Assert.Equal((NoticeState.Lifted, null), (notice.State, notice.ClosedBy));
        Assert.Contains("ESF-2025-AKTO-1", notice.ClosingText, StringComparison.Ordinal);
        Assert.Single(await Factory.JournalAsync(AuditAction.NoticeLifted));
        var marc = await Factory.EnteredAsync(DemoAccounts.SignataireOpco);
        Assert.Contains("levée", (await marc.PageAsync($"/declarations/mises-en-demeure/{notice.Id}")).TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("levée", (await marc.PageAsync($"/declarations/{AktoStatement}/chronologie")).TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_the_statement_tells_everybody_of_the_body_that_the_notice_is_lifted_once()
    {
        var notice = await Issued();
        await Fill(AktoStatement);
        var marc = await Factory.EnteredAsync(DemoAccounts.SignataireOpco);
        await Factory.EnteredAsync(DemoAccounts.DeclarantOpco);
        var page = await marc.PageAsync($"/declarations/{AktoStatement}/signature");
        for (var click = 0; click < 2; click++)
        {
            using var signed = await marc.SendAsync(page, "form[action$=signature]", ("fonction", "Directeur général"), ("certifie", "true"));
            Assert.Equal(HttpStatusCode.SeeOther, signed.StatusCode);
        }

        Assert.Equal(NoticeState.Lifted, Assert.Single(await Notices()).State);
        var told = await Messages("fin-mise-en-demeure-");
        Assert.Equal([DemoAccounts.DeclarantOpco.Email, DemoAccounts.SignataireOpco.Email], told.Select(m => m.To).Order(StringComparer.Ordinal));
        Assert.All(told, m => Assert.Contains($"{notice.Number} levée", m.Subject, StringComparison.Ordinal));
        Assert.Contains("ESF-2025-AKTO-1", told[0].Body, StringComparison.Ordinal);
        Assert.Equal(2, (await Messages("accuse-")).Count);
    }

    [Fact]
    public async Task Receive_a_letter_later_gives_a_month_from_that_day()
    {
        var notice = await Issued();
        Factory.Clock.Advance(TimeSpan.FromDays(5));
        var agent = await Factory.SignedInAsync(DemoAccounts.AgentDgefp);
        var page = await agent.PageAsync($"/instruction/mises-en-demeure/{notice.Id}");
        using (var wrong = await agent.SendAsync(page, "form[action$=reception]", ("Day", "hier"), ("How", "Lettre recommandée")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }

        var day = Soffi.Domain.Declarations.ParisTime.Of(Now.AddDays(-1)).ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);
        (await agent.SendAsync(page, "form[action$=reception]", ("Day", day), ("How", "Lettre recommandée n° 1A"))).Dispose();

        var received = Assert.Single(await Notices());
        Assert.True(received.DueAt > notice.DueAt);
        Assert.Single(await Factory.JournalAsync(AuditAction.NoticeReceived));
    }

    [Fact]
    public async Task Propose_is_for_the_region_and_the_ministry_prepares_or_gives_up()
    {
        Late();
        var karim = await Factory.EnteredAsync(DemoAccounts.AgentDreets);
        Assert.Equal(HttpStatusCode.NotFound, (await karim.GetAsync(Page(AktoStatement))).StatusCode);
        (await karim.SendAsync(await karim.PageAsync(Page(TparaStatement)), "form[action$=proposition]", ("Text", "L’association ne répond plus à nos relances."))).Dispose();
        Assert.Equal(NoticeState.Proposed, Assert.Single(await Notices()).State);
        Assert.Single(await Factory.JournalAsync(AuditAction.NoticeProposed));

        var agent = await Agent();
        Assert.Contains("proposée", (await agent.PageAsync("/accueil")).TextOf("#a-suivre"), StringComparison.Ordinal);
        Assert.Contains("ne répond plus", (await agent.PageAsync(Page(TparaStatement))).TextOf("main"), StringComparison.Ordinal);
        using (var prepared = await Prepare(agent, TparaStatement))
        {
            Assert.Equal(HttpStatusCode.SeeOther, prepared.StatusCode);
        }

        var notice = Assert.Single(await Notices());
        Assert.Equal(NoticeState.Prepared, notice.State);
        var page = await agent.PageAsync($"/instruction/mises-en-demeure/{notice.Id}");
        Assert.Contains("D. 6323-21-2", page.TextOf("#lettre"), StringComparison.Ordinal);
        Assert.Null((await karim.PageAsync($"/instruction/mises-en-demeure/{notice.Id}")).QuerySelector("form[action$=notification]"));
        (await agent.SendAsync(page, "form[action$=cloture]", ("Act", "abandon"), ("Text", "Dépôt annoncé pour demain matin."))).Dispose();

        Assert.Equal(NoticeState.Abandoned, Assert.Single(await Notices()).State);
        Assert.Single(await Factory.JournalAsync(AuditAction.NoticeAbandoned));
    }

    [Fact]
    public async Task Notices_are_prepared_by_the_ministry_and_read_by_their_body_only()
    {
        var notice = await Issued();
        await Factory.GrantAsync(DemoAccounts.DeclarantOpco2, Role.Declarant, Tpara);
        var sophie = await Factory.EnteredAsync(DemoAccounts.DeclarantOpco2);
        var karim = await Factory.EnteredAsync(DemoAccounts.AgentDreets);
        var admin = await Factory.EnteredAsync(DemoAccounts.Administrateur);

        Assert.Equal(HttpStatusCode.NotFound, (await sophie.GetAsync($"/declarations/mises-en-demeure/{notice.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await sophie.GetAsync($"/declarations/mises-en-demeure/{notice.Id}/courrier")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await karim.GetAsync($"/instruction/mises-en-demeure/{notice.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.GetAsync(Page(AktoStatement))).StatusCode);
        foreach (var (browser, address) in new[]
        {
            (karim, Page(TparaStatement)), (admin, $"/instruction/mises-en-demeure/{notice.Id}/notification"), (admin, $"/instruction/mises-en-demeure/{notice.Id}/cloture"),
            (karim, $"/instruction/mises-en-demeure/{notice.Id}/reception"), (admin, $"{Page(TparaStatement)}/proposition"),
        })
        {
            using var answer = await Post(browser, address);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        var agent = await Factory.SignedInAsync(DemoAccounts.AgentDgefp);
        using var missing = await Post(agent, $"/instruction/mises-en-demeure/{Guid.NewGuid()}/notification");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using var again = await Post(agent, Page(AktoStatement), ("Text", Facts));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    private static string Page(Guid declaration) => $"/instruction/declarations/{declaration}/mise-en-demeure";

    private void Late() => Factory.Clock.Advance(TimeSpan.FromDays(31));

    private Task<List<FormalNotice>> Notices() => Factory.DatabaseAsync(d => d.FormalNotices.AsNoTracking().ToListAsync());

    private async Task<FormalNotice> Issued()
    {
        Late();
        var agent = await Agent();
        (await Prepare(agent, AktoStatement)).Dispose();
        var notice = Assert.Single(await Notices());
        var page = await agent.PageAsync($"/instruction/mises-en-demeure/{notice.Id}");
        Assert.Contains("Projet, non envoyé", page.TextOf("#lettre"), StringComparison.Ordinal);
        using var sent = await agent.SendAsync(page, "form[action$=notification]");
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        return Assert.Single(await Notices());
    }

    private static async Task<HttpResponseMessage> Prepare(HttpClient agent, Guid declaration, bool forged = false) => forged
        ? await Post(agent, Page(declaration), ("Text", Facts))
        : await agent.SendAsync(await agent.PageAsync(Page(declaration)), "form[action$=mise-en-demeure]", ("Text", Facts));

    private static async Task<HttpResponseMessage> Post(HttpClient browser, string address, params (string Name, string Value)[] fields)
    {
        var token = await Token(await browser.PageAsync("/acces/demande"));
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Append(KeyValuePair.Create("__RequestVerificationToken", token)));
        return await browser.PostAsync(new Uri(address, UriKind.Relative), content);
    }

    private static async Task<HttpResponseMessage> Answer(HttpClient browser, Guid notice, IHtmlDocument page, string text, string? file = null)
    {
        using var content = new MultipartFormDataContent { { new StringContent(await Token(page)), "__RequestVerificationToken" }, { new StringContent(text), "Text" } };
        if (file is not null)
        {
            content.Add(new ByteArrayContent("a;b\n1;2\n"u8.ToArray()), "File", file);
        }

        return await browser.PostAsync(new Uri($"/declarations/mises-en-demeure/{notice}", UriKind.Relative), content);
    }

    private static Task<string> Token(IHtmlDocument page) =>
        Task.FromResult(((IHtmlInputElement)page.QuerySelector("input[name=__RequestVerificationToken]")!).Value);
}
