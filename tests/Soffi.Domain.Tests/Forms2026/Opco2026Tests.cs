using Soffi.Domain.Forms;
using Soffi.Domain.Tests.Forms;
using Soffi.Domain.Tests.Forms2025;

namespace Soffi.Domain.Tests.Forms2026;

/// <summary>The year the law changes: a new section, a device that ends, two lists of charges, another threshold.</summary>
public sealed class Opco2026Tests
{
    private static readonly FormDefinition Before = PublishedForms.Read("2025/OPCO");
    private static readonly FormDefinition Form = PublishedForms.Read("2026/OPCO");
    private static readonly CellValues Example2025 = ExampleTests.Example(Before, "2025/OPCO");
    private static readonly CellValues Example2026 = ExampleTests.Example(Form, "2026/OPCO");
    private static readonly CellValues LastYear = FormCalculator.Calculate(Before, Example2025, StatementContext.None).Values;

    [Fact]
    public void Translate_gives_last_year_in_the_codes_of_this_year()
    {
        var translated = Form.Mapping.Translate(LastYear);

        Assert.Equal(LastYear[Code("B6.010.ALT")], translated[Code("B6.020.ALT")]);
        Assert.Equal(LastYear[Code("B6.011.ALT")].Number + LastYear[Code("B6.110.ALT")].Number, translated[Code("B6.124.ALT")].Number);
        Assert.True(translated[Code("B6.122.ALT")].IsBlank, "A part of a split line has no past.");
        Assert.True(translated[Code("C3.020.F")].IsBlank, "A cadre that is gone has no present.");
        Assert.Equal(LastYear[Code("B3.PROA.G")], translated[Code("B3.PROA.G")]);
    }

    [Fact]
    public void Calculate_with_last_year_locks_what_existed_and_lets_the_new_section_be_typed()
    {
        var calculation = FormCalculator.Calculate(Form, Example2026, new StatementContext { Previous = Form.Mapping.Translate(LastYear) });

        Assert.Contains(Code("B3.APP.A"), calculation.Locked);
        Assert.Equal(LastYear[Code("B3.APP.G")], calculation.Values[Code("B3.APP.A")]);
        Assert.DoesNotContain(Code("B3.RECO.A"), calculation.Locked);
        Assert.DoesNotContain(Code("B4.415.N1"), calculation.Locked);
    }

    [Theory]
    [InlineData("B2.080.ALT", true)]
    [InlineData("B6.021.ALT", true)]
    [InlineData("B6.122.VOL", true)]
    [InlineData("B2.010.ALT", false)]
    [InlineData("B6.022.ALT", false)]
    public void Breaks_tells_which_series_cannot_be_compared(string code, bool breaks)
    {
        Assert.Equal(breaks, Form.Mapping.Breaks(Code(code)).Any());
        Assert.All(Form.Mapping.Breaks(Code(code)), note => Assert.EndsWith(".", note, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2025/OPCO", false)]
    [InlineData("2026/OPCO", true)]
    public void Check_equalisation_asks_90_percent_then_95(string path, bool explains)
    {
        var form = PublishedForms.Read(path);
        var example = ExampleTests.Example(form, path);

        var findings = FormChecker.Check(form, FormCalculator.Calculate(form, example, StatementContext.None), StatementContext.None);

        Assert.Equal(explains, findings.Any(f => f.ControlCode == "P12"));
    }

    [Fact]
    public void Check_a_mission_cap_counts_what_management_gave_it_and_not_the_reverse()
    {
        IReadOnlyList<Finding> Check(decimal transfer)
        {
            var typed = Example2026.With(
            [
                KeyValuePair.Create(Code("B6T.032.TOT"), CellValue.Of(300_000)),
                KeyValuePair.Create(Code("B6T.033.TOT"), CellValue.Of(transfer)),
            ]);
            return FormChecker.Check(Form, FormCalculator.Calculate(Form, typed, StatementContext.None), StatementContext.None);
        }

        Assert.Contains(Check(0), f => f.ControlCode == "P07M");
        Assert.DoesNotContain(Check(20_000), f => f.ControlCode is "P07M" or "P07G");
        Assert.Contains(Check(100_000), f => f.ControlCode == "P07G");
    }

    private static CellCode Code(string code) => CellCode.Parse(code);
}
