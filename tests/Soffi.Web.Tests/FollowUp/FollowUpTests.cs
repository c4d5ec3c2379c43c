using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Audit;
using Soffi.Domain.Maintenance;
using Soffi.Web.Infrastructure.Jobs;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.FollowUp;

/// <summary>The follow-up of an exercise, its export, its progression, and the timeline of a statement.</summary>
public sealed class FollowUpTests : FollowUpHouse
{
    [Fact]
    public async Task Follow_up_says_where_each_statement_stands_and_recomputes_what_changed()
    {
        var agent = await Agent();
        var before = await agent.PageAsync("/instruction/suivi");
        Assert.Contains("0 cadres sur", Plain(before.TextOf($"#d-{AktoStatement}")).Replace("0 cadre sur", "0 cadres sur", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(2, await Factory.DatabaseAsync(d => d.StatementProgress.CountAsync()));

        await Fill(AktoStatement);

        var after = await agent.PageAsync("/instruction/suivi");
        Assert.Contains("prête à signer", after.TextOf($"#d-{AktoStatement}"), StringComparison.Ordinal);
        Assert.Contains("1 prêtes à signer", Plain(after.TextOf("#comptes")), StringComparison.Ordinal);
        Assert.Null((await agent.PageAsync("/instruction/suivi?situation=pretes")).QuerySelector($"#d-{TparaStatement}"));
        Assert.Null((await agent.PageAsync("/instruction/suivi?type=Opco")).QuerySelector($"#d-{TparaStatement}"));
        Assert.Null((await agent.PageAsync("/instruction/suivi?situation=retard")).QuerySelector("#suivi"));
    }

    /// <summary>Each day the full check of every statement is made anew: by the job, not by whoever opens the page first.</summary>
    [Fact]
    public async Task Progress_is_kept_ahead_of_the_pages_and_only_what_changed_is_computed()
    {
        Assert.Contains("2 avancement(s)", await Run<ProgressJob>(), StringComparison.Ordinal);
        Assert.Null(await Run<ProgressJob>());
        await Fill(AktoStatement);
        Assert.Contains("1 avancement(s)", await Run<ProgressJob>(), StringComparison.Ordinal);

        var agent = await Agent();
        Assert.Contains("prête à signer", (await agent.PageAsync("/instruction/suivi")).TextOf($"#d-{AktoStatement}"), StringComparison.Ordinal);

        Assert.Null(await Run<ProgressJob>()); // The page had nothing to compute either.
        Factory.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Contains("2 avancement(s)", await Run<ProgressJob>(), StringComparison.Ordinal);
        await Submit(AktoStatement);
        Assert.Null(await Run<ProgressJob>());
    }

    [Fact]
    public async Task Follow_up_tells_who_is_late_and_who_stagnates_and_gives_back_the_time_of_a_maintenance()
    {
        var admin = await Factory.EnteredAsync(DemoAccounts.Administrateur);
        await Factory.DatabaseAsync(async d =>
        {
            d.MaintenanceWindows.Add(new MaintenanceWindow(
                MaintainedFeature.Declarations, MaintenanceMode.Closed, Now.AddDays(29), Now.AddDays(29).AddHours(5), "Mise à jour", new(Guid.Empty, "Paul", "", []), Now));
            return await d.SaveChangesAsync();
        });
        Factory.Clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromHours(1));
        admin = await Factory.SignedInAsync(DemoAccounts.Administrateur);

        var row = (await admin.PageAsync("/instruction/suivi?situation=retard&jours=20")).QuerySelector($"#d-{AktoStatement}")!;
        Assert.Contains("En retard depuis aujourd’hui", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("sans activité depuis 30", Plain(row.TextContent), StringComparison.Ordinal);
        var link = row.QuerySelector("a[href*=delais]")!;
        Assert.Contains("Rendre le temps de la maintenance", link.TextContent, StringComparison.Ordinal);
        var extension = await admin.PageAsync(link.GetAttribute("href")!);
        Assert.Contains("dans les 48", extension.TextOf("main"), StringComparison.Ordinal);
        var form = extension.QuerySelector("form[action$=delais]")!;
        var reason = form.QuerySelector("textarea")!.TextContent;
        Assert.Contains("Maintenance le", reason, StringComparison.Ordinal);
        Assert.Equal($"{Akto}", form.QuerySelector("option[selected]")!.GetAttribute("value"));
        using (var granted = await admin.SendAsync(extension, "form[action$=delais]", ("Operator", $"{Akto}"), ("Reason", reason)))
        {
            Assert.Equal(HttpStatusCode.Redirect, granted.StatusCode);
        }

        Assert.Null((await admin.PageAsync("/instruction/suivi?situation=retard")).QuerySelector($"#d-{AktoStatement}"));
        Assert.NotNull((await admin.PageAsync("/instruction/suivi?situation=delai")).QuerySelector($"#d-{AktoStatement}"));
        Assert.Single(await Factory.JournalAsync(AuditAction.ExtensionGranted));
    }

    [Fact]
    public async Task Follow_up_of_a_region_shows_its_bodies_only_and_nobody_else_opens_it()
    {
        var karim = await Factory.EnteredAsync(DemoAccounts.AgentDreets);
        var page = await karim.PageAsync("/instruction/suivi");

        Assert.NotNull(page.QuerySelector($"#d-{TparaStatement}"));
        Assert.Null(page.QuerySelector($"#d-{AktoStatement}"));
        Assert.Null(page.QuerySelector("input[type=checkbox]"));
        Assert.Equal(HttpStatusCode.NotFound, (await karim.GetAsync($"/instruction/declarations/{AktoStatement}/chronologie")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await karim.GetAsync($"/instruction/declarations/{TparaStatement}/chronologie")).StatusCode);
        var claire = await Factory.EnteredAsync(DemoAccounts.DeclarantOpco);
        Assert.Equal(HttpStatusCode.Forbidden, (await claire.GetAsync("/instruction/suivi")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await claire.GetAsync("/instruction/suivi/export")).StatusCode);
    }

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task Export_gives_the_lines_of_the_choices_and_is_written_in_the_journal(string format, string type)
    {
        var agent = await Agent();

        using var answer = await agent.GetAsync($"/instruction/suivi/export?type=Opco&format={format}");

        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        if (format == "csv")
        {
            var lines = (await answer.Content.ReadAsStringAsync()).Trim().Split('\n');
            Assert.Equal(2, lines.Length);
            Assert.StartsWith("Opérateur AKTO;AKTO;OPCO;ESF", lines[1], StringComparison.Ordinal);
        }

        Assert.Contains("type=Opco", Assert.Single(await Factory.JournalAsync(AuditAction.FollowUpExported)).DetailsJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progression_counts_the_submissions_day_by_day()
    {
        Factory.Clock.Advance(TimeSpan.FromDays(3));
        await Submit(AktoStatement);
        var agent = await Agent();
        var page = await agent.PageAsync($"/instruction/suivi/progression?campagne={Campaign}");

        var rows = page.QuerySelectorAll("#progression tbody tr").Select(r => Plain(r.TextContent)).ToList();
        Assert.Contains(rows, r => r.Contains("J-30", StringComparison.Ordinal) && r.Contains("0 (0 %)", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains("J-27", StringComparison.Ordinal) && r.Contains("1 (50 %)", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains("J-15", StringComparison.Ordinal) && r.Contains("à venir", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync("/instruction/suivi/progression?campagne=999")).StatusCode);
    }

    [Fact]
    public async Task Timeline_is_the_same_story_for_the_body_and_the_agents()
    {
        await Run<ReminderJob>();
        Factory.Clock.Advance(TimeSpan.FromHours(1));
        var claire = await Factory.EnteredAsync(DemoAccounts.DeclarantOpco);
        Assert.Contains("La première saisie", (await claire.PageAsync($"/declarations/{AktoStatement}/chronologie")).TextOf("main"), StringComparison.Ordinal);
        await Submit(AktoStatement);

        foreach (var (browser, address) in new[]
        {
            (claire, $"/declarations/{AktoStatement}/chronologie"), (await Agent(), $"/instruction/declarations/{AktoStatement}/chronologie"),
        })
        {
            var story = (await browser.PageAsync(address)).TextOf("main");
            Assert.Contains("Rappel J-30 envoyé à 2", story, StringComparison.Ordinal);
            Assert.Contains("Première saisie", story, StringComparison.Ordinal);
            Assert.Contains("Certifiée, signée et déposée", story, StringComparison.Ordinal);
            Assert.Contains("La prise en charge par un agent", story, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await claire.GetAsync($"/declarations/{TparaStatement}/chronologie")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await claire.GetAsync($"/instruction/declarations/{AktoStatement}/chronologie")).StatusCode);
    }

    private static string Plain(string text) => System.Text.RegularExpressions.Regex.Replace(text.Replace('\u00a0', ' '), "\\s+", " ");
}
