using System.Text.Json;
using Soffi.Domain.Forms;

namespace Soffi.Benchmarks;

/// <summary>A full check (every computed cell, every control), as a page of the statement makes it, of the largest form, against hand-written loops on arrays.</summary>
internal static class FullCheck
{
    /// <summary>The check may cost at most so many times the floor.</summary>
    private const int Most = 10;

    public static void Print(FormFiles files)
    {
        var (path, form) = files.Forms.Where(p => files.Find($"{p}/example.json") is not null)
            .Select(p => (p, FormReader.Read(files, p).Definition!)).MaxBy(f => f.Item2.Cells.Count);
        var inputs = Example(files, path, form);
        var context = new StatementContext { Previous = FormCalculator.Calculate(form, inputs, StatementContext.None).Values };
        var floor = new HandWritten(form, inputs, context);

        void Check() => FormEvaluation.Of(form, inputs, context).Findings(context.Facts, context.WithoutObject);
        var (engine, hand) = Paired.Compare(15, Check, () => floor.Run());

        Console.WriteLine($"Full check of {path}: {form.Cells.Count(c => c.IsInput)} input cells, {form.Cells.Count(c => !c.IsInput)} computed, "
            + $"{form.Controls.Count} controls ({floor.Comparisons} comparisons by hand).");
        Console.WriteLine($"  engine {engine:0} µs of processor, hand-written floor {hand:0} µs: "
            + $"ratio {engine / hand:0.0} (at most {Most}: {(engine <= hand * Most ? "kept" : "NOT KEPT")}).");
    }

    private static CellValues Example(FormFiles files, string path, FormDefinition form)
    {
        using var json = JsonDocument.Parse(files.Find($"{path}/example.json")!);
        return new CellValues([.. json.RootElement.GetProperty("values").EnumerateObject().Select(v =>
        {
            var code = CellCode.Parse(v.Name);
            var value = v.Value.ValueKind == JsonValueKind.Number ? CellValue.Of(v.Value.GetDecimal()) : CellReader.Read(form.Find(code)!, v.Value.GetString());
            return KeyValuePair.Create(code, value);
        })]);
    }
}
