using System.Text.RegularExpressions;

namespace Soffi.Domain.Forms;

/// <summary>The formulas of a cell as written, with the place where they stand.</summary>
internal sealed record CellTexts(JsonTree? Formula, JsonTree? CarryOver);

/// <summary>A row or a column as written: its code and texts, and the nodes its cells take their attributes from, nearest first.</summary>
internal sealed record Line(string Code, string Label, string Definition, IReadOnlyList<AxisMember> Members, string Group, string Short, JsonTree[] Levels);

/// <summary>Makes cadres and tables: axes unfolded, attributes inherited cell ← row ← column ← table.</summary>
internal sealed partial class TableBuilder(JsonFields json, IReadOnlyDictionary<string, JsonTree> axes)
{
    private static readonly string[] CellKeys =
    [
        "type", "unit", "required", "publishable", "signed", "formula", "carryOver", "outsideTotal", "closed", "label", "definition", "legalBasis",
    ];

    /// <summary>What may be said of all the lines of an axis at once.</summary>
    private static readonly string[] AxisKeys = [.. CellKeys.Where(k => k != "label"), "axis", "axes"];

    private readonly Dictionary<string, JsonTree> _nodes = new(StringComparer.Ordinal);

    /// <summary>Formulas as written, by cell; parsed once all the tables are known.</summary>
    public Dictionary<CellCode, CellTexts> Texts { get; } = [];

    public JsonTree? NodeOf(string table) => _nodes.GetValueOrDefault(table);

    public JsonTree? FormulaOf(CellCode cell) => Texts.GetValueOrDefault(cell)?.Formula;

    public Cadre Cadre(JsonTree node)
    {
        json.Only(node, "code", "title", "help", "legalBasis", "tables");
        CheckCode(json, node, LineCode(), "de cadre");
        var tables = json.Items(node, "tables").Select(Table).ToList();
        return new Cadre(
            json.Text(node, "code", required: true), json.Text(node, "title", required: true), json.Text(node, "help"),
            json.Text(node, "legalBasis"), tables);
    }

    private FormTable Table(JsonTree node)
    {
        json.Only(node, [.. CellKeys, "code", "title", "previousYear", "columns", "rows", "cells"]);
        var code = json.Text(node, "code", required: true);
        CheckCode(json, node, TableCode(), "de tableau");
        _nodes.TryAdd(code, node);
        var rows = Unfold(node, "rows");
        var columns = Unfold(node, "columns");
        var levels = rows.Concat(columns).SelectMany(l => l.Levels).Distinct().ToList();
        var special = json.Items(node, "cells", required: false).Where(s => IsSpecial(s, code, rows, columns)).ToList();
        foreach (var key in new[] { "formula", "carryOver" })
        {
            Array.ForEach([node, .. levels, .. special], n => CheckFormula(n, key, nullable: special.Contains(n)));
        }

        var cells = rows.SelectMany(r => columns.Select(c => Cell(node, code, r, c, columns.Count, special))).OfType<FormCell>().ToList();
        return new FormTable(
            code,
            json.Text(node, "title", required: true),
            [.. rows.Select(r => new FormRow(r.Code, r.Label, r.Definition, First(r.Levels, "legalBasis")?.Text ?? "", Flag(r.Levels, "emphasis")) { Axes = r.Members })],
            [.. columns.Select(c => new FormColumn(c.Code, c.Label, c.Definition) { Axes = c.Members, Group = c.Group, Short = c.Short })],
            cells,
            json.Flag(node, "previousYear") ?? false)
        {
            Definition = json.Text(node, "definition"),
        };
    }

    /// <summary>Rows or columns, an axis or a crossing of axes being replaced by its members.</summary>
    private List<Line> Unfold(JsonTree table, string key)
    {
        var lines = new List<Line>();
        foreach (var item in json.Items(table, key))
        {
            if (item["axis"] is not null || item["axes"] is not null)
            {
                json.Only(item, AxisKeys);
                lines.AddRange(Crossing(item));
                continue;
            }

            json.Only(item, [.. CellKeys, "code", "emphasis"]);
            CheckLine(json, item, key == "rows" ? "de ligne" : "de colonne");
            var label = json.Text(item, "label", required: true);
            lines.Add(new Line(CodeOf(item), label, json.Text(item, "definition"), [], "", label, [item]));
        }

        foreach (var twice in lines.GroupBy(l => l.Code).Where(g => g.Count() > 1))
        {
            json.Fault(twice.Last().Levels[0], $"Le code « {twice.Key} » est écrit deux fois dans « {key} » de ce tableau.");
        }

        return [.. lines.DistinctBy(l => l.Code)];
    }

    /// <summary>The members of the axis, or every crossing of those of several axes, the first varying slowest.</summary>
    private IEnumerable<Line> Crossing(JsonTree item)
    {
        var names = item["axes"] is { Shape: JsonShape.Array } list ? list.Items : [item["axis"] ?? item["axes"]!];
        var known = names.Select(MembersOf).ToList();
        if (item["axis"] is not null && item["axes"] is not null)
        {
            json.Fault(item, "Donnez « axis » ou « axes », pas les deux.");
        }

        foreach (var twice in known.SelectMany(m => m.Select(CodeOf)).GroupBy(c => c).Where(g => g.Count() > 1))
        {
            json.Fault(item, $"« axes » : le code « {twice.Key} » est dans deux des axes croisés ; changez-en un.");
        }

        IEnumerable<IReadOnlyList<JsonTree>> crossed = [[]];
        foreach (var members in known)
        {
            crossed = crossed.SelectMany(left => members.Select(m => (IReadOnlyList<JsonTree>)[.. left, m])).ToList();
        }

        return crossed.Select(members => Crossed(item, [.. names.Select(n => n.Text)], members));
    }

    private Line Crossed(JsonTree item, IReadOnlyList<string> names, IReadOnlyList<JsonTree> members)
    {
        var code = string.Concat(members.Select(CodeOf));
        if (!LineCode().IsMatch(code))
        {
            json.Fault(item, $"« axes » : le code « {code} » dépasse seize caractères ; raccourcissez les codes des axes.");
        }

        var labels = members.Select(m => members.Count > 1 && m["short"] is { } brief ? brief.Text : m["label"]?.Text ?? "").ToList();
        var definition = item["definition"]?.Text
            ?? string.Join(" ", members.Select(m => m["definition"]?.Text).Where(d => !string.IsNullOrWhiteSpace(d)));
        return new Line(
            code, string.Join(", ", labels), definition.Trim(), [.. members.Select((m, i) => new AxisMember(names[i], CodeOf(m), m["label"]?.Text ?? ""))], string.Join(", ", labels.SkipLast(1)), labels[^1],
            members.Count == 1 ? [members[0], item] : [item]);
    }

    private IReadOnlyList<JsonTree> MembersOf(JsonTree name)
    {
        if (axes.TryGetValue(name.Text, out var members))
        {
            return [.. members.Items.Where(m => m.Shape == JsonShape.Object)];
        }

        json.Fault(name, $"Axe « {name.Text} » inconnu. Axes déclarés : {string.Join(", ", axes.Keys)}.");
        return [];
    }

    private FormCell? Cell(JsonTree table, string tableCode, Line row, Line column, int columns, IReadOnlyList<JsonTree> special)
    {
        var code = new CellCode(tableCode, row.Code, column.Code);
        var own = special.Where(s => Matches(s["at"]!.Text, code)).ToList();
        RefuseAmbiguity(code, own);
        JsonTree[] levels = [.. own, .. row.Levels, .. column.Levels, table];
        if (Flag(levels, "closed"))
        {
            return null;
        }

        var formula = First(levels, "formula") is { Shape: JsonShape.Text } text ? text : null;
        var carryOver = formula is null && First(levels, "carryOver") is { Shape: JsonShape.Text } carried ? carried : null;
        Texts[code] = new CellTexts(formula, carryOver);
        var type = Type(levels);
        if ((formula ?? carryOver) is { } computed && !CellTypes.IsNumeric(type))
        {
            json.Fault(computed, $"La cellule {code} est de type « {CellTypes.Word(type)} » : seule une cellule numérique se calcule ou se reporte.");
        }

        if (formula is not null && own.Exists(o => o["required"] is { IsTrue: true } && !o["at"]!.Text.Contains('*', StringComparison.Ordinal)))
        {
            json.Fault(own[0], $"La cellule {code} est calculée : elle ne peut pas être obligatoire.");
        }

        var label = own.Select(o => o["label"]?.Text).FirstOrDefault(l => l is not null);
        return new FormCell(
            code, type, label ?? row.Label, columns == 1 || label is not null ? "" : column.Label,
            Flag(levels, "signed"), formula is null && Flag(levels, "required"), Flag(levels, "publishable"), Flag(levels, "outsideTotal"),
            null, null)
        {
            Unit = UnitOf(levels, type),
            Definition = DefinitionOf(own, row, column, table),
            LegalBasis = First(levels, "legalBasis")?.Text.Trim() ?? "",
            SaysPublishable = First(levels, "publishable") is not null,
        };
    }

    /// <summary>The unit said beside the type or nearer to the cell; a line that changes the type does not keep the unit of its table.</summary>
    private static string UnitOf(JsonTree[] levels, CellType type)
    {
        var typed = Array.FindIndex(levels, l => l["type"] is not null);
        var said = Array.FindIndex(levels, l => l["unit"] is not null);
        return said >= 0 && said <= typed ? levels[said]["unit"]!.Text.Trim() : CellTypes.Unit(type);
    }

    /// <summary>That of the cell; else those of its row and column together; else that of its table.</summary>
    private static string DefinitionOf(List<JsonTree> own, Line row, Line column, JsonTree table)
    {
        if (own.Select(o => o["definition"]?.Text).FirstOrDefault(d => !string.IsNullOrWhiteSpace(d)) is { } said)
        {
            return said.Trim();
        }

        var lines = string.Join(" ", new[] { row.Definition, column.Definition }.Where(d => d.Length > 0));
        return lines.Length > 0 ? lines : table["definition"]?.Text.Trim() ?? "";
    }

    private CellType Type(JsonTree[] levels)
    {
        var node = First(levels, "type");
        if (node is not null && CellTypes.TryParse(node.Text, out var type))
        {
            return type;
        }

        json.Fault(node ?? levels[^1], $"Type « {node?.Text} » inconnu. Types admis : {string.Join(", ", CellTypes.Words)}.");
        return CellType.Amount;
    }

    private void RefuseAmbiguity(CellCode code, List<JsonTree> own)
    {
        if (own.Count < 2)
        {
            return;
        }

        foreach (var key in CellKeys)
        {
            var said = own.Select(o => o[key]).OfType<JsonTree>().ToList();
            if (said.Select(s => s.Text).Distinct().Count() > 1)
            {
                json.Fault(said[^1], $"La cellule {code} reçoit deux valeurs différentes de « {key} ».");
            }
        }
    }

    private bool IsSpecial(JsonTree special, string table, List<Line> rows, List<Line> columns)
    {
        json.Only(special, [.. CellKeys, "at"]);
        var parts = (special["at"]?.Text ?? "").Split('.');
        var known = parts.Length == 3 && parts[0] == table
            && (parts[1] == "*" || rows.Exists(r => r.Code == parts[1]))
            && (parts[2] == "*" || columns.Exists(c => c.Code == parts[2]));
        if (!known)
        {
            json.Fault(special["at"] ?? special, $"« at » : « {special["at"]?.Text} » n’est pas une cellule du tableau {table}.");
        }

        return known;
    }

    private void CheckFormula(JsonTree node, string key, bool nullable)
    {
        if (node[key] is { } value && value.Shape != JsonShape.Text && !(nullable && value.Shape == JsonShape.Null))
        {
            json.Fault(value, $"« {key} » : une formule entre guillemets est attendue{(nullable ? ", ou null pour l’ôter" : "")}.");
        }
    }

    /// <summary>The code of a row, a column or a member of an axis.</summary>
    public static void CheckLine(JsonFields json, JsonTree node, string what) => CheckCode(json, node, LineCode(), what);

    private static void CheckCode(JsonFields json, JsonTree node, Regex pattern, string what)
    {
        if (!pattern.IsMatch(CodeOf(node)))
        {
            json.Fault(node["code"] ?? node, $"Code {what} « {CodeOf(node)} » mal formé : seize lettres majuscules et chiffres au plus{(what == "de tableau" ? ", une lettre d’abord" : "")}.");
        }
    }

    private static bool Matches(string at, CellCode code)
    {
        var parts = at.Split('.');
        return parts.Length == 3 && parts[0] == code.Table && (parts[1] == "*" || parts[1] == code.Row) && (parts[2] == "*" || parts[2] == code.Column);
    }

    private static JsonTree? First(JsonTree[] levels, string key) => levels.Select(l => l[key]).FirstOrDefault(v => v is not null);

    private bool Flag(JsonTree[] levels, string key)
    {
        var node = levels.FirstOrDefault(l => l[key] is not null);
        return node is not null && (json.Flag(node, key) ?? false);
    }

    private static string CodeOf(JsonTree line) => line["code"]?.Text ?? "";

    [GeneratedRegex(@"\A[A-Z][A-Z0-9]{0,15}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TableCode();

    [GeneratedRegex(@"\A[A-Z0-9]{1,16}\z", RegexOptions.CultureInvariant)]
    private static partial Regex LineCode();
}
