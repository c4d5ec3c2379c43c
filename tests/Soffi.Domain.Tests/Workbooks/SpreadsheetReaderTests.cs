using System.IO.Compression;
using Soffi.Domain.Forms;
using Soffi.Domain.Tests.Forms;
using Soffi.Domain.Workbooks;

namespace Soffi.Domain.Tests.Workbooks;

/// <summary>What two formats say of their cells, written by hand where programs differ.</summary>
public sealed class SpreadsheetReaderTests
{
    private const string Types = """<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>""";

    [Fact]
    public void Read_xlsx_gives_texts_numbers_dates_percentages_and_cached_results()
    {
        var sheet = Xlsx("""
            <row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2"><v>0.30000000000000004</v></c><c r="D2" s="1"><v>0.12</v></c><c r="E2" s="2"><v>46022</v></c>
            <c t="inlineStr"><is><r><t>en </t></r><r><t>ligne</t></r></is></c><c r="H2"><f>A1</f></c><c r="I2"><f>A1</f><v>7</v></c><c r="J2" t="e"><v>#DIV/0!</v></c><c r="K2" s="1"/></row>
            """);

        Assert.Equal(new SheetCell(SheetCellKind.Text, "Bonjour\r\nà tous", 0, false), sheet.Cells[new SheetAddress(2, 2)]);
        Assert.Equal((SheetCellKind.Number, 0.3m), (sheet.Cells[new SheetAddress(2, 3)].Kind, sheet.Cells[new SheetAddress(2, 3)].Number));
        Assert.Equal((SheetCellKind.Percentage, 0.12m), (sheet.Cells[new SheetAddress(2, 4)].Kind, sheet.Cells[new SheetAddress(2, 4)].Number));
        Assert.Equal((SheetCellKind.Date, 46022m), (sheet.Cells[new SheetAddress(2, 5)].Kind, sheet.Cells[new SheetAddress(2, 5)].Number));
        Assert.Equal("en ligne", sheet.TextAt(2, 6));
        Assert.Equal(SheetCellKind.None, sheet.Cells[new SheetAddress(2, 8)].Kind);
        Assert.Equal((7m, true), (sheet.Cells[new SheetAddress(2, 9)].Number, sheet.Cells[new SheetAddress(2, 9)].IsFormula));
        Assert.Equal(SheetCellKind.Error, sheet.Cells[new SheetAddress(2, 10)].Kind);
        Assert.Equal(8, sheet.Cells.Count);
    }

    [Fact]
    public void Read_ods_follows_repetitions_only_where_they_hold_something()
    {
        var sheet = Ods("""
            <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
            <table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1234.5"><text:p>1 234,5</text:p></table:table-cell>
              <table:table-cell office:value-type="string"><office:annotation><text:p>une note</text:p></office:annotation><text:p>deux<text:s text:c="2"/>mots</text:p><text:p>ici</text:p></table:table-cell>
              <table:table-cell office:value-type="date" office:date-value="2025-12-31"><text:p>31/12/25</text:p></table:table-cell>
              <table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>
            <table:table-row table:number-rows-repeated="1048571"><table:table-cell table:number-columns-repeated="16384" table:style-name="fond"/></table:table-row>
            """);

        Assert.Equal(10, sheet.Cells.Count);
        Assert.Equal(1234.5m, sheet.Cells[new SheetAddress(5, 3)].Number);
        Assert.Equal("deux  mots\nici", sheet.Cells[new SheetAddress(4, 4)].Text);
        Assert.Equal((SheetCellKind.Date, 46022m), (sheet.Cells[new SheetAddress(4, 5)].Kind, sheet.Cells[new SheetAddress(4, 5)].Number));
        Assert.Equal(SheetCellKind.Error, sheet.Cells[new SheetAddress(4, 6)].Kind);
    }

    [Fact]
    public void Read_ods_of_a_billion_cells_is_refused()
    {
        var file = SpreadsheetFile.Read(OdsBytes("""
            <table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000" office:value-type="float" office:value="1"/></table:table-row>
            """));

        Assert.Contains("démesuré", file.Refusal, StringComparison.Ordinal);
    }

    public static TheoryData<CellType, SheetCellKind, string, string> Cells => new()
    {
        { CellType.Amount, SheetCellKind.Number, "1234.5", "1 234,50" },
        { CellType.Amount, SheetCellKind.Number, "1.234", "!2 décimales" },
        { CellType.Amount, SheetCellKind.Text, "1.234", "!ambigu" },
        { CellType.Amount, SheetCellKind.Text, "1,234.50", "1 234,50" },
        { CellType.Amount, SheetCellKind.Text, "  ", "" },
        { CellType.Amount, SheetCellKind.Text, "S.O.", "s.o." },
        { CellType.Amount, SheetCellKind.Date, "46022", "!une date (31/12/2025)" },
        { CellType.Amount, SheetCellKind.Boolean, "VRAI", "!VRAI ou FAUX" },
        { CellType.Amount, SheetCellKind.Error, "#REF!", "!#REF!" },
        { CellType.Amount, SheetCellKind.None, "", "!pas de résultat" },
        { CellType.Count, SheetCellKind.Number, "12.5", "!entier" },
        { CellType.Rate, SheetCellKind.Percentage, "0.125", "12,5" },
        { CellType.Date, SheetCellKind.Number, "46022", "31/12/2025" },
        { CellType.Date, SheetCellKind.Text, "31/12/2025", "31/12/2025" },
        { CellType.Siren, SheetCellKind.Number, "5520135", "005520135" },
        { CellType.Text, SheetCellKind.Number, "2025", "2025" },
        { CellType.Text, SheetCellKind.Text, "=1+1", "=1+1" },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void Read_cell_takes_what_is_sure_and_says_why_not(CellType type, SheetCellKind kind, string text, string expected)
    {
        var cell = new FormCell(SmallForm.Code("T.1.X"), type, "un", "x", false, false, false, false, null, null);
        _ = SheetCell.TryNumber(text, out var number);

        var (value, _, fault) = SheetCellReader.Read(cell, new SheetCell(kind, text, number, false));

        if (expected.StartsWith('!'))
        {
            Assert.Contains(expected[1..], fault, StringComparison.Ordinal);
            Assert.Equal(CellKind.Unreadable, value.Kind);
        }
        else if (type != CellType.Siren)
        {
            Assert.Null(fault);
            Assert.Equal(expected, CellFormatter.Display(type, value).Replace('\u202f', ' '));
        }
        else
        {
            Assert.Equal(expected, value.Text);
        }
    }

    [Theory]
    [InlineData("A1", 1, 1)]
    [InlineData("AA14", 14, 27)]
    [InlineData("XFD1048576", 1_048_576, 16_384)]
    public void Address_is_written_and_read_alike(string text, int row, int column)
    {
        Assert.True(SheetAddress.TryParse(text, out var address));
        Assert.Equal(new SheetAddress(row, column), address);
        Assert.Equal(text, address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("A0")]
    [InlineData("1A")]
    [InlineData("XFE1")]
    [InlineData("A1048577")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAA1")]
    public void Address_beyond_the_sheet_is_none(string text) => Assert.False(SheetAddress.TryParse(text, out _));

    private static Sheet Xlsx(string rows)
    {
        var file = SpreadsheetFile.Read(Zip(
            ("[Content_Types].xml", Types),
            ("_rels/.rels", """<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="/xl/workbook.xml"/></Relationships>"""),
            ("xl/workbook.xml", """<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"""),
            ("xl/_rels/workbook.xml.rels", """
                <Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/>
                <Relationship Id="r3" Type="http://x/styles" Target="styles.xml"/></Relationships>
                """),
            ("xl/sharedStrings.xml", "<sst>\n<si>\n <t>Bonjour_x000D_\n</t><rPh><t>bon</t></rPh><r><t>à tous</t></r></si></sst>"),
            ("xl/styles.xml", """<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>"""),
            ("xl/worksheets/sheet1.xml", $"<worksheet><sheetData>{rows}</sheetData></worksheet>")));
        Assert.Null(file.Refusal);
        return Assert.Single(file.Content!.Sheets);
    }

    private static Sheet Ods(string rows)
    {
        var file = SpreadsheetFile.Read(OdsBytes(rows));
        Assert.Null(file.Refusal);
        return Assert.Single(file.Content!.Sheets);
    }

    private static byte[] OdsBytes(string rows) => Zip(
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", $"""
            <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
              xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">
            <office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body></office:document-content>
            """));

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }
}
