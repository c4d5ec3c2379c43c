using System.Text.Json;
using System.Text.Json.Serialization;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Statistics;

/// <summary>
/// Reads one table file (format: docs/statistics.md). Strict: an unknown or missing key, a malformed cell code or an
/// unknown value is refused with file, line and a French sentence, at start and in tests.
/// </summary>
public static class StatTableReader
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new CellConverter() },
    };

    private static readonly Dictionary<string, OperatorType> Types = new()
    {
        ["OPCO"] = OperatorType.Opco,
        ["ATPRO"] = OperatorType.Atpro,
        ["FAF"] = OperatorType.Faf,
    };

    private static readonly Dictionary<string, StatementKind> Kinds = new() { ["ESF"] = StatementKind.Esf, ["CSA"] = StatementKind.Csa };

    private static readonly Dictionary<string, StatRowAxis> Axes = new()
    {
        ["operators"] = StatRowAxis.Operators,
        ["exercises"] = StatRowAxis.Exercises,
    };

    /// <param name="file">Name shown in errors; without its extension, the id of the table.</param>
    /// <exception cref="StatTableException">The file cannot be accepted.</exception>
    public static StatTable Read(string file, string json)
    {
        var content = Parse(file, json);
        var at = new Position(file, json);
        if (content.Id != Path.GetFileNameWithoutExtension(file))
        {
            throw at.Refuse(content.Id, $"l’identifiant «\u00A0{content.Id}\u00A0» doit être le nom du fichier.");
        }

        var rows = at.Known(Axes, content.Rows);
        CheckOptions(content, rows, at);
        return new StatTable(
            content.Id, at.Filled(content.Title, "title"), at.Filled(content.Description, "description"), at.Known(Kinds, content.Kind),
            at.Known(Types, content.OperatorType), rows, at.Filled(content.RowLabel, "rowLabel"), Unit(content.Unit, at),
            Columns(content.Columns, at), content.ShareOf, content.AnnualGrowth, at.Filled(content.Basis, "basis"),
            at.Filled(content.Source, "source"));
    }

    private static void CheckOptions(TableFile content, StatRowAxis rows, Position at)
    {
        if (content.ShareOf is not null && (rows != StatRowAxis.Operators || content.Columns.All(c => c.Code != content.ShareOf)))
        {
            throw at.Refuse("shareOf", "«\u00A0shareOf\u00A0» nomme une colonne du tableau, et seulement quand les lignes sont des opérateurs.");
        }

        if (content.AnnualGrowth && rows != StatRowAxis.Exercises)
        {
            throw at.Refuse("annualGrowth", "«\u00A0annualGrowth\u00A0» n’a de sens que si les lignes sont des exercices.");
        }

        if (!content.Source.Contains("{base}", StringComparison.Ordinal))
        {
            throw at.Refuse("source", "la source doit dire la base\u00A0: écrivez «\u00A0{base}\u00A0» dans la phrase.");
        }
    }

    private static TableFile Parse(string file, string json)
    {
        try
        {
            return JsonSerializer.Deserialize<TableFile>(json, Options) ?? throw new StatTableException(file, 1, "le fichier est vide.");
        }
        catch (JsonException refused)
        {
            // The path ends with the key refused, or with the object that lacks one; the detail of the reader names it.
            var line = (refused.LineNumber ?? 0) + 1;
            throw new StatTableException(
                file, line, $"clé inconnue ou absente, ou valeur refusée ({refused.Path ?? "$"}). Détail du lecteur\u00A0: {Detail(refused)}");
        }
    }

    private static string Detail(JsonException refused) => refused.Message.Split(" Path: ")[0];

    private static StatUnit Unit(UnitFile unit, Position at)
    {
        if (unit.Divisor <= 0 || unit.Decimals is < 0 or > 4)
        {
            throw at.Refuse("unit", "l’unité a un diviseur positif et de 0 à 4 décimales.");
        }

        return new StatUnit(at.Filled(unit.Label, "unit"), unit.Divisor, unit.Decimals);
    }

    private static IReadOnlyList<StatColumn> Columns(IReadOnlyList<ColumnFile> columns, Position at)
    {
        if (columns.Count == 0)
        {
            throw at.Refuse("columns", "le tableau n’a pas de colonne.");
        }

        if (columns.GroupBy(c => c.Code).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw at.Refuse(twice.Key, $"le code de colonne «\u00A0{twice.Key}\u00A0» est employé deux fois.");
        }

        foreach (var column in columns)
        {
            if (column.Code.Length is 0 or > 16 || !column.Code.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9')))
            {
                throw at.Refuse(column.Code, $"le code de colonne «\u00A0{column.Code}\u00A0» ne porte que majuscules et chiffres, 16 au plus.");
            }

            if (column.Cells.Count == 0 || column.Cells.Distinct().Count() != column.Cells.Count)
            {
                throw at.Refuse(column.Code, $"la colonne «\u00A0{column.Code}\u00A0» ne lit aucune cellule, ou deux fois la même.");
            }
        }

        return [.. columns.Select(c => new StatColumn(c.Code, at.Filled(c.Label, c.Code), c.Definition ?? "", c.Cells))];
    }

    /// <summary>Finds the line of a word of the file, for the checks made after the reading.</summary>
    private sealed class Position(string file, string json)
    {
        public StatTableException Refuse(string word, string sentence)
        {
            var index = json.IndexOf($"\"{word}\"", StringComparison.Ordinal);
            return new StatTableException(file, 1 + json.AsSpan(0, Math.Max(0, index)).Count('\n'), sentence);
        }

        public T Known<T>(Dictionary<string, T> words, string word) => words.TryGetValue(word, out var value)
            ? value
            : throw Refuse(word, $"valeur inconnue «\u00A0{word}\u00A0»\u00A0; attendu\u00A0: {string.Join(", ", words.Keys)}.");

        public string Filled(string text, string key) =>
            string.IsNullOrWhiteSpace(text) ? throw Refuse(key, $"le texte de «\u00A0{key}\u00A0» est vide.") : text;
    }

    private sealed record TableFile(
        string Id, string Title, string Description, string Kind, string OperatorType, string Rows, string RowLabel, UnitFile Unit,
        IReadOnlyList<ColumnFile> Columns, string Basis, string Source, string? ShareOf = null, bool AnnualGrowth = false);

    private sealed record UnitFile(string Label, decimal Divisor, int Decimals);

    private sealed record ColumnFile(string Code, string Label, IReadOnlyList<CellCode> Cells, string? Definition = null);

    private sealed class CellConverter : JsonConverter<CellCode>
    {
        public override CellCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            return CellCode.TryParse(text, out var code) ? code : throw new JsonException($"code de cellule mal formé « {text} »");
        }

        public override void Write(Utf8JsonWriter writer, CellCode value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
