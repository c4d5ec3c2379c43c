using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Forms;

/// <summary>A form seen as a body would see it: its last year, its openings, its computed cells; what is typed is tried, never kept.</summary>
public sealed class PreviewTests(StatementHost host) : IClassFixture<StatementHost>, IAsyncLifetime
{
    private string _root = "";
    private GivenStatement _given = null!;

    public async Task InitializeAsync()
    {
        var version = await host.Database(d => d.FormVersions.Where(f => f.Exercise == 2025 && f.Number == 1).Select(f => f.Id).SingleAsync());
        _root = $"/campagnes/formulaires/versions/{version}/apercu";
        if (!await host.Database(d => d.Grants.AnyAsync(g => g.Role == Role.Administrator)))
        {
            await host.Database(d =>
            {
                d.Add(new Grant(DemoAccounts.Administrateur.Email, Role.Administrator, host.Clock.GetUtcNow()));
                return d.SaveChangesAsync();
            });
        }

        _given = await host.Statement(previous: true);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Show_first_cadre_says_that_nothing_is_kept_and_lists_the_others()
    {
        var page = await (await host.As(DemoAccounts.Administrateur)).PageAsync(_root);

        Assert.Contains("rien n’est enregistré", page.TextOf("main .fr-notice"), StringComparison.Ordinal);
        Assert.Equal(host.Form.Cadres.Count, page.QuerySelectorAll("#cadres a").Length);
        Assert.NotEmpty(page.QuerySelectorAll("#essai input.fr-input"));
    }

    [Fact]
    public async Task Show_as_a_body_gives_its_last_year_and_its_locked_openings()
    {
        var cell = host.Form.CarriedOver.First(c => c.Code.Table == "B3");
        var admin = await host.As(DemoAccounts.Administrateur);

        var known = await admin.PageAsync($"{_root}/B3?operateur={_given.OperatorCode}");
        var first = await admin.PageAsync($"{_root}/B3?operateur={(await host.Statement()).OperatorCode}");

        Assert.Equal("SPAN", known.GetElementById(cell.Code.ToString())!.TagName);
        Assert.Contains("Repris de l’exercice 2024", known.TextOf("#essai"), StringComparison.Ordinal);
        Assert.IsAssignableFrom<IHtmlInputElement>(first.GetElementById(cell.Code.ToString()));
        Assert.Contains("n’a rien déposé pour l’exercice 2024", first.TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Type_values_computes_them_shows_findings_and_keeps_nothing()
    {
        var admin = await host.As(DemoAccounts.Administrateur);
        var (audit, cells) = await Rows();
        var page = await admin.GetAsync($"{_root}/B1?operateur={_given.OperatorCode}");

        using var answer = await admin.SubmitAsync(page, "form#essai", ("B1.010.ALT", "1 200,50"), ("B1.905.TOT", "12 3OO"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var seen = await answer.ReadPageAsync();
        Assert.Equal("1 200,50", seen.Field("B1.010.ALT"));
        Assert.Contains("1\u202f200,50", seen.GetElementById("B1.900.ALT")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("12 3OO", seen.Field("B1.905.TOT"));
        Assert.Contains(seen.QuerySelectorAll(".soffi-findings h3"), h => h.TextContent.StartsWith("F02:B1.905.TOT", StringComparison.Ordinal));
        Assert.Equal((audit, cells), await Rows());
    }

    [Fact]
    public async Task Start_from_last_year_types_its_values_again()
    {
        var admin = await host.As(DemoAccounts.Administrateur);

        var page = await admin.PageAsync($"{_root}/B1?operateur={_given.OperatorCode}&depart=precedent");

        var expected = CellFormatter.Edit(CellType.Amount, host.Whole()[CellCode.Parse("B1.010.ALT")]);
        Assert.Equal(expected, page.Field("B1.010.ALT"));
    }

    [Theory]
    [InlineData("?operateur=INCONNU", "Choisissez un organisme")]
    [InlineData("?jour=demain", "jj/mm/aaaa")]
    [InlineData("?jour=31/02/2026", "jj/mm/aaaa")]
    public async Task Show_with_a_choice_that_means_nothing_says_what_to_choose(string query, string expected)
    {
        using var answer = await (await host.As(DemoAccounts.Administrateur)).GetAsync(_root + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains((await answer.ReadPageAsync()).QuerySelectorAll(".fr-message--error"), e => e.TextContent.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Preview_is_for_administrators_for_known_versions_and_cadres_and_asks_the_token()
    {
        var (claire, admin) = (await host.As(StatementHost.Claire), await host.As(DemoAccounts.Administrateur));

        Assert.Equal(HttpStatusCode.Forbidden, (await claire.GetAsync(_root)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"{_root}/Z9")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/campagnes/formulaires/versions/9999/apercu")).StatusCode);
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("B1.010.ALT", "1")]);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostAsync(new Uri($"{_root}/B1", UriKind.Relative), content)).StatusCode);
    }

    [Fact]
    public async Task Type_a_whole_grid_of_more_than_a_thousand_fields_is_taken()
    {
        var admin = await host.As(DemoAccounts.Administrateur);
        var cadre = host.Form.Cadres.MaxBy(c => c.Cells.Count(cell => cell.IsInput))!;
        var page = await admin.GetAsync($"{_root}/{cadre.Code}?operateur={_given.OperatorCode}");
        var fields = cadre.Cells.Where(c => c.IsInput).Select(c => (c.Code.ToString(), "1"))
            .Concat(Enumerable.Range(0, 1_100).Select(i => ($"inconnu{i}", "1"))).ToArray();

        using var answer = await admin.SubmitAsync(page, "form#essai", fields);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task<(int Audit, int Cells)> Rows() =>
        (await host.Database(d => d.Set<Domain.Audit.AuditEntry>().CountAsync()), await host.Database(d => d.DeclarationCells.CountAsync()));
}
