using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>What holds on any sheet.</summary>
public sealed class CalculationPropertiesTests
{
    private static readonly FormDefinition Form = SmallForm.Read();

    /// <summary>The same cells, the totals written before what they add.</summary>
    private static readonly FormDefinition Reversed = SmallForm.Read(SmallForm.Grid
        .Replace("{ \"code\": \"1\", \"label\": \"un\" }, { \"code\": \"2\", \"label\": \"deux\", \"signed\": true }, { \"code\": \"9\", \"label\": \"Total\", \"formula\": \"SUM(T.1.*:T.2.*)\" }",
            "{ \"code\": \"9\", \"label\": \"Total\", \"formula\": \"SUM(T.2.*:T.1.*)\" }, { \"code\": \"2\", \"label\": \"deux\", \"signed\": true }, { \"code\": \"1\", \"label\": \"un\" }", StringComparison.Ordinal));

    private static readonly CellCode[] Inputs = [.. Form.Cells.Where(c => c.IsInput).Select(c => c.Code)];

    [Property(MaxTest = 200)]
    public Property Calculate_totals_are_the_sums_both_ways() => Prop.ForAll(Sheets(), sheet =>
    {
        var values = FormCalculator.Calculate(Form, sheet, CellValues.Empty).Values;
        var grand = Sum(sheet, _ => true);
        return values[SmallForm.Code("T.9.TOT")] == grand
            && values[SmallForm.Code("T.9.X")] == Sum(sheet, c => c.Column == "X")
            && values[SmallForm.Code("T.1.TOT")] == Sum(sheet, c => c.Row == "1");
    });

    [Property(MaxTest = 200)]
    public Property Calculate_again_on_its_own_result_changes_nothing() => Prop.ForAll(Sheets(), sheet =>
    {
        var once = FormCalculator.Calculate(Form, sheet, CellValues.Empty).Values;
        return Same(once, FormCalculator.Calculate(Form, once, CellValues.Empty).Values);
    });

    [Property(MaxTest = 200)]
    public Property Calculate_order_of_writing_does_not_matter() => Prop.ForAll(Sheets(), sheet => Same(
        FormCalculator.Calculate(Form, sheet, CellValues.Empty).Values,
        FormCalculator.Calculate(Reversed, new CellValues(sheet.Reverse()), CellValues.Empty).Values));

    [Property(MaxTest = 200)]
    public Property Calculate_unreadable_cell_makes_every_total_above_it_unavailable() => Prop.ForAll(Sheets(), sheet =>
    {
        var calculation = FormCalculator.Calculate(Form, sheet.With([KeyValuePair.Create(Inputs[0], CellValue.Unreadable("12 3OO"))]), CellValues.Empty);
        return calculation.Unavailable.SetEquals([SmallForm.Code("T.1.TOT"), SmallForm.Code("T.9.X"), SmallForm.Code("T.9.TOT")])
            && calculation.Unavailable.All(c => calculation.Values[c].IsBlank);
    });

    [Fact]
    public void ComputationOrder_of_every_form_puts_each_cell_after_those_it_reads()
    {
        foreach (var form in PublishedForms.Files.Forms.Select(PublishedForms.Read))
        {
            var done = form.Cells.Where(c => c.IsInput).Select(c => c.Code).ToHashSet();
            foreach (var cell in form.ComputationOrder)
            {
                Assert.All(cell.Formula!.References.Where(r => !r.Previous), r => Assert.Contains(r.Code, done));
                done.Add(cell.Code);
            }

            Assert.Equal(form.Cells.Count, done.Count);
        }
    }

    private static bool Same(CellValues left, CellValues right) => left.Count == right.Count && left.All(v => right[v.Key] == v.Value);

    private static CellValue Sum(CellValues sheet, Func<CellCode, bool> chosen)
    {
        var numbers = sheet.Where(v => v.Value.IsNumber && chosen(v.Key)).Select(v => v.Value.Number).ToList();
        return numbers.Count == 0 ? CellValue.Blank : CellValue.Of(numbers.Sum());
    }

    /// <summary>Blank, « sans objet », zero, cents, large amounts of both signs.</summary>
    private static Arbitrary<CellValues> Sheets()
    {
        var number = from cents in Gen.Choose(int.MinValue, int.MaxValue) from scale in Gen.Elements(1m, 100m, 10_000m) select CellValue.Of(cents * scale / 100);
        var value = Gen.OneOf(number, Gen.Elements(CellValue.Blank, CellValue.NotApplicable, CellValue.Of(0)));
        return (from values in Gen.ArrayOf(value, Inputs.Length) select new CellValues(Inputs.Zip(values, KeyValuePair.Create))).ToArbitrary();
    }
}
