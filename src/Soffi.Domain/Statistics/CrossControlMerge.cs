using System.Text.RegularExpressions;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Statistics;

/// <summary>A file of cross controls put together with the one it is based on, as the forms are (docs/forms.md).</summary>
internal sealed partial class CrossControlMerge
{
    private readonly List<FormFault> _faults;
    private readonly JsonFields _fields;
    private readonly List<JsonTree> _references = [];
    private readonly List<JsonTree> _controls = [];

    private CrossControlMerge(List<FormFault> faults)
    {
        _faults = faults;
        _fields = new JsonFields(faults);
    }

    /// <summary>By name, in the order of the files.</summary>
    public Dictionary<string, JsonTree> Parameters { get; } = [];

    public IReadOnlyList<JsonTree> References => _references;

    public IReadOnlyList<JsonTree> Controls => _controls;

    /// <summary>Null when a file is missing or is not JSON.</summary>
    public static CrossControlMerge? Resolve(FormFiles files, int exercise, List<FormFault> faults)
    {
        var merge = new CrossControlMerge(faults);
        if (merge.Open(files, exercise, null) is not { } own)
        {
            return null;
        }

        if (own["basedOn"] is { } basedOn)
        {
            var before = merge._fields.Integer(own, "basedOn", 2000, 2100);
            if (before == exercise || merge.Open(files, before, basedOn) is not { } reused || reused["basedOn"] is not null)
            {
                merge._fields.Fault(basedOn, "« basedOn » : l’exercice d’un fichier qui n’en reprend pas lui-même un autre est attendu.");
                return null;
            }

            merge.Add(reused, before);
        }

        merge.Add(own, exercise);
        return merge;
    }

    private JsonTree? Open(FormFiles files, int exercise, JsonTree? from)
    {
        var path = CrossControlReader.PathOf(exercise);
        if (files.Find(path) is { } text)
        {
            return JsonTree.Parse(path, text, _faults) is { Shape: JsonShape.Object } tree ? tree : NotAnObject(path);
        }

        _faults.Add(new FormFault(from?.File ?? path, from?.Line ?? 0, $"Le fichier {path} manque."));
        return null;
    }

    private JsonTree? NotAnObject(string path)
    {
        if (_faults.Count == 0)
        {
            _faults.Add(new FormFault(path, 1, "Un objet { … } est attendu ici."));
        }

        return null;
    }

    private void Add(JsonTree file, int exercise)
    {
        _fields.Only(file, "exercise", "basedOn", "parameters", "references", "controls");
        if (_fields.Integer(file, "exercise", 2000, 2100) != exercise)
        {
            _fields.Fault(file["exercise"], $"« exercise » doit être {exercise}, comme le nom du fichier.");
        }

        if (file["parameters"] is { Shape: not JsonShape.Object } wrong)
        {
            _fields.Fault(wrong, "« parameters » : un objet { … } est attendu.");
        }

        foreach (var (name, node) in file["parameters"]?.Members ?? [])
        {
            Parameter(name, node);
        }

        Merge(file, "references", _references);
        Merge(file, "controls", _controls);
    }

    private void Parameter(string name, JsonTree node)
    {
        if (!ParameterName().IsMatch(name))
        {
            _fields.Fault(node, $"« {name} » : un nom de paramètre est une lettre, puis des lettres sans accent et des chiffres.");
        }

        if (node.Shape == JsonShape.Null)
        {
            if (!Parameters.Remove(name))
            {
                _fields.Fault(node, $"Le paramètre ${name} n’existe pas dans le fichier repris : il n’y a rien à ôter.");
            }

            return;
        }

        if (Parameters.TryGetValue(name, out var standing) && standing.File == node.File)
        {
            _fields.Fault(node, $"Le paramètre ${name} est écrit deux fois.");
        }

        Parameters[name] = node;
    }

    /// <summary>An entry of the same code takes the place of the one reused, or takes it away with « removed ».</summary>
    private void Merge(JsonTree file, string key, List<JsonTree> into)
    {
        foreach (var node in _fields.Items(file, key, required: false))
        {
            var at = into.FindIndex(n => n["code"]?.Text == node["code"]?.Text);
            if (node["removed"] is { } removed)
            {
                _fields.Only(node, "code", "removed");
                if (at < 0 || !removed.IsTrue)
                {
                    _fields.Fault(removed, $"« {node["code"]?.Text} » n’existe pas dans le fichier repris, ou « removed » n’est pas true : il n’y a rien à ôter.");
                    continue;
                }

                into.RemoveAt(at);
            }
            else if (at < 0)
            {
                into.Add(node);
            }
            else if (into[at].File == node.File)
            {
                _fields.Fault(node, $"Le code {node["code"]?.Text} est employé deux fois.");
            }
            else
            {
                into[at] = node;
            }
        }
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterName();
}
