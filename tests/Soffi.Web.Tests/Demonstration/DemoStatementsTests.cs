using System.Globalization;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.Demonstration;

namespace Soffi.Web.Tests.Demonstration;

/// <summary>The fictitious statements are coherent to the cent, year after year, and give back the published series.</summary>
public sealed class DemoStatementsTests
{
    private static readonly string Root = FindRoot();
    private static readonly Dictionary<int, FormDefinition> Forms = ReadForms();

    public static TheoryData<string> Operators => [.. DemoOpco.All.Select(o => o.Code)];

    [Theory]
    [MemberData(nameof(Operators))]
    public void Check_every_statement_of_an_operator_finds_nothing_that_blocks(string operatorCode)
    {
        foreach (var statement in Chain(operatorCode))
        {
            var findings = FormChecker.Check(Forms[statement.Exercise], statement.Calculation, statement.Previous);

            Assert.DoesNotContain(findings, f => f.Severity == Severity.Blocking);
            Assert.All(findings.Where(f => f.Severity == Severity.ToExplain), f => Assert.Equal("P01", f.ControlCode));
            Assert.Equal(statement.Exercise == 2021 ? ["R07"] : [], findings.Where(f => f.Severity == Severity.Information).Select(f => f.Instance));
            Assert.Equal(100, FormProgress.Of(Forms[statement.Exercise], statement.Calculation).Percent);
        }
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void Type_every_value_again_gives_the_same(string operatorCode)
    {
        foreach (var statement in Chain(operatorCode))
        {
            Assert.All(statement.Inputs, v =>
            {
                var cell = Forms[statement.Exercise].Find(v.Key)!;
                Assert.Equal(v.Value, CellReader.Read(cell, CellFormatter.Edit(cell.Type, v.Value)));
            });
        }
    }

    [Fact]
    public void Sum_of_the_operators_gives_the_published_monthly_entries()
    {
        var sums = DemoOpco.All.SelectMany(o => Chain(o.Code))
            .SelectMany(s => Enumerable.Range(1, 12).Select(m => (s.Exercise, Month: m, Young: s.Inputs[Month(m)].Number)))
            .GroupBy(v => (v.Exercise, v.Month)).ToDictionary(g => g.Key, g => g.Sum(v => v.Young));
        var csv = Path.Combine(Root, "src/Soffi.Web/Infrastructure/Demonstration/contrats-pro-moins-26-ans.csv");
        var published = File.ReadAllLines(csv).Where(l => l.StartsWith('2'))
            .Select(l => l.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray()).ToList();

        Assert.Equal(3, published.Count);
        Assert.All(published, year => Assert.Equal(
            year[1..].Select(n => (decimal)n), Enumerable.Range(1, 12).Select(m => sums[(year[0], m)])));
        Assert.Equal(53_750, published.Single(y => y[0] == 2023)[1..].Sum());
    }

    [Fact]
    public void Build_twice_gives_the_same_values()
    {
        var first = DemoStatements.Build(Forms[2023], "AKTO", 2023, CellValues.Empty);

        Assert.Equal(first.OrderBy(v => v.Key), DemoStatements.Build(Forms[2023], "AKTO", 2023, CellValues.Empty).OrderBy(v => v.Key));
    }

    [Theory]
    [InlineData("AKTO")]
    [InlineData("ATLAS")]
    public void Partial_statement_lacks_two_required_cells_and_has_something_to_explain(string operatorCode)
    {
        var previous = Chain(operatorCode).Single(s => s.Exercise == 2024).Calculation.Values;

        var calculation = FormCalculator.Calculate(
            Forms[2025], DemoStatements.Partial(Forms[2025], operatorCode, 2025, previous), previous);
        var findings = FormChecker.Check(Forms[2025], calculation, previous);

        Assert.Equal(["F01:ID.APPROB.VAL", "F01:ID.CACDATE.VAL"], findings.Where(f => f.ControlCode == "F01").Select(f => f.Instance).Order());
        Assert.InRange(FormProgress.Of(Forms[2025], calculation).Percent, 50, 99);
        Assert.Contains(findings, f => f.ControlCode == "P01" && f.Severity == Severity.ToExplain);
        Assert.False(string.IsNullOrWhiteSpace(DemoStatements.Explanation("P01")));
    }

    [Fact]
    public void Build_says_in_its_name_that_it_is_fictitious()
    {
        var name = DemoStatements.Build(Forms[2022], "SANTE", 2022, CellValues.Empty)[CellCode.Parse("ID.DENOM.VAL")].Text;

        Assert.Contains("données fictives", name, StringComparison.Ordinal);
    }

    private static IEnumerable<DemoYear> Chain(string operatorCode)
    {
        var previous = CellValues.Empty;
        foreach (var exercise in DemoStatements.Exercises)
        {
            var inputs = DemoStatements.Build(Forms[exercise], operatorCode, exercise, previous);
            var calculation = FormCalculator.Calculate(Forms[exercise], inputs, previous);
            yield return new DemoYear(exercise, inputs, calculation, previous);
            previous = calculation.Values;
        }
    }

    private static CellCode Month(int month) => new("C2M", month.ToString("D2", CultureInfo.InvariantCulture), "M26");

    private static Dictionary<int, FormDefinition> ReadForms()
    {
        var files = FormFiles.FromFolder(Path.Combine(Root, "src/Soffi.Web/Forms"));
        return DemoStatements.Exercises.ToDictionary(e => e, e => FormReader.Read(files, $"{e}/OPCO").Definition!);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Soffi.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    private sealed record DemoYear(int Exercise, CellValues Inputs, Calculation Calculation, CellValues Previous);
}
