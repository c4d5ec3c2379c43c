using System.Globalization;
using System.Text.RegularExpressions;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Forms;

/// <summary>Makes the definition out of the assembled tree; collects every fault on the way.</summary>
internal sealed partial class FormBuilder(JsonTree source, List<FormFault> faults)
{
    private readonly Dictionary<string, JsonTree> _axes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FormParameter> _parameters = new(StringComparer.Ordinal);

    public FormDefinition? Build(string canonical, string sha256)
    {
        var json = new JsonFields(faults);
        json.Only(source, "$schema", "kind", "operatorType", "exercise", "version", "title", "legalBasis", "parameters", "axes", "cadres", "controls", "mapping");
        ReadParameters(json);
        ReadAxes(json);
        var tables = new TableBuilder(json, _axes);
        var nodes = json.Items(source, "cadres");
        var cadres = nodes.Select(tables.Cadre).ToList();
        var header = Header(json, sha256, canonical);
        if (RefuseRepeated(json, nodes))
        {
            // Without unique codes nothing can be looked up: formulas and controls wait for the correction.
            return null;
        }

        var formulas = new FormulaBuilder(cadres, tables.Texts, [.. _parameters.Keys, FormHeader.ExerciseName, FormHeader.TodayName], header.LegalBasis, json);
        cadres = [.. cadres.Select(formulas.WithFormulas)];
        if (faults.Count == 0 && FormOrder.FindCycle(cadres.SelectMany(c => c.Cells).ToDictionary(c => c.Code)) is { } cycle)
        {
            json.Fault(tables.FormulaOf(cycle[0]) ?? tables.NodeOf(cycle[0].Table), $"Calcul en boucle : {string.Join(" → ", cycle)}.");
        }

        var controls = new ControlBuilder(json, formulas).Build(json.Items(source, "controls", least: 0));
        var codes = cadres.SelectMany(c => c.Cells).Select(c => c.Code).ToHashSet();
        var mapping = new MappingBuilder(json, codes).Build(source["mapping"], header.Exercise);
        return faults.Count == 0 ? new FormDefinition(header, cadres, controls, mapping) : null;
    }

    private FormHeader Header(JsonFields json, string sha256, string canonical) => new(
        json.OneOf(source, "kind", [("ESF", StatementKind.Esf), ("CSA", StatementKind.Csa)]),
        json.OneOf(source, "operatorType", [("OPCO", OperatorType.Opco), ("ATPRO", OperatorType.Atpro), ("FAF", OperatorType.Faf)]),
        json.Integer(source, "exercise", 2010, 2100),
        json.Integer(source, "version", 1, 999),
        json.Text(source, "title", required: true),
        json.Text(source, "legalBasis", required: true),
        _parameters,
        sha256,
        canonical);

    private void ReadParameters(JsonFields json)
    {
        foreach (var (name, value) in source["parameters"]?.Members ?? [])
        {
            json.Only(value, "value", "label", "legalBasis", "regions", "operators");
            if (!ParameterName().IsMatch(name) || name is FormHeader.ExerciseName or FormHeader.TodayName)
            {
                json.Fault(value, name is FormHeader.ExerciseName or FormHeader.TodayName
                    ? $"Le paramètre « {name} » existe toujours : il ne se déclare pas."
                    : $"Nom de paramètre « {name} » mal formé : une lettre, puis des lettres sans accent et des chiffres.");
            }

            _parameters[name] = new FormParameter(
                Number(json, value, "value", name), json.Text(value, "label", required: true), json.Text(value, "legalBasis"),
                Numbers(json, value["regions"], name, key => Region.Find(key) is not null, "une région"),
                Numbers(json, value["operators"], name, key => OperatorCode().IsMatch(key), "un opérateur"));
        }
    }

    private static Dictionary<string, decimal> Numbers(JsonFields json, JsonTree? node, string name, Func<string, bool> isKnown, string what)
    {
        var numbers = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (key, value) in node?.Members ?? [])
        {
            if (!isKnown(key) || numbers.ContainsKey(key))
            {
                json.Fault(value, $"Paramètre « {name} » : « {key} » n’est pas le code d’{what}, ou y est deux fois.");
            }

            numbers[key] = Number(json, node!, key, name);
        }

        return numbers;
    }

    private static decimal Number(JsonFields json, JsonTree node, string key, string name)
    {
        if (node[key] is { } number && TryFraction(number.Text, out var parsed))
        {
            return parsed;
        }

        json.Fault(node[key] ?? node, $"Paramètre « {name} » : donnez un nombre (2.5) ou une fraction (\"1/3\").");
        return 0;
    }

    private static bool TryFraction(string text, out decimal value)
    {
        var parts = text.Split('/');
        value = 0;
        if (parts.Length > 2 || !TryNumber(parts[0], out value))
        {
            return false;
        }

        if (parts.Length == 1)
        {
            return true;
        }

        if (!TryNumber(parts[1], out var divisor) || divisor == 0)
        {
            return false;
        }

        try
        {
            value /= divisor;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static bool TryNumber(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);

    private void ReadAxes(JsonFields json)
    {
        foreach (var (name, axis) in source["axes"]?.Members ?? [])
        {
            _axes[name] = axis;
            if (axis.Shape != JsonShape.Array || axis.Items.Count == 0)
            {
                json.Fault(axis, $"Axe « {name} » : une liste [ … ] est attendue.");
            }

            foreach (var item in axis.Items)
            {
                json.Only(item, "code", "label", "definition", "short");
                json.Text(item, "label", required: true);
                TableBuilder.CheckLine(json, item, "d’axe");
            }
        }
    }

    /// <summary>Codes of cadres and tables, each at the line of the second.</summary>
    private static bool RefuseRepeated(JsonFields json, IReadOnlyList<JsonTree> cadres)
    {
        var tables = cadres.SelectMany(c => c["tables"]?.Items ?? []);
        var repeated = Repeated(cadres, "cadre").Concat(Repeated(tables, "tableau")).ToList();
        repeated.ForEach(r => json.Fault(r.Node, $"Le {r.What} {r.Node["code"]?.Text} est écrit deux fois."));
        return repeated.Count > 0;
    }

    private static IEnumerable<(JsonTree Node, string What)> Repeated(IEnumerable<JsonTree> nodes, string what) =>
        nodes.GroupBy(n => n["code"]?.Text ?? "").Where(g => g.Count() > 1).Select(g => (g.ElementAt(1), what));

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]{0,60}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterName();

    [GeneratedRegex(@"\A[A-Z0-9]{2,20}\z", RegexOptions.CultureInvariant)]
    private static partial Regex OperatorCode();
}
