using System.IO.Compression;
using System.Xml.Linq;
using Soffi.Domain.Sheets;

namespace Soffi.Domain.Tests.Sheets;

/// <summary>Rows are written without a writer of XML: what is written is read back by one that knows nothing of it.</summary>
public sealed class XlsxRowsTests
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    [Theory]
    [InlineData("a < b && c > \"d\" 'e'")]
    [InlineData(" deux espaces  ")]
    [InlineData("une ligne\nune autre")]
    [InlineData("Périmètre\u00A0: 32\u202F% – €")]
    [InlineData("]]>")]
    [InlineData("")]
    public void Write_keeps_every_text(string text) => Assert.Equal(text, Cell(WrittenCell.Of(text)).Element(Main + "is")!.Element(Main + "t")!.Value);

    [Theory]
    [InlineData("1.50", "1.5")]
    [InlineData("100", "100")]
    [InlineData("-0.00", "0")]
    [InlineData("0.0", "0")]
    [InlineData("-12345678901234567890.1234", "-12345678901234567890.1234")]
    [InlineData("0.0000000001", "0.0000000001")]
    public void Write_keeps_every_digit_that_says_something(string number, string expected) =>
        Assert.Equal(expected, Cell(WrittenCell.Of(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture))).Element(Main + "v")!.Value);

    [Fact]
    public void Write_keeps_the_longest_text_and_many_of_them()
    {
        var longest = string.Concat(Enumerable.Repeat("<&é", WrittenCell.MaxText / 3));
        var cells = Cells([.. Enumerable.Range(0, 20).Select(_ => WrittenCell.Of(longest))]);

        Assert.Equal(20, cells.Count);
        Assert.All(cells, c => Assert.Equal(longest, c.Value));
    }

    [Fact]
    public void Write_leaves_empty_cells_out_and_says_where_the_others_stand()
    {
        var cells = Cells([WrittenCell.Empty, WrittenCell.Of(1), WrittenCell.Empty, WrittenCell.Of("x", new CellStyle(Bold: true))]);

        Assert.Equal(["B1", "D1"], cells.Select(c => c.Attribute("r")!.Value));
        Assert.Null(cells[0].Attribute("s"));
        Assert.Equal("1", cells[1].Attribute("s")!.Value);
    }

    private static XElement Cell(WrittenCell cell) => Assert.Single(Cells([cell]));

    private static List<XElement> Cells(IReadOnlyList<WrittenCell> row)
    {
        using var stream = new MemoryStream();
        XlsxWriter.Write(stream, new WrittenWorkbook("Essai", [new WrittenSheet("Essai", [.. row.Select(_ => 10d)], [row])]));
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        using var part = zip.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        return [.. XDocument.Load(part, LoadOptions.PreserveWhitespace).Descendants(Main + "c")];
    }
}
