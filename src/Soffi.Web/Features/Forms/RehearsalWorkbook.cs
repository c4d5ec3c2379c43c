using ClosedXML.Excel;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.Excel;

namespace Soffi.Web.Features.Forms;

/// <summary>The workbook of a rehearsal: a synthesis, every line where a control would trigger, and what could not be tried.</summary>
public static class RehearsalWorkbook
{
    private const int Wide = 90;
    private const int Narrow = 16;
    private const int Middle = 40;

    public static byte[] Write(TriedForm tried, RehearsalOutcome outcome, string author, DateTimeOffset at, bool isDemonstration)
    {
        using var workbook = WorkbookFile.Create($"Répétition des contrôles – {tried.Name}");
        WriteSynthesis(workbook.AddWorksheet("Synthèse"), tried, outcome, author, at, isDemonstration);
        WriteTable(
            workbook.AddWorksheet("Déclenchements"), ["Contrôle", "Instance", "Gravité", "Opérateur", "Dénomination", "Exercice", "Constat", "Cellules"],
            [Narrow, Narrow, Narrow, Narrow, Middle, Narrow, Wide, Middle],
            from control in outcome.Result.Controls
            from hit in control.Hits
            select new object[]
            {
                hit.Finding.ControlCode, hit.Finding.Instance, Severities.Word(hit.Finding.Severity), hit.Operator.Code, hit.Operator.Name, hit.Exercise,
                hit.Finding.Message, string.Join(", ", hit.Finding.Cells),
            });
        WriteTable(
            workbook.AddWorksheet("Non évaluables"), ["Contrôle", "Opérateur", "Dénomination", "Exercice", "Pourquoi"], [Narrow, Narrow, Middle, Narrow, Wide],
            (from control in outcome.Result.Controls
             from gap in control.Gaps
             select new object[] { gap.ControlCode, gap.Operator.Code, gap.Operator.Name, gap.Exercise, gap.Reason })
            .Concat(outcome.Apart.Select(s => new object[]
            {
                "tous", s.OperatorCode, s.OperatorName, s.Exercise, "Aucune correspondance ne mène de cet exercice au formulaire essayé.",
            })));
        return workbook.ToBytes();
    }

    private static void WriteSynthesis(IXLWorksheet sheet, TriedForm tried, RehearsalOutcome outcome, string author, DateTimeOffset at, bool isDemonstration)
    {
        var row = 0;
        List<string> lines =
        [
            $"Répétition des contrôles – {tried.Name}",
            $"{outcome.Result.Statements} déclarations déposées de {outcome.Result.Operators} opérateurs essayées sur {outcome.Planned}.",
            $"Par {author}, le {ParisTime.DayAndHour(at)} (heure de Paris).",
            .. isDemonstration ? new[] { "Démonstration\u00a0: montants fictifs" } : [],
        ];
        foreach (var line in lines)
        {
            sheet.Cell(++row, 1).WriteText(line);
        }

        sheet.Cell(1, 1).Style.Font.SetBold().Font.FontSize = 14;
        WriteTable(
            sheet,
            ["Contrôle", "Libellé", "Gravité", "Opérateurs concernés", "Opérateurs essayés", "Déclarations concernées", "Déclarations essayées", "Non évaluables", "Condition"],
            [Narrow, Middle, Narrow, Narrow, Narrow, Narrow, Narrow, Narrow, Wide],
            outcome.Result.Controls.Select(c => new object[]
            {
                c.Control.Code, c.Control.Label, Severities.Word(c.Control.Severity), c.OperatorsHit, c.Operators, c.StatementsHit, c.Evaluated, c.Gaps.Count,
                c.Control.Condition.Text,
            }),
            row + 2);
    }

    private static void WriteTable(IXLWorksheet sheet, string[] columns, int[] widths, IEnumerable<object[]> lines, int header = 1)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            sheet.Cell(header, i + 1).WriteText(columns[i]).Style.Font.SetBold().Alignment.SetWrapText().Fill.SetBackgroundColor(XLColor.FromHtml("#EEEEEE"));
            sheet.Column(i + 1).Width = widths[i];
        }

        var row = header;
        foreach (var line in lines)
        {
            row++;
            for (var i = 0; i < line.Length; i++)
            {
                if (line[i] is int number)
                {
                    sheet.Cell(row, i + 1).SetValue(number);
                }
                else
                {
                    sheet.Cell(row, i + 1).WriteText((string)line[i]).Style.Alignment.WrapText = widths[i] == Wide;
                }
            }
        }

        sheet.SheetView.FreezeRows(header);
        sheet.PageSetup.PageOrientation = XLPageOrientation.Landscape;
        sheet.PageSetup.FitToPages(1, 0);
        sheet.PageSetup.SetRowsToRepeatAtTop(header, header);
    }
}
