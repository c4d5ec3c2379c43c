using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>Rectangles copied from Excel, LibreOffice or a mail.</summary>
public sealed class PasteTests
{
    [Theory]
    [InlineData("1\t2\r\n3\t4\r\n", "1|2/3|4")]
    [InlineData("1\t2\n3\t4", "1|2/3|4")]
    [InlineData("1\t\t3\n", "1||3")]
    [InlineData("\"a\tb\"\t2\n", "a\tb|2")]
    [InlineData("\"deux\nlignes\"\t2\n", "deux\nlignes|2")]
    [InlineData("\"dit \"\"oui\"\"\"\t2\n", "dit \"oui\"|2")]
    [InlineData("12\" de large\t2\n", "12\" de large|2")]
    [InlineData("\"jamais fermé\t2\n", "\"jamais fermé|2")]
    [InlineData("1;2\n3;4\n", "1|2/3|4")]
    [InlineData("1;2\t3\n", "1;2|3")]
    [InlineData("  1 234,50 €\t(12)\n", "1 234,50 €|(12)")]
    [InlineData("\n5\n", "/5")]
    [InlineData("", "")]
    public void Read_clipboard_splits_rows_and_columns(string text, string expected) =>
        Assert.Equal(expected, string.Join('/', PastedRectangle.Read(text).Select(r => string.Join('|', r))));

    [Fact]
    public void Lay_on_a_table_tells_what_is_pasted_ignored_and_unreadable()
    {
        var table = SmallForm.Read().FindTable("T")!;

        // The copy holds the total column and a line too many, as a spreadsheet does.
        var paste = Paste.Lay(table, SmallForm.Code("T.1.X"), PastedRectangle.Read("1 234,56 €\t(12)\t9\n1.234\tabc\t9\nx\ty\tz\n7\n"), _ => false);

        Assert.Equal((1, 6, 2, 1), (paste.Pasted, paste.Ignored, paste.Unreadable, paste.Ambiguous));
        var ambiguous = Assert.Single(paste.Cells, c => c.Fate == PasteFate.Ambiguous);
        Assert.Equal((SmallForm.Code("T.2.X"), "1234", "1,234"), (ambiguous.Cell!.Code, ambiguous.Choices[0], ambiguous.Choices[1]));
        Assert.Equal(2, ambiguous.Line);
        Assert.Contains(paste.Cells, c => c.Fate == PasteFate.Unreadable && c.Text == "(12)" && c.Reason!.Contains("négatif", StringComparison.Ordinal));
        Assert.All(paste.Cells.Where(c => c.Cell is { IsInput: false }), c => Assert.Contains("calculée", c.Reason, StringComparison.Ordinal));
        Assert.Contains(paste.Cells, c => c is { Text: "7", Cell: null });
    }

    [Fact]
    public void Lay_over_locked_cell_ignores_it_and_blank_erases()
    {
        var table = SmallForm.Read().FindTable("T")!;

        var paste = Paste.Lay(table, SmallForm.Code("T.1.X"), PastedRectangle.Read("5\t\n"), code => code == SmallForm.Code("T.1.X"));

        Assert.Equal((1, 1), (paste.Pasted, paste.Ignored));
        Assert.Equal("", Assert.Single(paste.Cells, c => c.Fate == PasteFate.Pasted).Text);
    }

    [Theory]
    [InlineData("-1.234", "-1234", "-1,234")]
    [InlineData("(1.234)", "-1234", "-1,234")]
    [InlineData("1.234 €", "1234", "1,234")]
    public void Choices_of_an_ambiguous_number_keep_its_sign(string text, string grouped, string small)
    {
        var cell = SmallForm.Read().Find(SmallForm.Code("T.2.X"))!;

        Assert.Equal([grouped, small], CellReader.Choices(cell, text));
    }

    [Theory]
    [InlineData("1.234,56")]
    [InlineData("0.125")]
    [InlineData("1 234")]
    [InlineData("")]
    public void Choices_of_a_clear_number_are_none(string text) =>
        Assert.Empty(CellReader.Choices(SmallForm.Read().Find(SmallForm.Code("T.2.X"))!, text));
}
