using System.Text.Json;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>The formula language, row by row of docs/forms.md, on vectors that other tools may share.</summary>
public sealed class FormulaTests
{
    private static readonly string[] Rows = ["A", "B", "C"];
    private static readonly string[] Columns = ["X", "Y"];
    private static readonly JsonElement[] All = [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "formulas.json"))).RootElement.EnumerateArray()];

    public static TheoryData<string> Names => [.. All.Select(v => v.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_vector_gives_what_it_says(string name)
    {
        var vector = All.First(v => v.GetProperty("name").GetString() == name);
        var parsing = Formula.Parse(vector.GetProperty("formula").GetString()!, Context());
        if (vector.TryGetProperty("refused", out var refused))
        {
            Assert.Null(parsing.Formula);
            Assert.Contains(refused.GetString()!, parsing.Error, StringComparison.Ordinal);
            return;
        }

        Assert.Null(parsing.Error);
        var value = parsing.Formula!.Evaluate(new VectorScope(Values(vector, "cells"), Values(vector, "previous")));
        var expects = vector.GetProperty("expects");
        Assert.Equal(expects.ValueKind == JsonValueKind.Number ? "Number" : expects.GetString(), value.Kind.ToString(), ignoreCase: true);
        Assert.Equal(expects.ValueKind == JsonValueKind.Number ? expects.GetDecimal() : 0, value.Number);
    }

    [Fact]
    public void Parse_star_takes_the_row_and_column_of_the_cell()
    {
        var parsing = Formula.Parse("SUM(T.A.*:T.C.*) + T.*.X", Context("B", "Y"));

        Assert.Equal("SUM(T.A.Y:T.C.Y) + T.B.X", parsing.Formula!.Text);
    }

    [Fact]
    public void Parse_canonical_text_again_gives_the_same_text()
    {
        var texts = All.Where(v => v.TryGetProperty("expects", out _))
            .Select(v => Formula.Parse(v.GetProperty("formula").GetString()!, Context()).Formula!.Text);

        Assert.All(texts, text => Assert.Equal(text, Formula.Parse(text, Context()).Formula!.Text));
    }

    [Fact]
    public void Parse_huge_or_deep_formula_is_refused_with_its_reason()
    {
        Assert.Contains("trop longue", Formula.Parse(new string('1', 100_000), Context()).Error, StringComparison.Ordinal);
        Assert.Contains("imbriquée", Formula.Parse(new string('(', 1_000) + "1" + new string(')', 1_000), Context()).Error, StringComparison.Ordinal);
        Assert.Contains("imbriquée", Formula.Parse(new string('-', 1_000) + "1", Context()).Error, StringComparison.Ordinal);
        Assert.Contains("imbriquée", Formula.Parse(string.Concat(Enumerable.Repeat("not ", 500)) + "1", Context()).Error, StringComparison.Ordinal);
    }

    private static FormulaContext Context(string? row = null, string? column = null) => new()
    {
        Row = row,
        Column = column,
        Parameters = new HashSet<string> { "tiers" },
        Exists = c => c.Table == "T" && Rows.Contains(c.Row) && Columns.Contains(c.Column),
        Range = (from, to) => from.Table != to.Table || Array.IndexOf(Rows, from.Row) > Array.IndexOf(Rows, to.Row) ? null :
            [.. Rows[Array.IndexOf(Rows, from.Row)..(Array.IndexOf(Rows, to.Row) + 1)].SelectMany(r =>
                Columns[Array.IndexOf(Columns, from.Column)..(Array.IndexOf(Columns, to.Column) + 1)].Select(c => new CellCode("T", r, c)))],
    };

    private static Dictionary<CellCode, CellValue> Values(JsonElement vector, string key) => vector.TryGetProperty(key, out var cells)
        ? cells.EnumerateObject().ToDictionary(c => CellCode.Parse(c.Name), c => c.Value.ValueKind == JsonValueKind.Number
            ? CellValue.Of(c.Value.GetDecimal())
            : c.Value.GetString() == "s.o." ? CellValue.NotApplicable : CellValue.Unreadable(c.Value.GetString()!))
        : [];

    private sealed class VectorScope(Dictionary<CellCode, CellValue> values, Dictionary<CellCode, CellValue> previous) : IFormulaScope
    {
        public FormulaValue Read(CellReference reference) =>
            FormulaValue.Of((reference.Previous ? previous : values).GetValueOrDefault(reference.Code));

        public decimal Parameter(string name) => name == "tiers" ? 1m / 3 : throw new KeyNotFoundException(name);
    }
}
