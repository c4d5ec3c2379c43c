using Soffi.Domain.Forms;
using Soffi.Domain.Tests.Forms;
using Soffi.Domain.Tests.Forms2025;

namespace Soffi.Domain.Tests.FormsCsa;

/// <summary>The scale of L. 6242-1, rate by rate, and the eight controls of the statement.</summary>
public sealed class CsaTests
{
    private static readonly FormDefinition Form = PublishedForms.Read("2022/CSA");
    private static readonly CellValues Example = ExampleTests.Example(Form, "2022/CSA");

    /// <summary>Written by hand from the article: base × rate, to the nearest euro, half away from zero (L. 133-10 CSS).</summary>
    [Theory]
    [InlineData("G60", "10000000", "60000", "0.6")]
    [InlineData("G40", "10000000", "40000", "0.4")]
    [InlineData("G20", "10000000", "20000", "0.2")]
    [InlineData("G10", "10000000", "10000", "0.1")]
    [InlineData("G05", "10000000", "5000", "0.05")]
    [InlineData("M60", "10000000", "31200", "0.312")]
    [InlineData("M40", "10000000", "20800", "0.208")]
    [InlineData("M20", "10000000", "10400", "0.104")]
    [InlineData("M10", "10000000", "5200", "0.052")]
    [InlineData("M05", "10000000", "2600", "0.026")]
    [InlineData("G10", "1234499.99", "1234", "0.1")]
    [InlineData("G10", "1234500", "1235", "0.1")]
    [InlineData("M05", "7502000", "1951", "0.026")]
    public void Calculate_due_is_the_base_by_the_rate_rounded_to_the_euro(string line, string payroll, string due, string rate)
    {
        var values = Calculate(CellValues.Empty.With([Cell($"K2.{line}.BASE", Number(payroll))]));

        Assert.Equal((Number(due), Number(rate)), (values[Code($"K2.{line}.DUE")].Number, values[Code($"K2.{line}.TAUX")].Number));
    }

    [Theory]
    [InlineData("K01:G20", "K2.G20.ALT", 10)]
    [InlineData("K02:M40", "K2.M40.PER", 1)]
    [InlineData("K03:G10", "K2.G10.EFF", 3749)]
    [InlineData("K03G:G60", "K2.G60.EFF", 8000)]
    [InlineData("K03P:G40", "K2.G40.EFF", 42001)]
    [InlineData("K04:G", "K1.010.G", 71)]
    [InlineData("K04A", "K1.050.G", 1)]
    [InlineData("K05", "K2.G60.RAR", 99999)]
    [InlineData("K06", "K4.V4.FC", 900000000)]
    [InlineData("K07", "K3.05.SOL", 12)]
    public void Check_each_control_passes_on_the_example_and_fails_on_a_wrong_cell(string instance, string cell, int wrong)
    {
        Assert.DoesNotContain(Check(Example), f => f.Instance == instance);

        var finding = Assert.Single(Check(Example.With([Cell(cell, wrong)])), f => f.Instance == instance);

        Assert.Equal(Severity.Blocking, finding.Severity);
        Assert.EndsWith(".", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("{", finding.Message, StringComparison.Ordinal);
    }

    /// <summary>The brackets of L. 6242-1, IV: « inférieur à 1 % », « au moins égal à 1 % et inférieur à 2 % »…</summary>
    [Theory]
    [InlineData("60", 0, 29, 30)]
    [InlineData("40", 0, 9, 10)]
    [InlineData("20", 10, 19, 20)]
    [InlineData("10", 20, 29, 30)]
    [InlineData("05", 30, 49, 50)]
    public void Check_a_company_stands_in_the_line_of_its_quotient_in_both_regimes(string rate, int least, int most, int beyond)
    {
        var staff = rate == "60" ? 3000 : 1000;
        foreach (var line in new[] { "G" + rate, "M" + rate })
        {
            bool Passes(int apprentices) => Check(Example.With(
                [Cell($"K2.{line}.NB", 1), Cell($"K2.{line}.EFF", staff), Cell($"K2.{line}.ALT", apprentices)])).All(f => f.Instance != $"K01:{line}");

            Assert.True(Passes(least) && Passes(most), line);
            Assert.False(Passes(beyond), line);
            Assert.True(least == 0 || !Passes(least - 1), line);
        }
    }

    /// <summary>25 of 2 510 is 0.996 %, shown 1.00 %: below 1 % all the same.</summary>
    [Theory]
    [InlineData("G40", true)]
    [InlineData("G20", false)]
    public void Check_the_quotient_is_not_rounded_before_it_is_compared(string line, bool passes)
    {
        var values = Example.With([Cell($"K2.{line}.NB", 2), Cell($"K2.{line}.EFF", 2510), Cell($"K2.{line}.ALT", 25)]);

        Assert.Equal(1m, Calculate(values)[Code($"K2.{line}.QUO")].Number);
        Assert.Equal(passes, Check(values).All(f => f.Instance != $"K01:{line}"));
    }

    [Fact]
    public void Check_the_accounts_are_approved_after_the_year_and_before_the_statement()
    {
        CellValues Approved(string day) => Example.With([KeyValuePair.Create(Code("ID.APPROB.VAL"), CellValue.OfText(day))]);
        var standing = new StatementContext { Today = new DateOnly(2023, 5, 20) };
        IEnumerable<Finding> Found(string day) =>
            FormChecker.Check(Form, FormCalculator.Calculate(Form, Approved(day), standing), standing).Where(f => f.ControlCode is "F07" or "F07C");

        Assert.Empty(Found("2023-05-20"));
        Assert.Equal("F07", Assert.Single(Found("2023-05-21")).ControlCode);
        Assert.Equal("F07C", Assert.Single(Found("2022-12-30")).ControlCode);
    }

    [Fact]
    public void Check_the_average_rate_cannot_pass_the_highest_of_the_scale()
    {
        var lowered = PublishedForms.Files.Paths.ToDictionary(p => p, p => PublishedForms.Files.Find(p)!, StringComparer.Ordinal);
        lowered["2022/CSA/form.json"] = lowered["2022/CSA/form.json"].Replace("\"value\": \"0.6\"", "\"value\": \"0.2\"", StringComparison.Ordinal);
        var form = FormReader.Read(new FormFiles(lowered), "2022/CSA").Definition!;

        Assert.Contains(FormChecker.Check(form, FormCalculator.Calculate(form, Example, StatementContext.None), StatementContext.None), f => f.ControlCode == "K08");
    }

    [Fact]
    public void Check_tolerance_is_one_euro_per_company()
    {
        decimal Typed(string code) => Example[Code(code)].Number;
        bool Passes(decimal gap) => Check(Example.With([Cell("K2.G40.PER", Typed("K2.G40.PER") + gap), Cell("K3.05.SOL", Typed("K3.05.SOL") + gap)]))
            .All(f => f.Instance != "K02:G40");

        Assert.True(Passes(20), "Twenty-one companies, twenty euros.");
        Assert.False(Passes(22));
    }

    [Fact]
    public void Breaks_the_series_where_the_law_changed_what_counts()
    {
        Assert.NotEmpty(Form.Mapping.Breaks(Code("K1.050.G")));
        Assert.Empty(Form.Mapping.Breaks(Code("K2.G60.BASE")));
        Assert.Contains("1609 quinvicies", PublishedForms.Read("2021/CSA").Header.LegalBasis, StringComparison.Ordinal);
        Assert.Contains("Urssaf", PublishedForms.Read("2024/CSA").FindCadre("K1")!.Help, StringComparison.Ordinal);
    }

    private static CellValues Calculate(CellValues inputs) => FormCalculator.Calculate(Form, inputs, StatementContext.None).Values;

    private static IReadOnlyList<Finding> Check(CellValues inputs) =>
        FormChecker.Check(Form, FormCalculator.Calculate(Form, inputs, StatementContext.None), StatementContext.None);

    private static KeyValuePair<CellCode, CellValue> Cell(string code, decimal number) => KeyValuePair.Create(Code(code), CellValue.Of(number));

    private static CellCode Code(string code) => CellCode.Parse(code);

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
