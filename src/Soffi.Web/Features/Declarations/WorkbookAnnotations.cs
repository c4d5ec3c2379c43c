using ClosedXML.Excel;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Workbooks;
using Soffi.Web.Infrastructure.Excel;

namespace Soffi.Web.Features.Declarations;

/// <summary>
/// Gives a workbook back with what is to be corrected in it: each cell coloured and commented, and the whole list in a sheet. The
/// cells keep what their author wrote, and the workbook can be brought back again.
/// </summary>
public static class WorkbookAnnotations
{
    public const string Sheet = "Anomalies";

    private const string Red = "#FFE9E9";
    private const string DarkRed = "#CE0500";

    /// <summary>
    /// The file as it was brought. One that is not SpreadsheetML, or that cannot be written back as it is, is rebuilt: the workbook
    /// of Soffi, its seal kept, holding the same values.
    /// </summary>
    public static XLWorkbook Open(byte[] bytes, Statement statement, ImportedStatement import, WorkbookToken token, DateTimeOffset madeAt)
    {
        var file = SpreadsheetFile.Read(bytes);
        if (file.Format == FileFormat.Xlsx && TryOpen(bytes) is { } workbook)
        {
            return workbook;
        }

        var lines = WorkbookToken.LinesOf(file.Content!);
        var layout = WorkbookLayout.Read(statement.Form, token.Read(file.Content!)!.Value.Layout)!;
        var rebuilt = StatementWorkbook.Build(statement, layout, lines, madeAt);
        foreach (var cell in import.Cells)
        {
            var target = rebuilt.Worksheet(layout.Find(cell.Code)!.Value.Sheet).Cell(cell.Address.Row, cell.Address.Column);
            _ = cell.Value.Kind switch
            {
                CellKind.Number => target.SetValue(cell.Value.Number),
                CellKind.Blank => target.Clear(XLClearOptions.Contents),
                _ => target.WriteText(cell.Shown),
            };
        }

        return rebuilt;
    }

    /// <summary>The library reads what it knows; a file that another program made richer than that makes it throw anything.</summary>
    private static XLWorkbook? TryOpen(byte[] bytes)
    {
        try
        {
            return new XLWorkbook(new MemoryStream(bytes, writable: false));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>Colours, comments and lists, in that workbook.</summary>
    public static void Write(XLWorkbook workbook, IReadOnlyList<ImportAnomaly> anomalies)
    {
        foreach (var anomaly in anomalies)
        {
            if (anomaly.Address is { } at && workbook.TryGetWorksheet(anomaly.Sheet, out var sheet))
            {
                var cell = sheet.Cell(at.Row, at.Column);
                if (!anomaly.IsNote)
                {
                    cell.Style.Fill.SetBackgroundColor(XLColor.FromHtml(Red)).Border.SetOutsideBorder(XLBorderStyleValues.Medium)
                        .Border.SetOutsideBorderColor(XLColor.FromHtml(DarkRed));
                }

                cell.Comment.ClearText();
                cell.Comment.AddText(anomaly.Message);
            }
        }

        WriteList(workbook, anomalies);
    }

    private static void WriteList(XLWorkbook workbook, IReadOnlyList<ImportAnomaly> anomalies)
    {
        if (workbook.TryGetWorksheet(Sheet, out var former))
        {
            former.Delete();
        }

        var sheet = workbook.AddWorksheet(Sheet, 1);
        string[] heads = ["Feuille", "Cellule", "Code", "Libellé", "Valeur du fichier", "Ce qu’il faut faire"];
        int[] widths = [10, 10, 18, 50, 25, 90];
        for (var i = 0; i < heads.Length; i++)
        {
            sheet.Cell(1, i + 1).WriteText(heads[i]);
            sheet.Column(i + 1).Width = widths[i];
        }

        for (var i = 0; i < anomalies.Count; i++)
        {
            var anomaly = anomalies[i];
            string[] texts = [anomaly.Sheet, anomaly.Address?.ToString() ?? "", anomaly.Cell?.Code.ToString() ?? "", anomaly.Subject, anomaly.Shown, anomaly.Message];
            for (var j = 0; j < texts.Length; j++)
            {
                sheet.Cell(i + 2, j + 1).WriteText(texts[j]);
            }

            sheet.Row(i + 2).FitHeight(texts.Zip(widths, (t, w) => (t, (double)w)));
            if (anomaly.Address is { } at && workbook.TryGetWorksheet(anomaly.Sheet, out _))
            {
                sheet.Cell(i + 2, 2).Hyperlink = new XLHyperlink($"'{anomaly.Sheet}'!{at}");
            }
        }

        sheet.Range(1, 1, anomalies.Count + 1, heads.Length).Style.Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Top);
        sheet.Range(1, 1, 1, heads.Length).Style.Font.SetBold().Fill.SetBackgroundColor(XLColor.FromHtml("#EEEEEE"));
        sheet.SheetView.FreezeRows(1);
        sheet.PageSetup.PageOrientation = XLPageOrientation.Landscape;
        sheet.PageSetup.FitToPages(1, 0);
        sheet.SetTabActive();
    }
}
