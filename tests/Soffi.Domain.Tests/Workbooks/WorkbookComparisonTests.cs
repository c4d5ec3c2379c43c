using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Tests.Forms;
using Soffi.Domain.Workbooks;

namespace Soffi.Domain.Tests.Workbooks;

/// <summary>A file held against what stands: only what its author changed counts, a colleague's change never goes silently.</summary>
public sealed class WorkbookComparisonTests
{
    private static readonly FormDefinition Form = SmallForm.Read();
    private static readonly CellCode Cell = SmallForm.Code("T.1.X");

    [Theory]
    [InlineData(5, 5, 5, "")] // Nothing happened.
    [InlineData(5, 5, 7, "difference")]
    [InlineData(5, 6, 5, "")] // Changed by a colleague only.
    [InlineData(5, 6, 6, "")] // Changed alike on both sides.
    [InlineData(5, 6, 7, "conflict")]
    [InlineData(5, 6, 0, "conflict")]
    public void Of_counts_only_what_the_author_changed(int atDownload, int standing, int file, string expected)
    {
        var comparison = Compare(standing, file, atDownload);

        Assert.Equal(expected, comparison.Differences.Count == 0 ? "" : comparison.Conflicts.Any() ? "conflict" : "difference");
        Assert.Empty(comparison.Anomalies);
    }

    [Fact]
    public void Of_conflict_says_the_three_values_and_the_author()
    {
        var difference = Assert.Single(Compare(6, 7, 5).Differences);

        Assert.Equal((5, 6, 7), (difference.AtDownload.Number, difference.Standing.Number, difference.Imported.Number));
        Assert.Equal("Marc", difference.Other!.AuthorName);
    }

    [Fact]
    public void Of_locked_cell_is_never_taken()
    {
        var file = new ImportedStatement([Imported(Cell, CellValue.Of(9))], [], []);

        Assert.Empty(WorkbookComparison.Of(file, Statement(CellValues.Empty) with { Locked = new HashSet<CellCode> { Cell } }).Differences);
    }

    [Fact]
    public void Of_unreadable_text_is_named_unless_it_already_stands()
    {
        var value = CellValue.Unreadable("beaucoup");
        var file = new ImportedStatement([new ImportedCell(Cell, new SheetAddress(9, 3), "beaucoup", value, "Illisible.")], [], []);

        var fault = Assert.Single(WorkbookComparison.Of(file, Statement(CellValues.Empty)).Faults);

        Assert.Equal("Feuille A, cellule C9, un, x (T.1.X)", fault.Place);
        Assert.Empty(WorkbookComparison.Of(file, Statement(new CellValues([KeyValuePair.Create(Cell, value)]))).Anomalies);
    }

    [Fact]
    public void Of_total_typed_over_is_a_note_when_it_is_another_number()
    {
        var (total, at) = (SmallForm.Code("T.1.TOT"), new SheetAddress(9, 5));
        ImportedStatement File(decimal number) => new([Imported(Cell, CellValue.Of(9))], [], [new OverwrittenTotal(total, at, number)]);

        Assert.Empty(WorkbookComparison.Of(File(9), Statement(CellValues.Empty)).Anomalies);
        Assert.True(Assert.Single(WorkbookComparison.Of(File(10), Statement(CellValues.Empty)).Anomalies).IsNote);
    }

    private static WorkbookComparison Compare(int standing, int file, int atDownload)
    {
        CellChange[] since = standing == atDownload ? [] : [new CellChange(
            Guid.Empty, Cell, 2, CellValue.Of(atDownload), CellValue.Of(standing), Guid.Empty, "Marc", DateTimeOffset.UnixEpoch, CellSource.Typed)];
        return WorkbookComparison.Of(
            new ImportedStatement([Imported(Cell, CellValue.Of(file))], [], []),
            Statement(SmallForm.Values(("T.1.X", standing))) with { Since = since });
    }

    private static ImportedCell Imported(CellCode code, CellValue value) => new(code, new SheetAddress(9, 3), "x", value, null);

    private static ComparedStatement Statement(CellValues standing) => new(Form, standing, [], new HashSet<CellCode>(), StatementContext.None);
}
