using System.Globalization;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Forms;

/// <summary>Makes the definition out of the assembled tree; collects every fault on the way.</summary>
internal sealed class FormBuilder(JsonTree source, List<FormFault> faults)
{
    private readonly Dictionary<string, JsonTree> _axes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> _parameters = new(StringComparer.Ordinal);

    public FormDefinition? Build(string canonical, string sha256)
    {
        var json = new JsonFields(faults);
        json.Only(source, "$schema", "kind", "operatorType", "exercise", "version", "title", "legalBasis", "parameters", "axes", "cadres", "controls");
        ReadParameters(json);
        ReadAxes(json);
        var tables = new TableBuilder(json, _axes);
        var cadres = json.Items(source, "cadres").Select(tables.Cadre).ToList();
        RefuseRepeated(cadres);
        if (faults.Count > 0)
        {
            return null;
        }

        var formulas = new FormulaBuilder(cadres, tables.Texts, _parameters, json);
        cadres = [.. cadres.Select(formulas.WithFormulas)];
        if (faults.Count == 0 && FormOrder.FindCycle(cadres.SelectMany(c => c.Cells).ToDictionary(c => c.Code)) is { } cycle)
        {
            json.Fault(tables.NodeOf(cycle[0].Table), $"Calcul en boucle : {string.Join(" → ", cycle)}.");
        }

        var controls = new ControlBuilder(json, formulas).Build(source["controls"]);
        var header = Header(json, sha256, canonical);
        return faults.Count == 0 ? new FormDefinition(header, cadres, controls) : null;
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
            json.Only(value, "value", "label", "legalBasis");
            json.Text(value, "label", required: true);
            if (value["value"] is { } number && TryFraction(number.Text, out var parsed))
            {
                _parameters[name] = parsed;
            }
            else
            {
                json.Fault(value, $"Paramètre « {name} » : donnez un nombre (2.5) ou une fraction (\"1/3\").");
            }
        }
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

        value /= divisor;
        return true;
    }

    private static bool TryNumber(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);

    private void ReadAxes(JsonFields json)
    {
        foreach (var (name, axis) in source["axes"]?.Members ?? [])
        {
            _axes[name] = axis;
            foreach (var item in axis.Items)
            {
                json.Only(item, "code", "label", "definition");
            }
        }
    }

    private void RefuseRepeated(List<Cadre> cadres)
    {
        var repeated = cadres.GroupBy(c => c.Code).Where(g => g.Count() > 1).Select(g => $"Le cadre {g.Key} est écrit deux fois.")
            .Concat(cadres.SelectMany(c => c.Tables).GroupBy(t => t.Code).Where(g => g.Count() > 1).Select(g => $"Le tableau {g.Key} est écrit deux fois."));
        faults.AddRange(repeated.Select(message => new FormFault(source.File, source.Line, message)));
    }
}
