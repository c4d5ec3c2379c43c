using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Declarations;
using Soffi.Web.Infrastructure.Proofs;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>The coded reason of an explanation, and last year's explanation offered beside the field.</summary>
[Collection(StatementCollection.Name)]
public sealed class ExplanationReasonTests(StatementHost host)
{
    private const string Form = "form[action$=controles]";
    private const string Text = "Un acompte a été reçu le 30 décembre, avant les factures.";

    private static readonly ExplanationReason Calendar = new("CALENDRIER", "Décalage de trésorerie ou de calendrier", "", 1, 10, null);

    [Fact]
    public async Task Explain_without_a_reason_is_refused_beside_the_list_and_loses_nothing()
    {
        var (given, claire, page, instance) = await ToExplain();

        using var answer = await claire.SendAsync(page, Form, ($"justification.{instance}", Text));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var again = await answer.ReadPageAsync();
        Assert.Contains("Choisissez le motif de la justification dans la liste.", again.TextOf("#erreurs"), StringComparison.Ordinal);
        var field = (IHtmlSelectElement)again.QuerySelector($"select[name='motif.{instance}']")!;
        Assert.Equal($"#{field.Id}", again.QuerySelector("#erreurs a")!.GetAttribute("href"));
        Assert.Equal("Motif", again.QuerySelector($"label[for='{field.Id}']")!.TextContent.Trim());
        Assert.Equal(Text, ((IHtmlTextAreaElement)again.QuerySelector($"textarea[name='justification.{instance}']")!).Value);
        Assert.Empty((await host.Stored(given.Id)).Explanations);
    }

    [Theory]
    [InlineData("INCONNU", Text, "Choisissez le motif")]
    [InlineData(ExplanationReason.UnspecifiedCode, Text, "Choisissez le motif")]
    [InlineData("AUTRE", "Un cas à part.", "au moins 30 caractères")]
    [InlineData("VOLUME", "court", "au moins 10 caractères")]
    [InlineData("VOLUME", "", "au moins 10 caractères")]
    public async Task Explain_with_a_reason_that_does_not_do_is_refused_with_a_sentence(string reason, string text, string sentence)
    {
        var (given, claire, page, instance) = await ToExplain();

        using var answer = await claire.SendAsync(page, Form, ($"motif.{instance}", reason), ($"justification.{instance}", text));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, (await answer.ReadPageAsync()).TextOf("#erreurs"), StringComparison.Ordinal);
        Assert.Empty((await host.Stored(given.Id)).Explanations);
    }

    [Fact]
    public async Task Explain_with_a_reason_is_kept_noted_and_shown_until_the_proof()
    {
        var (given, claire, page, instance) = await ToExplain();
        foreach (var name in page.QuerySelectorAll("textarea[name^='justification.']").Select(t => t.GetAttribute("name")!["justification.".Length..]))
        {
            using var saved = await claire.SendAsync(await claire.PageAsync($"{given.Root}/controles"), Form, ($"motif.{name}", "CALENDRIER"), ($"justification.{name}", Text));
            Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        }

        var stored = (await host.Stored(given.Id)).Explanations.Single(e => e.Instance == instance);
        Assert.Equal(("CALENDRIER", Calendar.Label), (stored.Reason, stored.ReasonLabel));
        Assert.Contains(await host.Journal(given.Id), e => e.Action == AuditAction.FindingExplained && e.DetailsJson.Contains("\"motif\":\"CALENDRIER\"", StringComparison.Ordinal));
        Assert.Equal("CALENDRIER", ((IHtmlSelectElement)(await claire.PageAsync($"{given.Root}/controles")).QuerySelector($"select[name='motif.{instance}']")!).Value);
        var said = $"{Calendar.Label}. {Text}";
        Assert.Contains(said, (await claire.PageAsync($"{given.Root}/impression")).TextOf("#justifications + ul"), StringComparison.Ordinal);
        Assert.Null((await claire.PageAsync($"{given.Root}/impression?vierge=oui")).QuerySelector("#justifications"));

        var marc = await host.As(StatementHost.Marc);
        var signature = await marc.PageAsync($"{given.Root}/signature");
        Assert.Contains(said, signature.TextOf("main"), StringComparison.Ordinal);
        using var signed = await marc.SendAsync(signature, "form[action$=signature]", SignedStatement.Filled);
        Assert.Equal(HttpStatusCode.SeeOther, signed.StatusCode);

        Assert.Contains(said, (await marc.PageAsync($"{given.Root}/accuses/1")).TextOf("main"), StringComparison.Ordinal);
        var files = ProofTests.Unzip(await marc.GetByteArrayAsync($"{given.Root}/accuses/1/preuve"));
        Assert.Contains(said, System.Text.Encoding.UTF8.GetString(files[ProofBundle.Findings]), StringComparison.Ordinal);
        Assert.Contains("\"motif\":{\"code\":\"CALENDRIER\"", System.Text.Encoding.UTF8.GetString(files[ProofBundle.Evidence]), StringComparison.Ordinal);
        var submission = await host.Database(d => d.Submissions.Where(s => s.DeclarationId == given.Id).SingleAsync());
        Assert.True(SubmissionSnapshot.IsIntact(submission));
        Assert.Contains(await host.Database(d => d.OutgoingMessages.ToListAsync()), m => m.Subject.Contains(submission.ReceiptNumber, StringComparison.Ordinal) && m.Body.Contains(said, StringComparison.Ordinal));
        var ines = await host.As(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        Assert.Contains($"Motif : {Calendar.Label}", (await ines.PageAsync($"/instruction/{submission.Id}")).TextOf("main").Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_what_was_explained_before_reasons_existed_still_holds_and_says_so_to_the_agent()
    {
        var (given, marc, submission) = await SignedStatement.Of(host); // Explained without a reason, as before.

        Assert.DoesNotContain("\"motif\":{\"code\"", submission.CanonicalJson, StringComparison.Ordinal);
        Assert.True(SubmissionSnapshot.IsIntact(submission));
        Assert.Equal(HttpStatusCode.OK, (await marc.GetAsync($"{given.Root}/accuses/1")).StatusCode);
        var ines = await host.As(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        Assert.Contains("Non précisé (avant la nomenclature des motifs)", (await ines.PageAsync($"/instruction/{submission.Id}")).TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Last_year_s_explanation_is_offered_with_its_opinion_and_taken_over_only_when_asked()
    {
        var (given, claire, _, instance) = await ToExplain();
        await ExplainedLastYear(given, instance, "Faut-il attendre le même décalage en 2025 ?");

        var page = await claire.PageAsync($"{given.Root}/controles");
        Assert.Equal("", ((IHtmlTextAreaElement)page.QuerySelector($"textarea[name='justification.{instance}']")!).Value);
        var offered = page.TextOf("details");
        Assert.Contains("Justification de 2024 pour ce contrôle", offered, StringComparison.Ordinal);
        Assert.Contains(Calendar.Label, offered, StringComparison.Ordinal);
        Assert.Contains("Questionnée par Inès Rousseau (DGEFP)", offered, StringComparison.Ordinal);
        Assert.Contains("Faut-il attendre le même décalage en 2025 ?", offered, StringComparison.Ordinal);

        using var answer = await claire.SendAsync(page, Form, ("reprise", instance));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var taken = await answer.ReadPageAsync();
        Assert.Contains("Rien n’est encore enregistré", taken.TextOf("#etat"), StringComparison.Ordinal);
        Assert.Equal("L’an dernier déjà, un acompte était arrivé tôt.", ((IHtmlTextAreaElement)taken.QuerySelector($"textarea[name='justification.{instance}']")!).Value);
        Assert.Equal("CALENDRIER", ((IHtmlSelectElement)taken.QuerySelector($"select[name='motif.{instance}']")!).Value);
        Assert.Empty((await host.Stored(given.Id)).Explanations);

        using var saved = await claire.SendAsync(taken, Form);
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal("CALENDRIER", Assert.Single((await host.Stored(given.Id)).Explanations).Reason);
    }

    [Fact]
    public async Task Last_year_s_explanation_asked_for_a_control_that_has_none_changes_nothing()
    {
        var (given, claire, page, instance) = await ToExplain();
        Assert.Null(page.QuerySelector("button[name=reprise]"));

        using var answer = await claire.SendAsync(page, Form, ($"justification.{instance}", Text), ("reprise", "INCONNU"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Text, ((IHtmlTextAreaElement)(await answer.ReadPageAsync()).QuerySelector($"textarea[name='justification.{instance}']")!).Value);
        Assert.Empty((await host.Stored(given.Id)).Explanations);
    }

    [Fact]
    public void Match_follows_the_cells_through_the_mapping_and_never_another_control()
    {
        var finding = new Finding("V01", "V01:B2.020", Severity.ToExplain, "Libellé", "Message", "", [CellCode.Parse("B2.020.TOT")]);
        SealedFinding Past(string instance, string control, params string[] cells) => new(instance, control, "à justifier", "Libellé", "Message", "Texte") { Cells = cells };
        var renamed = new FormMapping(2024, [new MappingLine(
            MappingKind.Renamed, [CellPattern.TryParse("B2.010.*")!], [CellPattern.TryParse("B2.020.*")!], "", false)]);

        Assert.Equal("V01:B2.010", PastExplanations.Match(finding, [Past("V01:B2.010", "V01", "B2.010.TOT"), Past("V01:B2.030", "V01", "B2.030.TOT")], renamed)!.Instance);
        Assert.Null(PastExplanations.Match(finding, [Past("V01:B2.010", "V01", "B2.010.TOT")], FormMapping.Same));
        Assert.Null(PastExplanations.Match(finding, [Past("V02:B2.020", "V02", "B2.020.TOT")], FormMapping.Same));
        Assert.Equal("V01:B2.020", PastExplanations.Match(finding, [Past("V01:TOUT", "V01", "B2.020.TOT", "B2.030.TOT"), Past("V01:B2.020", "V01", "B2.020.TOT")], FormMapping.Same)!.Instance);
    }

    /// <summary>Last year's statement of that operator, submitted with an explanation of the same control, then questioned.</summary>
    private Task<int> ExplainedLastYear(GivenStatement given, string instance, string question) => host.Database(async context =>
    {
        var now = host.Clock.GetUtcNow();
        var campaign = await context.Campaigns.SingleOrDefaultAsync(c => c.Exercise == 2024);
        if (campaign is null)
        {
            campaign = new Campaign(StatementKind.Esf, 2024, now.AddYears(-1), now.AddMonths(-10));
            context.Add(campaign);
            await context.SaveChangesAsync();
        }

        var form = await context.Declarations.Where(d => d.Id == given.Id).Select(d => d.FormVersionId).SingleAsync();
        var body = await context.Operators.SingleAsync(o => o.Id == given.OperatorId);
        var inputs = host.Whole();
        var standing = FormChecker.Check(host.Form, FormCalculator.Calculate(host.Form, (await host.Stored(given.Id)).Values(), CellValues.Empty), CellValues.Empty)
            .Single(f => f.Instance == instance);
        var past = standing with { Message = "Écart de l’an dernier." };
        var declaration = new Declaration(given.OperatorId, campaign.Id, form, now.AddMonths(-11));
        declaration.SaveCells(new CellSave(inputs.ToDictionary(), 0, new HashSet<CellCode>()), host.Author, now.AddMonths(-11));
        declaration.Explain(past, "L’an dernier déjà, un acompte était arrivé tôt.", host.Author, now.AddMonths(-11), reason: Calendar);
        declaration.Submit(now.AddMonths(-11));
        var ines = new Actor(Guid.NewGuid(), "Inès Rousseau", "ines@example.org", []);
        context.Add(SubmissionSnapshot.Build(new SubmissionContent(
            declaration, body, campaign, host.Form.Header, FormCalculator.Calculate(host.Form, inputs, CellValues.Empty).Values, [past],
            new SignedBy(Guid.NewGuid(), "Marc Bernard", "Directeur"), 1, now.AddMonths(-11))));
        declaration.TakeCharge(ines.UserId, ines.DisplayName, ines, now.AddMonths(-10));
        declaration.JudgeExplanation(instance, question, ines, now.AddMonths(-10));
        context.Add(declaration);
        return await context.SaveChangesAsync();
    });

    /// <summary>A whole statement with something to explain, its page, and the finding.</summary>
    private async Task<(GivenStatement Given, HttpClient Claire, IHtmlDocument Page, string Instance)> ToExplain()
    {
        var (given, claire) = (await host.Statement(host.Whole()), await host.As(StatementHost.Claire));
        var page = await claire.PageAsync($"{given.Root}/controles");
        return (given, claire, page, page.QuerySelector("textarea[name^='justification.']")!.GetAttribute("name")!["justification.".Length..]);
    }
}
