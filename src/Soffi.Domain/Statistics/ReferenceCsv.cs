using System.Globalization;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Statistics;

/// <summary>What one may enter a figure for.</summary>
/// <param name="Definitions">By exercise.</param>
/// <param name="Operators">Codes of the bodies, by type.</param>
public sealed record ReferenceFrame(
    IReadOnlyDictionary<int, IReadOnlyList<ReferenceDefinition>> Definitions, ILookup<Operators.OperatorType, string> Operators);

/// <summary>Reads reference figures, typed one by one or sent in a file « code;exercice;operateur;valeur;source;date ».</summary>
public static class ReferenceCsv
{
    /// <summary>Most lines of a file.</summary>
    public const int MostLines = 2_000;

    private static readonly string[] Required = ["code", "exercice", "valeur", "source"];
    private static readonly string[] Optional = ["operateur", "date"];

    // Ten thousandths, positive: the scale on which everything is stored.
    private static readonly FormCell Number = new(new CellCode("R", "V", "V"), CellType.Decimal, "", "", false, false, false, false, null, null);
    private static readonly FormCell Day = Number with { Type = CellType.Date };

    /// <summary>All the figures, or none and every fault with its line.</summary>
    public static (IReadOnlyList<ReferenceEntry> Entries, IReadOnlyList<CsvFault> Faults) Read(byte[] bytes, ReferenceFrame frame)
    {
        var faults = new List<CsvFault>();
        if (CsvTable.Read(bytes, Required, Optional, MostLines, faults) is not { } table)
        {
            return ([], faults);
        }

        var entries = new List<ReferenceEntry>();
        var seen = new Dictionary<(string, int, string), int>();
        foreach (var line in table.Lines)
        {
            string Field(string name) => table.Field(line, name);
            var (entry, refusals) = Read(frame, Field("code"), Field("exercice"), Field("operateur"), Field("valeur"), Field("source"), Field("date"));
            faults.AddRange(refusals.Select(r => new CsvFault(line.Number, char.ToLowerInvariant(r.Message[0]) + r.Message[1..])));
            if (entry is not null && !seen.TryAdd((entry.Code, entry.Exercise, entry.OperatorCode), line.Number))
            {
                faults.Add(new CsvFault(line.Number, $"ce chiffre est déjà donné à la ligne {seen[(entry.Code, entry.Exercise, entry.OperatorCode)]}."));
            }
            else if (entry is not null)
            {
                entries.Add(entry);
            }
        }

        if (table.Lines.Count == 0 && faults.Count == 0)
        {
            faults.Add(new CsvFault(0, "Ce fichier n’a que sa première ligne\u00a0: ajoutez un chiffre par ligne."));
        }

        return faults.Count == 0 ? (entries, []) : ([], [.. faults.OrderBy(f => f.Line)]);
    }

    /// <summary>One figure as typed, or why not: name of the field and French sentence.</summary>
    public static (ReferenceEntry? Entry, IReadOnlyList<(string Field, string Message)> Refusals) Read(
        ReferenceFrame frame, string code, string exercise, string operatorCode, string value, string source, string date)
    {
        var refusals = new List<(string, string)>();
        if (!int.TryParse(exercise.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || !frame.Definitions.TryGetValue(year, out var definitions))
        {
            var years = frame.Definitions.Keys.Order().ToList();
            refusals.Add(("exercice", $"L’exercice «\u00a0{CsvLines.Shown(exercise)}\u00a0» n’a pas de contrôle croisé\u00a0: {StatText.Years(years)}."));
            definitions = [];
        }

        var definition = definitions.FirstOrDefault(d => d.Code.Equals(code.Trim(), StringComparison.OrdinalIgnoreCase));
        if (definition is null && definitions.Count > 0)
        {
            refusals.Add(("code", $"Le code «\u00a0{CsvLines.Shown(code)}\u00a0» n’est pas un chiffre de référence de {year}\u00a0: {string.Join(", ", definitions.Select(d => d.Code))}."));
        }

        var body = definition is null ? operatorCode : Body(frame, definition, operatorCode.Trim().ToUpperInvariant(), refusals);
        var number = CellReader.Read(Number, value);
        if (!number.IsNumber)
        {
            refusals.Add(("valeur", CellReader.Reason(Number, value) ?? "La valeur manque\u00a0: écrivez un nombre, par exemple 1 234,56."));
        }

        var day = CellReader.Read(Day, date);
        if (CellReader.Reason(Day, date) is { } wrong)
        {
            refusals.Add(("date", wrong));
        }

        if (SourceFault(source) is { } fault)
        {
            refusals.Add(("source", fault));
        }

        return refusals.Count > 0 ? (null, refusals) : (new ReferenceEntry(
            definition!.Code, year, body, number.Number, source.Trim(),
            day.Text is { } iso ? DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null), []);
    }

    /// <summary>Null when the source can be kept; else what to write.</summary>
    public static string? SourceFault(string source) => source.Trim().Length switch
    {
        < 3 => "La source manque\u00a0: écrivez où le chiffre est publié, par exemple «\u00a0Rapport sur l’usage des fonds 2025, page 12\u00a0».",
        > ReferenceFigure.LongestSource => $"La source ne peut pas dépasser {ReferenceFigure.LongestSource}\u00a0caractères.",
        _ when source.TrimStart()[0] is '=' or '+' or '-' or '@' => "La source commence par un signe qu’un tableur calculerait\u00a0: commencez par un mot.",
        _ => source.Any(char.IsControl) ? "La source contient un caractère invisible\u00a0: écrivez-la à nouveau." : null,
    };

    private static string Body(ReferenceFrame frame, ReferenceDefinition definition, string code, List<(string, string)> refusals)
    {
        var family = StatText.Family(definition.Type);
        if (code.Length == 0 && definition.Perimeter == ReferencePerimeter.Operator)
        {
            refusals.Add(("operateur", $"Ce chiffre est demandé par opérateur\u00a0: écrivez le code d’un {family}."));
        }
        else if (code.Length > 0 && definition.Perimeter == ReferencePerimeter.National)
        {
            refusals.Add(("operateur", "Ce chiffre est national\u00a0: laissez l’opérateur vide."));
        }
        else if (code.Length > 0 && !frame.Operators[definition.Type].Contains(code))
        {
            refusals.Add(("operateur", $"«\u00a0{CsvLines.Shown(code)}\u00a0» n’est pas le code d’un {family} de Soffi."));
        }

        return code;
    }
}
