using Soffi.Domain.Forms;
using Soffi.Domain.Tests.Forms;

namespace Soffi.Domain.Tests.Forms2025;

/// <summary>From a coherent statement, each blocking rule is broken by at least one wrong cell: none is there for show.</summary>
public sealed class BlockingControlsTests
{
    private const decimal Wrong = 1_000_000_000;

    public static TheoryData<string> Paths => ExampleTests.Paths;

    [Theory]
    [MemberData(nameof(Paths))]
    public void Check_one_wrong_cell_at_a_time_breaks_every_blocking_control(string path)
    {
        var form = PublishedForms.Read(path);
        var example = ExampleTests.Example(form, path);

        var expected = form.Controls.Where(c => c.Severity == Severity.Blocking && !IsBeyondNumbers(c)).ToList();
        var broken = new Dictionary<string, Finding>();

        foreach (var control in expected.Where(c => !broken.ContainsKey(c.Instance)))
        {
            foreach (var finding in Nearest(example, control).Select(code => Break(form, example, code))
                .First(f => f.Any(x => x.Instance == control.Instance)))
            {
                broken.TryAdd(finding.Instance, finding);
            }
        }

        Assert.Superset(expected.Select(c => c.Instance).ToHashSet(), broken.Keys.ToHashSet());
        Assert.All(broken.Values.Where(f => f.Severity == Severity.Blocking), f =>
        {
            Assert.True(f.ControlCode == "K01" || f.ControlCode.StartsWith("R02", StringComparison.Ordinal) || f.Message.Contains("écart", StringComparison.Ordinal), f.Message);
            Assert.DoesNotContain("{", f.Message, StringComparison.Ordinal);
            Assert.EndsWith(".", f.Message, StringComparison.Ordinal);
        });
    }

    /// <summary>
    /// Those that compare with last year need a last year, those of dates a date, and the average rate of the CSA is bound by its
    /// own scale: see the tests of each form.
    /// </summary>
    private static bool IsBeyondNumbers(Control control) =>
        control.Code is "F06" or "K08" || new[] { control.Condition, control.When }.OfType<Formula>().SelectMany(f => f.References).Any(r => r.Previous);

    /// <summary>Typed cells, those closest to what the rule points at first.</summary>
    private static IEnumerable<CellCode> Nearest(CellValues example, Control control) =>
        example.Where(v => v.Value.IsNumber).Select(v => v.Key).OrderBy(code => control.Cells.Min(c =>
            c == code ? 0 : c.Table != code.Table ? 3 : c.Row == code.Row ? 1 : c.Column == code.Column ? 1 : 2));

    private static IReadOnlyList<Finding> Break(FormDefinition form, CellValues example, CellCode code)
    {
        var inputs = example.With([KeyValuePair.Create(code, CellValue.Of(example[code].Number + Wrong))]);
        return FormChecker.Check(form, FormCalculator.Calculate(form, inputs, CellValues.Empty), CellValues.Empty);
    }
}
