using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>No text of any form is ever public, whatever the form says; nor a cell it does not mark.</summary>
public sealed class PublicCellsTests
{
    public static TheoryData<string> Forms => [.. PublishedForms.Files.Forms];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Public_cells_are_numbers_that_the_form_marks(string path)
    {
        var form = PublishedForms.Read(path);

        Assert.All(PublicCells.Of(form), c => Assert.True(c.Publishable && c.SaysPublishable && CellTypes.IsNumeric(c.Type), c.Code.ToString()));
        Assert.All(form.Cells.Where(c => !CellTypes.IsNumeric(c.Type) || !c.Publishable), c => Assert.False(PublicCells.Allows(c)));
        Assert.Equal(form.Cells.Where(PublicCells.Allows), PublicCells.Of(form));
    }
}
