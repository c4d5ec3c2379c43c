using Soffi.Domain.Forms;
using Soffi.Domain.Tests.Forms;

namespace Soffi.Domain.Tests.Forms2025;

/// <summary>The rules of the form of the associations Transitions Pro, and what changed in them from year to year.</summary>
public sealed class AtproControlsTests
{
    private static readonly FormDefinition Form = PublishedForms.Read("2025/ATPRO");
    private static readonly CellValues Example = ExampleTests.Example(PublishedForms.Read("2025/ATPRO"), "2025/ATPRO");

    [Theory]
    [InlineData("B1.905.TOT", "T05B1")]
    [InlineData("B2.905.TOT", "T05B2")]
    [InlineData("B4.530.NET", "T07")]
    [InlineData("B4.432.NET", "T08:FIPU")]
    [InlineData("B6.013.PTP", "T10:PTP")]
    [InlineData("B4.120.AMORT", "T12:120")]
    [InlineData("B3.TRC.H", "R08:TRC")]
    [InlineData("A3.COM.F", "T01A3:COM")]
    [InlineData("C1.013.F", "T13:F")]
    [InlineData("C2X.A34EMP.F", "T02C2X:F")]
    [InlineData("C2TAI.T010.H", "T02C2TAI:H")]
    [InlineData("C2ANC.E05.H", "T02C2ANC:H")]
    [InlineData("C2SAL.S12.F", "T02C2SAL:F")]
    [InlineData("C3SPE.33.F", "T02C3SPE:F")]
    [InlineData("C3DUR.D399.H", "T04C3DUR:H")]
    [InlineData("C5X.A34CAD.H", "T02C5X:H")]
    [InlineData("C8AGE.A54.F", "T02C8AGE:F")]
    [InlineData("C4NIV.N5.REM", "T14N:REM")]
    [InlineData("C10.D03.H", "T03C10:H")]
    public void Check_a_cell_three_too_high_is_blocked_by_its_control(string code, string instance)
    {
        var cell = CellCode.Parse(code);

        var findings = Check(Form, Change(Example, code, Example[cell].Number + 3));

        var finding = Assert.Single(findings, f => f.Instance == instance);
        Assert.Equal(Severity.Blocking, finding.Severity);
        Assert.Contains("écart 3", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calculate_the_crossing_gives_the_tables_by_age_and_by_category()
    {
        var values = FormCalculator.Calculate(Form, Change(Example, "C2X.A17EMP.F", 4), StatementContext.None).Values;

        Assert.Equal(4, values[CellCode.Parse("C2AGE.A17.F")].Number);
        Assert.Equal(342, values[CellCode.Parse("C2CSP.EMP.F")].Number);
        Assert.Equal(556, values[CellCode.Parse("C2AGE.TOT.F")].Number);
    }

    [Theory]
    [InlineData("94", "12.5", true)]
    [InlineData("84", "12.5", false)]
    [InlineData("06", "14", true)]
    [InlineData("01", "14.01", false)]
    [InlineData(null, "11", true)]
    [InlineData("11", "6.99", false)]
    public void Check_the_cap_of_the_agreement_against_the_range_of_its_region(string? region, string cap, bool accepted)
    {
        var inputs = Change(Example, "B6T.030.VAL", decimal.Parse(cap, System.Globalization.CultureInfo.InvariantCulture));

        var findings = Check(Form, inputs, new StatementContext { RegionCode = region });

        Assert.Equal(accepted, !findings.Any(f => f.ControlCode == "P08COM"));
    }

    [Fact]
    public void Check_management_costs_without_an_agreement_are_held_to_the_minimum()
    {
        var findings = Check(Form, Change(Example, "B6T.030.VAL", null));

        Assert.Equal(Severity.ToExplain, Assert.Single(findings, f => f.ControlCode == "P09").Severity);
        Assert.DoesNotContain(findings, f => f.ControlCode == "P08");
    }

    [Theory]
    [InlineData("2023/ATPRO", Severity.Information)]
    [InlineData("2024/ATPRO", Severity.Information)]
    [InlineData("2025/ATPRO", Severity.ToExplain)]
    [InlineData("2026/ATPRO", Severity.ToExplain)]
    public void Check_cash_and_own_funds_bind_since_2025_only(string path, Severity expected)
    {
        var form = PublishedForms.Read(path);
        var rich = Change(Change(Example, "B4.320.NET", 12_000_000), "B4.410.NET", 4_000_000);

        var findings = Check(form, rich);

        Assert.Equal(expected, Assert.Single(findings, f => f.ControlCode == "P01").Severity);
        Assert.Equal(expected, Assert.Single(findings, f => f.ControlCode == "P02").Severity);
        Assert.Equal(expected == Severity.ToExplain, findings.Any(f => f.ControlCode == "P01V"));
    }

    /// <summary>Figures of reference-metier §5.8, for the section of the projects alone.</summary>
    [Fact]
    public void Calculate_the_worked_example_of_the_cash_cap_to_the_cent()
    {
        var inputs = new CellValues(new Dictionary<CellCode, CellValue>
        {
            [CellCode.Parse("B2.010.PTP")] = CellValue.Of(2_760_000),
            [CellCode.Parse("B2.020.FIPU")] = CellValue.Of(900_000),
            [CellCode.Parse("B2.091.PTP")] = CellValue.Of(60_000),
            [CellCode.Parse("B2.092.PTP")] = CellValue.Of(40_000),
            [CellCode.Parse("B2.093.PTP")] = CellValue.Of(140_000),
            [CellCode.Parse("B4.320.NET")] = CellValue.Of(1_000_000),
            [CellCode.Parse("B1.010.PTP")] = CellValue.Of(5_000_000),
            [CellCode.Parse("B4.410.NET")] = CellValue.Of(520_000),
        });

        var values = FormCalculator.Calculate(Form, inputs, StatementContext.None).Values;

        Assert.Equal(933_333.33m, values[CellCode.Parse("B5.030.VAL")].Number);
        Assert.Equal(66_666.67m, values[CellCode.Parse("B5.040.VAL")].Number);
        Assert.Equal(500_000m, values[CellCode.Parse("B5.060.VAL")].Number);
        Assert.Equal(20_000m, values[CellCode.Parse("B5.070.VAL")].Number);
        Assert.Equal(86_666.67m, values[CellCode.Parse("B5.080.VAL")].Number);
    }

    [Fact]
    public void Check_a_payment_after_30_April_is_to_explain()
    {
        Assert.Contains(Check(Form, Text(Example, "B5.042.VAL", "2026-05-01")), f => f.Instance == "P01D:042");
        Assert.DoesNotContain(Check(Form, Text(Example, "B5.042.VAL", "2026-04-30")), f => f.ControlCode == "P01D");
    }

    [Fact]
    public void Check_an_auditor_who_signed_before_the_closing_is_blocked()
    {
        var finding = Assert.Single(Check(Form, Text(Example, "ID.CACDATE.VAL", "2025-12-30")), f => f.ControlCode == "F06");

        Assert.Equal(Severity.Blocking, finding.Severity);
        Assert.Contains("30/12/2025", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_accounts_not_yet_approved_are_to_explain()
    {
        var before = Check(Form, Example, new StatementContext { Today = new DateOnly(2026, 4, 27) });
        var after = Check(Form, Example, new StatementContext { Today = new DateOnly(2026, 4, 28) });

        Assert.Equal(Severity.ToExplain, Assert.Single(before, f => f.ControlCode == "F07").Severity);
        Assert.DoesNotContain(after, f => f.ControlCode == "F07");
    }

    [Theory]
    [InlineData(1_280_000, false)]
    [InlineData(2_000_000, true)]
    public void Check_a_line_above_a_million_that_moves_by_more_than_a_quarter_is_to_explain(int last, bool fires)
    {
        var previous = Change(FormCalculator.Calculate(Form, Example, StatementContext.None).Values, "B2.012.TOT", last);

        Assert.Equal(fires, Check(Form, Example, previous).Any(f => f.Instance == "V01:B2.012"));
    }

    [Fact]
    public void Check_a_line_that_falls_to_zero_is_to_explain()
    {
        var previous = Change(FormCalculator.Calculate(Form, Example, StatementContext.None).Values, "B1.032.TOT", 40_000);

        Assert.Equal("V10:B1.032", Assert.Single(Check(Form, Example, previous), f => f.ControlCode == "V10").Instance);
    }

    [Fact]
    public void Check_files_that_do_not_add_up_are_to_explain()
    {
        Assert.Equal("R05B3N:C2P", Assert.Single(Check(Form, Change(Example, "B3N.C2P.G", 19)), f => f.ControlCode == "R05B3N").Instance);
    }

    [Fact]
    public void Check_what_agents_see_stays_hidden_from_the_body()
    {
        var previous = Change(FormCalculator.Calculate(Form, Example, StatementContext.None).Values, "C1.070.T", 30);

        Assert.DoesNotContain(Check(Form, Example, previous), f => f.ControlCode == "V12");
        Assert.Contains(Check(Form, Example, new StatementContext { Previous = previous, ForAgents = true }), f => f.ControlCode == "V12");
    }

    /// <summary>Before 2025 nothing is to be paid, hence no document about a payment is asked for.</summary>
    [Fact]
    public void Read_2025_what_was_information_is_now_due()
    {
        var form = PublishedForms.Read("2024/ATPRO");

        Assert.Null(form.Find(CellCode.Parse("B5.040.VAL")));
        Assert.NotNull(Form.Find(CellCode.Parse("B5.040.VAL")));
        Assert.NotEmpty(Form.Mapping.Breaks(CellCode.Parse("B5.030.VAL")));
    }

    [Fact]
    public void Read_2026_the_only_new_line_is_that_of_the_mobilised_rights()
    {
        var form = PublishedForms.Read("2026/ATPRO");

        var added = form.Cells.Select(c => c.Code).Except(Form.Cells.Select(c => c.Code));

        Assert.Equal(["C4.020.MNT", "C4.020.MOY"], added.Select(c => c.ToString()).Order());
        Assert.Empty(Form.Cells.Select(c => c.Code).Except(form.Cells.Select(c => c.Code)));
        Assert.True(form.Mapping.HasNoPast(CellCode.Parse("C4.020.MNT")));
    }

    internal static IReadOnlyList<Finding> Check(FormDefinition form, CellValues inputs, StatementContext? context = null) =>
        FormChecker.Check(form, FormCalculator.Calculate(form, inputs, context ?? StatementContext.None), context ?? StatementContext.None);

    internal static CellValues Change(CellValues values, string code, decimal? value) =>
        values.With([KeyValuePair.Create(CellCode.Parse(code), value is { } number ? CellValue.Of(number) : CellValue.Blank)]);

    internal static CellValues Text(CellValues values, string code, string text) =>
        values.With([KeyValuePair.Create(CellCode.Parse(code), CellValue.OfText(text))]);
}
