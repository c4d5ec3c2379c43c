using System.Globalization;
using System.Text.Json;
using Soffi.Domain.Forms;

namespace Soffi.Web.Infrastructure.Demonstration;

/// <summary>
/// Fictitious CSA of the OPCO for the closed exercises: whole multiples of the example statement, which the controls of the
/// form accept whatever the multiple, their ratios being the same.
/// </summary>
public static class CsaStatements
{
    private const string Resource = "Soffi.Web.Forms.2022.CSA.example.json";
    private const int ExampleExercise = 2022;
    private const int Sizes = 3;

    private static readonly Lazy<JsonElement> Example = new(Read);

    public static CellValues Build(FormDefinition form, string operatorCode)
    {
        var opco = DemoOpco.Find(operatorCode);
        var size = (DemoOpco.All.ToList().IndexOf(opco) % Sizes) + 1;
        var identity = new Dictionary<string, string>
        {
            ["ID.CODE.VAL"] = opco.Code,
            ["ID.DENOM.VAL"] = $"{opco.Name} (données fictives de démonstration)",
            ["ID.SIREN.VAL"] = opco.Siren,
        };
        return new CellValues(
            from cell in Example.Value.EnumerateObject()
            let code = CellCode.Parse(cell.Name)
            where form.Find(code) is { IsInput: true }
            select KeyValuePair.Create(code, identity.TryGetValue(cell.Name, out var own) ? CellValue.OfText(own) : Value(cell.Value, size, form.Header.Exercise)));
    }

    private static CellValue Value(JsonElement value, int size, int exercise)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            return CellValue.Of(value.GetDecimal() * size);
        }

        var text = value.GetString()!;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? CellValue.OfText(day.AddYears(exercise - ExampleExercise).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : CellValue.OfText(text);
    }

    private static JsonElement Read()
    {
        using var stream = typeof(CsaStatements).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"Missing resource {Resource}.");
        using var json = JsonDocument.Parse(stream);
        return json.RootElement.GetProperty("values").Clone();
    }
}
