using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;
using Soffi.Web.Infrastructure.Demonstration;
using Soffi.Web.Tests.Data;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>The tables against the real form: the cells they read exist, and J2 adds up on statements the form computed.</summary>
public sealed class FormCellsTests
{
    private static readonly FormDefinition Form = FormReader.Read(
        FormFiles.FromFolder(StatisticsData.PathTo("src/Soffi.Web/Forms")), "2025/OPCO").Definition!;

    /// <summary>A cell that a form has not yet is new in a later one, which says so; none has become something else on the way.</summary>
    [Theory]
    [InlineData(2021)]
    [InlineData(2022)]
    [InlineData(2023)]
    [InlineData(2024)]
    [InlineData(2025)]
    [InlineData(2026)]
    public void Tables_read_cells_that_the_form_has_or_that_are_new_later(int exercise)
    {
        var form = StatisticsData.Form(exercise);
        var later = Enumerable.Range(exercise + 1, 2026 - exercise).Select(e => StatisticsData.Form(e).Mapping).ToList();
        foreach (var cell in StatisticsData.Tables.All.Where(t => t.Id is "J2" or "J11").SelectMany(t => t.Measures).SelectMany(StatisticsData.CellsOf))
        {
            Assert.True(form.Find(cell) is not null || later.Exists(m => m.HasNoPast(cell)), $"{cell} {exercise}");
            Assert.All(later, m => Assert.True(form.Find(cell) is null || m.Now(cell) == cell, $"{cell} {exercise}"));
        }
    }

    /// <summary>Each line that the total adds up stands in one column and one only, so that nothing is counted twice or forgotten.</summary>
    [Theory]
    [InlineData(2024)]
    [InlineData(2025)]
    [InlineData(2026)]
    public void J2_columns_share_out_all_the_lines_of_the_total(int exercise)
    {
        var counted = StatisticsData.Tables.Find("J2")!.Measures.Where(c => c.Code != "TOTAL").SelectMany(StatisticsData.CellsOf).ToList();
        var rows = StatisticsData.Form(exercise).FindTable("B2")!.Rows.Select(r => r.Code).TakeWhile(r => r != "900");

        Assert.Equal(counted.Distinct(), counted);
        Assert.All(rows, r => Assert.Contains(new CellCode("B2", r, "TOT"), counted));
    }

    [Fact]
    public void J2_columns_add_up_to_the_total_that_the_form_computes()
    {
        var table = StatisticsData.Tables.Find("J2")!;
        foreach (var opco in DemoOpco.All)
        {
            var inputs = DemoStatements.Build(Form, opco.Code, 2025, CellValues.Empty);
            var values = FormCalculator.Calculate(Form, inputs, CellValues.Empty).Values;
            decimal Sum(StatMeasure column) => StatisticsData.CellsOf(column).Sum(c => values[c].Number);

            Assert.True(Sum(table.FindMeasure("TOTAL")!) > 0);
            Assert.Equal(Sum(table.FindMeasure("TOTAL")!), table.Measures.Where(c => c.Code != "TOTAL").Sum(Sum));
        }
    }

    /// <summary>Numbers of versions are those of one database: forms are known by their hashes.</summary>
    [Fact]
    public async Task Catalogue_knows_forms_by_what_they_are_whatever_their_numbers()
    {
        await using var opco = await With(OperatorType.Opco);
        await using var faf = await With(OperatorType.Faf);
        var families = new List<OperatorType>();
        foreach (var database in new[] { opco, faf, opco })
        {
            await using var context = database.Open();
            var cells = await StatisticsData.Catalog.Cells(context, Sample.Forms(context), default);
            families.Add(Assert.Single(cells.Families).Type);
        }

        Assert.Equal([OperatorType.Opco, OperatorType.Faf, OperatorType.Opco], families);

        static async Task<TestDatabase> With(OperatorType type)
        {
            var database = await TestDatabase.Create();
            await using var context = database.Open();
            context.FormVersions.Add(FormVersion.Of(FilledStatements.Form(2025, type).Header, StatisticsData.Now));
            await context.SaveChangesAsync();
            return database;
        }
    }
}
