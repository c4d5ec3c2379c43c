using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>What is missing, cadres that do not concern the operator, time left.</summary>
[Collection(StatementCollection.Name)]
public sealed class CompletenessTests(StatementHost host)
{
    private const string Reason = "Notre organisme n’emploie personne.";

    /// <summary>A cadre with required cells.</summary>
    private Cadre Cadre => host.Form.Cadres.First(c => c.Code != "0" && c.Cells.Any(Owed));

    [Fact]
    public async Task Show_what_is_missing_with_a_link_to_the_first_missing_cell_of_each_table()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);

        var page = await claire.PageAsync($"{given.Root}/completude");

        var table = Cadre.Tables.First(t => t.Cells.Any(Owed));
        var line = page.GetElementById($"cadre-{Cadre.Code}")!;
        Assert.NotNull(line.QuerySelector($"a[href='{given.Cadre(Cadre.Code)}#{table.Cells.First(Owed).Code}']"));
        Assert.Contains(Words(table.Cells.Count(Owed)), Plain(line.TextContent), StringComparison.Ordinal);
        Assert.Contains("non estimable", page.TextOf("#temps-restant"), StringComparison.Ordinal);
        Assert.Contains("Voir ce qui manque", (await claire.PageAsync(given.Root)).TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declare_without_object_settles_the_required_cells_and_is_noted()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        var before = await Missing(claire, given);

        using var answer = await Declare(claire, given, Reason);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(before - Cadre.Cells.Count(Owed), await Missing(claire, given));
        var page = await claire.PageAsync($"{given.Root}/completude");
        Assert.Contains(Reason, page.GetElementById($"cadre-{Cadre.Code}")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("sans objet", (await claire.PageAsync(given.Root)).QuerySelector($"#cadres a[href='{given.Cadre(Cadre.Code)}']")!.Closest("tr")!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"Cadre {Cadre.Code} déclaré sans objet", (await claire.PageAsync($"{given.Root}/chronologie")).TextOf(".soffi-timeline"), StringComparison.Ordinal);
        Assert.Contains(Reason, (await claire.PageAsync(given.Cadre(Cadre.Code))).TextOf("#sans-objet"), StringComparison.Ordinal);
        var entry = Assert.Single(await host.Journal(given.Id));
        Assert.Equal(AuditAction.CadreSetAside, entry.Action);
        Assert.Contains(Cadre.Code, entry.DetailsJson, StringComparison.Ordinal);
        Assert.Equal(1, (await host.Stored(given.Id)).Revision);
    }

    [Fact]
    public async Task Type_in_a_cadre_without_object_makes_it_count_again_until_erased()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        (await Declare(claire, given, Reason)).Dispose();
        var settled = await Missing(claire, given);
        var cell = Cadre.Cells.First(Owed).Code.ToString();

        (await claire.SendAsync(await claire.PageAsync(given.Cadre(Cadre.Code)), "#saisie", (cell, "s.o."))).Dispose();
        var typed = await Missing(claire, given);
        Assert.Contains("une valeur y est saisie depuis", (await claire.PageAsync($"{given.Root}/completude")).GetElementById($"cadre-{Cadre.Code}")!.TextContent, StringComparison.Ordinal);
        (await claire.SendAsync(await claire.PageAsync(given.Cadre(Cadre.Code)), "#saisie", (cell, ""))).Dispose();

        Assert.Equal(settled + Cadre.Cells.Count(Owed) - 1, typed);
        Assert.Equal(settled, await Missing(claire, given));
    }

    [Fact]
    public async Task Declare_a_cadre_that_holds_values_is_refused_and_says_which()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        var form = await claire.PageAsync(Address(given));
        var cell = Cadre.Cells.First(Owed);
        (await claire.SendAsync(await claire.PageAsync(given.Cadre(Cadre.Code)), "#saisie", (cell.Code.ToString(), "s.o."))).Dispose();

        using var answer = await claire.SendAsync(form, "form#sans-objet", ("motif", Reason));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains(cell.Code.ToString(), (await answer.ReadPageAsync()).TextOf("#valeurs-saisies"), StringComparison.Ordinal);
        Assert.Empty((await host.Stored(given.Id)).CadresWithoutObject);
        Assert.Null((await claire.PageAsync(Address(given))).QuerySelector("form#sans-objet"));
    }

    [Fact]
    public async Task Declare_without_a_reason_is_400_with_the_text_kept_and_nothing_written()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);

        using var answer = await Declare(claire, given, "Non.");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        Assert.Equal("Non.", ((IHtmlTextAreaElement)page.GetElementById("motif")!).Value);
        Assert.Contains("10 caractères au moins", page.TextOf("#sans-objet"), StringComparison.Ordinal);
        Assert.Empty(await host.Journal(given.Id));
    }

    [Fact]
    public async Task Take_back_makes_the_cadre_owed_again_and_is_noted()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        var before = await Missing(claire, given);
        (await Declare(claire, given, Reason)).Dispose();

        using var answer = await claire.SendAsync(await claire.PageAsync($"{given.Root}/completude"), $"#cadre-{Cadre.Code} form");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(before, await Missing(claire, given));
        Assert.Equal([AuditAction.CadreSetAside, AuditAction.CadreTakenBack], (await host.Journal(given.Id)).Select(e => e.Action));
    }

    [Theory]
    [InlineData("/completude")]
    [InlineData("/completude/cadres/B2")]
    public async Task Show_to_another_body_is_404(string path)
    {
        var given = await host.Statement();

        using var answer = await (await host.As(StatementHost.Sophie)).GetAsync(given.Root + path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Cadre_filled_last_year_and_without_object_now_is_to_be_explained()
    {
        var given = await host.Statement(previous: true);
        var claire = await host.As(StatementHost.Claire);
        (await Declare(claire, given, Reason)).Dispose();

        var page = await claire.PageAsync($"{given.Root}/controles");

        Assert.NotNull(page.GetElementById($"justification-F09-{Cadre.Code}"));
        Assert.Contains($"Le cadre {Cadre.Code} est déclaré sans objet", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains(Reason, page.TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submission_seals_the_cadres_without_object_and_the_receipt_says_them()
    {
        var whole = host.Whole();
        var cadre = host.Form.Cadres.First(Submittable);
        var kept = new CellValues(whole.Where(v => cadre.Tables.All(t => t.Code != v.Key.Table)));
        var given = await host.Statement(kept);
        await host.Change(given.Id, (loaded, _) => loaded.Declaration.DeclareWithoutObject(cadre, Reason, new(Guid.NewGuid(), "Claire Martin", "c@exemple.invalid", []), host.Clock.GetUtcNow()));
        var marc = await host.As(StatementHost.Marc);
        var findings = await marc.PageAsync($"{given.Root}/controles");
        var texts = findings.Explained("Une explication assez longue.");
        if (texts.Length > 0)
        {
            (await marc.SendAsync(findings, "form[action$=controles]", texts)).Dispose();
        }

        using var signed = await marc.SendAsync(await marc.PageAsync($"{given.Root}/signature"), "form[action$=signature]", ("fonction", "Directeur"), ("certifie", "true"));

        Assert.Equal(HttpStatusCode.SeeOther, signed.StatusCode);
        var submission = await host.Database(d => d.Submissions.SingleAsync(s => s.DeclarationId == given.Id));
        Assert.True(SubmissionSnapshot.IsIntact(submission));
        Assert.Contains("cadresSansObjet", submission.CanonicalJson, StringComparison.Ordinal);
        Assert.Contains(Reason, (await marc.PageAsync($"{given.Root}/accuses/1")).TextOf("#sans-objet"), StringComparison.Ordinal);

        bool Submittable(Cadre c)
        {
            var without = new CellValues(whole.Where(v => c.Tables.All(t => t.Code != v.Key.Table)));
            var calculation = FormCalculator.Calculate(host.Form, without, CellValues.Empty);
            return c.Cells.Any(x => x.IsInput) && FormChecker.Check(host.Form, calculation, new StatementContext { WithoutObject = new HashSet<string> { c.Code } })
                .All(f => f.Severity != Severity.Blocking);
        }
    }

    [Fact]
    public async Task Time_left_is_measured_on_the_typing_of_this_year()
    {
        var given = await host.Statement();
        var actor = new Actor(Guid.NewGuid(), "Paul Petit", "p@exemple.invalid", []);
        var start = host.Clock.GetUtcNow().AddHours(-1);
        var cells = host.Form.Cells.Where(c => c is { IsInput: true, Type: CellType.Amount }).Take(7).ToList();
        for (var i = 0; i < cells.Count; i++)
        {
            var (code, at) = (cells[i].Code, start.AddMinutes(i));
            await host.Change(given.Id, (loaded, _) => loaded.Declaration.SaveCells(
                new CellSave(new Dictionary<CellCode, CellValue> { [code] = CellValue.Of(1) }, loaded.Declaration.Revision, new HashSet<CellCode>()), actor, at));
        }

        var page = await (await host.As(StatementHost.Claire)).PageAsync($"{given.Root}/completude");

        var missing = await Missing(await host.As(StatementHost.Claire), given);
        var left = (int)Math.Ceiling(missing / 5.0) * 5;
        var text = Plain(page.TextOf("#temps-restant"));
        Assert.Contains(left < 60 ? $"environ {left} minutes" : "environ ", text, StringComparison.Ordinal);
        Assert.Contains("d’après votre saisie de cette année", text, StringComparison.Ordinal);
    }

    private static bool Owed(FormCell cell) => cell is { IsInput: true, Required: true };

    private static string Words(int cells) => cells == 1 ? "1 cellule obligatoire à remplir" : $"{cells} cellules obligatoires à remplir";

    private static string Plain(string text) => text.Replace('\u202F', ' ').Replace('\u00A0', ' ');

    private string Address(GivenStatement given) => $"{given.Root}/completude/cadres/{Cadre.Code}";

    private async Task<HttpResponseMessage> Declare(HttpClient browser, GivenStatement given, string reason) =>
        await browser.SendAsync(await browser.PageAsync(Address(given)), "form#sans-objet", ("motif", reason));

    /// <summary>Findings F01 on the page of controls.</summary>
    private static async Task<int> Missing(HttpClient browser, GivenStatement given)
    {
        var page = await browser.PageAsync($"{given.Root}/controles");
        return page.QuerySelectorAll("main p").Count(p => p.TextContent.Contains("est obligatoire. Renseignez la cellule", StringComparison.Ordinal));
    }
}
