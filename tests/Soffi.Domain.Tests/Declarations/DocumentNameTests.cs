using Soffi.Domain.Declarations;

namespace Soffi.Domain.Tests.Declarations;

public sealed class DocumentNameTests
{
    [Theory]
    [InlineData("Bilan 2025.pdf", "Bilan 2025.pdf")]
    [InlineData("  rapport v1.2 du 12.05.2026.PDF ", "rapport v1.2 du 12.05.2026.PDF")]
    [InlineData("re\u0301capitulatif.ods", "récapitulatif.ods")]
    public void Read_ordinary_name_keeps_it(string sent, string name)
    {
        var read = DocumentName.Read(sent);

        Assert.Null(read.Refusal);
        Assert.Equal(name, read.Name);
    }

    [Theory]
    [InlineData(null, "Choisissez")]
    [InlineData(" ", "Choisissez")]
    [InlineData("../../etc/passwd.pdf", "chemin")]
    [InlineData("C:\\Users\\claire\\bilan.pdf", "chemin")]
    [InlineData("bilan\u0000.pdf", "invisibles")]
    [InlineData("bilan\r\nX-Header.pdf", "invisibles")]
    [InlineData("bilan\u202Efdp.pdf", "invisibles")]
    [InlineData("bilan\u200B.pdf", "invisibles")]
    [InlineData("bilan.pdf.exe", "n’est pas accepté")]
    [InlineData("bilan.exe.pdf", "deux extensions")]
    [InlineData("bilan.pdf.xlsx", "deux extensions")]
    [InlineData("bilan", "n’est pas accepté")]
    [InlineData(".pdf", "n’est pas accepté")]
    [InlineData("pieces.zip", "n’est pas accepté")]
    [InlineData("bilan.xlsm", "n’est pas accepté")]
    public void Read_deceiving_name_is_refused_with_a_sentence(string? sent, string part)
    {
        var refusal = DocumentName.Read(sent).Refusal;

        Assert.Contains(part, refusal, StringComparison.Ordinal);
        Assert.EndsWith(".", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_long_name_is_refused() =>
        Assert.Contains("150", DocumentName.Read(new string('a', 147) + ".pdf").Refusal, StringComparison.Ordinal);
}
