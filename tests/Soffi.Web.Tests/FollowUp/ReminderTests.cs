using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Web.Infrastructure.Jobs;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;

namespace Soffi.Web.Tests.FollowUp;

/// <summary>Reminders of the deadline: by the calendar, by hand, never twice, to those who have not finished.</summary>
public sealed class ReminderTests : FollowUpHouse
{
    [Fact]
    public async Task Run_sends_the_step_of_the_day_once_and_says_what_is_missing()
    {
        Assert.Contains("1 rappel(s) envoyé(s), 1 organisme(s) sans personne", await Run<ReminderJob>(), StringComparison.Ordinal);
        await Run<ReminderJob>();

        var messages = await Messages("rappel-");
        Assert.Equal([DemoAccounts.DeclarantOpco.Email, DemoAccounts.SignataireOpco.Email], messages.Select(m => m.To).Order());
        Assert.All(messages, m => Assert.Contains("En application de l’article R. 6332-31 du code du travail", m.Body, StringComparison.Ordinal));
        Assert.All(messages, m => Assert.Contains("toute la saisie", m.Body, StringComparison.Ordinal));
        var entry = Assert.Single(await Factory.JournalAsync(AuditAction.ReminderSent));
        Assert.Equal((AuditEntry.System, Akto), (entry.ActorName, entry.OperatorId!.Value));
        Assert.Equal("J-30", (await Factory.DatabaseAsync(d => d.Reminders.SingleAsync())).Name);
    }

    [Fact]
    public async Task Run_before_eight_sends_nothing()
    {
        Factory.Clock.Advance(TimeSpan.FromHours(18)); // Six in the morning.

        Assert.Null(await Run<ReminderJob>());
    }

    [Fact]
    public async Task Run_after_days_without_it_sends_the_last_step_only()
    {
        Factory.Clock.Advance(TimeSpan.FromDays(24));
        await Run<ReminderJob>();
        Factory.Clock.Advance(TimeSpan.FromDays(7));
        await Run<ReminderJob>();
        Factory.Clock.Advance(TimeSpan.FromDays(30));
        await Run<ReminderJob>();

        Assert.Equal(["J-7", "J+1"], (await Factory.DatabaseAsync(d => d.Reminders.OrderBy(r => r.At).ToListAsync())).Select(r => r.Name));
        Assert.Contains("ne l’a pas été", (await Messages("rappel-"))[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_leaves_alone_those_who_submitted_and_those_who_lost_their_access()
    {
        await Submit(AktoStatement);
        Assert.DoesNotContain("1 rappel", await Run<ReminderJob>() ?? "", StringComparison.Ordinal);
        Assert.Empty(await Messages("rappel-"));

        var other = await Factory.OperatorAsync("ATLAS", Domain.Operators.OperatorType.Opco);
        await Open(other);
        await Factory.GrantAsync(DemoAccounts.DeclarantOpco2, Role.Declarant, other);
        await Factory.DatabaseAsync(async d =>
        {
            (await d.Grants.SingleAsync(g => g.OperatorId == other)).Revoke(Now);
            return await d.SaveChangesAsync();
        });
        await Run<ReminderJob>();

        Assert.Empty(await Messages("rappel-"));
    }

    [Fact]
    public async Task Run_when_only_the_signature_is_missing_reminds_the_signatory_alone()
    {
        await Fill(AktoStatement);

        await Run<ReminderJob>();

        var message = Assert.Single(await Messages("rappel-"));
        Assert.Equal(DemoAccounts.SignataireOpco.Email, message.To);
        Assert.Contains("il manque\u00a0: la certification et la signature.", message.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_by_hand_shows_the_text_first_and_leaves_once_a_day()
    {
        var agent = await Agent();
        var preview = await agent.PageAsync($"/instruction/rappels/nouveau?declaration={AktoStatement}&declaration={TparaStatement}");
        Assert.Contains("R. 6332-31", preview.TextOf(".soffi-letter"), StringComparison.Ordinal);
        Assert.Contains("Personne n’a d’accès en cours", preview.TextOf("#refus"), StringComparison.Ordinal);
        Assert.Empty(await Messages("rappel-"));

        using (var sent = await agent.SendAsync(preview, "form[action='/instruction/rappels']"))
        {
            Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        }

        using (var twice = await agent.SendAsync(preview, "form[action='/instruction/rappels']"))
        {
            Assert.Equal(HttpStatusCode.SeeOther, twice.StatusCode);
        }

        Assert.Equal(2, (await Messages("rappel-")).Count);
        Assert.Null(await Run<ReminderJob>() is { } said && said.StartsWith("1 rappel", StringComparison.Ordinal) ? said : null);
        Assert.Equal("Inès Rousseau", Assert.Single(await Factory.JournalAsync(AuditAction.ReminderSent)).ActorName);
        Assert.Contains("Inès Rousseau", (await agent.PageAsync($"/instruction/rappels?campagne={Campaign}")).TextOf("#registre"), StringComparison.Ordinal);
        Assert.Contains("déjà parti aujourd’hui", (await agent.PageAsync($"/instruction/rappels/nouveau?declaration={AktoStatement}")).TextOf("#refus"), StringComparison.Ordinal);
        Factory.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Contains("1 rappel(s)", await Run<ReminderJob>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_to_nobody_or_to_an_unknown_statement_says_so()
    {
        var agent = await Agent();

        Assert.Equal(HttpStatusCode.BadRequest, (await agent.GetAsync("/instruction/rappels/nouveau")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync($"/instruction/rappels/nouveau?declaration={Guid.NewGuid()}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync("/instruction/rappels?campagne=999")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await Factory.EnteredAsync(DemoAccounts.AgentDreets)).GetAsync("/instruction/rappels")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await Factory.EnteredAsync(DemoAccounts.DeclarantOpco)).GetAsync("/instruction/rappels")).StatusCode);
    }

    [Fact]
    public async Task Stop_the_reminders_of_a_campaign_asks_for_a_reason_and_can_be_undone()
    {
        var agent = await Agent();
        var page = $"/instruction/rappels?campagne={Campaign}";
        using (var bare = await agent.SendAsync(await agent.PageAsync(page), "form[action$=arret]"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        }

        (await agent.SendAsync(await agent.PageAsync(page), "form[action$=arret]", ("Reason", "Grève des transports"))).Dispose();
        Assert.Null(await Run<ReminderJob>());
        Assert.Contains("Grève des transports", (await agent.PageAsync(page)).TextOf("main"), StringComparison.Ordinal);
        (await agent.SendAsync(await agent.PageAsync(page), "form[action$=reprise]", ("Reason", "Fin de la grève"))).Dispose();

        Assert.NotNull(await Run<ReminderJob>());
        Assert.Single(await Factory.JournalAsync(AuditAction.RemindersStopped));
        Assert.Single(await Factory.JournalAsync(AuditAction.RemindersResumed));
    }

    [Fact]
    public async Task Mail_that_could_not_be_delivered_is_told()
    {
        await Run<ReminderJob>();
        await Factory.DatabaseAsync(d => d.OutgoingMessages.Where(m => m.To == DemoAccounts.DeclarantOpco.Email).ExecuteUpdateAsync(s => s.SetProperty(m => m.Attempts, 1)));
        var agent = await Agent();

        Assert.Contains("courriel non remis (1)", (await agent.PageAsync("/instruction/suivi?situation=non-remis")).TextOf("#suivi"), StringComparison.Ordinal);
        Assert.Contains("courriel non remis (1)", (await agent.PageAsync($"/instruction/rappels?campagne={Campaign}")).TextOf("#registre"), StringComparison.Ordinal);
    }
}
