using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>The forms of the product, read once from the source tree.</summary>
internal static class PublishedForms
{
    private static readonly ConcurrentDictionary<string, FormReading> Readings = new(StringComparer.Ordinal);

    public static FormFiles Files { get; } = FormFiles.FromFolder(Root());

    public static FormDefinition Opco2025 { get; } = Read("2025/OPCO");

    /// <summary>Read once for all the tests: definitions are immutable.</summary>
    public static FormReading Reading(string path) => Readings.GetOrAdd(path, known => FormReader.Read(Files, known));

    public static FormDefinition Read(string path)
    {
        var reading = Reading(path);
        Assert.Empty(reading.Faults);
        return reading.Definition!;
    }

    public static JsonElement Json(string path) => JsonDocument.Parse(Files.Find(path)!).RootElement;

    /// <summary>The input values of the golden example.</summary>
    public static CellValues Example(FormDefinition form) => new(Json("2025/OPCO/example.json").GetProperty("values").EnumerateObject()
        .Select(v => KeyValuePair.Create(CellCode.Parse(v.Name), ValueOf(form, CellCode.Parse(v.Name), v.Value))));

    private static CellValue ValueOf(FormDefinition form, CellCode code, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? CellValue.Of(value.GetDecimal()) : CellReader.Read(form.Find(code)!, value.GetString());

    private static string Root() => Path.Combine(
        typeof(PublishedForms).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "FormsDirectory").Value!);
}
