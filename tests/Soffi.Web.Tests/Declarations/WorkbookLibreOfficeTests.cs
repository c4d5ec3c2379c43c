using System.ComponentModel;
using System.Diagnostics;
using Soffi.Domain.Forms;
using Soffi.Domain.Workbooks;
using Soffi.Web.Features.Declarations;

namespace Soffi.Web.Tests.Declarations;

/// <summary>A second program opens the workbook, computes it, saves it: the import is the same to the cell.</summary>
[Collection(StatementCollection.Name)]
public sealed class WorkbookLibreOfficeTests(StatementHost host)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [SkippableTheory]
    [InlineData("xlsx")]
    [InlineData("ods")]
    public async Task Bring_back_resaved_by_LibreOffice_gives_the_same_import(string format)
    {
        var claire = await host.As(StatementHost.Claire);
        var given = await host.Statement(host.Whole(), previous: true);
        var original = await WorkbookTrip.Download(claire, given);

        var resaved = await Resave(original, format);

        Assert.Equal(Read(original), Read(resaved));
        var page = await WorkbookTrip.BringBack(claire, given, resaved, $"classeur.{format}");
        Assert.Contains("0 différence, 0 conflit, 0 anomalie", page.Plain("#bilan"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#informations"));
    }

    [SkippableTheory]
    [InlineData("xlsx")]
    [InlineData("ods")]
    public async Task Formulas_computed_by_LibreOffice_give_the_totals_of_the_server(string format)
    {
        var claire = await host.As(StatementHost.Claire);
        var given = await host.Statement(previous: true);
        var whole = host.Whole();
        var typed = whole.Where((v, i) => v.Value.IsNumber && i % 5 != 0).ToDictionary();
        var locked = new HashSet<CellCode>();
        var bytes = WorkbookTrip.Edit(await WorkbookTrip.Download(claire, given), book =>
        {
            foreach (var (code, value) in typed)
            {
                var cell = book.At(host.Form, code.ToString());
                if (cell.Style.Protection.Locked)
                {
                    locked.Add(code);
                }
                else
                {
                    cell.SetValue(value.Number);
                }
            }
        });

        var resaved = SpreadsheetFile.Read(await Resave(bytes, format)).Content!;

        var inputs = new CellValues(typed.Where(t => !locked.Contains(t.Key)));
        var previous = FormCalculator.Calculate(host.Form, whole, CellValues.Empty).Values;
        var expected = FormCalculator.Calculate(host.Form, inputs, new StatementContext { Previous = previous, OperatorCode = given.OperatorCode }).Values;
        var layout = WorkbookLayout.Of(host.Form);
        var wrong = new List<string>();
        foreach (var cell in host.Form.Cells.Where(c => !c.IsInput))
        {
            var (sheet, address) = layout.Find(cell.Code)!.Value;
            var found = resaved.Find(sheet)!.Cells.GetValueOrDefault(address);
            Assert.True(found.IsFormula, cell.Code.ToString());
            var shown = found.Kind is SheetCellKind.Number or SheetCellKind.Percentage ? found.Number : (decimal?)null;
            if (shown != (expected[cell.Code].IsNumber ? expected[cell.Code].Number : null) || (shown is null && found.Text.Length > 0))
            {
                wrong.Add($"{cell.Code} : {found.Text} au lieu de {CellFormatter.Display(cell.Type, expected[cell.Code])}");
            }
        }

        Assert.Empty(wrong);
    }

    [SkippableFact]
    public async Task Annotated_ods_comes_back_as_a_workbook_with_its_faults()
    {
        var claire = await host.As(StatementHost.Claire);
        var given = await host.Statement(host.Whole());
        var bytes = WorkbookTrip.Edit(await WorkbookTrip.Download(claire, given), b => b.At(host.Form, "B2.010.ALT").SetValue("beaucoup"));

        var page = await WorkbookTrip.BringBack(claire, given, await Resave(bytes, "ods"), "classeur.ods");

        var returned = await claire.GetByteArrayAsync(page.QuerySelector(".soffi-import-faults a[download]")!.GetAttribute("href")!);
        using var workbook = new ClosedXML.Excel.XLWorkbook(new MemoryStream(returned));
        Assert.Equal("beaucoup", workbook.At(host.Form, "B2.010.ALT").GetString());
        Assert.Equal("B2.010.ALT", workbook.Worksheet(WorkbookAnnotations.Sheet).Cell(2, 3).GetString());
        var again = await WorkbookTrip.BringBack(claire, given, returned);
        Assert.Contains("0 différence, 0 conflit, 1 anomalie", again.Plain("#bilan"), StringComparison.Ordinal);
    }

    private string Read(byte[] bytes)
    {
        var file = SpreadsheetFile.Read(bytes);
        Assert.Null(file.Refusal);
        return WorkbookImportJson.Write(ImportedStatement.Read(file.Content!, WorkbookLayout.Of(host.Form)));
    }

    private static async Task<byte[]> Resave(byte[] bytes, string format)
    {
        var folder = Directory.CreateTempSubdirectory("soffi-classeur-");
        try
        {
            var source = Path.Combine(folder.FullName, "classeur.xlsx");
            var target = Directory.CreateDirectory(Path.Combine(folder.FullName, "sortie")).FullName;
            await File.WriteAllBytesAsync(source, bytes);
            await Run(folder.FullName, "--headless", $"-env:UserInstallation=file://{folder.FullName}/profil", "--convert-to", format, "--outdir", target, source);
            return await File.ReadAllBytesAsync(Path.Combine(target, $"classeur.{format}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Run(string folder, params string[] arguments)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("soffice", arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
        }
        catch (Win32Exception absent) when (Environment.GetEnvironmentVariable("SOFFI_REQUIRE_BROWSER") != "1")
        {
            throw new SkipException($"LibreOffice n’est pas installé ({absent.Message}) : apt-get install libreoffice-calc-nogui");
        }

        using (process)
        {
            using var limit = new CancellationTokenSource(Patience);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            _ = process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, await errors);
        }
    }
}
