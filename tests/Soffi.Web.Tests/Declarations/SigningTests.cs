using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>What is signed is what was read: the page carries the version it shows, and says what changed since the last one.</summary>
[Collection(StatementCollection.Name)]
public sealed class SigningTests(StatementHost host)
{
    private const string Form = "form[action$=signature]";
    private static readonly (string, string)[] Filled = SignedStatement.Filled;

    [Fact]
    public async Task Sign_seals_the_version_read_and_the_sentence_certified()
    {
        var given = await Ready();
        var marc = await host.As(StatementHost.Marc);
        var page = await marc.PageAsync($"{given.Root}/signature");
        var read = ((IHtmlInputElement)page.QuerySelector($"{Form} input[name=empreinte]")!).Value;
        Assert.Contains(read, page.TextOf(".soffi-facts"), StringComparison.Ordinal);

        using var answer = await marc.SendAsync(page, Form, Filled);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var receipt = SealedReceipt.Of((await Latest(given)).CanonicalJson);
        Assert.Equal((read, true), (receipt.FingerprintRead, receipt.IsAsRead));
        Assert.Equal(page.QuerySelector("label[for=certifie]")!.TextContent.Trim(), receipt.Certification);
        Assert.Equal(receipt.Content.Findings.Any(f => f.Explanation is not null), receipt.Certification!.Contains("constat", StringComparison.Ordinal));
        Assert.Contains(read, Assert.Single(await host.Journal(given.Id), e => e.Action == AuditAction.DeclarationSubmitted).DetailsJson, StringComparison.Ordinal);
        Assert.Contains("France compétences (R. 6332-31", (await marc.PageAsync($"{given.Root}/accuses/1")).TextOf("#destinataires"), StringComparison.Ordinal);
        Assert.Contains("celle qu’il avait sous les yeux", (await marc.PageAsync($"{given.Root}/accuses/1")).TextOf("#certification"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_after_an_explanation_changed_is_refused_and_shows_it()
    {
        var given = await Ready();
        var marc = await host.As(StatementHost.Marc);
        var page = await marc.PageAsync($"{given.Root}/signature");
        var finding = Findings(await host.Stored(given.Id)).First(f => f.Severity == Severity.ToExplain);
        await host.Change(given.Id, (loaded, _) => loaded.Declaration.Explain(finding, "Autre raison, donnée depuis.", host.Author, host.Clock.GetUtcNow()));

        using var answer = await marc.SendAsync(page, Form, Filled);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var refused = await answer.ReadPageAsync();
        Assert.Contains("Autre raison, donnée depuis.", refused.TextOf("#changements-autres"), StringComparison.Ordinal);
        Assert.Equal(DeclarationStatus.InProgress, (await host.Stored(given.Id)).Status);
        using var again = await marc.SendAsync(refused, Form, Filled);
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
    }

    [Fact]
    public async Task Sign_with_a_fingerprint_never_shown_is_refused()
    {
        var given = await Ready();
        var marc = await host.As(StatementHost.Marc);

        using var answer = await marc.SendAsync(
            await marc.PageAsync($"{given.Root}/signature"), Form, [.. Filled, ("empreinte", new string('0', 64))]);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Relisez ce que vous certifiez", (await answer.ReadPageAsync()).TextOf("#modifiee"), StringComparison.Ordinal);
        Assert.Equal(0, await host.Database(d => d.Submissions.CountAsync(s => s.DeclarationId == given.Id)));
    }

    /// <summary>What was changed and put back is what was read.</summary>
    [Fact]
    public async Task Sign_after_a_value_came_back_to_what_was_read_is_accepted()
    {
        var given = await Ready();
        var (marc, claire) = (await host.As(StatementHost.Marc), await host.As(StatementHost.Claire));
        var before = (await claire.PageAsync(given.Cadre("0"))).Field("ID.ESFFONC.VAL");
        var page = await marc.PageAsync($"{given.Root}/signature");
        (await claire.SendAsync(await claire.PageAsync(given.Cadre("0")), "#saisie", ("ID.ESFFONC.VAL", "Contrôleuse"))).Dispose();
        (await claire.SendAsync(await claire.PageAsync(given.Cadre("0")), "#saisie", ("ID.ESFFONC.VAL", before))).Dispose();

        using var answer = await marc.SendAsync(page, Form, Filled);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    [Fact]
    public async Task Show_says_what_changed_since_the_last_reading_and_since_the_submission_corrected()
    {
        var given = await Ready();
        var (marc, claire) = (await host.As(StatementHost.Marc), await host.As(StatementHost.Claire));
        Assert.Null((await marc.PageAsync($"{given.Root}/signature")).GetElementById("depuis-lecture"));
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        (await claire.SendAsync(await claire.PageAsync(given.Cadre("0")), "#saisie", ("ID.ESFFONC.VAL", "Contrôleuse"))).Dispose();

        var page = await marc.PageAsync($"{given.Root}/signature");
        Assert.Contains("Contrôleuse", page.TextOf("#depuis-lecture"), StringComparison.Ordinal);
        Assert.Contains("Claire Martin", page.TextOf("#depuis-lecture"), StringComparison.Ordinal);
        Assert.Contains("Contrôleuse", (await marc.PageAsync($"{given.Root}/signature")).TextOf("#depuis-lecture"), StringComparison.Ordinal);
        (await marc.SendAsync(page, Form, Filled)).Dispose();
        await host.Change(given.Id, (loaded, _) => loaded.Declaration.RequestCorrections(CorrectionRequest.Whole(1, "Fonction à revoir."), host.Author, host.Clock.GetUtcNow()));
        (await claire.SendAsync(await claire.PageAsync(given.Cadre("0")), "#saisie", ("ID.ESFFONC.VAL", "Auditrice"))).Dispose();

        var correction = await marc.PageAsync($"{given.Root}/signature");

        Assert.Contains("Contrôleuse", correction.TextOf("#depuis-depot"), StringComparison.Ordinal);
        Assert.Contains("Auditrice", correction.TextOf("#depuis-depot"), StringComparison.Ordinal);
        Assert.Contains("avoir effectué les corrections demandées", correction.TextOf("label[for=corrige]"), StringComparison.Ordinal);
    }

    /// <summary>A correction sent twice at once, from two tabs: one submission, the second, and both are led to it.</summary>
    [Fact]
    public async Task Sign_a_correction_from_two_tabs_at_once_makes_one_submission()
    {
        var given = await Ready();
        var marc = await host.As(StatementHost.Marc);
        (await marc.SendAsync(await marc.PageAsync($"{given.Root}/signature"), Form, Filled)).Dispose();
        await host.Change(given.Id, (loaded, _) => loaded.Declaration.RequestCorrections(CorrectionRequest.Whole(1, "À revoir."), host.Author, host.Clock.GetUtcNow()));
        var (one, two) = (await marc.PageAsync($"{given.Root}/signature"), await marc.PageAsync($"{given.Root}/signature"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => marc.SendAsync(i % 2 == 0 ? one : two, Form, [.. Filled, ("corrige", "true")])));

        Assert.All(answers, a => Assert.Equal($"{given.Root}/accuses/2", a.Headers.Location!.OriginalString));
        Assert.Equal([1, 2], await host.Database(d => d.Submissions.Where(s => s.DeclarationId == given.Id).OrderBy(s => s.Number).Select(s => s.Number).ToListAsync()));
        Assert.Equal(2, (await host.Journal(given.Id)).Count(e => e.Action == AuditAction.DeclarationSubmitted));
        var second = await Latest(given);
        Assert.Equal(2, await host.Database(d => d.OutgoingMessages.CountAsync(m => m.Key.StartsWith($"accuse-{second.Id}-"))));
    }

    /// <summary>A colleague saves while the signatory sends: either the figure is in what was signed, or it was refused to one of them.</summary>
    [Fact]
    public async Task Sign_while_a_colleague_saves_never_seals_what_was_not_read()
    {
        var given = await Ready();
        var (marc, claire) = (await host.As(StatementHost.Marc), await host.As(StatementHost.Claire));
        var (page, entry) = (await marc.PageAsync($"{given.Root}/signature"), await claire.PageAsync(given.Cadre("0")));

        var answers = await Task.WhenAll(
            marc.SendAsync(page, Form, Filled), claire.SendAsync(entry, "#saisie", ("ID.ESFFONC.VAL", "Contrôleuse")));

        var code = CellCode.Parse("ID.ESFFONC.VAL");
        var standing = await host.Stored(given.Id);
        if (answers[0].StatusCode == HttpStatusCode.SeeOther)
        {
            Assert.Equal(HttpStatusCode.Conflict, answers[1].StatusCode);
            Assert.NotEqual("Contrôleuse", SealedContent.Of((await Latest(given)).CanonicalJson).Values[code].Text);
        }
        else
        {
            Assert.Equal((HttpStatusCode.Conflict, DeclarationStatus.InProgress), (answers[0].StatusCode, standing.Status));
            Assert.Equal("Contrôleuse", standing.Values()[code].Text);
        }
    }

    [Fact]
    public async Task Sign_after_losing_the_right_is_refused_and_seals_nothing()
    {
        var given = await Ready();
        var marc = await host.As(StatementHost.Marc);
        var page = await marc.PageAsync($"{given.Root}/signature");
        await host.Database(async d =>
        {
            d.Grants.RemoveRange(await d.Grants.Where(g => g.OperatorId == given.OperatorId && g.Role == Role.Signatory).ToListAsync());
            return await d.SaveChangesAsync();
        });
        host.Clock.Advance(TimeSpan.FromMinutes(2));

        using var answer = await marc.SendAsync(page, Form, Filled);

        Assert.NotEqual(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(DeclarationStatus.InProgress, (await host.Stored(given.Id)).Status);
        Assert.Equal(0, await host.Database(d => d.Submissions.CountAsync(s => s.DeclarationId == given.Id)));
    }

    private Task<Submission> Latest(GivenStatement given) => host.Database(d => d.Submissions.AsNoTracking().SingleAsync(s => s.DeclarationId == given.Id && s.IsLatest));

    private IReadOnlyList<Finding> Findings(Declaration declaration) =>
        FormChecker.Check(host.Form, FormCalculator.Calculate(host.Form, declaration.Values(), CellValues.Empty), CellValues.Empty);

    private Task<GivenStatement> Ready() => SignedStatement.Ready(host);
}
