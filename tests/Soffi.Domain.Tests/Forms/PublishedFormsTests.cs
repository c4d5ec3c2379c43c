using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>Every form of the product: no fault, stable hash, its golden example gives the expected totals and findings.</summary>
public sealed class PublishedFormsTests
{
    public static TheoryData<string> Paths => [.. PublishedForms.Files.Forms];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Read_every_form_has_no_fault(string path)
    {
        var reading = PublishedForms.Reading(path);

        Assert.Empty(reading.Faults);
        Assert.NotNull(reading.Definition);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Read_canonical_again_gives_the_same_form_and_hash(string path)
    {
        var form = PublishedForms.Read(path);

        var again = FormReader.ReadCanonical(form.Header.CanonicalJson);

        Assert.Equal(form.Header.Sha256, again.Header.Sha256);
        Assert.Equal(form.Cells.Select(c => c.Code), again.Cells.Select(c => c.Code));
        Assert.Equal(form.Controls.Select(c => c.Condition.Text), again.Controls.Select(c => c.Condition.Text));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Lint_every_form_finds_nothing(string path)
    {
        var reading = PublishedForms.Reading(path);

        var faults = FormLinter.Lint(reading.Definition!, reading.Places);

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    /// <summary>Each control says the law it rests on, the cells it is about and, in its message, values of the statement and what to do.</summary>
    [Theory]
    [MemberData(nameof(Paths))]
    public void Controls_of_every_form_say_their_law_their_cells_and_their_values(string path) => Assert.All(
        PublishedForms.Read(path).Controls,
        control =>
        {
            Assert.NotEmpty(control.LegalBasis);
            Assert.NotEmpty(control.Label);
            Assert.NotEmpty(control.Cells);
            Assert.Contains('{', control.Message);
            Assert.EndsWith(".", control.Message, StringComparison.Ordinal);
        });

    [Fact]
    public void Calculate_golden_example_gives_the_expected_totals_and_findings()
    {
        var form = PublishedForms.Opco2025;
        var expected = PublishedForms.Json("2025/OPCO/example.expected.json");

        var calculation = FormCalculator.Calculate(form, PublishedForms.Example(form), CellValues.Empty);
        var findings = FormChecker.Check(form, calculation, CellValues.Empty);

        var differences = expected.GetProperty("computed").EnumerateObject()
            .Select(c => (c.Name, Expected: c.Value.GetDecimal(), Actual: calculation.Values[CellCode.Parse(c.Name)]))
            .Where(c => !c.Actual.IsNumber || c.Actual.Number != c.Expected);
        Assert.Empty(differences);
        Assert.All(expected.GetProperty("blank").EnumerateArray(), c => Assert.True(calculation.Values[CellCode.Parse(c.GetString()!)].IsBlank));
        Assert.Equal(
            expected.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("instance").GetString()).Order(),
            findings.Select(f => f.Instance).Order());
    }
}
