using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;
using Soffi.Web.Infrastructure.Demonstration;

namespace Soffi.Web.Tests.Statistics;

/// <summary>The tables against the real form: the cells they read exist, and J2 adds up on statements the form computed.</summary>
public sealed class FormCellsTests
{
    private static readonly FormDefinition Form = FormReader.Read(
        FormFiles.FromFolder(StatisticsData.PathTo("src/Soffi.Web/Forms")), "2025/OPCO").Definition!;

    [Fact]
    public void Tables_read_cells_that_the_form_has() => Assert.All(
        StatisticsData.Tables.All.Where(t => t.OperatorType == OperatorType.Opco),
        table => Assert.All(table.Cells, c => Assert.NotNull(Form.Find(c))));

    [Fact]
    public void J2_columns_add_up_to_the_total_that_the_form_computes()
    {
        var table = StatisticsData.Tables.Find("J2")!;
        foreach (var opco in DemoOpco.All)
        {
            var inputs = DemoStatements.Build(Form, opco.Code, 2025, CellValues.Empty);
            var values = FormCalculator.Calculate(Form, inputs, CellValues.Empty).Values;
            decimal Sum(StatColumn column) => column.Cells.Sum(c => values[c].Number);

            Assert.True(Sum(table.FindColumn("TOTAL")!) > 0);
            Assert.Equal(Sum(table.FindColumn("TOTAL")!), table.Columns.Where(c => c.Code != "TOTAL").Sum(Sum));
        }
    }
}
