using Soffi.Domain.Declarations;

namespace Soffi.Domain.Tests.Declarations;

public sealed class DocumentInspectionTests
{
    private const string Password = "mot de passe";

    public static TheoryData<string, byte[]> Accepted => new()
    {
        { "pdf", Files.Pdf() },
        { "pdf", Files.CompressedPdf(3) },
        { "xlsx", Files.Xlsx() },
        { "docx", Files.Docx() },
        { "ods", Files.OpenDocument("spreadsheet") },
        { "odt", Files.OpenDocument("text") },
        { "csv", Files.Text("Ligne;Montant\r\n010;1 234,50\r\n020;-12\r\n\"a;=b\";+33 1\r\n") },
        { "csv", [(byte)'a', (byte)';', 0xE9, (byte)'\n'] }, // Windows-1252
        { "csv", [0xEF, 0xBB, 0xBF, (byte)'a', (byte)';', (byte)'b'] },
    };

    /// <summary>Announced format, content, a part of the sentence.</summary>
    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "pdf", [], "vide" },
        { "pdf", Files.Pdf(trailer: "/Encrypt 9 0 R"), Password },
        { "pdf", Files.Pdf(trailer: "/Encrypt<</Filter/Standard>>"), Password },
        { "pdf", Files.Pdf()[..60], "incomplet" },
        { "pdf", Files.Xlsx(), "format XLSX" },
        { "xlsx", Files.Pdf(), "format PDF" },
        { "ods", Files.OpenDocument("text"), "format ODT" },
        { "xlsx", Files.Zip([("a.txt", "a")]), "archives" },
        { "xlsx", Files.Zip([]), "archives" },
        { "xlsx", Files.Xlsm(), "macros" },
        { "xlsx", Files.Xlsx(("xl/vbaProject.bin", "x")), "macros" },
        { "xlsx", Files.Xlsx(("xl/macrosheets/sheet1.xml", "x")), "macros" },
        { "docx", Files.Xlsx(("xl/embeddings/oleObject1.bin", "x")), "macros" },
        { "ods", Files.OpenDocument("spreadsheet", ("Basic/Standard/Module1.xml", "x")), "macros" },
        { "odt", Files.OpenDocument("text", ("Scripts/python/a.py", "x")), "macros" },
        { "ods", Files.OpenDocument("spreadsheet", ("META-INF/manifest.xml", "<m:manifest xmlns:m=\"urn:m\"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>")), Password },
        { "odt", Files.OpenDocument("formula"), "archives" },
        { "xlsx", Files.Xlsx(("../../etc/passwd", "x")), "abîmé" },
        { "xlsx", Files.Zip([("[Content_Types].xml", "<not closed")]), "abîmé" },
        { "xlsx", Files.Xlsx()[..40], "abîmé" },
        { "xlsx", Files.Bomb(), "démesuré" },
        { "xlsx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], Password },
        { "csv", [(byte)'M', (byte)'Z', 0x90, 0, 3, 0], "aucun format accepté" },
        { "csv", Files.Text("<html><script>;</script></html>"), "aucun format accepté" },
        { "csv", Files.Text("#!/bin/sh;"), "aucun format accepté" },
        { "csv", Files.Text("un texte sans colonnes"), "points-virgules" },
        { "csv", Files.Text("a;b\n1;=HYPERLINK(\"http://x\")\n"), "ligne 2" },
        { "csv", Files.Text("a;b\n1;2\n\"=1+1\";3\n"), "ligne 3" },
        { "csv", Files.Text("a;b\n-cmd|' /C calc'!A0;1"), "ligne 2" },
        { "csv", Files.Text("a;b\n@SUM(A1);1"), "ligne 2" },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Inspect_accepted_format_recognises_it(string extension, byte[] content)
    {
        var found = Inspect(extension, content);

        Assert.Null(found.Refusal);
        Assert.Equal(extension, DocumentWords.Extension(found.Format));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Inspect_other_content_is_refused_with_a_sentence(string extension, byte[] content, string part)
    {
        var refusal = Inspect(extension, content).Refusal;

        Assert.Contains(part, refusal, StringComparison.Ordinal);
        Assert.EndsWith(".", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_pdf_counts_its_pages()
    {
        Assert.Equal(12, Inspect("pdf", Files.Pdf(12)).Pages);
        Assert.Equal(7, Inspect("pdf", Files.CompressedPdf(7)).Pages);
        // The same page written again by a later save is still one page.
        byte[] saved = [.. Files.Pdf(2), .. "\n10 0 obj <</Type /Page /Rotate 90>> endobj\n%%EOF"u8];
        Assert.Equal(2, Inspect("pdf", saved).Pages);
        Assert.Null(Inspect("pdf", Files.Pdf(0)).Pages);
    }

    [Fact]
    public void Inspect_hostile_pdf_takes_no_time()
    {
        var heads = string.Concat(Enumerable.Repeat("1 0 obj ", 100_000)) + "\n%%EOF";
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Assert.Null(Inspect("pdf", Files.Text("%PDF-1.7\n" + heads)).Pages);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), clock.Elapsed.ToString());
    }

    [Theory]
    [InlineData("pdf")]
    [InlineData("xlsx")]
    [InlineData("ods")]
    [InlineData("csv")]
    public void Inspect_damaged_file_answers_and_never_throws(string extension)
    {
        var whole = extension switch
        {
            "pdf" => Files.CompressedPdf(3),
            "xlsx" => Files.Xlsx(("xl/worksheets/sheet1.xml", "<sheet/>")),
            "ods" => Files.OpenDocument("spreadsheet", ("META-INF/manifest.xml", "<m/>")),
            _ => Files.Text("a;b\n\"1\";2\n"),
        };
        var random = new Random(20260531);
        for (var i = 0; i < 400; i++)
        {
            var damaged = random.Next(4) == 0 ? whole[..random.Next(1, whole.Length)] : [.. whole];
            for (var hits = random.Next(4); hits >= 0; hits--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            var found = Inspect(extension, damaged);
            Assert.True(found.Refusal is null || found.Refusal.EndsWith('.'));
        }
    }

    private static DocumentInspection Inspect(string extension, byte[] content)
    {
        var (_, format, refusal) = DocumentName.Read("fichier." + extension);
        Assert.Null(refusal);
        using var stream = new MemoryStream(content);
        return DocumentInspection.Of(stream, format);
    }
}
