using Soffi.Domain.Forms;
using Soffi.Domain.Tests.Forms;

namespace Soffi.Domain.Tests.Forms2025;

/// <summary>Each rule of the OPCO form fires on the mistake it is there for, and says the values.</summary>
public sealed class OpcoControlsTests
{
    private static readonly FormDefinition Form = PublishedForms.Opco2025;
    private static readonly CellValues Example = ExampleTests.Example(PublishedForms.Opco2025, "2025/OPCO");

    [Theory]
    [InlineData("B1.905.TOT", "T05B1")]
    [InlineData("B2.905.TOT", "T05B2")]
    [InlineData("B1.905.ALT", "T06B1:ALT")]
    [InlineData("B2.905.VOL", "T06B2:VOL")]
    [InlineData("B4.530.NET", "T07")]
    [InlineData("B4.431.NET", "T08:ALT")]
    [InlineData("B4.430.NET", "T08:TOT")]
    [InlineData("B1.080.MC", "T09")]
    [InlineData("B6.010.CONV", "T10G:CONV")]
    [InlineData("B6.110.ALT", "T10M:ALT")]
    [InlineData("B4.210.AMORT", "T12:210")]
    [InlineData("B3.VOL.H", "R08:VOL")]
    [InlineData("C1.020.F", "T01C1:020")]
    [InlineData("C2X.A34.N4H", "T02C2AGE:H")]
    [InlineData("C2TAI.T010.F", "T02C2TAI:F")]
    [InlineData("C1M.09.M26", "T02C1M")]
    [InlineData("C2M.09.M26", "T02C2J")]
    public void Check_a_cell_three_too_high_is_blocked_by_its_control(string code, string instance)
    {
        var cell = CellCode.Parse(code);

        var findings = Check(Change(Example, cell, CellValue.Of(Example[cell].Number + 3)), CellValues.Empty);

        var finding = Assert.Single(findings, f => f.Instance == instance);
        Assert.Equal(Severity.Blocking, finding.Severity);
        Assert.Contains("écart 3", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_amounts_within_one_euro_are_accepted()
    {
        var total = CellCode.Parse("B1.905.TOT");

        Assert.DoesNotContain(Check(Change(Example, total, CellValue.Of(Example[total].Number + 1)), CellValues.Empty), f => f.Instance == "T05B1");
        Assert.Contains(Check(Change(Example, total, CellValue.Of(Example[total].Number + 1.01m)), CellValues.Empty), f => f.Instance == "T05B1");
    }

    [Fact]
    public void Check_charges_that_are_not_in_the_engagements_are_to_explain()
    {
        var cell = CellCode.Parse("B3.FNE.F");

        var finding = Assert.Single(Check(Change(Example, cell, CellValue.Of(Example[cell].Number + 250)), CellValues.Empty), f => f.ControlCode == "T11");

        Assert.Equal("T11:FNE", finding.Instance);
        Assert.Equal(Severity.ToExplain, finding.Severity);
        Assert.StartsWith("FNE-Formation", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_more_cancelled_than_engaged_is_blocked()
    {
        var findings = Check(Change(Example, CellCode.Parse("B3.POEC.D"), CellValue.Of(500_000)), CellValues.Empty);

        Assert.Contains(findings, f => f.Instance == "R02:POEC" && f.Severity == Severity.Blocking);
        Assert.Contains(findings, f => f.Instance == "V09:POEC" && f.Severity == Severity.ToExplain);
    }

    [Fact]
    public void Check_own_funds_above_a_tenth_of_the_products_are_to_explain_since_2025_only()
    {
        var funds = Change(Example, CellCode.Parse("B4.410.NET"), CellValue.Of(1_700_000));

        Assert.Contains(Check(funds, CellValues.Empty), f => f.Instance == "P02ALT" && f.Severity == Severity.ToExplain);
        var form2024 = PublishedForms.Read("2024/OPCO");
        Assert.DoesNotContain(
            FormChecker.Check(form2024, FormCalculator.Calculate(form2024, funds, CellValues.Empty), CellValues.Empty), f => f.Instance == "P02ALT");
    }

    [Theory]
    [InlineData("3.5", "P04")]
    [InlineData("6.5", "P04COM")]
    [InlineData(null, "P05")]
    public void Check_management_costs_against_the_cap_of_the_agreement(string? cap, string code)
    {
        var value = cap is null ? CellValue.Blank : CellValue.Of(decimal.Parse(cap, System.Globalization.CultureInfo.InvariantCulture));

        var findings = Check(Change(Example, CellCode.Parse("B6T.030.TOT"), value), CellValues.Empty);

        Assert.Equal(["P01", code], findings.Where(f => f.Severity == Severity.ToExplain).Select(f => f.ControlCode));
    }

    [Fact]
    public void Calculate_after_a_submission_fills_and_locks_the_opening()
    {
        var previous = FormCalculator.Calculate(Form, Example, CellValues.Empty).Values;

        var calculation = FormCalculator.Calculate(Form, Example, previous);

        foreach (var (opening, closing) in (ReadOnlySpan<(string, string)>)[("B3.APP.A", "B3.APP.G"), ("B4.320.N1", "B4.320.NET"), ("C1.040.F", "C1.041.F")])
        {
            Assert.Equal(previous[CellCode.Parse(closing)], calculation.Values[CellCode.Parse(opening)]);
            Assert.Contains(CellCode.Parse(opening), calculation.Locked);
        }

        Assert.DoesNotContain(FormChecker.Check(Form, calculation, previous), f => f.ControlCode is "R01" or "R03" or "R07" or "R05C1N");
    }

    [Fact]
    public void Check_an_opening_that_is_not_last_years_closing_is_blocked()
    {
        var previous = FormCalculator.Calculate(Form, Example, CellValues.Empty).Values;
        var rectified = Change(Change(previous, CellCode.Parse("B3.APP.G"), CellValue.Of(1)), CellCode.Parse("B4.320.NET"), CellValue.Of(2));

        // The statement was filled on the first submission; a rectified one came after (R06): the check sees the gap.
        var findings = FormChecker.Check(Form, FormCalculator.Calculate(Form, Example, previous), rectified);

        Assert.Contains(findings, f => f.Instance == "R01:APP" && f.Severity == Severity.Blocking);
        Assert.Contains(findings, f => f.Instance == "R03:320" && f.Severity == Severity.Blocking);
    }

    [Fact]
    public void Check_an_empty_statement_lists_the_required_cells_and_nothing_else_blocks()
    {
        var findings = Check(CellValues.Empty, CellValues.Empty);

        Assert.Equal(Form.Cells.Where(c => c.Required).Select(c => $"F01:{c.Code}").Order(), findings.Select(f => f.Instance).Order());
        Assert.Equal(26, findings.Count);
    }

    private static IReadOnlyList<Finding> Check(CellValues inputs, CellValues previous) =>
        FormChecker.Check(Form, FormCalculator.Calculate(Form, inputs, previous), previous);

    private static CellValues Change(CellValues values, CellCode code, CellValue value) => values.With([KeyValuePair.Create(code, value)]);
}
