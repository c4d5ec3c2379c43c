using System.Globalization;
using Soffi.Domain.Forms;

namespace Soffi.Web.Infrastructure.Demonstration;

/// <summary>
/// Fictitious CSA of the OPCO for the closed exercises: whole multiples of the example statement, which the controls of the
/// form accept whatever the multiple, their ratios being the same.
/// </summary>
public static class CsaStatements
{
    private const int ExampleExercise = 2022;
    private const int Sizes = 3;

    private static readonly Lazy<CellValues> Example = new(() => GoldenExample.Read("2022.CSA"));

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
            from cell in Example.Value
            where form.Find(cell.Key) is { IsInput: true }
            select KeyValuePair.Create(
                cell.Key,
                identity.TryGetValue(cell.Key.ToString(), out var own) ? CellValue.OfText(own) : Value(cell.Value, size, form.Header.Exercise)));
    }

    private static CellValue Value(CellValue value, int size, int exercise) => value switch
    {
        { IsNumber: true } => CellValue.Of(value.Number * size),
        _ when DateOnly.TryParseExact(value.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
            CellValue.OfText(day.AddYears(exercise - ExampleExercise).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ => value,
    };
}
