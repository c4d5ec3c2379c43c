using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Tests.Declarations;

/// <summary>The page of a cell: value, provenance, calculation, years, history, findings.</summary>
[Collection(StatementCollection.Name)]
public sealed class CellPageTests(StatementHost host)
{
    private const string Detail = "#detail-cellule";

    private FormCell Typed => host.Form.Cells.First(c => c.IsInput && c.CarryOver is null && c.Type == CellType.Amount && host.Form.Cells.Any(t => Reads(t, c.Code)));

    private FormCell Total => host.Form.Cells.First(c => Reads(c, Typed.Code));

    [Fact]
    public async Task Show_typed_cell_says_value_author_definition_and_the_totals_it_feeds()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        await Type(claire, given, Typed, "1 250");

        var page = await claire.PageAsync(Of(given, Typed));

        var detail = Plain(page.TextOf(Detail));
        Assert.Contains(Typed.Code.ToString(), page.TextOf("h1"), StringComparison.Ordinal);
        Assert.Contains("1 250 €", detail, StringComparison.Ordinal);
        Assert.Contains("Saisie par Claire Martin le", detail, StringComparison.Ordinal);
        Assert.Contains(Plain(Typed.LegalBasis), detail, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"#detail-totaux a[href='{Of(given, Total)}']"));
        Assert.NotNull(page.QuerySelector($"{Detail} a[href$='#{Typed.Code}']"));
        Assert.Empty(page.QuerySelectorAll($"{Detail} h1"));
    }

    [Fact]
    public async Task Show_computed_cell_says_its_formula_and_links_each_operand()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        await Type(claire, given, Typed, "1 250");

        var page = await claire.PageAsync(Of(given, Total));

        var detail = Plain(page.TextOf(Detail));
        Assert.Contains("Calculée par Soffi", detail, StringComparison.Ordinal);
        Assert.Contains("elle n’a pas d’historique", detail, StringComparison.Ordinal);
        var operands = Total.Formula!.References.Where(r => !r.Previous).Select(r => Of(given, host.Form.Find(r.Code)!)).ToHashSet();
        Assert.Equal(operands, page.QuerySelectorAll("#detail-operandes a").Select(a => a.GetAttribute("href")!).ToHashSet());
        Assert.Contains("1 250 €", Plain(page.TextOf("#detail-operandes")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_history_newest_first_page_by_page()
    {
        var given = await host.Statement();
        for (var i = 1; i <= 21; i++)
        {
            var value = CellValue.Of(i);
            await host.Change(given.Id, (loaded, _) => loaded.Declaration.SaveCells(
                new CellSave(new Dictionary<CellCode, CellValue> { [Typed.Code] = value }, loaded.Declaration.Revision, new HashSet<CellCode>(), CellSource.Imported),
                new(Guid.NewGuid(), "Paul Petit", "p@exemple.invalid", []), host.Clock.GetUtcNow()));
        }

        var claire = await host.As(StatementHost.Claire);
        var first = await claire.PageAsync(Of(given, Typed));
        var second = await claire.PageAsync(Of(given, Typed) + "?page=2");

        Assert.Contains("Importée par Paul Petit", first.TextOf(Detail), StringComparison.Ordinal);
        var rows = first.QuerySelectorAll("#detail-historique tbody tr");
        Assert.Equal(20, rows.Length);
        Assert.Equal("21 €", Plain(rows[0].Children[3].TextContent.Trim()));
        Assert.Equal("importée", rows[0].Children[4].TextContent.Trim());
        Assert.Equal("non renseigné", Assert.Single(second.QuerySelectorAll("#detail-historique tbody tr")).Children[2].TextContent.Trim());
        Assert.Contains("Importée par Paul Petit", second.TextOf(Detail), StringComparison.Ordinal);
        using var beyond = await claire.GetAsync(Of(given, Typed) + "?page=3");
        Assert.Equal(HttpStatusCode.NotFound, beyond.StatusCode);
    }

    [Fact]
    public async Task Show_years_compares_with_what_was_submitted()
    {
        var given = await host.Statement(previous: true);
        var last = await host.Database(async d => await (
            from submission in d.Submissions
            join value in d.SubmissionCells on submission.Id equals value.SubmissionId
            where submission.OperatorId == given.OperatorId
            select value).ToListAsync());
        var cell = host.Form.Cells.First(c => c.IsInput && c.CarryOver is null && c.Type == CellType.Amount
            && last.Any(v => v.Code == c.Code && v.Value is { IsNumber: true, Number: > 5_000 }));
        var before = last.First(v => v.Code == cell.Code).Value.Number;
        var claire = await host.As(StatementHost.Claire);
        await Type(claire, given, cell, CellFormatter.Number(before * 2, 2));

        var page = await claire.PageAsync(Of(given, cell));

        var rows = page.QuerySelectorAll("#detail-annees tbody tr");
        Assert.Equal(["2025", "2024"], rows.Select(r => r.Children[0].TextContent.Trim()));
        Assert.Contains(Plain(CellFormatter.WithUnit(CellType.Amount, CellValue.Of(before))), Plain(rows[1].Children[1].TextContent), StringComparison.Ordinal);
        Assert.Equal("+" + Plain(CellFormatter.WithUnit(CellType.Amount, CellValue.Of(before))), Plain(rows[0].Children[2].TextContent.Trim()));
        Assert.Equal("+100 %", Plain(rows[0].Children[3].TextContent.Trim()));
    }

    [Fact]
    public async Task Show_opening_says_that_it_comes_from_last_year()
    {
        var given = await host.Statement(previous: true);
        var opening = host.Form.CarriedOver[0];

        var page = await (await host.As(StatementHost.Claire)).PageAsync(Of(given, opening));

        Assert.Contains("Reprise de l’exercice précédent (2024)", page.TextOf(Detail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_cell_changed_after_a_submission_says_rectified()
    {
        var given = await host.Statement(host.Whole());
        await host.Database(async d =>
        {
            var body = await d.Operators.SingleAsync(o => o.Id == given.OperatorId);
            var declaration = await d.Declarations.Include(s => s.Cells).SingleAsync(s => s.Id == given.Id);
            var campaign = await d.Campaigns.SingleAsync(c => c.Id == declaration.CampaignId);
            var values = FormCalculator.Calculate(host.Form, host.Whole(), CellValues.Empty).Values;
            declaration.Submit(host.Clock.GetUtcNow());
            d.Add(SubmissionSnapshot.Build(new SubmissionContent(
                declaration, body, campaign, host.Form.Header, values, [], new SignedBy(Guid.NewGuid(), "Marc Bernard", "Directeur"), 1, host.Clock.GetUtcNow())));
            declaration.RequestCorrections(CorrectionRequest.Whole(1, "Erreur de montant à corriger."), new(Guid.NewGuid(), "Inès", "i@exemple.invalid", []), host.Clock.GetUtcNow());
            return await d.SaveChangesAsync();
        });
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var claire = await host.As(StatementHost.Claire);
        await Type(claire, given, Typed, "4 321");

        var page = await claire.PageAsync(Of(given, Typed));

        Assert.Contains("Rectifiée après dépôt (saisie) par Claire Martin", page.TextOf(Detail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_findings_that_point_at_the_cell()
    {
        var given = await host.Statement();
        var required = host.Form.Cells.First(c => c is { IsInput: true, Required: true, CarryOver: null });

        var page = await (await host.As(StatementHost.Claire)).PageAsync(Of(given, required));

        Assert.Contains("est obligatoire", page.TextOf(".soffi-cell__finding"), StringComparison.Ordinal);
        Assert.Contains("F01", page.TextOf(".soffi-cell__finding"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("B2.999.ALT")]
    [InlineData("b2.010.alt")]
    [InlineData("nimporte-quoi")]
    public async Task Show_unknown_cell_is_404(string code)
    {
        var given = await host.Statement();

        using var answer = await (await host.As(StatementHost.Claire)).GetAsync($"{given.Root}/cellules/{code}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static bool Reads(FormCell cell, CellCode code) => cell.Formula?.References.Contains(new CellReference(code, false)) == true;

    private static string Of(GivenStatement given, FormCell cell) => $"{given.Root}/cellules/{cell.Code}";

    private static string Plain(string text) => text.Replace('\u202F', ' ').Replace('\u00A0', ' ');

    private async Task Type(HttpClient browser, GivenStatement given, FormCell cell, string value)
    {
        var cadre = given.Cadre(host.Form.CadreOf(cell.Code)!.Code);
        using var answer = await browser.SendAsync(await browser.PageAsync(cadre), "#saisie", (cell.Code.ToString(), value));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }
}
