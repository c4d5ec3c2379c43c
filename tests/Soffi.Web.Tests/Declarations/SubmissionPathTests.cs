using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>Controls, explanations, signature, receipt.</summary>
[Collection(StatementCollection.Name)]
public sealed class SubmissionPathTests(StatementHost host)
{
    private const string Signature = "form[action$=signature]";

    [Fact]
    public async Task Show_findings_gives_values_severity_and_links_to_cells()
    {
        var given = await host.Statement(new CellValues([KeyValuePair.Create(CellCode.Parse("B4.380.BRUT"), CellValue.Of(50))]));

        var page = await (await host.As(StatementHost.Claire)).PageAsync($"{given.Root}/controles");

        Assert.NotEmpty(page.QuerySelectorAll(".fr-badge--error"));
        var link = page.QuerySelectorAll(".soffi-findings a").OfType<IHtmlAnchorElement>().First();
        Assert.Matches($"^{given.Root}/cadres/[A-Z0-9]+#[A-Z0-9]+\\.[A-Z0-9]+\\.[A-Z0-9]+$", link.GetAttribute("href")!);
    }

    [Fact]
    public async Task Explain_too_short_is_shown_again_and_right_one_saved()
    {
        var (given, claire, page) = await ToExplain();
        var name = page.QuerySelector("textarea")!.GetAttribute("name")!;

        using var refused = await claire.SendAsync(page, "form[action$=controles]", (name, "court"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var again = await refused.ReadPageAsync();
        Assert.Equal("court", ((IHtmlTextAreaElement)again.QuerySelector("textarea")!).Value);
        Assert.Contains("au moins 10 caractères", again.TextOf("#erreurs"), StringComparison.Ordinal);

        using var saved = await claire.SendAsync(again, "form[action$=controles]", (name.Replace("justification.", "motif.", StringComparison.Ordinal), "CALENDRIER"), (name, "Régularisation de l’exercice précédent."));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal("Régularisation de l’exercice précédent.", Assert.Single((await host.Stored(given.Id)).Explanations).Text);
        Assert.Contains(await host.Journal(given.Id), e => e.Action == AuditAction.FindingExplained);
    }

    [Fact]
    public async Task Explain_on_closed_statement_says_why_and_recalls_what_was_typed()
    {
        var (given, claire, page) = await ToExplain();
        var name = page.QuerySelector("textarea")!.GetAttribute("name")!;
        await host.Change(given.Id, (loaded, _) => { loaded.Declaration.Submit(host.Clock.GetUtcNow()); return true; });

        using var answer = await claire.SendAsync(page, "form[action$=controles]", (name.Replace("justification.", "motif.", StringComparison.Ordinal), "CALENDRIER"), (name, "Régularisation de l’exercice précédent."));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var text = (await answer.ReadPageAsync()).TextOf("main");
        Assert.Contains("Vos justifications ne sont pas enregistrées", text, StringComparison.Ordinal);
        Assert.Contains("Régularisation de l’exercice précédent.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Corrigez les cellules, ou expliquez", text, StringComparison.Ordinal);
        Assert.Empty((await host.Stored(given.Id)).Explanations);
    }

    [Fact]
    public async Task Explain_then_values_change_says_stale_and_asks_to_confirm()
    {
        var (given, claire, page) = await ToExplain();
        var instance = page.QuerySelector("textarea")!.GetAttribute("name")!["justification.".Length..];
        await claire.SendAsync(page, "form[action$=controles]", ($"motif.{instance}", "CALENDRIER"), ($"justification.{instance}", "Régularisation de l’exercice précédent."));
        await Worsen(given);

        var stale = await claire.PageAsync($"{given.Root}/controles");
        Assert.Contains("Les valeurs ont changé", stale.TextOf("main"), StringComparison.Ordinal);
        await claire.SendAsync(stale, "form[action$=controles]");
        Assert.Contains("Les valeurs ont changé", (await claire.PageAsync($"{given.Root}/controles")).TextOf("main"), StringComparison.Ordinal);

        await claire.SendAsync(stale, "form[action$=controles]", ($"confirmation.{instance}", "true"));
        Assert.DoesNotContain("Les valeurs ont changé", (await claire.PageAsync($"{given.Root}/controles")).TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_whole_statement_seals_it_and_gives_receipt()
    {
        var given = await Ready();
        var marc = await host.As(StatementHost.Marc);
        var page = await marc.PageAsync($"{given.Root}/signature");
        Assert.False(((IHtmlInputElement)page.QuerySelector("input[name=certifie]")!).IsChecked);

        using var answer = await marc.SendAsync(page, Signature, ("fonction", "Directeur général"), ("certifie", "true"));

        Assert.Equal($"{given.Root}/accuses/1", answer.Headers.Location!.OriginalString);
        var submission = await host.Database(c => c.Submissions.Include(s => s.Cells).SingleAsync(s => s.DeclarationId == given.Id));
        Assert.True(SubmissionSnapshot.IsIntact(submission));
        Assert.StartsWith($"ESF-2025-{given.OperatorCode}-1-", submission.ReceiptNumber, StringComparison.Ordinal);
        Assert.Contains(submission.Cells, c => c.Code == CellCode.Parse("B2.900.TOT"));
        Assert.Equal(DeclarationStatus.Submitted, (await host.Stored(given.Id)).Status);
        var entry = Assert.Single(await host.Journal(given.Id), e => e.Action == AuditAction.DeclarationSubmitted);
        Assert.Contains(submission.Sha256, entry.DetailsJson, StringComparison.Ordinal);
        var receipt = await marc.PageAsync($"{given.Root}/accuses/1");
        Assert.Contains($"a été déposée le {ParisTime.DayAndHour(submission.SubmittedAt)} (heure de Paris) sous le n° {submission.ReceiptNumber}".Replace('\u00a0', ' '), receipt.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains(submission.Sha256, receipt.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("Marc Bernard, Directeur général", receipt.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("ne vaut pas contrôle de conformité", receipt.TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_reopened_statement_takes_the_next_number_and_the_place_of_the_first()
    {
        var given = await Ready();
        var marc = await host.As(StatementHost.Marc);
        await marc.SendAsync(await marc.PageAsync($"{given.Root}/signature"), Signature, ("fonction", "Directeur général"), ("certifie", "true"));
        await host.Change(given.Id, (loaded, _) => loaded.Declaration.RequestCorrections(CorrectionRequest.Whole(1, "Cadre B3 à reprendre."), new Soffi.Domain.Access.Actor(Guid.CreateVersion7(), "Inès Rousseau", "", []), host.Clock.GetUtcNow()));
        var overview = (await marc.PageAsync(given.Root)).TextOf("main");
        Assert.Contains("Cadre B3 à reprendre.", overview, StringComparison.Ordinal);
        Assert.Contains("Rectification du dépôt n° 1", overview.Replace('\u00a0', ' '), StringComparison.Ordinal);

        using var answer = await marc.SendAsync(
            await marc.PageAsync($"{given.Root}/signature"), Signature, ("fonction", "Directeur général"), ("certifie", "true"), ("corrige", "true"));

        Assert.Equal($"{given.Root}/accuses/2", answer.Headers.Location!.OriginalString);
        var submissions = await host.Database(c => c.Submissions.Where(s => s.DeclarationId == given.Id).OrderBy(s => s.Number).ToListAsync());
        Assert.Equal([(1, false), (2, true)], submissions.Select(s => (s.Number, s.IsLatest)));
        Assert.Null((await host.Stored(given.Id)).CorrectedNumber);
        Assert.Contains(submissions[0].ReceiptNumber, (await marc.PageAsync($"{given.Root}/accuses/1")).TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_twice_leads_to_the_same_receipt()
    {
        var given = await Ready();
        var marc = await host.As(StatementHost.Marc);
        var page = await marc.PageAsync($"{given.Root}/signature");
        (string, string)[] fields = [("fonction", "Directeur"), ("certifie", "true")];

        var answers = await Task.WhenAll(marc.SendAsync(page, Signature, fields), marc.SendAsync(page, Signature, fields));
        using var third = await marc.SendAsync(page, Signature, fields);

        Assert.All(answers.Append(third), a => Assert.Equal($"{given.Root}/accuses/1", a.Headers.Location!.OriginalString));
        Assert.Equal(1, await host.Database(c => c.Submissions.CountAsync(s => s.DeclarationId == given.Id)));
        Assert.Single(await host.Journal(given.Id), e => e.Action == AuditAction.DeclarationSubmitted);
    }

    [Fact]
    public async Task Submit_without_box_or_function_is_refused_with_its_sentences()
    {
        var given = await Ready();
        var marc = await host.As(StatementHost.Marc);

        using var answer = await marc.SendAsync(await marc.PageAsync($"{given.Root}/signature"), Signature, ("fonction", " "));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        Assert.Equal(2, page.QuerySelectorAll("#erreurs a").Length);
        Assert.Equal(DeclarationStatus.InProgress, (await host.Stored(given.Id)).Status);
    }

    [Fact]
    public async Task Submit_statement_changed_since_display_is_refused_and_shows_changes()
    {
        var given = await Ready();
        var marc = await host.As(StatementHost.Marc);
        var page = await marc.PageAsync($"{given.Root}/signature");
        var claire = await host.As(StatementHost.Claire);
        using var change = await claire.SendAsync(await claire.PageAsync(given.Cadre("0")), "#saisie", ("ID.ESFFONC.VAL", "Contrôleuse"));
        Assert.Equal(HttpStatusCode.SeeOther, change.StatusCode);

        using var answer = await marc.SendAsync(page, Signature, ("fonction", "Directeur"), ("certifie", "true"));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var refused = await answer.ReadPageAsync();
        Assert.Contains("Contrôleuse", refused.TextOf("#changements"), StringComparison.Ordinal);
        Assert.Contains("Claire Martin", refused.TextOf("#changements"), StringComparison.Ordinal);
        Assert.Equal(DeclarationStatus.InProgress, (await host.Stored(given.Id)).Status);
        Assert.Contains(await host.Journal(given.Id), e => e.Action == AuditAction.SubmissionRefused && e.Result == AuditEntry.Refused);
        using var again = await marc.SendAsync(refused, Signature, ("fonction", "Directeur"), ("certifie", "true"));
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
    }

    [Fact]
    public async Task Submit_with_blocking_findings_is_refused_with_the_list()
    {
        var given = await host.Statement(new CellValues([KeyValuePair.Create(CellCode.Parse("B2.010.ALT"), CellValue.Of(1))]));
        var marc = await host.As(StatementHost.Marc);
        var page = await marc.PageAsync($"{given.Root}/signature");
        Assert.Null(page.QuerySelector(Signature));

        using var answer = await marc.SendFieldsAsync($"{given.Root}/signature", await Fields(marc, "1"));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Bloquant", (await answer.ReadPageAsync()).TextOf("#pas-prete"), StringComparison.Ordinal);
        Assert.Equal(0, await host.Database(c => c.Submissions.CountAsync(s => s.DeclarationId == given.Id)));
    }

    [Fact]
    public async Task Show_signature_to_declarant_says_who_can_sign_and_refuses_their_post()
    {
        await host.As(StatementHost.Marc);
        var given = await Ready();
        var claire = await host.As(StatementHost.Claire);

        var page = await claire.PageAsync($"{given.Root}/signature");
        Assert.Null(page.QuerySelector(Signature));
        Assert.Contains("Marc Bernard", page.TextOf("main"), StringComparison.Ordinal);
        using var answer = await claire.SendFieldsAsync($"{given.Root}/signature", await Fields(claire, "1"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(DeclarationStatus.InProgress, (await host.Stored(given.Id)).Status);
    }

    [Fact]
    public async Task Show_history_tells_before_after_author()
    {
        var given = await host.Statement(new CellValues([KeyValuePair.Create(CellCode.Parse("B2.010.ALT"), CellValue.Of(10))]));

        var page = await (await host.As(StatementHost.Claire)).PageAsync($"{given.Root}/historique");

        Assert.Contains("non renseigné 10 € Claire Martin", page.TextOf("#historique tbody tr"), StringComparison.Ordinal);
    }

    /// <summary>A form of signature with a real token, for a page that shows none.</summary>
    private async Task<List<KeyValuePair<string, string>>> Fields(HttpClient browser, string revision)
    {
        var any = await host.Statement();
        var entry = await browser.PageAsync(any.Cadre("B2"));
        var token = ((IHtmlInputElement)entry.QuerySelector("#saisie input[name=__RequestVerificationToken]")!).Value;
        return
        [
            KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("revision", revision),
            KeyValuePair.Create("fonction", "Directeur"), KeyValuePair.Create("certifie", "true"),
        ];
    }

    /// <summary>A whole statement with all its findings explained.</summary>
    private async Task<GivenStatement> Ready()
    {
        var given = await host.Statement(host.Whole());
        var findings = Check(host.Whole());
        Assert.DoesNotContain(findings, f => f.Severity == Severity.Blocking);
        await host.Explain(given.Id, findings.Where(f => f.Severity == Severity.ToExplain));
        return given;
    }

    private IReadOnlyList<Finding> Check(CellValues inputs) =>
        FormChecker.Check(host.Form, FormCalculator.Calculate(host.Form, inputs, CellValues.Empty), CellValues.Empty);

    /// <summary>A whole statement whose excess of cash must be explained.</summary>
    private async Task<(GivenStatement Given, HttpClient Claire, IHtmlDocument Page)> ToExplain()
    {
        var given = await host.Statement(host.Whole());
        await Worsen(given);
        var claire = await host.As(StatementHost.Claire);
        return (given, claire, await claire.PageAsync($"{given.Root}/controles"));
    }

    /// <summary>Changes charges of a dispositif without its commitments: T11 speaks, with other values each time.</summary>
    private Task<bool> Worsen(GivenStatement given) => host.Change(given.Id, (loaded, _) =>
    {
        var code = CellCode.Parse("B2.010.ALT");
        var value = CellValue.Of(loaded.Declaration.Values()[code].Number + 1000);
        loaded.Declaration.SaveCells(
            new CellSave(new Dictionary<CellCode, CellValue> { [code] = value }, int.MaxValue, new HashSet<CellCode>()),
            new Domain.Access.Actor(Guid.NewGuid(), "Claire Martin", "x@example.org", []), host.Clock.GetUtcNow());
        return true;
    });
}
