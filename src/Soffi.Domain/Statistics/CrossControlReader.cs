using System.Globalization;
using System.Text.RegularExpressions;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Statistics;

/// <param name="Controls">Null when there is a fault.</param>
public sealed record CrossControlReading(CrossControlSet? Controls, IReadOnlyList<FormFault> Faults);

/// <summary>
/// Reads <c>croises/&lt;exercise&gt;.json</c> (format: docs/forms.md), strictly: all the faults at once, each with file, line and a
/// French sentence.
/// </summary>
public sealed partial class CrossControlReader
{
    private const string Folder = "croises/";

    private static readonly (string, StatementKind)[] Kinds = [("ESF", StatementKind.Esf), ("CSA", StatementKind.Csa)];
    private static readonly (string, OperatorType)[] Types = [("OPCO", OperatorType.Opco), ("ATPRO", OperatorType.Atpro), ("FAF", OperatorType.Faf)];

    private readonly JsonFields _fields;
    private readonly Dictionary<string, CrossParameter> _parameters = [];
    private readonly Dictionary<string, ReferenceDefinition> _references = [];
    private readonly HashSet<string> _used = [];

    private CrossControlReader(List<FormFault> faults) => _fields = new JsonFields(faults);

    /// <summary>The exercises that have a file, in order.</summary>
    public static IReadOnlyList<int> Exercises(FormFiles files) =>
        [.. files.Paths.Select(p => FilePath().Match(p)).Where(m => m.Success).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).Order()];

    public static string PathOf(int exercise) => string.Create(CultureInfo.InvariantCulture, $"{Folder}{exercise:0000}.json");

    public static CrossControlReading Read(FormFiles files, int exercise)
    {
        var faults = new List<FormFault>();
        var reader = new CrossControlReader(faults);
        var controls = CrossControlMerge.Resolve(files, exercise, faults) is { } file ? reader.Build(file, exercise) : null;
        return new CrossControlReading(faults.Count == 0 ? controls : null, faults);
    }

    private CrossControlSet Build(CrossControlMerge file, int exercise)
    {
        foreach (var (name, node) in file.Parameters)
        {
            _parameters[name] = Parameter(name, node);
        }

        foreach (var node in file.References)
        {
            var reference = Reference(node);
            _references[reference.Code] = reference;
        }

        var controls = file.Controls.Select(Control).ToList();
        foreach (var (name, node) in file.Parameters.Where(p => !_used.Contains("$" + p.Key)))
        {
            _fields.Fault(node, $"Le paramètre ${name} ne sert à aucun contrôle.");
        }

        foreach (var node in file.References.Where(r => !_used.Contains(r["code"]?.Text ?? "")))
        {
            _fields.Fault(node, $"Le chiffre de référence {node["code"]?.Text} ne sert à aucun contrôle.");
        }

        return new CrossControlSet(
            exercise, [.. _references.Values], controls,
            controls.Zip(file.Controls).DistinctBy(c => c.First.Code).ToDictionary(c => c.First.Code, c => new FormPlace(c.Second.File, c.Second.Line)));
    }

    private CrossParameter Parameter(string name, JsonTree node)
    {
        _fields.Only(node, "value", "label", "legalBasis");
        var written = node["value"];
        if (!decimal.TryParse(written?.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            _fields.Fault(written ?? node, $"« value » : un nombre positif est attendu pour ${name}, avec un point.");
        }

        return new CrossParameter(name, value, _fields.Text(node, "label", required: true), _fields.Text(node, "legalBasis"));
    }

    private ReferenceDefinition Reference(JsonTree node)
    {
        _fields.Only(node, "code", "label", "unit", "per", "operatorType", "definition");
        var code = _fields.Text(node, "code", required: true);
        if (!ReferenceCode().IsMatch(code))
        {
            _fields.Fault(node["code"] ?? node, $"« code » : « {code} » doit commencer par une lettre et ne porter que majuscules, chiffres et tirets, 32 au plus.");
        }

        return new ReferenceDefinition(
            code, _fields.Text(node, "label", required: true), _fields.Text(node, "unit", required: true),
            _fields.OneOf(node, "per", ("national", ReferencePerimeter.National), ("operator", ReferencePerimeter.Operator), ("both", ReferencePerimeter.Both)),
            _fields.OneOf(node, "operatorType", Types), _fields.Text(node, "definition", required: true));
    }

    private CrossControl Control(JsonTree node)
    {
        _fields.Only(
            node, "code", "label", "legalBasis", "help", "per", "left", "comparison", "right", "tolerance", "tolerancePercent", "least", "most", "ratioUnit");
        var code = _fields.Text(node, "code", required: true);
        if (!ControlCode().IsMatch(code))
        {
            _fields.Fault(node["code"] ?? node, $"« code » : « {code} » ne porte que majuscules et chiffres, 16 au plus.");
        }

        var per = _fields.OneOf(node, "per", ("national", CrossPer.National), ("operator", CrossPer.Operator));
        var comparison = _fields.OneOf(
            node, "comparison", ("=", CrossComparison.Equal), ("<=", CrossComparison.AtMost), (">=", CrossComparison.AtLeast), ("ratio", CrossComparison.Ratio));
        CheckBounds(node, comparison);
        var control = new CrossControl(
            code, _fields.Text(node, "label", required: true), _fields.Text(node, "legalBasis", required: true), _fields.Text(node, "help", required: true),
            per, comparison, Operand(node, "left", per), Operand(node, "right", per), Threshold(node, "tolerance"), Threshold(node, "tolerancePercent"),
            Threshold(node, "least"), Threshold(node, "most"), _fields.Text(node, "ratioUnit"));
        CheckSides(node, control);
        return control;
    }

    private void CheckBounds(JsonTree node, CrossComparison comparison)
    {
        foreach (var key in new[] { "least", "most", "ratioUnit" })
        {
            if (comparison == CrossComparison.Ratio && node[key] is null)
            {
                _fields.Fault(node, $"Un rapport demande « {key} ».");
            }
            else if (comparison != CrossComparison.Ratio && node[key] is { } bound)
            {
                _fields.Fault(bound, $"« {key} » ne vaut que pour la comparaison « ratio ».");
            }
        }

        foreach (var key in new[] { "tolerance", "tolerancePercent" })
        {
            if (comparison == CrossComparison.Ratio && node[key] is { } tolerance)
            {
                _fields.Fault(tolerance, $"« {key} » ne vaut pas pour un rapport : ses bornes disent ce qui est toléré.");
            }
        }
    }

    private void CheckSides(JsonTree node, CrossControl control)
    {
        if (control.Comparison != CrossComparison.Ratio && control.Left.Unit != control.Right.Unit)
        {
            _fields.Fault(node["right"] ?? node, $"Les deux membres n’ont pas la même unité : « {control.Left.Unit} » et « {control.Right.Unit} ».");
        }

        if (control.Operands.All(o => o is CrossConstant or CrossReference))
        {
            _fields.Fault(node, "Aucun des deux membres ne lit une déclaration : ce contrôle ne contrôle rien.");
        }

        if (control.Least is { } least && control.Most is { } most && least.Value > most.Value)
        {
            _fields.Fault(node["most"] ?? node, $"La borne haute ${most.Name} est au-dessous de la borne basse ${least.Name}.");
        }
    }

    private CrossParameter? Threshold(JsonTree node, string key)
    {
        if (node[key] is not { } written)
        {
            return null;
        }

        if (written.Text.StartsWith('$') && _parameters.TryGetValue(written.Text[1..], out var parameter))
        {
            _used.Add(written.Text);
            return parameter;
        }

        _fields.Fault(written, $"« {key} » : le nom d’un paramètre de ce fichier est attendu, par exemple \"$tolerance\".");
        return null;
    }

    private CrossOperand Operand(JsonTree control, string key, CrossPer per)
    {
        if (control[key] is not { Shape: JsonShape.Object } node)
        {
            _fields.Fault(control[key] ?? control, $"« {key} » : un objet {{ … }} est attendu.");
            return new CrossConstant("", "", 0);
        }

        _fields.Only(node, "label", "unit", "sum", "sealed", "reference", "statistic", "duplicates", "constant");
        var (label, unit) = (_fields.Text(node, "label", required: true), _fields.Text(node, "unit"));
        var sources = node.Members.Where(m => m.Key is "sum" or "sealed" or "reference" or "statistic" or "duplicates" or "constant").ToList();
        if (sources.Count != 1)
        {
            _fields.Fault(node, "Un membre lit une seule source : sum, sealed, reference, statistic, duplicates ou constant.");
            return new CrossConstant(label, unit, 0);
        }

        if (sources[0].Key != "reference" && unit.Length == 0)
        {
            _fields.Fault(node, "« unit » : l’unité du membre est attendue, par exemple \"€\".");
        }

        if (sources[0].Key is "statistic" or "duplicates" && per == CrossPer.Operator)
        {
            _fields.Fault(sources[0].Value, $"« {sources[0].Key} » est un chiffre national : écrivez \"per\": \"national\".");
        }

        return Source(sources[0].Key, sources[0].Value, label, unit);
    }

    private CrossOperand Source(string key, JsonTree value, string label, string unit)
    {
        switch (key)
        {
            case "sum" or "sealed":
                return Sum(value, label, unit, key == "sealed");
            case "reference":
                _used.Add(value.Text);
                if (_references.TryGetValue(value.Text, out var reference))
                {
                    return new CrossReference(label, reference.Unit, reference.Code);
                }

                _fields.Fault(value, $"Le chiffre de référence « {value.Text} » n’est pas dans « references ».");
                return new CrossReference(label, unit, value.Text);
            case "statistic":
                var parts = value.Text.Split('.');
                if (parts is not [{ Length: > 0 }, { Length: > 0 }])
                {
                    _fields.Fault(value, "« statistic » : un tableau et une colonne sont attendus, par exemple \"J2.TOTAL\".");
                    return new CrossStatistic(label, unit, "", "");
                }

                return new CrossStatistic(label, unit, parts[0], parts[1]);
            case "duplicates":
                if (value.Text != "companies")
                {
                    _fields.Fault(value, "« duplicates » : seul \"companies\" est admis.");
                }

                return new CrossDuplicates(label, unit);
            default:
                if (!decimal.TryParse(value.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var constant))
                {
                    _fields.Fault(value, "« constant » : un nombre positif est attendu.");
                }

                return new CrossConstant(label, unit, constant);
        }
    }

    private CrossSum Sum(JsonTree node, string label, string unit, bool isSealed)
    {
        _fields.Only(node, "kind", "operatorType", "cells");
        var cells = new List<CellCode>();
        foreach (var item in node.Shape == JsonShape.Object ? _fields.Items(node, "cells") : [])
        {
            if (!CellCode.TryParse(item.Text, out var code))
            {
                _fields.Fault(item, $"Code de cellule mal formé : « {item.Text} ».");
            }
            else if (cells.Contains(code))
            {
                _fields.Fault(item, $"La cellule {code} est comptée deux fois.");
            }
            else
            {
                cells.Add(code);
            }
        }

        return new CrossSum(label, unit, _fields.OneOf(node, "kind", Kinds), _fields.OneOf(node, "operatorType", Types), cells, isSealed);
    }

    [GeneratedRegex(@"\Acroises/(\d{4})\.json\z", RegexOptions.CultureInvariant)]
    private static partial Regex FilePath();

    [GeneratedRegex(@"\A[A-Z][A-Z0-9-]{0,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ReferenceCode();

    [GeneratedRegex(@"\A[A-Z][A-Z0-9]{0,15}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ControlCode();
}
