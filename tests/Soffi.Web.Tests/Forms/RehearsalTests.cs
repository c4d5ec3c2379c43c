using System.Net;
using ClosedXML.Excel;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Declarations;

namespace Soffi.Web.Tests.Forms;

/// <summary>Controls of a form tried on what was submitted: on whom they would trigger, with what values, and why not elsewhere.</summary>
public sealed class RehearsalTests(StatementHost host) : IClassFixture<StatementHost>, IAsyncLifetime
{
    private string _root = "";

    public async Task InitializeAsync()
    {
        var version = await host.Database(d => d.FormVersions.Where(f => f.Exercise == 2025 && f.Number == 1).Select(f => f.Id).SingleAsync());
        _root = $"/campagnes/formulaires/versions/{version}/repetition";
        await host.Database(async d =>
        {
            if (!await d.Grants.AnyAsync(g => g.Role == Role.Administrator))
            {
                d.Add(new Grant(DemoAccounts.Administrateur.Email, Role.Administrator, host.Clock.GetUtcNow()));
                await d.SaveChangesAsync();
                await host.Statement(previous: true);
                await host.Statement(previous: true);
            }

            return true;
        });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Rehearse_a_control_says_on_whom_it_would_trigger_with_their_values()
    {
        var form = host.Form;
        var expected = FormChecker.Check(form, FormCalculator.Calculate(form, host.Whole(), CellValues.Empty), CellValues.Empty).First(f => f.ControlCode == "P01");

        var page = await (await host.As(DemoAccounts.Administrateur)).PageAsync(_root + "?controles=P01");

        Assert.Contains("P01 se déclencherait sur 2 opérateurs sur 2 (2 déclarations sur 2).", page.TextOf("main"), StringComparison.Ordinal);
        var rows = page.QuerySelectorAll("#r-P01 tbody tr");
        Assert.Equal(2, rows.Length);
        Assert.All(rows, r => Assert.Contains(expected.Message, r.TextContent, StringComparison.Ordinal));
        Assert.All(rows, r => Assert.Contains("2024", r.TextContent, StringComparison.Ordinal));
        Assert.Contains("2 déclarations déposées de 2 opérateurs", page.TextOf("#bilan"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rehearse_all_tells_which_cannot_be_tried_and_why()
    {
        var page = await (await host.As(DemoAccounts.Administrateur)).PageAsync(_root + "?controles=tous");

        Assert.Contains("Aucun dépôt de l’exercice 2023 de cet organisme.", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Equal(host.Form.Controls.Select(c => c.Code).Distinct().Count(), page.QuerySelectorAll("main section h3").Length);
    }

    [Fact]
    public async Task Rehearse_without_choice_tries_all_when_there_is_no_form_to_compare_with()
    {
        var page = await (await host.As(DemoAccounts.Administrateur)).PageAsync(_root);

        Assert.Contains("Tous les contrôles", page.TextOf("main h2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_holds_the_same_lines_and_is_written_in_the_journal()
    {
        var admin = await host.As(DemoAccounts.Administrateur);

        using var answer = await admin.GetAsync(_root + ".xlsx?controles=P01");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var workbook = new XLWorkbook(await answer.Content.ReadAsStreamAsync());
        Assert.Equal(["Synthèse", "Déclenchements", "Non évaluables"], workbook.Worksheets.Select(s => s.Name));
        Assert.Equal(3, workbook.Worksheet("Déclenchements").LastRowUsed()!.RowNumber());
        Assert.Equal("P01", workbook.Worksheet("Déclenchements").Cell(2, 1).GetString());
        Assert.Equal(2024, workbook.Worksheet("Déclenchements").Cell(2, 6).GetValue<int>());
        var entry = (await Journal())[^1];
        Assert.Contains("\"xlsx\"", entry.DetailsJson, StringComparison.Ordinal);
        Assert.Contains("\"P01\"", entry.DetailsJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rehearse_is_for_administrators_for_known_versions_and_known_controls()
    {
        var (claire, admin) = (await host.As(StatementHost.Claire), await host.As(DemoAccounts.Administrateur));
        var before = (await Journal()).Count;

        foreach (var suffix in new[] { "", ".xlsx" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await claire.GetAsync(_root + suffix)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"/campagnes/formulaires/versions/9999/repetition{suffix}")).StatusCode);
            Assert.Equal(HttpStatusCode.BadRequest, (await admin.GetAsync($"{_root}{suffix}?controles=Z99")).StatusCode);
        }

        Assert.Equal(before, (await Journal()).Count);
    }

    private Task<List<AuditEntry>> Journal() =>
        host.Database(d => d.Set<AuditEntry>().Where(e => e.Action == AuditAction.ControlsRehearsed).OrderBy(e => e.Id).ToListAsync());
}
