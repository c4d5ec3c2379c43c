using System.Net;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Campaigns;

/// <summary>Deadlines by type and by body, obligations, documents, corrections.</summary>
public sealed class CampaignSettingsTests : CampaignHost
{
    [Fact]
    public async Task Move_the_deadline_of_a_type_leaves_the_others_and_can_be_taken_back()
    {
        var admin = await Admin();
        var before = (await Stored()).Deadline;

        await Deadline(admin, "Faf", In(90), "Assemblée tardive");
        var own = await Stored();
        Assert.Equal((before, In(90)), (own.DeadlineOf(OperatorType.Opco), ParisTime.Of(own.DeadlineOf(OperatorType.Faf)).ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture)));
        await Deadline(admin, "Faf", "", "Erreur");

        Assert.Equal(before, (await Stored()).DeadlineOf(OperatorType.Faf));
        Assert.Equal(2, (await Factory.JournalAsync(AuditAction.DeadlineMoved)).Count);
    }

    [Fact]
    public async Task Move_the_deadline_of_an_unknown_type_says_so() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await Deadline(await Admin(), "Banque", In(90), "Essai")).StatusCode);

    [Fact]
    public async Task Grant_change_and_withdraw_an_extension_moves_that_body_only_and_keeps_the_decisions()
    {
        var admin = await Admin();
        var ordinary = (await Stored()).Deadline;

        Assert.Equal(HttpStatusCode.Redirect, (await Extend(admin, $"{Akto}", In(45), "Panne du logiciel comptable")).StatusCode);
        var extended = await Stored();
        Assert.True(extended.DeadlineFor(Akto, OperatorType.Opco) > ordinary);
        Assert.Equal(ordinary, extended.DeadlineFor(Atlas, OperatorType.Opco));
        await Extend(admin, $"{Akto}", In(50), "Panne prolongée");
        var page = await Text(await admin.GetAsync($"/campagnes/{Campaign}/delais"));
        Assert.Contains("Panne prolongée", page, StringComparison.Ordinal);
        var withdrawal = await Send(
            admin, $"/campagnes/{Campaign}/delais", "form[action$=retrait]", ("Withdrawn", $"{Akto}"), ("WithdrawalReason", "Comptes reçus"));

        Assert.Equal(HttpStatusCode.Redirect, withdrawal.StatusCode);
        var after = await Stored();
        Assert.Equal(ordinary, after.DeadlineFor(Akto, OperatorType.Opco));
        Assert.Equal(["Panne prolongée", "Comptes reçus"], after.Extensions.OrderBy(e => e.Id).Select(e => e.EndReason));
        var granted = await Factory.JournalAsync(AuditAction.ExtensionGranted);
        Assert.Equal([Akto, Akto], granted.Select(e => e.OperatorId!.Value));
        Assert.Contains("Comptes re", Assert.Single(await Factory.JournalAsync(AuditAction.ExtensionWithdrawn)).DetailsJson, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("999", 45, "Motif", "organisme de la liste")]
    [InlineData("akto", 5, "Motif", "suivre l’échéance ordinaire")]
    [InlineData("akto", 45, "", "motif")]
    public async Task Grant_something_impossible_says_what_to_type(string body, int days, string reason, string expected)
    {
        var answer = await Extend(await Admin(), body == "akto" ? $"{Akto}" : body, In(days), reason);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, (await answer.ReadPageAsync()).QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await Stored()).Extensions);
    }

    [Fact]
    public async Task Withdraw_an_extension_that_does_not_hold_says_so()
    {
        var admin = await Admin();
        var page = $"/campagnes/{Campaign}/delais";

        var answer = await Forge(admin, page, $"{page}/retrait", ("Withdrawn", $"{Akto}"), ("WithdrawalReason", "Essai"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Forge(admin, page, "/campagnes/999/delais/retrait", ("Withdrawn", "1"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Forge(admin, page, "/campagnes/999/delais", ("Operator", "1"))).StatusCode);
    }

    [Fact]
    public async Task Oblige_a_body_in_an_open_campaign_creates_its_statement_and_relieving_it_makes_it_moot()
    {
        var admin = await Admin();
        await Publish(OperatorType.Opco, 2025);

        Assert.Equal(HttpStatusCode.Redirect, (await Oblige(admin, Atlas, "doit", "Created", "Agréé le 1er avril")).StatusCode);
        Assert.Equal((Atlas, DeclarationStatus.ToFill), (await Statements(Campaign)).Select(s => (s.OperatorId, s.Status)).Single());
        await Oblige(admin, Atlas, "ne-doit-pas", "Merged", "Fusion avec AKTO");
        Assert.Equal(DeclarationStatus.Waived, (await Statements(Campaign)).Single().Status);
        await Oblige(admin, Atlas, "doit", "Other", "Fusion annulée");

        Assert.Equal(DeclarationStatus.InProgress, (await Statements(Campaign)).Single().Status);
        Assert.Equal(3, (await Factory.JournalAsync(AuditAction.ObligationChanged)).Count);
        Assert.Single(await Factory.JournalAsync(AuditAction.DeclarationOpened));
        Assert.Single(await Factory.JournalAsync(AuditAction.DeclarationWaived));
        Assert.Single(await Factory.JournalAsync(AuditAction.DeclarationReinstated));
    }

    [Fact]
    public async Task Oblige_a_body_whose_form_is_not_published_is_a_conflict()
    {
        var answer = await Oblige(await Admin(), Fifpl, "doit", "Created", "Créé en mars");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Opérateur FIFPL", await Text(answer), StringComparison.Ordinal);
        Assert.Empty(await Factory.JournalAsync(AuditAction.ObligationChanged));
    }

    [Fact]
    public async Task Relieve_a_body_that_has_submitted_is_a_conflict()
    {
        await Factory.SubmitAsync(Akto, Campaign);

        var answer = await Oblige(await Admin(), Akto, "ne-doit-pas", "Ceased", "Activité cessée");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("a déjà déposé", await Text(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Oblige_without_saying_what_asks_for_it()
    {
        var admin = await Admin();

        var answer = await Oblige(admin, 999, "", "", "");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(4, (await answer.ReadPageAsync()).QuerySelectorAll("#erreurs li").Length);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/campagnes/999/obligations")).StatusCode);
    }

    [Fact]
    public async Task Add_change_and_remove_a_document_is_kept_and_written()
    {
        var admin = await Admin();
        var page = $"/campagnes/{Campaign}/pieces";

        Assert.Equal(HttpStatusCode.Redirect, (await Document(admin, "CAC", "Attestation", "Required", ".PDF, pdf")).StatusCode);
        var added = Assert.Single((await Stored()).Documents);
        Assert.Equal(("CAC", "pdf", DocumentNeed.Required), (added.Code, added.Formats, added.Need));
        Assert.Equal(HttpStatusCode.BadRequest, (await Document(admin, "CAC", "Autre", "Required", "pdf")).StatusCode);
        var change = await Send(admin, $"{page}/{added.Id}", $"form[action='{page}/{added.Id}']", ("Label", "Rapport"), ("Need", "IfSurplus"), ("Formats", "pdf, ods"));
        Assert.Equal(HttpStatusCode.Redirect, change.StatusCode);
        Assert.Equal(("Rapport", "pdf ods", DocumentNeed.IfSurplus), (await Stored()).Documents.Select(d => (d.Label, d.Formats, d.Need)).Single());
        Assert.Equal(HttpStatusCode.Redirect, (await Send(admin, $"{page}/{added.Id}", "form[action$=retrait]")).StatusCode);

        Assert.Empty((await Stored()).Documents);
        Assert.Equal(3, (await Factory.JournalAsync(AuditAction.DocumentsChanged)).Count);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"{page}/{added.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Forge(admin, page, $"{page}/{added.Id}/retrait")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Forge(admin, page, $"{page}/{added.Id}", ("Label", "x"))).StatusCode);
    }

    [Theory]
    [InlineData("cac", "Attestation", "Required", "pdf", "lettres majuscules")]
    [InlineData("CAC", "", "Required", "pdf", "l’intitulé")]
    [InlineData("CAC", "Attestation", "Jamais", "pdf", "quand la pièce")]
    [InlineData("CAC", "Attestation", "Required", "exe", "formats parmi")]
    [InlineData("CAC", "Attestation", "Required", "", "formats parmi")]
    public async Task Add_a_document_badly_says_what_to_type(string code, string label, string need, string formats, string expected)
    {
        var answer = await Document(await Admin(), code, label, need, formats);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, (await answer.ReadPageAsync()).QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await Stored()).Documents);
    }

    [Fact]
    public async Task Accept_corrections_of_a_closed_campaign_then_end_them_writes_both()
    {
        var admin = await Admin();
        await Send(admin, $"/campagnes/{Campaign}", "form[action$=fermeture]", ("ClosingReason", "Collecte terminée"));

        var refused = await Send(admin, $"/campagnes/{Campaign}", "form[action$='rectifications/ouverture']", ("CorrectionsReason", ""));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        await Send(admin, $"/campagnes/{Campaign}", "form[action$='rectifications/ouverture']", ("CorrectionsReason", "Erreurs signalées"));
        Assert.Equal(CampaignState.CorrectionsOnly, (await Stored()).StateAt(Now));
        Assert.Contains("rectifications seulement", await Text(await admin.GetAsync($"/campagnes/{Campaign}")), StringComparison.Ordinal);
        await Send(admin, $"/campagnes/{Campaign}", "form[action$='rectifications/fermeture']", ("CorrectionsReason", "Toutes reçues"));

        Assert.Equal(CampaignState.Closed, (await Stored()).StateAt(Now));
        Assert.Single(await Factory.JournalAsync(AuditAction.CorrectionsOpened));
        Assert.Single(await Factory.JournalAsync(AuditAction.CorrectionsClosed));
    }

    private async Task<HttpResponseMessage> Deadline(HttpClient admin, string type, string day, string reason) =>
        await Send(admin, $"/campagnes/{Campaign}", "form[action$=echeance]", ("Type", type), ("Day", day), ("Hour", "23:59"), ("Reason", reason));

    private Task<HttpResponseMessage> Extend(HttpClient admin, string body, string day, string reason) => Send(
        admin, $"/campagnes/{Campaign}/delais", "form[action$=delais]", ("Operator", body), ("Day", day), ("Hour", "23:59"), ("Reason", reason));

    private Task<HttpResponseMessage> Oblige(HttpClient admin, int body, string owes, string cause, string note) => Send(
        admin, $"/campagnes/{Campaign}/obligations", "form[action$=obligations]", ("Operator", $"{body}"), ("Owes", owes), ("Cause", cause), ("Note", note));

    private Task<HttpResponseMessage> Document(HttpClient admin, string code, string label, string need, string formats) => Send(
        admin, $"/campagnes/{Campaign}/pieces", "form[action$=pieces]", ("Type", "Opco"), ("Code", code), ("Label", label), ("LegalBasis", "R. 6332-31"),
        ("Need", need), ("Formats", formats));
}
