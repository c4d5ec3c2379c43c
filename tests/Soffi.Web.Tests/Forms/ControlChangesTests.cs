using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Forms;

/// <summary>A control is switched off, lowered, restored while the campaign runs: everybody concerned is told, the proof says so.</summary>
public sealed class ControlChangesTests(StatementHost host) : IClassFixture<StatementHost>, IAsyncLifetime
{
    private const string Reason = "Le barème a changé en cours d’année.";
    private int _campaign;

    public async Task InitializeAsync()
    {
        _campaign = await host.Database(d => d.Campaigns.Where(c => c.Exercise == 2025).Select(c => c.Id).SingleAsync());
        await host.Database(async d =>
        {
            if (!await d.Grants.AnyAsync(g => g.Role == Role.Administrator))
            {
                d.Add(new Grant(DemoAccounts.Administrateur.Email, Role.Administrator, host.Clock.GetUtcNow()));
                d.Add(new Grant(DemoAccounts.AgentDgefp.Email, Role.AgentDgefp, host.Clock.GetUtcNow()));
            }

            // Decisions bear on all the statements of the campaign: each test starts without any.
            d.RemoveRange(await d.CampaignControlChanges.ToListAsync());
            return await d.SaveChangesAsync();
        });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task List_says_for_each_control_its_rule_and_on_how_many_statements_it_triggers()
    {
        var (given, finding) = await Finding();
        var page = await (await host.As(DemoAccounts.Administrateur)).PageAsync($"/campagnes/{_campaign}/controles");

        var line = page.QuerySelectorAll("#controles tbody tr").Single(r => r.QuerySelector("th")!.TextContent.Trim().StartsWith(finding.ControlCode + " –", StringComparison.Ordinal));
        Assert.Contains(finding.Label, line.TextContent, StringComparison.Ordinal);
        Assert.Contains("en cours", line.TextContent, StringComparison.Ordinal);
        Assert.Contains(host.Form.Controls.First(c => c.Code == finding.ControlCode).Condition.Text, line.TextContent, StringComparison.Ordinal);
        var one = await (await host.As(DemoAccounts.Administrateur)).PageAsync(Path(finding.ControlCode));
        Assert.Contains($"Opérateur {given.OperatorCode[4..]}", one.TextOf("#declenchements"), StringComparison.Ordinal);
        Assert.Contains(Plain(finding.Message), one.TextOf("#declenchements"), StringComparison.Ordinal);
    }

    /// <summary>What is asked of a cadre declared « sans objet » triggers no more, here as on the pages of its operator.</summary>
    [Fact]
    public async Task Count_leaves_out_the_cells_of_a_cadre_without_object()
    {
        var cadre = host.Form.Cadres.First(c => c.Code != "0" && c.Cells.Any(cell => cell is { IsInput: true, Required: true }));
        var given = await host.Statement(new CellValues([KeyValuePair.Create(CellCode.Parse("B2.010.ALT"), CellValue.Of(1))]));
        var before = await Missing(given);
        await host.Change(given.Id, (loaded, _) => loaded.Declaration.DeclareWithoutObject(cadre, "Ne nous concerne pas.", host.Author, host.Clock.GetUtcNow()));

        var after = await Missing(given);

        Assert.Equal(cadre.Cells.Count(c => c is { IsInput: true, Required: true }), before - after);
    }

    private async Task<int> Missing(GivenStatement given) =>
        (await (await host.As(DemoAccounts.Administrateur)).PageAsync(Path("F01"))).QuerySelectorAll("#declenchements tbody tr")
            .Single(r => r.QuerySelector("th")!.TextContent.Trim() == $"Opérateur {given.OperatorCode[4..]}").QuerySelectorAll("td p").Length;

    [Fact]
    public async Task Switch_off_is_applied_told_and_written_in_the_journal()
    {
        var (given, finding) = await Finding();

        var answer = await Decide(finding.ControlCode, "Off", Reason);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var claire = await host.As(StatementHost.Claire);
        foreach (var address in new[] { given.Root, $"{given.Root}/controles" })
        {
            var told = (await claire.PageAsync(address)).TextOf("#controles-modifies");
            Assert.Contains(finding.ControlCode, told, StringComparison.Ordinal);
            Assert.Contains("désactivé le", told, StringComparison.Ordinal);
            Assert.Contains(Reason, told, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Plain(finding.Message), (await claire.PageAsync($"{given.Root}/controles")).TextOf("main"), StringComparison.Ordinal);
        var entry = Assert.Single(await Journal(AuditAction.ControlChanged, finding.ControlCode));
        using var details = JsonDocument.Parse(entry.DetailsJson);
        Assert.Equal(Reason, details.RootElement.GetProperty("motif").GetString());
        Assert.Equal("désactivé", details.RootElement.GetProperty("apres").GetString());
    }

    [Fact]
    public async Task Lower_a_blocking_control_lets_it_be_explained_and_shows_both_severities()
    {
        var code = host.Form.Controls.First(c => c.Severity == Severity.Blocking && !c.ForAgents).Code;

        Assert.Equal(HttpStatusCode.Redirect, (await Decide(code, "ToExplain", Reason)).StatusCode);

        var given = await host.Statement(host.Whole());
        Assert.Contains(
            "ramené de « bloquant » à « à justifier »",
            (await (await host.As(StatementHost.Claire)).PageAsync(given.Root)).TextOf("#controles-modifies"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_seals_which_controls_were_not_applied()
    {
        var (given, finding) = await Finding();
        await Decide(finding.ControlCode, "Off", Reason);
        await host.Explain(given.Id, await ToExplain(given.Id));

        var marc = await host.As(StatementHost.Marc);
        var page = await marc.PageAsync($"{given.Root}/signature");
        using var answer = await marc.SendAsync(page, "form[action$=signature]", ("fonction", "Directeur"), ("certifie", "true"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var submission = await host.Database(d => d.Submissions.AsNoTracking().SingleAsync(s => s.DeclarationId == given.Id));
        using var proof = JsonDocument.Parse(submission.CanonicalJson);
        var sealedControl = Assert.Single(proof.RootElement.GetProperty("controlesModifies").EnumerateArray());
        Assert.Equal(finding.ControlCode, sealedControl.GetProperty("controle").GetString());
        Assert.Equal("désactivé", sealedControl.GetProperty("devient").GetString());
        Assert.Equal(Reason, sealedControl.GetProperty("motif").GetString());
        Assert.Contains(Reason, (await marc.PageAsync($"{given.Root}/accuses/1")).TextOf("#controles-modifies"), StringComparison.Ordinal);
        Assert.Contains(
            "désactivé le", (await (await host.As(DemoAccounts.AgentDgefp)).PageAsync($"/instruction/{submission.Id}")).TextOf("#controles-modifies"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_ends_the_decision_and_keeps_it()
    {
        var (given, finding) = await Finding();
        await Decide(finding.ControlCode, "Off", Reason);

        var answer = await Restore(finding.ControlCode, "Le barème est confirmé.");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains(Plain(finding.Message), (await (await host.As(StatementHost.Claire)).PageAsync($"{given.Root}/controles")).TextOf("main"), StringComparison.Ordinal);
        var kept = await host.Database(d => d.CampaignControlChanges.AsNoTracking().SingleAsync());
        Assert.False(kept.IsActive);
        Assert.Equal((Reason, "Le barème est confirmé."), (kept.Reason, kept.EndReason));
        Assert.Single(await Journal(AuditAction.ControlRestored, finding.ControlCode));
        var page = await (await host.As(DemoAccounts.Administrateur)).PageAsync(Path(finding.ControlCode));
        Assert.Contains("Le barème est confirmé.", page.TextOf("#decisions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decide_again_ends_the_former_decision()
    {
        var (_, finding) = await Finding();
        await Decide(finding.ControlCode, "Off", Reason);

        await Decide(finding.ControlCode, "Information", "Signalé pour mémoire.");

        var all = await host.Database(d => d.CampaignControlChanges.AsNoTracking().OrderBy(c => c.Id).ToListAsync());
        Assert.Equal([false, true], all.Select(c => c.IsActive));
        Assert.Equal(Severity.Information, all[1].Severity);
    }

    [Fact]
    public async Task Restore_what_somebody_else_restored_meanwhile_is_a_conflict_and_writes_nothing()
    {
        var (_, finding) = await Finding();
        await Decide(finding.ControlCode, "Off", Reason);
        var admin = await host.As(DemoAccounts.Administrateur);
        var page = await admin.GetAsync(Path(finding.ControlCode));
        await Restore(finding.ControlCode, "Le barème est confirmé.");

        var answer = await admin.SubmitAsync(page, "form[action$=retablissement]", ("EndReason", "Le barème est confirmé."));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Une autre personne", (await answer.ReadPageAsync()).TextOf("main"), StringComparison.Ordinal);
        Assert.Single(await Journal(AuditAction.ControlRestored, finding.ControlCode));
    }

    [Theory]
    [InlineData("Off", "court", "10\u00a0caractères")]
    [InlineData("", Reason, "Choisissez")]
    [InlineData("Blocking", Reason, "ne peut qu’être abaissé")]
    [InlineData("1", Reason, "Choisissez")]
    [InlineData("Critique", Reason, "Choisissez")]
    public async Task Decide_what_is_not_possible_says_why_and_writes_nothing(string effect, string reason, string expected)
    {
        var code = host.Form.Controls.First(c => c.Severity == Severity.ToExplain).Code;

        var answer = await Decide(code, effect, reason);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains((await answer.ReadPageAsync()).QuerySelectorAll(".fr-message--error"), e => e.TextContent.Contains(expected, StringComparison.Ordinal));
        Assert.False(await host.Database(d => d.CampaignControlChanges.AnyAsync()));
    }

    [Theory]
    [InlineData("F01")]
    [InlineData("F02")]
    [InlineData("F03")]
    public async Task Switch_off_what_makes_data_readable_is_refused(string code)
    {
        var admin = await host.As(DemoAccounts.Administrateur);
        var other = await admin.GetAsync(Path(host.Form.Controls[0].Code)); // Their own page offers no form.
        Assert.Null((await admin.PageAsync(Path(code))).QuerySelector("main form"));

        var token = ((IHtmlInputElement)(await other.ReadPageAsync()).QuerySelector("main input[name=__RequestVerificationToken]")!).Value;
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["Effect"] = "Off", ["Reason"] = Reason, ["__RequestVerificationToken"] = token });
        var answer = await admin.PostAsync(new Uri(Path(code), UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(await host.Database(d => d.CampaignControlChanges.AnyAsync()));
    }

    [Fact]
    public async Task Pages_and_acts_are_for_administrators_and_for_controls_that_exist()
    {
        var code = host.Form.Controls[0].Code;
        var (claire, admin) = (await host.As(StatementHost.Claire), await host.As(DemoAccounts.Administrateur));

        Assert.Equal(HttpStatusCode.Forbidden, (await claire.GetAsync($"/campagnes/{_campaign}/controles")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await claire.GetAsync(Path(code))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/campagnes/999/controles")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync(Path("Z99"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"/campagnes/{_campaign}/controles/FAF/{code}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"/campagnes/999/controles/OPCO/{code}")).StatusCode);
        using var empty = new FormUrlEncodedContent([KeyValuePair.Create("Effect", "Off")]);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostAsync(new Uri(Path(code), UriKind.Relative), empty)).StatusCode);
    }

    /// <summary>As <see cref="Browsing.TextOf"/> reads pages.</summary>
    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ');

    private string Path(string code) => $"/campagnes/{_campaign}/controles/OPCO/{code}";

    private async Task<HttpResponseMessage> Decide(string code, string effect, string reason)
    {
        var admin = await host.As(DemoAccounts.Administrateur);
        return await admin.SubmitAsync(await admin.GetAsync(Path(code)), $"form[action$='/{code}']", ("Effect", effect), ("Reason", reason));
    }

    private async Task<HttpResponseMessage> Restore(string code, string reason)
    {
        var admin = await host.As(DemoAccounts.Administrateur);
        return await admin.SubmitAsync(await admin.GetAsync(Path(code)), "form[action$=retablissement]", ("EndReason", reason));
    }

    /// <summary>A whole statement with a finding « à justifier ».</summary>
    private async Task<(GivenStatement Given, Finding Finding)> Finding()
    {
        var given = await host.Statement(host.Whole());
        return (given, (await ToExplain(given.Id))[0]);
    }

    private async Task<List<Finding>> ToExplain(Guid id)
    {
        var stored = await host.Stored(id);
        var context = new StatementContext
        {
            ControlChanges = await host.Database(async d => (await d.CampaignControlChanges.Where(c => c.EndedAt == null).ToListAsync()).ToDictionary(c => c.ControlCode, c => c.ToChange())),
        };
        return [.. FormChecker.Check(host.Form, FormCalculator.Calculate(host.Form, stored.Values(), context), context).Where(f => f.Severity == Severity.ToExplain)];
    }

    private Task<List<AuditEntry>> Journal(string action, string code) => host.Database(async d =>
        (await d.Set<AuditEntry>().Where(e => e.Action == action && e.At >= host.Clock.GetUtcNow()).OrderByDescending(e => e.Id).ToListAsync())
            .Where(e => e.ObjectId == $"ESF-2025-OPCO-{code}").Take(1).ToList());
}
