using Soffi.Domain.Forms;
using Soffi.Domain.Tests.Forms;
using Soffi.Domain.Workbooks;

namespace Soffi.Domain.Tests.Workbooks;

/// <summary>Formulas of the forms said as spreadsheets compute them; LibreOffice computes them for real in the web tests.</summary>
public sealed class ExcelFormulasTests
{
    [Theory]
    [InlineData("T.1.TOT", "IF(COUNT(C9:D9)>0,ROUND(SUM(C9:D9),2),\"\")")]
    [InlineData("T.9.X", "IF(COUNT(C9:C10)>0,ROUND(SUM(C9:C10),2),\"\")")]
    public void Of_sum_is_blank_when_all_is_blank(string code, string expected)
    {
        var form = SmallForm.Read();

        Assert.Equal(expected, Said(form, code));
    }

    [Theory]
    [InlineData("T.A.V - T.B.V", "IF(OR(ISNUMBER(C9),ISNUMBER(C10)),ROUND((N(C9)-N(C10)),2),\"\")")]
    [InlineData("T.A.V * T.B.V", "IF(AND(ISNUMBER(C9),ISNUMBER(C10)),ROUND((N(C9)*N(C10)),2),\"\")")]
    [InlineData("T.A.V / T.B.V", "IF(AND(ISNUMBER(C9),ISNUMBER(C10),N(C10)<>0),ROUND(IF(N(C10)=0,0,N(C9)/N(C10)),2),\"\")")]
    [InlineData("T.A.V / 3", "IF(ISNUMBER(C9),ROUND((N(C9)/3),2),\"\")")]
    [InlineData("max(0, T.A.V - 2)", "ROUND(MAX(0,(N(C9)-2)),2)")]
    [InlineData("min(T.A.V, T.B.V)", "IF(OR(ISNUMBER(C9),ISNUMBER(C10)),ROUND(IF(ISNUMBER(C9),IF(ISNUMBER(C10),MIN(N(C9),N(C10)),N(C9)),N(C10)),2),\"\")")]
    [InlineData("if(T.A.V > 0, T.A.V, T.B.V)", "IF(IF(IF(N(C9)>0,1,0)<>0,ISNUMBER(C9),ISNUMBER(C10)),ROUND(IF(IF(N(C9)>0,1,0)<>0,N(C9),N(C10)),2),\"\")")]
    [InlineData("if(blank(T.A.V), 1, 2)", "ROUND(IF(IF(NOT(ISNUMBER(C9)),1,0)<>0,1,2),2)")]
    [InlineData("abs(-T.A.V)", "IF(ISNUMBER(C9),ROUND(ABS((-N(C9))),2),\"\")")]
    [InlineData("N-1:T.A.V + T.B.V", "ROUND((12.5+N(C10)),2)")]
    [InlineData("N-1:T.B.V + N-1:T.B.V", "\"\"")]
    public void Of_expression_treats_blanks_as_the_server_does(string formula, string expected)
    {
        var form = SmallForm.Read($$"""
            { "code": "A", "title": "Cadre A", "tables": [
              { "code": "T", "title": "Tableau", "type": "amount", "publishable": true, "definition": "Montant.",
                "columns": [{ "code": "V", "label": "v" }],
                "rows": [{ "code": "A", "label": "a" }, { "code": "B", "label": "b" }, { "code": "R", "label": "r", "formula": "{{formula}}" }] } ] }
            """);

        Assert.Equal(expected, Said(form, "T.R.V", SmallForm.Values(("T.A.V", 12.5m))));
    }

    public static TheoryData<string> Paths => ["2025/OPCO", "2025/ATPRO", "2025/FAF", "2025/CSA", "2026/OPCO", "2026/ATPRO", "2026/FAF", "2026/CSA", "2022/CSA"];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Of_every_total_of_a_published_form_is_said(string path)
    {
        var form = PublishedForms.Read(path);

        Assert.Empty(form.Cells.Where(c => !c.IsInput && Said(form, c.Code.ToString()) is null).Select(c => c.Code));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Layout_written_in_the_workbook_is_read_back(string path)
    {
        var form = PublishedForms.Read(path);
        var layout = WorkbookLayout.Of(form);

        Assert.Equal(layout.Lines, WorkbookLayout.Read(form, layout.Lines)!.Lines);
        Assert.Null(WorkbookLayout.Read(form, [.. layout.Lines.Skip(1)]));
        Assert.Null(WorkbookLayout.Read(form, [.. layout.Lines.Skip(1), "X;Y"]));
        Assert.Equal(form.Cells.Count, form.Cells.Select(c => layout.Find(c.Code)!.Value).Distinct().Count());
    }

    private static string? Said(FormDefinition form, string code, CellValues? previous = null) =>
        new ExcelFormulas(form, WorkbookLayout.Of(form), new StatementContext { Previous = previous ?? CellValues.Empty }).Of(form.Find(CellCode.Parse(code))!);
}
