using System.Text.RegularExpressions;

namespace Soffi.Domain.Forms;

/// <summary>Reads the controls and unfolds « forEach » into one instance per row or column.</summary>
internal sealed partial class ControlBuilder(JsonFields json, FormulaBuilder formulas)
{
    public IReadOnlyList<Control> Build(IReadOnlyList<JsonTree> list)
    {
        foreach (var twice in list.GroupBy(c => c["code"]?.Text ?? "").Where(g => g.Count() > 1))
        {
            json.Fault(twice.ElementAt(1), $"Le contrôle {twice.Key} est écrit deux fois.");
        }

        return [.. list.SelectMany(Control).OfType<Control>()];
    }

    private IEnumerable<Control?> Control(JsonTree node)
    {
        json.Only(node, "code", "severity", "label", "condition", "when", "forEach", "tolerance", "message", "legalBasis", "cells", "audience");
        if (node["condition"] is not { Shape: JsonShape.Text } || node["when"] is { Shape: not JsonShape.Text })
        {
            var wrong = node["condition"] is { Shape: JsonShape.Text } ? "when" : "condition";
            json.Fault(node[wrong] ?? node, $"« {wrong} » : une formule entre guillemets est attendue.");
            return [];
        }

        if (!Code().IsMatch(node["code"]?.Text ?? ""))
        {
            json.Fault(node["code"] ?? node, $"Code de contrôle « {node["code"]?.Text} » mal formé : lettres majuscules et chiffres, une lettre d’abord.");
        }

        return node["forEach"] switch
        {
            null => [Instance(node, new Place(null, null, "", "", Words(null, null)))],
            { Shape: JsonShape.Array } list => list.Items.SelectMany(each => Unfold(node, each, $"{each["of"]?.Text}.")),
            var each => Unfold(node, each, ""),
        };
    }

    /// <param name="prefix">Put before the code in the name of the instance, when the control speaks of several tables.</param>
    private List<Control?> Unfold(JsonTree node, JsonTree each, string prefix)
    {
        json.Only(each, "of", "row", "column", "with", "words");
        if (each["of"] is not { } of || formulas.FindTable(of.Text) is not { } table)
        {
            json.Fault(each, $"« forEach » : le tableau « {each["of"]?.Text} » n’existe pas.");
            return [];
        }

        if (each["row"] is not null && each["column"] is not null)
        {
            json.Fault(each, "« forEach » : donnez « row » ou « column », pas les deux.");
            return [];
        }

        var byRow = each["row"] is not null;
        var lines = byRow
            ? table.Rows.Select(r => (r.Code, r.Label, r.Members)).ToList()
            : [.. table.Columns.Select(c => (c.Code, c.Label, c.Members))];
        var chosen = each["row"] ?? each["column"];
        var unfolded = lines.Where(l => l.Members.Count > 0).Select(l => l.Code);
        var codes = chosen is { Shape: JsonShape.Array } ? chosen.Items.SelectMany(i => i.Text == "@" ? unfolded : [i.Text]).Distinct().ToList()
            : chosen?.Text == "all" ? [.. lines.Select(l => l.Code)] : [];
        if (codes.Count == 0 || codes.Exists(c => lines.TrueForAll(l => l.Code != c)))
        {
            json.Fault(each, "« forEach » : donnez « row » ou « column », \"all\" ou une liste de codes du tableau.");
            return [];
        }

        foreach (var (code, words) in (each["with"]?.Members ?? []).Where(m => !codes.Contains(m.Key)))
        {
            json.Fault(words, $"« with » : {code} n’est pas dans la liste de « forEach ».");
        }

        return [.. codes.Select(code =>
        {
            var words = Words(each["words"], each["with"]?[code]);
            var label = lines.First(l => l.Code == code).Label;
            var suffix = $":{prefix}{code}";
            return Instance(node, byRow ? new Place(code, null, suffix, label, words) : new Place(null, code, suffix, label, words));
        })];
    }

    /// <summary>Those of all the codes, then those of this one.</summary>
    private static Dictionary<string, string> Words(JsonTree? all, JsonTree? own) => (own?.Members ?? []).Concat(all?.Members ?? [])
        .GroupBy(m => m.Key).ToDictionary(g => g.Key, g => g.First().Value.Text, StringComparer.Ordinal);

    private Control? Instance(JsonTree node, Place place)
    {
        var code = json.Text(node, "code", required: true);
        var condition = formulas.Parse(node["condition"], place.Row, place.Column, place.Words);
        var when = formulas.Parse(node["when"], place.Row, place.Column, place.Words);
        var holes = new Dictionary<string, Formula>(StringComparer.Ordinal);
        var message = Message(node, place, holes);
        var cells = json.Items(node, "cells").Select(c => CellAt(c, place)).OfType<CellCode>().ToList();
        var tolerance = node["tolerance"] is { Shape: JsonShape.Text } written ? formulas.Parse(written, place.Row, place.Column, place.Words) : null;
        var severity = json.OneOf(node, "severity", Severities.All);
        var forAgents = node["audience"] is not null && json.OneOf(node, "audience", ("agents", true));
        if (forAgents && severity == Severity.Blocking)
        {
            json.Fault(node["audience"], $"Le contrôle {code} est réservé aux agents : il ne peut pas être bloquant.");
        }

        return condition is null ? null : new Control(
            code, code + place.Suffix, severity, json.Text(node, "label", required: true), condition, when,
            node["tolerance"] is { Shape: JsonShape.Text } ? 0 : json.Number(node, "tolerance"), message, json.Text(node, "legalBasis"), cells)
        {
            Holes = holes,
            ToleranceFormula = tolerance,
            ForAgents = forAgents,
        };
    }

    /// <summary>Labels are put in at once; formulas are parsed and kept, their values come with each check.</summary>
    private string Message(JsonTree node, Place place, Dictionary<string, Formula> holes) => FormChecker.Hole().Replace(
        json.Text(node, "message", required: true), match =>
        {
            var hole = match.Groups[1].Value;
            if (hole is "écart" or "toléré")
            {
                return match.Value;
            }

            if (hole is "row" or "column")
            {
                return place.Label;
            }

            var where = node["message"]!;
            if (hole.StartsWith("label:", StringComparison.Ordinal))
            {
                return Star(hole["label:".Length..], place) is { } code && formulas.Find(code) is { } cell ? cell.Label : Unknown(where, hole);
            }

            var text = hole.StartsWith('=') ? hole[1..] : hole;
            if (formulas.Parse(where, text, place.Row, place.Column, place.Words) is { } formula)
            {
                holes[hole] = formula;
            }

            return match.Value;
        });

    private string Unknown(JsonTree where, string hole)
    {
        json.Fault(where, $"« {{{hole}}} » : cette cellule n’existe pas.");
        return "";
    }

    private CellCode? CellAt(JsonTree node, Place place)
    {
        var text = node.Text.Trim('[', ']') is var word && place.Words.TryGetValue(word, out var said) && node.Text == $"[{word}]" ? said : node.Text;
        if (Star(text, place) is { } code && formulas.Find(code) is not null)
        {
            return code;
        }

        json.Fault(node, $"La cellule « {node.Text} » n’existe pas.");
        return null;
    }

    private static CellCode? Star(string text, Place place)
    {
        var parts = text.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        var code = $"{parts[0]}.{(parts[1] == "*" ? place.Row : parts[1])}.{(parts[2] == "*" ? place.Column : parts[2])}";
        return CellCode.TryParse(code, out var parsed) ? parsed : null;
    }

    [GeneratedRegex(@"\A[A-Z][A-Z0-9]{0,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    private sealed record Place(string? Row, string? Column, string Suffix, string Label, IReadOnlyDictionary<string, string> Words);
}
