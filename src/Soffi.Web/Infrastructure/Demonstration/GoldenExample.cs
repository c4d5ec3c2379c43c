using System.Text.Json;
using Soffi.Domain.Forms;

namespace Soffi.Web.Infrastructure.Demonstration;

/// <summary>The golden example beside a form, from which the invented statements are made.</summary>
internal static class GoldenExample
{
    /// <summary>Its input values.</summary>
    /// <param name="form">« 2025.OPCO ».</param>
    /// <exception cref="InvalidOperationException">That form has no example in the program.</exception>
    public static CellValues Read(string form)
    {
        var resource = $"Soffi.Web.Forms.{form}.example.json";
        using var stream = typeof(GoldenExample).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"Missing resource {resource}.");
        using var json = JsonDocument.Parse(stream);
        return new CellValues(json.RootElement.GetProperty("values").EnumerateObject()
            .Select(p => KeyValuePair.Create(CellCode.Parse(p.Name), ValueOf(p.Value))));
    }

    private static CellValue ValueOf(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? CellValue.Of(value.GetDecimal())
        : value.GetString() is "sans objet" ? CellValue.NotApplicable : CellValue.OfText(value.GetString()!);
}
