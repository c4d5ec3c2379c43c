using System.Text.Json;
using Soffi.Domain.Forms;
using Soffi.Domain.Tests.Forms;

namespace Soffi.Domain.Tests.Forms2025;

/// <summary>
/// The golden example beside each form. Its expected totals and findings were computed by another program than Soffi's
/// engine, from the same files.
/// </summary>
public sealed class ExampleTests
{
    public static TheoryData<string> Paths =>
        [.. PublishedForms.Files.Forms.Where(p => PublishedForms.Files.Find($"{p}/example.json") is not null)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Calculate_the_example_gives_the_expected_totals(string path)
    {
        var form = PublishedForms.Read(path);
        using var expected = Parse($"{path}/example.expected.json");
        var blanks = expected.RootElement.GetProperty("blank").EnumerateArray().Select(b => b.GetString()!);

        var values = FormCalculator.Calculate(form, Example(form, path), CellValues.Empty).Values;

        var computed = form.Cells.Where(c => !c.IsInput).ToDictionary(c => c.Code.ToString(), c => values[c.Code]);
        Assert.Equal(
            expected.RootElement.GetProperty("computed").EnumerateObject().Select(p => $"{p.Name} = {p.Value.GetDecimal():0.####}").Order(),
            computed.Where(c => c.Value.IsNumber).Select(c => $"{c.Key} = {c.Value.Number:0.####}").Order());
        Assert.Equal(blanks.Order(), computed.Where(c => c.Value.IsBlank).Select(c => c.Key).Order());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Check_the_example_gives_the_expected_findings(string path)
    {
        var form = PublishedForms.Read(path);
        using var expected = Parse($"{path}/example.expected.json");

        var findings = FormChecker.Check(
            form, FormCalculator.Calculate(form, Example(form, path), CellValues.Empty), CellValues.Empty);

        Assert.Equal(
            expected.RootElement.GetProperty("findings").EnumerateArray()
                .Select(f => $"{f.GetProperty("instance").GetString()} {f.GetProperty("severity").GetString()}").Order(),
            findings.Select(f => $"{f.Instance} {NameOf(f.Severity)}").Order());
        Assert.All(findings, f => Assert.DoesNotContain("{", f.Message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Type_the_example_again_gives_the_same_values(string path)
    {
        var form = PublishedForms.Read(path);

        Assert.All(Example(form, path), v =>
        {
            var cell = form.Find(v.Key)!;
            Assert.Equal(v.Value, CellReader.Read(cell, CellFormatter.Edit(cell.Type, v.Value)));
        });
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Fill_the_example_leaves_no_cadre_empty(string path)
    {
        var form = PublishedForms.Read(path);

        var progress = FormProgress.Of(form, FormCalculator.Calculate(form, Example(form, path), CellValues.Empty));

        Assert.Equal(100, progress.Percent);
        Assert.All(progress.Cadres, c => Assert.True(c.Answered > 0 || c.Inputs == 0, c.Cadre.Code));
    }

    internal static CellValues Example(FormDefinition form, string path)
    {
        using var json = Parse($"{path}/example.json");
        return new CellValues([.. json.RootElement.GetProperty("values").EnumerateObject().Select(p =>
        {
            var code = CellCode.Parse(p.Name);
            Assert.True(form.Find(code) is { IsInput: true }, $"{p.Name} is no input of {path}");
            return KeyValuePair.Create(code, ValueOf(p.Value));
        })]);
    }

    private static CellValue ValueOf(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? CellValue.Of(value.GetDecimal())
        : value.GetString() is "sans objet" ? CellValue.NotApplicable : CellValue.OfText(value.GetString()!);

    private static JsonDocument Parse(string file) => JsonDocument.Parse(PublishedForms.Files.Find(file)!);

    private static string NameOf(Severity severity) => severity switch
    {
        Severity.Blocking => "bloquant",
        Severity.ToExplain => "à justifier",
        _ => "information",
    };
}
