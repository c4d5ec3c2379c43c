using Soffi.Domain.Forms;
using Soffi.Domain.Tests.Forms;
using static Soffi.Domain.Tests.Forms2025.AtproControlsTests;

namespace Soffi.Domain.Tests.Forms2025;

/// <summary>The rules of the form of the training funds of the self-employed, VIVÉA and the sections of an operator included.</summary>
public sealed class FafControlsTests
{
    private static readonly FormDefinition Form = PublishedForms.Read("2025/FAF");
    private static readonly CellValues Example = ExampleTests.Example(PublishedForms.Read("2025/FAF"), "2025/FAF");

    [Theory]
    [InlineData("B1.905.VAL", "T06B1")]
    [InlineData("B2.905.VAL", "T06B2")]
    [InlineData("B1V.030.VAL", "T06MSA")]
    [InlineData("B4.530.NET", "T07")]
    [InlineData("B4.240.AMORT", "T12:240")]
    [InlineData("B3.COL.I", "R08:COL")]
    [InlineData("C2X.A44MICRO.F", "T02C2X:F")]
    [InlineData("C3DUR.D059.H", "T04C3DUR:H")]
    [InlineData("C3HEU.D059.HEU", "T04C3H")]
    [InlineData("C4NAT.TRA.COL", "T11N:TRA")]
    [InlineData("C4.GES.STA", "T02C4")]
    [InlineData("C4SPE.33.STA", "T02C4S:STA")]
    [InlineData("C4SPE.33.HEU", "T02C4S:HEU")]
    [InlineData("C5.94.STA", "T03STA")]
    [InlineData("C5.94.DOS", "T03DOS")]
    [InlineData("C6.F.STA", "T02C6")]
    [InlineData("C6.F.HEU", "T03C6")]
    public void Check_a_cell_three_too_high_is_blocked_by_its_control(string code, string instance)
    {
        var findings = Check(Form, Change(Example, code, Example[CellCode.Parse(code)].Number + 3));

        var finding = Assert.Single(findings, f => f.Instance == instance);
        Assert.Equal(Severity.Blocking, finding.Severity);
        Assert.Contains("écart 3", finding.Message, StringComparison.Ordinal);
    }

    /// <summary>R. 6332-77-1: contributions of the year that pay for the training of the next are not counted as cash.</summary>
    [Fact]
    public void Calculate_cash_leaves_out_what_pays_for_next_year()
    {
        var values = FormCalculator.Calculate(Form, Change(Example, "B1M.920.VAL", 7_200_000), StatementContext.None).Values;

        Assert.Equal(16_740_000m, values[CellCode.Parse("B5.012.VAL")].Number);
        Assert.DoesNotContain(Check(Form, Change(Example, "B1M.920.VAL", 7_200_000)), f => f.ControlCode == "P03");
        Assert.Contains(Check(Form, Change(Example, "B1M.920.VAL", 60_000_000)), f => f.ControlCode == "T17" && f.Severity == Severity.Blocking);
    }

    [Theory]
    [InlineData("FAFCEA", 4_300_000, true)]
    [InlineData("FAFCEA", 4_280_000, false)]
    [InlineData("ARTAUT", 4_300_000, false)]
    [InlineData("PECHE", 6_950_000, true)]
    [InlineData("AGEFICE", 4_300_000, true)]
    public void Check_management_costs_against_the_cap_of_that_fund(string operatorCode, int costs, bool fires)
    {
        var findings = Check(Form, Change(Example, "B2.080.VAL", costs), new StatementContext { OperatorCode = operatorCode });

        Assert.Equal(fires, findings.Any(f => f.Instance == "P10:012"));
    }

    [Fact]
    public void Check_information_above_5_point_7_percent_is_to_explain()
    {
        var findings = Check(Form, Change(Example, "B2.070.VAL", 4_150_000));

        Assert.Equal(Severity.ToExplain, Assert.Single(findings, f => f.Instance == "P10:011").Severity);
    }

    [Fact]
    public void Check_all_capped_costs_of_a_section_together()
    {
        var costly = Change(Example, "B2.080.VAL", 4_300_000);

        Assert.DoesNotContain(Check(Form, costly), f => f.ControlCode == "P11");
        Assert.Contains(Check(Form, Text(costly, "ID.OPCO.VAL", "AFDAS")), f => f.ControlCode == "P11");
    }

    [Fact]
    public void Check_a_fund_outside_agriculture_answers_not_applicable_for_the_MSA()
    {
        var inputs = Example.With(Example.Where(v => v.Key.Table == "B1V").Select(v => KeyValuePair.Create(v.Key, CellValue.NotApplicable)).ToList());

        Assert.DoesNotContain(Check(Form, inputs), f => f.ControlCode is "T06MSA" or "T06COL" || f.Severity == Severity.Blocking);
    }

    [Fact]
    public void Check_the_excess_goes_with_its_papers()
    {
        Assert.Contains(Check(Form, Change(Example, "ID.FCDATE.VAL", null)), f => f.ControlCode == "P03F");
        Assert.Contains(Check(Form, Text(Example, "B5.042.VAL", "2026-05-02")), f => f.ControlCode == "P03D");
    }

    [Fact]
    public void Check_few_short_courses_are_to_explain()
    {
        var inputs = Change(Change(Example, "C3DUR.D019.F", 1_100), "C3DUR.D399.F", 25_800);

        Assert.Contains(Check(Form, inputs), f => f.ControlCode == "V11");
    }

    [Theory]
    [InlineData("2023/FAF")]
    [InlineData("2024/FAF")]
    [InlineData("2026/FAF")]
    public void Read_the_other_exercises_have_the_same_cells(string path)
    {
        var form = PublishedForms.Read(path);

        Assert.Equal(Form.Cells.Select(c => c.Code), form.Cells.Select(c => c.Code));
        Assert.Equal(path == "2026/FAF", form.Mapping.Breaks(CellCode.Parse("B1V.010.VAL")).Any());
    }
}
