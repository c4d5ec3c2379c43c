using ClosedXML.Excel;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Excel;

namespace Soffi.Web.Features.Review;

/// <summary>The workbook of the explanations of a campaign: by reason, by operator, by control, then each text.</summary>
public static class ExplanationsWorkbook
{
    private const int Narrow = 16;
    private const int Middle = 40;
    private const int Wide = 90;

    public static byte[] Write(ExplanationsViewModel page, string author, DateTimeOffset at, bool isDemonstration)
    {
        using var workbook = WorkbookFile.Create($"Justifications – {page.Name}");
        WriteReading(workbook.AddWorksheet("Lecture"), page, author, at, isDemonstration);
        WriteTable(
            workbook.AddWorksheet("Motifs"), ["Code", "Motif", "Justifications", "Part", "Acceptées", "Questionnées", "Sans avis"],
            [Narrow, Middle, Narrow, Narrow, Narrow, Narrow, Narrow],
            page.Reasons.Select(r => new object[] { r.Code, r.Label, r.Explanations, r.Share, r.Count.Accepted, r.Count.Questioned, r.Count.Unread }));
        WriteTable(
            workbook.AddWorksheet("Opérateurs"),
            ["Opérateur", "Dénomination", "Type", "État", "Constats à justifier", "Sans justification", "Taux", "Questionnées", "Taux de questionnées", "Motif principal"],
            [Narrow, Middle, Narrow, Narrow, Narrow, Narrow, Narrow, Narrow, Narrow, Middle],
            page.Operators.Select(o => new object[]
            {
                o.Code, o.Name, o.Family, o.State, o.Count.Findings, o.Count.Unexplained, o.Count.UnexplainedRate, o.Count.Questioned, o.Count.QuestionedRate, o.Count.Main,
            }));
        WriteTable(
            workbook.AddWorksheet("Contrôles"),
            ["Contrôle", "Libellé", "Opérateurs", "Constats à justifier", "Sans justification", "Taux", "Questionnées", "Taux de questionnées", "Motif principal"],
            [Narrow, Middle, Narrow, Narrow, Narrow, Narrow, Narrow, Narrow, Middle],
            page.Controls.Select(c => new object[]
            {
                c.Code, c.Label, c.Operators, c.Count.Findings, c.Count.Unexplained, c.Count.UnexplainedRate, c.Count.Questioned, c.Count.QuestionedRate, c.Count.Main,
            }));
        WriteTable(
            workbook.AddWorksheet("Justifications"), ["Opérateur", "Dénomination", "Contrôle", "Libellé", "Constat", "Code du motif", "Motif", "Justification", "Auteur", "Avis"],
            [Narrow, Middle, Narrow, Middle, Wide, Narrow, Middle, Wide, Middle, Narrow],
            page.Texts.Select(t => new object[]
            {
                t.Operator.Code, t.Operator.Name, t.Finding.Instance, t.Finding.Label, t.Finding.Message, t.Reason ?? "", t.ReasonLabel ?? "",
                t.Finding.Explanation ?? "", t.Finding.Author ?? "", Words(t.Opinion),
            }));
        return workbook.ToBytes();
    }

    /// <summary>« acceptée », « questionnée », « sans avis », « sans justification ».</summary>
    public static string Words(ExplanationOpinion opinion) => opinion switch
    {
        ExplanationOpinion.Accepted => "acceptée",
        ExplanationOpinion.Questioned => "questionnée",
        ExplanationOpinion.Unread => "sans avis",
        _ => "sans justification",
    };

    private static void WriteReading(IXLWorksheet sheet, ExplanationsViewModel page, string author, DateTimeOffset at, bool isDemonstration)
    {
        List<string> lines =
        [
            $"Justifications – {page.Name}",
            page.Filter.Type is { } type ? $"Type d’opérateur\u00a0: {CampaignWords.Family(type)}" : "Tous les types d’opérateurs",
            $"{page.Total.Findings} constats à justifier, dont {page.Total.Unexplained} sans justification ({page.Total.UnexplainedRate}) et {page.Total.Questioned} questionnés.",
            "Les déclarations déposées comptent par leur dernier dépôt. De celles qui sont en cours de saisie, seul le nombre des constats est compté.",
            $"Exporté par {author}, le {ParisTime.DayAndHour(at)} (heure de Paris).",
            .. isDemonstration ? new[] { "Démonstration\u00a0: montants fictifs" } : [],
        ];
        for (var i = 0; i < lines.Count; i++)
        {
            sheet.Cell(i + 1, 1).WriteText(lines[i]);
        }

        sheet.Cell(1, 1).Style.Font.SetBold().Font.FontSize = 14;
        sheet.Column(1).Width = Wide;
    }

    private static void WriteTable(IXLWorksheet sheet, string[] columns, int[] widths, IEnumerable<object[]> lines)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            sheet.Cell(1, i + 1).WriteText(columns[i]).Style.Font.SetBold().Alignment.SetWrapText().Fill.SetBackgroundColor(XLColor.FromHtml("#EEEEEE"));
            sheet.Column(i + 1).Width = widths[i];
        }

        var row = 1;
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

        sheet.SheetView.FreezeRows(1);
        sheet.PageSetup.PageOrientation = XLPageOrientation.Landscape;
        sheet.PageSetup.FitToPages(1, 0);
        sheet.PageSetup.SetRowsToRepeatAtTop(1, 1);
    }
}
