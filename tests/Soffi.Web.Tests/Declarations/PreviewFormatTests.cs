using System.IO.Compression;
using System.Text;
using ClosedXML.Excel;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.Previews;

namespace Soffi.Web.Tests.Declarations;

/// <summary>What a preview shows of each format, cut where it must be, and never an error.</summary>
public sealed class PreviewFormatTests
{
    [Fact]
    public void Read_csv_keeps_quotes_and_the_first_rows()
    {
        var lines = string.Join('\n', Enumerable.Range(1, 60).Select(n => $"{n};\"été; \"\"{n}\"\"\""));

        var preview = CsvPreview.Read(Encoding.Latin1.GetBytes(lines));

        Assert.True(preview.Cut);
        Assert.Equal(DocumentPreview.MostRows, preview.Parts.Single().Rows.Count);
        Assert.Equal(["2", "été; \"2\""], preview.Parts.Single().Rows[1]);
    }

    [Fact]
    public void Read_xlsx_puts_cells_in_their_columns()
    {
        using var workbook = new XLWorkbook();
        var sheet = workbook.AddWorksheet("Comptes");
        sheet.Cell("A1").Value = "Libellé";
        sheet.Cell("C1").Value = 12.5m;
        sheet.Cell("B3").Value = true;
        using var file = new MemoryStream();
        workbook.SaveAs(file);
        file.Position = 0;

        var part = ContainerPreview.Read(file, FileFormat.Xlsx).Parts.Single();

        Assert.Equal(["Libellé", "", "12,5"], part.Rows[0]);
        Assert.Equal("VRAI", part.Rows[^1][1]);
    }

    [Fact]
    public void Read_ods_bounds_repeated_cells()
    {
        const string content = """
            <o:document xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
            <table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row></table:table>
            </o:document>
            """;

        var preview = ContainerPreview.Read(Zip("content.xml", content), FileFormat.Ods);

        Assert.True(preview.Cut);
        Assert.Equal((DocumentPreview.MostRows, DocumentPreview.MostColumns), (preview.Parts.Single().Rows.Count, preview.Parts.Single().Rows[0].Count));
    }

    [Fact]
    public void Read_docx_gives_paragraphs_without_direction_marks()
    {
        const string content = """
            <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
            <w:p><w:r><w:t>Note </w:t></w:r><w:r><w:t>annexe&#x202E;</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>Fin</w:t></w:r></w:p></w:body></w:document>
            """;

        Assert.Equal(["Note annexe", "Fin"], ContainerPreview.Read(Zip("word/document.xml", content), FileFormat.Docx).Parts.Single().Lines);
    }

    private static MemoryStream Zip(string name, string content)
    {
        var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = new StreamWriter(archive.CreateEntry(name).Open());
            entry.Write(content);
        }

        file.Position = 0;
        return file;
    }
}
