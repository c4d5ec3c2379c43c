using System.Net;
using ClosedXML.Excel;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>« Classeur » : taken away, filled, brought back, compared cell by cell, accepted.</summary>
[Collection(StatementCollection.Name)]
public sealed class WorkbookTests(StatementHost host)
{
    private const string Cell = "B2.010.ALT";
    private const string Other = "B2.011.ALT";

    [Fact]
    public async Task Download_holds_every_cell_as_the_page_does()
    {
        var (given, claire) = await Whole();

        var bytes = await WorkbookTrip.Download(claire, given);

        using var workbook = new XLWorkbook(new MemoryStream(bytes));
        Assert.Equal(["Lisez-moi", .. host.Form.Cadres.Select(c => c.Code), "Définitions", "_Soffi"], workbook.Worksheets.Select(w => w.Name));
        Assert.Equal(XLWorksheetVisibility.VeryHidden, workbook.Worksheet("_Soffi").Visibility);
        Assert.True(workbook.LockStructure);
        Assert.All(workbook.Worksheets, w => Assert.True(w.Protection.IsProtected));
        var stored = (await host.Stored(given.Id)).Values();
        var locked = 0;
        foreach (var cell in host.Form.Cells)
        {
            var found = workbook.At(host.Form, cell.Code.ToString());
            locked += found.Style.Protection.Locked && cell.IsInput ? 1 : 0;
            Assert.True(cell.IsInput || found.Style.Protection.Locked);
            Assert.Equal(!cell.IsInput, found.HasFormula);
            if (cell.IsInput && !found.Style.Protection.Locked && stored[cell.Code].IsNumber)
            {
                Assert.Equal(stored[cell.Code].Number, found.GetValue<decimal>());
            }
        }

        Assert.Equal(host.Form.CarriedOver.Count, locked);
        Assert.Equal(AuditAction.WorkbookDownloaded, (await host.Journal(given.Id))[^1].Action);
    }

    [Fact]
    public async Task Bring_back_unchanged_shows_no_difference()
    {
        var (given, claire) = await Whole();

        var page = await WorkbookTrip.BringBack(claire, given, await WorkbookTrip.Download(claire, given));

        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Contains("0 différence, 0 conflit, 0 anomalie", page.Plain("#bilan"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#reprise"));
        var inputs = host.Form.Cells.Count(c => c.IsInput);
        Assert.StartsWith(Words.Cells(inputs).Replace('\u00a0', ' ').Replace('\u202f', ' '), page.Plain("#bilan"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bring_back_into_an_empty_statement_accepts_hundreds_of_cells_at_once()
    {
        var claire = await host.As(StatementHost.Claire);
        var given = await host.Statement();
        var whole = host.Whole();
        var bytes = WorkbookTrip.Edit(await WorkbookTrip.Download(claire, given), book =>
        {
            foreach (var (code, value) in whole.Where(v => v.Value.IsNumber))
            {
                book.At(host.Form, code.ToString()).SetValue(value.Number);
            }
        });
        var page = await WorkbookTrip.BringBack(claire, given, bytes);
        var expected = whole.Count(v => v.Value.IsNumber);
        Assert.True(expected > 412);
        Assert.Equal(expected, page.QuerySelectorAll("input[name=cellule]").Length);

        using var answer = await claire.SendAsync(page, "#reprise", ("suite", "tout"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var stored = await host.Stored(given.Id);
        Assert.Equal(whole.Where(v => v.Value.IsNumber).OrderBy(v => v.Key), stored.Values().OrderBy(v => v.Key));
        Assert.Equal(1, stored.Revision);
        Assert.All(stored.Cells, c => Assert.Equal(CellSource.Imported, c.Source));
        var entry = (await host.Journal(given.Id))[^1];
        Assert.Equal((AuditAction.CellsImported, given.OperatorId), (entry.Action, entry.OperatorId!.Value));
        Assert.Contains($"\"cellules\":{expected}", entry.DetailsJson, StringComparison.Ordinal);
        var after = await (await claire.FollowAsync(answer)).ReadPageAsync();
        Assert.Contains("sont reprises du classeur", after.Plain("#etat"), StringComparison.Ordinal);
        Assert.Contains("0 différence", after.Plain("#bilan"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accept_takes_the_checked_cells_only_and_twice_is_harmless()
    {
        var (given, claire) = await Whole();
        var before = (await host.Stored(given.Id)).Values();
        var bytes = Filled(await WorkbookTrip.Download(claire, given), (Cell, 4321.5m), (Other, 77m));
        var page = await WorkbookTrip.BringBack(claire, given, bytes, "Mon classeur (v2).xlsx");
        Assert.Contains("Mon classeur (v2).xlsx", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("4 321,50 €", page.Plain("#cadre-B2"), StringComparison.Ordinal);
        Assert.Contains("B2.010.ALT, cellule C", page.TextOf("#cadre-B2"), StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("input[name=cellule]"), box => Assert.NotNull(page.QuerySelector($"label[for='{box.Id}']")));
        var path = page.QuerySelector("#reprise")!.GetAttribute("action")!;
        var fields = new List<KeyValuePair<string, string>>
        {
            new("__RequestVerificationToken", page.QuerySelector("#reprise input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
            new("revision", "1"), new("cellule", Cell), new("suite", "cochees"),
        };

        using var first = await claire.SendFieldsAsync(path, fields);
        using var second = await claire.SendFieldsAsync(path, fields);

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (first.StatusCode, second.StatusCode));
        var stored = await host.Stored(given.Id);
        Assert.Equal((4321.5m, before[CellCode.Parse(Other)]), (stored.Values()[CellCode.Parse(Cell)].Number, stored.Values()[CellCode.Parse(Other)]));
        Assert.Equal(2, stored.Revision);
        Assert.Single(await host.Journal(given.Id), e => e.Action == AuditAction.CellsImported);
        var again = await WorkbookTrip.BringBack(claire, given, bytes, "Mon classeur (v2).xlsx");
        Assert.Equal(path, again.QuerySelector("#reprise")!.GetAttribute("action"));
        Assert.Contains("1 différence, 0 conflit", again.Plain("#bilan"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accept_never_overwrites_what_a_colleague_saved_since()
    {
        var (given, claire) = await Whole();
        var marc = await host.As(StatementHost.Marc);
        var bytes = Filled(await WorkbookTrip.Download(claire, given), (Cell, 4321m));
        using var his = await marc.SendAsync(await marc.PageAsync(given.Cadre("B2")), "#saisie", (Cell, "20"), (Other, "30"));
        Assert.Equal(HttpStatusCode.SeeOther, his.StatusCode);

        var page = await WorkbookTrip.BringBack(claire, given, bytes);

        Assert.Contains("0 différence, 1 conflit", page.Plain("#bilan"), StringComparison.Ordinal);
        var row = page.Plain("#conflits-B2 tbody");
        Assert.Contains("20 €", row, StringComparison.Ordinal);
        Assert.Contains("Marc", row, StringComparison.Ordinal);
        Assert.Contains("4 321 €", row, StringComparison.Ordinal);
        Assert.False(((AngleSharp.Html.Dom.IHtmlInputElement)page.GetElementById($"reprendre-{Cell}")!).IsChecked);
        using var none = await claire.SendAsync(page, "#reprise", ("suite", "tout"));
        Assert.Equal(20, (await host.Stored(given.Id)).Values()[CellCode.Parse(Cell)].Number);
        using var chosen = await claire.SendAsync(page, "#reprise", ("cellule", Cell), ("suite", "cochees"));
        var values = (await host.Stored(given.Id)).Values();
        Assert.Equal((4321, 30), (values[CellCode.Parse(Cell)].Number, values[CellCode.Parse(Other)].Number));
    }

    [Fact]
    public async Task Accept_a_page_overtaken_meanwhile_asks_again()
    {
        var (given, claire) = await Whole();
        var marc = await host.As(StatementHost.Marc);
        var page = await WorkbookTrip.BringBack(claire, given, Filled(await WorkbookTrip.Download(claire, given), (Cell, 4321m), (Other, 8m)));
        using var his = await marc.SendAsync(await marc.PageAsync(given.Cadre("B2")), "#saisie", (Cell, "20"));

        using var answer = await claire.SendAsync(page, "#reprise", ("suite", "cochees"));

        var values = (await host.Stored(given.Id)).Values();
        Assert.Equal((20, 8), (values[CellCode.Parse(Cell)].Number, values[CellCode.Parse(Other)].Number));
        var after = await (await claire.FollowAsync(answer)).ReadPageAsync();
        Assert.Contains("quelqu’un d’autre", after.Plain("#etat"), StringComparison.Ordinal);
        Assert.NotNull(after.QuerySelector("#conflits-B2"));
    }

    [Fact]
    public async Task Bring_back_reads_texts_dates_blanks_and_formulas_and_never_totals()
    {
        var (given, claire) = await Whole();
        var bytes = WorkbookTrip.Edit(await WorkbookTrip.Download(claire, given), book =>
        {
            book.At(host.Form, Cell).SetValue("1 234,56 €");
            book.At(host.Form, Other).SetValue("1.234");
            book.At(host.Form, "B2.012.ALT").SetValue("s.o.");
            book.At(host.Form, "B2.013.ALT").Clear(XLClearOptions.Contents);
            book.At(host.Form, "B2.900.TOT").SetValue(5);
        });

        var page = await WorkbookTrip.BringBack(claire, given, bytes);

        Assert.Contains("1 234,56 €", page.Plain("#cadre-B2"), StringComparison.Ordinal);
        Assert.Contains("sans objet", page.Plain("#cadre-B2"), StringComparison.Ordinal);
        Assert.Contains("effacée", page.Plain("#cadre-B2"), StringComparison.Ordinal);
        Assert.Contains("« 1.234 » est ambigu. Écrivez 1234 ou 1,234.", page.Plain(".soffi-import-faults"), StringComparison.Ordinal);
        Assert.Contains("Feuille B2, cellule C", page.Plain(".soffi-import-faults"), StringComparison.Ordinal);
        Assert.Contains($"({Other})", page.Plain(".soffi-import-faults"), StringComparison.Ordinal);
        Assert.Contains("(B2.900.TOT)", page.TextOf("[aria-labelledby=informations]"), StringComparison.Ordinal);
        using var answer = await claire.SendAsync(page, "#reprise", ("suite", "tout"));
        var values = (await host.Stored(given.Id)).Values();
        Assert.Equal(CellKind.NotApplicable, values[CellCode.Parse("B2.012.ALT")].Kind);
        Assert.True(values[CellCode.Parse("B2.013.ALT")].IsBlank);
        Assert.True(values[CellCode.Parse("B2.900.TOT")].IsBlank);
        Assert.NotEqual(1234, values[CellCode.Parse(Other)].Number);
    }

    [Fact]
    public async Task Bring_back_shifted_column_says_which_and_gives_the_file_back_with_its_faults()
    {
        var (given, claire) = await Whole();
        var bytes = WorkbookTrip.Edit(await WorkbookTrip.Download(claire, given), book =>
        {
            var sheet = book.Worksheet("B2");
            sheet.Unprotect();
            sheet.Column(4).InsertColumnsBefore(1);
            book.At(host.Form, "B1.010.ALT").SetValue("beaucoup");
        });

        var page = await WorkbookTrip.BringBack(claire, given, bytes);

        var faults = page.Plain(".soffi-import-faults");
        Assert.Contains("Feuille B2, cellule D", faults, StringComparison.Ordinal);
        Assert.Contains("La colonne D devrait être", faults, StringComparison.Ordinal);
        Assert.Contains("Feuille B1, cellule C", faults, StringComparison.Ordinal);
        Assert.Contains("« beaucoup »", faults, StringComparison.Ordinal);
        Assert.Equal(0, page.QuerySelectorAll("#cadre-B2").Length);
        var link = page.QuerySelector(".soffi-import-faults a[download]")!.GetAttribute("href")!;
        var returned = await claire.GetByteArrayAsync(link);
        using var workbook = new XLWorkbook(new MemoryStream(returned));
        Assert.Equal("Anomalies", workbook.Worksheets.First().Name);
        var bad = workbook.At(host.Form, "B1.010.ALT");
        Assert.Equal("beaucoup", bad.GetString());
        Assert.Equal(XLColor.FromHtml("#FFE9E9"), bad.Style.Fill.BackgroundColor);
        Assert.Contains("Ce n’est pas un nombre lisible", bad.Comment.Text, StringComparison.Ordinal);
        Assert.Contains("B1.010.ALT", workbook.Worksheet("Anomalies").Column(3).CellsUsed().Select(c => c.GetString()));
        var again = await WorkbookTrip.BringBack(claire, given, returned);
        Assert.Equal(faults.Length, again.Plain(".soffi-import-faults").Length);
    }

    private async Task<(GivenStatement Given, HttpClient Claire)> Whole() =>
        (await host.Statement(host.Whole(), previous: true), await host.As(StatementHost.Claire));

    private byte[] Filled(byte[] bytes, params (string Code, decimal Value)[] cells) => WorkbookTrip.Edit(bytes, book =>
    {
        foreach (var (code, value) in cells)
        {
            book.At(host.Form, code).SetValue(value);
        }
    });
}
