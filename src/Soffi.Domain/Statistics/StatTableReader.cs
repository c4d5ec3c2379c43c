using System.Text.Json;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Statistics;

/// <summary>
/// Reads one table file (format: docs/statistics.md). Strict: an unknown or missing key, a malformed cell code or an
/// unknown value is refused with file, line and a French sentence, at start and in tests.
/// </summary>
public static class StatTableReader
{
    private static readonly Dictionary<string, OperatorType> Types = new()
    {
        ["OPCO"] = OperatorType.Opco,
        ["ATPRO"] = OperatorType.Atpro,
        ["FAF"] = OperatorType.Faf,
    };

    private static readonly Dictionary<string, StatementKind> Kinds = new() { ["ESF"] = StatementKind.Esf, ["CSA"] = StatementKind.Csa };

    /// <summary>Words of the files for the two lines that most tables have; any other word is the code of a dimension.</summary>
    private static readonly Dictionary<string, string> Axes = new()
    {
        ["operators"] = StatDimensions.Operator,
        ["exercises"] = StatDimensions.Exercise,
    };

    /// <summary>Under which heading of the list a table stands, in the order of the list.</summary>
    private static readonly Dictionary<string, string> Themes = StatTable.Themes.ToDictionary(t => t.Code, t => t.Label);

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

        CheckOptions(content, at);
        var family = new StatFamily(at.Known(Kinds, content.Kind), at.Known(Types, content.OperatorType));
        var unit = Unit(content.Unit, at);
        var query = new StatQuery
        {
            Title = at.Filled(content.Title, "title"),
            Rows = Dimensions(content.Rows, at),
            Columns = [StatDimensions.Measure],
            Measures = Measures(content.Columns, family, unit, null, at),
            Filters = Filters(content.Filters),
            Perimeter = StatPerimeter.Submitted,
            Derived = (content.ShareOf is null ? 0 : StatDerived.ShareOfColumn) | (content.AnnualGrowth ? StatDerived.Growth : 0),
            DerivedOf = content.ShareOf is null ? [] : [content.ShareOf],
            Totals = content.Totals,
            Basis = at.Filled(content.Basis, "basis"),
        };
        return new StatTable(
            content.Id, query.Title, at.Filled(content.Description, "description"), at.Filled(content.RowLabel, "rowLabel"), unit,
            content.Blocks is { Count: > 0 } blocks ? [.. blocks.Select(b => Block(b, query, content, family, unit, at))] : [new StatBlock("", query)],
            query.Basis, at.Filled(content.Source, "source"))
        {
            Theme = content.Theme is null ? StatTable.OtherThemes : at.Known(Themes, content.Theme),
        };
    }

    private static StatBlock Block(BlockFile block, StatQuery query, TableFile content, StatFamily family, StatUnit unit, Position at) => new(
        at.Filled(block.Label, "label"),
        query with
        {
            Rows = block.Rows is null ? query.Rows : Dimensions(block.Rows, at),
            Measures = block.Cells is null ? query.Measures : Measures(content.Columns, family, unit, block.Cells, at),
            Filters = block.Filters is null ? query.Filters : Filters(block.Filters),
        });

    private static IReadOnlyList<string> Dimensions(string rows, Position at)
    {
        var axes = rows.Split('*', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(a => Axes.GetValueOrDefault(a, a)).ToList();
        return axes.Count <= StatQuery.MaxAxes && axes.Distinct().Count() == axes.Count
            ? axes
            : throw at.Refuse("rows", $"les lignes croisent {StatQuery.MaxAxes} dimensions au plus, chacune une fois.");
    }

    private static Dictionary<string, IReadOnlyList<string>> Filters(Dictionary<string, List<string>>? filters) =>
        (filters ?? []).ToDictionary(f => f.Key, f => (IReadOnlyList<string>)f.Value);

    private static void CheckOptions(TableFile content, Position at)
    {
        if (content.ShareOf is not null && (content.Rows == "exercises" || content.Columns.All(c => c.Code != content.ShareOf)))
        {
            throw at.Refuse("shareOf", "«\u00A0shareOf\u00A0» nomme une colonne du tableau, et seulement quand les lignes ne sont pas des exercices.");
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
            return JsonSerializer.Deserialize<TableFile>(json, StrictJson.Options) ?? throw new StatTableException(file, 1, "le fichier est vide.");
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

    /// <param name="cells">What a block reads in the place of what the columns say, by column; null for the columns themselves.</param>
    private static IReadOnlyList<StatMeasure> Measures(
        IReadOnlyList<ColumnFile> columns, StatFamily family, StatUnit unit, Dictionary<string, List<string>>? cells, Position at)
    {
        if (columns.Count == 0)
        {
            throw at.Refuse("columns", "le tableau n’a pas de colonne.");
        }

        if (columns.GroupBy(c => c.Code).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw at.Refuse(twice.Key, $"le code de colonne «\u00A0{twice.Key}\u00A0» est employé deux fois.");
        }

        if (cells?.Keys.FirstOrDefault(k => columns.All(c => c.Code != k)) is { } unknown)
        {
            throw at.Refuse(unknown, $"«\u00A0{unknown}\u00A0» n’est pas une colonne du tableau.");
        }

        return [.. columns.Select(c => Measure(c, family, unit, cells is null ? c.Cells ?? [] : cells.GetValueOrDefault(c.Code) ?? [], cells is not null, at))];
    }

    private static StatMeasure Measure(ColumnFile column, StatFamily family, StatUnit unit, IReadOnlyList<string> cells, bool mayBeEmpty, Position at)
    {
        if (column.Code.Length is 0 or > 16 || !column.Code.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9')))
        {
            throw at.Refuse(column.Code, $"le code de colonne «\u00A0{column.Code}\u00A0» ne porte que majuscules et chiffres, 16 au plus.");
        }

        if (new[] { column.Cells is not null, column.Formula is not null, column.Series is not null }.Count(said => said) > 1
            || (column.Formula is null && column.Series is null && ((cells.Count == 0 && !mayBeEmpty) || cells.Distinct().Count() != cells.Count)))
        {
            throw at.Refuse(column.Code, $"la colonne «\u00A0{column.Code}\u00A0» lit des cellules, chacune une fois, ou une formule, ou une série.");
        }

        var formula = column.Formula is null ? null : StatFormula.Parse(column.Formula, out var refusal) ?? throw at.Refuse(column.Code, refusal!);
        return new StatMeasure(column.Code, at.Filled(column.Label, column.Code), column.Definition ?? "", column.Unit is null ? unit : Unit(column.Unit, at))
        {
            Terms = [.. cells.Select(c => StatTerm.TryParse(c.Contains(':', StringComparison.Ordinal) ? c : $"{family.Code}:{c}")
                ?? throw at.Refuse(c, $"code de cellule mal formé «\u00A0{c}\u00A0»."))],
            Formula = formula,
            Series = column.Series,
            IsHidden = column.Hidden,
        };
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
        IReadOnlyList<ColumnFile> Columns, string Basis, string Source, string? ShareOf = null, bool AnnualGrowth = false, bool Totals = true,
        Dictionary<string, List<string>>? Filters = null, IReadOnlyList<BlockFile>? Blocks = null, string? Theme = null);

    private sealed record UnitFile(string Label, decimal Divisor, int Decimals);

    private sealed record ColumnFile(
        string Code, string Label, IReadOnlyList<string>? Cells = null, string? Definition = null, string? Formula = null, string? Series = null,
        UnitFile? Unit = null, bool Hidden = false);

    private sealed record BlockFile(
        string Label, string? Rows = null, Dictionary<string, List<string>>? Cells = null, Dictionary<string, List<string>>? Filters = null);
}
