using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Campaigns;

/// <summary>Preparing a campaign, then deciding its opening.</summary>
public sealed class NewCampaignTests : CampaignHost
{
    private const string New = "form[action='/campagnes/nouvelle']";

    [Fact]
    public async Task Prepare_from_last_year_copies_the_settings_and_shows_nothing_to_anyone()
    {
        var last = await Stored();
        var answer = await Copy(await Admin());

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var made = await Made();
        Assert.Equal(CampaignState.InPreparation, made.StateAt(made.OpensAt.AddDays(1)));
        Assert.Equal((CampaignCopy.Shift(last.OpensAt, 1), CampaignCopy.Shift(last.Deadline, 1)), (made.OpensAt, made.Deadline));
        Assert.Equal(3, made.Obligations.Count(o => o.Owes));
        Assert.Empty(await Statements(made.Id));
        var entry = Assert.Single(await Factory.JournalAsync(AuditAction.CampaignCreated));
        Assert.Equal("ESF-2026", entry.ObjectId);
        Assert.Contains("ESF-2025", entry.DetailsJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_from_the_law_keeps_typed_dates_and_default_documents()
    {
        var answer = await Send(
            await Admin(), "/campagnes/nouvelle", New, ("Kind", "Esf"), ("Exercise", "2026"), ("CopyFrom", ""), ("OpeningDay", In(10)),
            ("OpeningHour", "08:00"), ("DeadlineDay", In(100)), ("DeadlineHour", "23:59"), ("Reason", "Nouveau départ"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var made = await Made();
        Assert.Equal((23, 59, 59), (ParisTime.Of(made.Deadline).Hour, ParisTime.Of(made.Deadline).Minute, ParisTime.Of(made.Deadline).Second));
        Assert.Equal(18, made.Documents.Count);
    }

    [Theory]
    [InlineData("Esf", "2025", "01/06/2100", "existe déjà")]
    [InlineData("Autre", "2026", "01/06/2100", "ESF ou CSA")]
    [InlineData("Esf", "vingt", "01/06/2100", "l’année")]
    [InlineData("Esf", "1900", "01/06/2100", "l’année")]
    [InlineData("Esf", "2026", "31/02/2100", "jj/mm/aaaa")]
    [InlineData("Esf", "2026", "01/06/1999", "suivre l’ouverture")]
    public async Task Prepare_something_impossible_says_what_to_type(string kind, string exercise, string deadline, string expected)
    {
        var answer = await Send(
            await Admin(), "/campagnes/nouvelle", New, ("Kind", kind), ("Exercise", exercise), ("CopyFrom", ""), ("OpeningDay", In(10)),
            ("DeadlineDay", deadline), ("Reason", "Essai"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, (await answer.ReadPageAsync()).QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await Factory.DatabaseAsync(d => d.Campaigns.CountAsync()));
        Assert.Empty(await Factory.JournalAsync(AuditAction.CampaignCreated));
    }

    [Fact]
    public async Task Open_without_the_forms_names_the_bodies_and_does_nothing()
    {
        var admin = await Admin();
        await Publish(OperatorType.Opco, 2026);
        await Copy(admin);
        var made = await Made();

        var page = await Text(await admin.GetAsync($"/campagnes/{made.Id}"));
        Assert.Contains("le formulaire FAF n’est pas publié (Opérateur FIFPL)", page, StringComparison.Ordinal);
        var answer = await Forge(
            admin, "/campagnes/nouvelle", $"/campagnes/{made.Id}/ouverture", ("OpeningWhen", "maintenant"), ("OpeningReason", "Ouverture"));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Opérateur FIFPL", await Text(answer), StringComparison.Ordinal);
        Assert.False((await Stored(made.Id)).OpeningDecided);
        Assert.Empty(await Statements(made.Id));
    }

    [Fact]
    public async Task Open_now_creates_one_statement_per_body_on_the_latest_form()
    {
        var admin = await Admin();
        await Publish(OperatorType.Opco, 2026);
        var latest = await Publish(OperatorType.Opco, 2026, 2);
        var faf = await Publish(OperatorType.Faf, 2026);
        await Copy(admin);
        var made = await Made();

        var answer = await Send(admin, $"/campagnes/{made.Id}", "form[action$=ouverture]", ("OpeningWhen", "maintenant"), ("OpeningReason", "Instruction du 15 janvier"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.True((await Stored(made.Id)).IsOpen(Now));
        Assert.Equal([(Akto, latest), (Atlas, latest), (Fifpl, faf)], (await Statements(made.Id)).Select(s => (s.OperatorId, s.FormVersionId)));
        Assert.Contains("Instruction du 15 janvier", Assert.Single(await Factory.JournalAsync(AuditAction.CampaignOpened)).DetailsJson, StringComparison.Ordinal);
        Assert.Equal(3, (await Factory.JournalAsync(AuditAction.DeclarationOpened)).Count);
    }

    [Fact]
    public async Task Open_at_a_date_waits_for_it()
    {
        var admin = await Admin();
        await Publish(OperatorType.Opco, 2026);
        await Publish(OperatorType.Faf, 2026);
        await Copy(admin);
        var made = await Made();

        await Send(
            admin, $"/campagnes/{made.Id}", "form[action$=ouverture]", ("OpeningWhen", "date"), ("OpeningDay", In(20)), ("OpeningHour", "08:00"), ("OpeningReason", "Calendrier"));

        var campaign = await Stored(made.Id);
        Assert.Equal((CampaignState.Scheduled, CampaignState.Open), (campaign.StateAt(Now), campaign.StateAt(Now.AddDays(21))));
    }

    [Theory]
    [InlineData("", "01/01/2100", "Choisissez")]
    [InlineData("date", "demain", "jj/mm/aaaa")]
    [InlineData("date", "01/01/2000", "dans le futur")]
    [InlineData("date", "01/01/2100", "précéder l’échéance")]
    public async Task Open_at_something_impossible_says_what_to_type(string when, string day, string expected)
    {
        var admin = await Admin();
        await Publish(OperatorType.Opco, 2026);
        await Publish(OperatorType.Faf, 2026);
        await Copy(admin);
        var made = await Made();

        var answer = await Send(
            admin, $"/campagnes/{made.Id}", "form[action$=ouverture]", ("OpeningWhen", when), ("OpeningDay", day), ("OpeningHour", "08:00"), ("OpeningReason", "Essai"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, (await answer.ReadPageAsync()).QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.False((await Stored(made.Id)).OpeningDecided);
    }

    [Fact]
    public async Task Open_a_campaign_already_open_is_a_conflict_and_an_unknown_one_not_found()
    {
        var admin = await Admin();

        var open = await Forge(admin, "/campagnes/nouvelle", $"/campagnes/{Campaign}/ouverture", ("OpeningWhen", "maintenant"), ("OpeningReason", "Essai"));
        var unknown = await Forge(admin, "/campagnes/nouvelle", "/campagnes/999/ouverture", ("OpeningWhen", "maintenant"), ("OpeningReason", "Essai"));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NotFound), (open.StatusCode, unknown.StatusCode));
    }

    [Fact]
    public async Task Prepare_or_open_without_being_an_administrator_is_refused()
    {
        var agent = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);

        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/campagnes/nouvelle")).StatusCode);
        foreach (var act in new[] { "ouverture", "delais", "delais/retrait", "obligations", "pieces", "rectifications/ouverture", "rectifications/fermeture" })
        {
            using var empty = new FormUrlEncodedContent([]);
            Assert.Equal(HttpStatusCode.Forbidden, (await agent.PostAsync(new Uri($"/campagnes/{Campaign}/{act}", UriKind.Relative), empty)).StatusCode);
        }

        foreach (var page in new[] { "delais", "obligations", "pieces", "simulation" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync($"/campagnes/{Campaign}/{page}")).StatusCode);
        }
    }

    private Task<HttpResponseMessage> Copy(HttpClient admin) => Send(
        admin, "/campagnes/nouvelle", New, ("Kind", "Esf"), ("Exercise", "2026"), ("CopyFrom", $"{Campaign}"), ("OpeningDay", ""), ("DeadlineDay", ""), ("Reason", "Campagne suivante"));

    private async Task<Campaign> Made() => await Stored(await Factory.DatabaseAsync(d => d.Campaigns.Where(c => c.Exercise == 2026).Select(c => c.Id).SingleAsync()));
}
