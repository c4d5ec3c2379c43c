using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.Seed.Growth;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Demonstration;

/// <summary>The fictitious statements of the Transitions Pro and of the funds agree with themselves and from year to year.</summary>
public sealed class GrownStatementsTests
{
    private static readonly FormFiles Files = FormFiles.FromFolder(Path.Combine(SourceTree.Root, "src/Soffi.Web/Forms"));
    private static readonly Dictionary<string, FormDefinition> Forms = new[] { 2023, 2024, 2025 }
        .SelectMany(y => new[] { $"{y}/ATPRO", $"{y}/FAF" }).ToDictionary(p => p, p => FormReader.Read(Files, p).Definition!);

    public static TheoryData<string> Bodies => [.. GrownStatements.Operators.Select(o => o.Code)];

    [Fact]
    public void List_the_bodies_has_every_association_and_every_fund()
    {
        Assert.Equal(18, GrownStatements.Operators.Count(o => o.Type == OperatorType.Atpro));
        Assert.Equal(7, GrownStatements.Operators.Count(o => o.Type == OperatorType.Faf));
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Check_every_statement_of_a_body_finds_only_an_excess_of_cash(string code)
    {
        foreach (var statement in Chain(code))
        {
            var findings = FormChecker.Check(statement.Form, statement.Calculation, statement.Context);

            Assert.DoesNotContain(findings, f => f.ControlCode is not ("P01" or "P03" or "R07"));
            Assert.Equal(statement.Context.Previous.Count == 0, findings.Any(f => f.ControlCode == "R07"));
            Assert.All(findings, f => Assert.False(string.IsNullOrWhiteSpace(GrownStatements.Explanation(f.ControlCode))));
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Type_every_value_again_gives_the_same(string code)
    {
        foreach (var statement in Chain(code))
        {
            Assert.All(statement.Inputs, v =>
            {
                var cell = statement.Form.Find(v.Key)!;
                Assert.Equal(v.Value, CellReader.Read(cell, CellFormatter.Edit(cell.Type, v.Value)));
            });
        }
    }

    [Fact]
    public void Open_a_year_on_the_closing_of_the_one_before()
    {
        var years = Chain("TPARA").ToList();

        Assert.Equal(
            years[0].Calculation.Values[CellCode.Parse("B3.PTP.G")].Number, years[1].Calculation.Values[CellCode.Parse("B3.PTP.A")].Number);
        Assert.Equal(years[1].Inputs[CellCode.Parse("B4.320.NET")].Number, years[2].Inputs[CellCode.Parse("B4.320.N1")].Number);
    }

    [Fact]
    public void Grow_only_VIVEA_has_the_lines_of_the_MSA_and_only_sections_name_their_operator()
    {
        Assert.True(Chain("VIVEA").First().Inputs[CellCode.Parse("B1V.010.VAL")].IsNumber);
        Assert.Equal(CellValue.NotApplicable, Chain("AGEFICE").First().Inputs[CellCode.Parse("B1V.010.VAL")]);
        Assert.Equal("AFDAS", Chain("ARTAUT").First().Inputs[CellCode.Parse("ID.OPCO.VAL")].Text);
        Assert.Equal(0, Chain("ARTAUT").First().Calculation.Values[CellCode.Parse("C2STA.CHEF.T")].Number);
    }

    private static IEnumerable<GrownYear> Chain(string code)
    {
        var body = GrownStatements.Operators.Single(o => o.Code == code);
        var previous = CellValues.Empty;
        foreach (var exercise in new[] { 2023, 2024, 2025 })
        {
            var form = Forms[$"{exercise}/{(body.Type == OperatorType.Atpro ? "ATPRO" : "FAF")}"];
            var inputs = GrownStatements.Build(form, code, previous);
            var context = new StatementContext { Previous = previous, OperatorCode = body.Code, RegionCode = body.RegionCode };
            var calculation = FormCalculator.Calculate(form, inputs, context);
            yield return new GrownYear(form, inputs, calculation, context);
            previous = calculation.Values;
        }
    }

    private sealed record GrownYear(FormDefinition Form, CellValues Inputs, Calculation Calculation, StatementContext Context);
}
