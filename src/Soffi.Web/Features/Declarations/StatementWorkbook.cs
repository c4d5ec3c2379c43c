using ClosedXML.Excel;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Workbooks;
using Soffi.Web.Infrastructure.Excel;

namespace Soffi.Web.Features.Declarations;

/// <summary>
/// The workbook of a statement: « Lisez-moi », one sheet a cadre as on its page, « Définitions ». Only the cells one may type
/// are unlocked; the totals are live formulas. It comes back by <see cref="WorkbookImports"/>.
/// </summary>
public static class StatementWorkbook
{
    public const string Guide = "Lisez-moi";
    public const string Definitions = "Définitions";

    private const int GuideWidth = 110;
    private const double TitleRatio = 1.4;
    private const int Wide = 90;
    private const int Middle = 45;
    private const int Narrow = 14;

    /// <param name="token">Lines of the hidden sheet.</param>
    public static byte[] Write(Statement statement, WorkbookLayout layout, IReadOnlyList<string> token, DateTimeOffset at)
    {
        using var workbook = Build(statement, layout, token, at);
        return workbook.ToBytes();
    }

    /// <summary>The same, to be written in before it is saved.</summary>
    public static XLWorkbook Build(Statement statement, WorkbookLayout layout, IReadOnlyList<string> token, DateTimeOffset at)
    {
        var workbook = WorkbookFile.Create(statement.Title);
        workbook.FullCalculationOnLoad = true;
        WriteGuide(workbook.AddWorksheet(Guide), statement, at);
        var formulas = new ExcelFormulas(statement.Form, layout, statement.Context);
        foreach (var cadre in statement.Form.Cadres)
        {
            StatementWorkbookSheet.Write(workbook.AddWorksheet(cadre.Code), statement, cadre, [.. layout.Tables.Where(t => t.Sheet == cadre.Code)], formulas);
        }

        WriteDefinitions(workbook.AddWorksheet(Definitions), statement.Form);
        WriteToken(workbook.AddWorksheet(WorkbookToken.Sheet), token);
        workbook.Protect();
        return workbook;
    }

    /// <summary>« esf-2025-akto-classeur.xlsx ».</summary>
    public static string FileName(Statement statement)
    {
        var plain = $"{statement.Name}-{statement.Loaded.Operator.Code}-classeur".Replace('\u00a0', '-');
        return string.Concat(plain.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')) + ".xlsx";
    }

    private static void WriteGuide(IXLWorksheet sheet, Statement statement, DateTimeOffset at)
    {
        List<string> lines =
        [
            statement.Title,
            $"{statement.Form.Header.Title}. Version {statement.Form.Header.Version} du formulaire.",
            $"Classeur préparé le {ParisTime.DayAndHour(at)} (heure de Paris).",
            "",
            "Comment s’en servir",
            "Remplissez les cases à fond jaune, cadre par cadre. Une feuille correspond à une page de Soffi.",
            "Les cases grises ne se saisissent pas\u00a0: totaux (en gras, calculés par des formules) et valeurs reprises de l’exercice précédent.",
            "Une case vide n’est pas un zéro. Écrivez «\u00a0s.o.\u00a0» quand la ligne est sans objet pour votre organisme.",
            "Vous pouvez coller des valeurs et écrire vos propres formules dans les cases jaunes\u00a0: Soffi en reprend le résultat.",
            "N’ajoutez, ne déplacez et ne renommez ni ligne, ni colonne, ni feuille\u00a0: Soffi reconnaît les cases à leur place.",
            "Ce classeur ne sert qu’à cet organisme, à cet exercice et à cette version du formulaire.",
            "",
            "Pour rapporter vos chiffres",
            "Dans Soffi, ouvrez la déclaration, puis «\u00a0Classeur\u00a0», et choisissez ce fichier, au format XLSX ou ODS.",
            "Soffi compare chaque case avec ce qui est enregistré et vous montre les différences\u00a0: rien n’est repris sans votre accord.",
            "Ce que vos collègues ont enregistré entre-temps est gardé\u00a0: seules comptent les cases que vous avez modifiées.",
            "Les totaux du fichier ne sont jamais repris\u00a0: Soffi les recalcule.",
        ];
        sheet.Column(1).Width = GuideWidth;
        for (var i = 0; i < lines.Count; i++)
        {
            sheet.Cell(i + 1, 1).WriteText(lines[i]).Style.Alignment.WrapText = true;
            sheet.Row(i + 1).FitHeight([(lines[i], i == 0 ? GuideWidth / TitleRatio : GuideWidth)]);
        }

        sheet.Cell(1, 1).Style.Font.SetBold().Font.FontSize = 14;
        sheet.Cell(lines.IndexOf("Comment s’en servir") + 1, 1).Style.Font.Bold = true;
        sheet.Cell(lines.IndexOf("Pour rapporter vos chiffres") + 1, 1).Style.Font.Bold = true;
        sheet.ShowGridLines = false;
        sheet.Protect();
    }

    /// <summary>What each line holds, as the page says it.</summary>
    private static void WriteDefinitions(IXLWorksheet sheet, FormDefinition form)
    {
        string[] heads = ["Cadre", "Ligne", "Libellé", "Ce qu’il faut y mettre", "Unité", "Fondement"];
        int[] widths = [Narrow, Narrow, Middle, Wide, Narrow, Middle];
        for (var i = 0; i < heads.Length; i++)
        {
            sheet.Cell(1, i + 1).WriteText(heads[i]);
            sheet.Column(i + 1).Width = widths[i];
        }

        var row = 1;
        foreach (var (cadre, line, cells) in from cadre in form.Cadres
                                             from table in cadre.Tables
                                             from line in table.Rows
                                             select (cadre, line, table.Cells.Where(c => c.Code.Table == table.Code && c.Code.Row == line.Code).ToList()))
        {
            row++;
            string[] texts =
            [
                cadre.Code, line.Code, line.Label, line.Definition.Length > 0 ? line.Definition : Said(cells, c => c.Definition),
                Said(cells, c => c.Unit), Said(cells, c => c.LegalBasis),
            ];
            for (var i = 0; i < texts.Length; i++)
            {
                sheet.Cell(row, i + 1).WriteText(texts[i]);
            }

            sheet.Row(row).FitHeight(texts.Zip(widths, (t, w) => (t, (double)w)));
        }

        sheet.Range(1, 1, row, heads.Length).Style.Alignment.SetWrapText().Alignment.Vertical = XLAlignmentVerticalValues.Top;
        sheet.Range(1, 1, 1, heads.Length).Style.Font.SetBold().Fill.BackgroundColor = XLColor.FromHtml("#EEEEEE");
        sheet.SheetView.FreezeRows(1);
        sheet.PageSetup.PageOrientation = XLPageOrientation.Landscape;
        sheet.PageSetup.FitToPages(1, 0);
        sheet.Protect();
    }

    private static string Said(IEnumerable<FormCell> cells, Func<FormCell, string> what) =>
        string.Join(" ; ", cells.Select(what).Where(w => w.Length > 0).Distinct());

    private static void WriteToken(IXLWorksheet sheet, IReadOnlyList<string> token)
    {
        for (var i = 0; i < token.Count; i++)
        {
            sheet.Cell(i + 1, 1).WriteText(token[i]);
        }

        sheet.Visibility = XLWorksheetVisibility.VeryHidden;
        sheet.Protect();
    }
}
