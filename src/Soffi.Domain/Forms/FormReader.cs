using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Soffi.Domain.Forms;

/// <summary>Reads a form from its files, strictly: every fault is reported with file, line and a French sentence.</summary>
public static partial class FormReader
{
    private static readonly Dictionary<string, FormPlace> NoPlaces = [];

    /// <summary>Reads the form of that folder.</summary>
    /// <param name="files">All the files of the forms folder.</param>
    /// <param name="path">« 2025/OPCO ».</param>
    public static FormReading Read(FormFiles files, string path)
    {
        var faults = new List<FormFault>();
        var source = Assemble(files, path, faults);
        if (source is null || faults.Count > 0)
        {
            return new FormReading(null, faults, NoPlaces);
        }

        return Build(Canonical(source), source, faults);
    }

    /// <summary>Reads a published definition back from the database.</summary>
    /// <exception cref="InvalidOperationException">It is not a definition: the database was altered.</exception>
    public static FormDefinition ReadCanonical(string canonicalJson)
    {
        var reading = TryReadCanonical(canonicalJson);
        return reading.Definition ?? throw new InvalidOperationException(
            "La définition publiée est illisible : " + string.Join(" ; ", reading.Faults));
    }

    /// <summary>The same, with its faults when it is not a definition.</summary>
    public static FormReading TryReadCanonical(string canonicalJson)
    {
        var faults = new List<FormFault>();
        var tree = JsonTree.Parse("définition publiée", canonicalJson, faults);
        return tree is null ? new FormReading(null, faults, NoPlaces) : Build(canonicalJson, tree, faults);
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public static string HashOf(string canonicalJson) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalJson)));

    private static FormReading Build(string canonical, JsonTree source, List<FormFault> faults)
    {
        var definition = new FormBuilder(source, faults).Build(canonical, HashOf(canonical));
        return new FormReading(faults.Count == 0 ? definition : null, faults, Places(source));
    }

    private static Dictionary<string, FormPlace> Places(JsonTree source)
    {
        var places = new Dictionary<string, FormPlace>(StringComparer.Ordinal);
        void Note(string key, JsonTree node) => places.TryAdd(key, new FormPlace(node.File, node.Line));
        source["parameters"]?.Members.ForEach(p => Note("$" + p.Key, p.Value));
        Note("mapping", source["mapping"] ?? source);
        source["controls"]?.Items.ForEach(c => Note(c["code"]?.Text ?? "", c));
        source["cadres"]?.Items.SelectMany(c => c["tables"]?.Items ?? []).ToList().ForEach(t => Note(t["code"]?.Text ?? "", t));
        return places;
    }

    /// <summary>One tree: form.json with its cadres and controls put in the place of their file names.</summary>
    private static JsonTree? Assemble(FormFiles files, string path, List<FormFault> faults)
    {
        var form = Open(files, $"{path}/form.json", faults);
        if (form is null)
        {
            return null;
        }

        if (!FormPath.TryParse(path, out var place))
        {
            faults.Add(new FormFault($"{path}/form.json", 0, "Un formulaire se range dans <exercice>/<TYPE>, par exemple 2025/OPCO."));
            return null;
        }

        if (form["exercise"] is { } exercise && exercise.Text != path[..4])
        {
            faults.Add(new FormFault(exercise.File, exercise.Line, $"L’exercice {exercise.Text} ne va pas avec le dossier {path}."));
        }

        var folder = form["kind"]?.Text == "CSA" ? "CSA" : form["operatorType"]?.Text;
        if (folder is not null && folder != place.Folder)
        {
            var named = form["operatorType"] ?? form;
            faults.Add(new FormFault(named.File, named.Line, $"Un formulaire « {folder} » ne se range pas dans le dossier {path}."));
        }

        return form["basedOn"] is { } model ? BasedOn(files, path, form, model, faults) : Inline(files, path, form, faults);
    }

    private static JsonTree? Inline(FormFiles files, string path, JsonTree form, List<FormFault> faults)
    {
        for (var i = 0; i < form.Members.Count; i++)
        {
            var (key, value) = form.Members[i];
            if (key == "cadres" && value.Shape == JsonShape.Array)
            {
                for (var c = 0; c < value.Items.Count; c++)
                {
                    value.Items[c] = Part(files, path, value.Items[c], faults) ?? value.Items[c];
                }
            }
            else if (key is "controls" or "mapping")
            {
                form.Members[i] = (key, Part(files, path, value, faults) ?? value);
            }
        }

        return form;
    }

    /// <summary>A file named by form.json: in its folder, never elsewhere.</summary>
    private static JsonTree? Part(FormFiles files, string path, JsonTree name, List<FormFault> faults)
    {
        if (name.Shape != JsonShape.Text || !FileName().IsMatch(name.Text))
        {
            faults.Add(new FormFault(name.File, name.Line, "Indiquez le nom d’un fichier .json du même dossier."));
            return null;
        }

        if (files.Find($"{path}/{name.Text}") is not null)
        {
            return Open(files, $"{path}/{name.Text}", faults);
        }

        faults.Add(new FormFault(name.File, name.Line, $"Le fichier {name.Text} manque dans {path}."));
        return null;
    }

    /// <summary>Another exercise's form, with what this one says instead.</summary>
    private static JsonTree? BasedOn(FormFiles files, string path, JsonTree form, JsonTree model, List<FormFault> faults)
    {
        if (!FormPath.TryParse(model.Text, out _) || model.Text == path || files.Find($"{model.Text}/form.json") is null)
        {
            faults.Add(new FormFault(model.File, model.Line, $"« basedOn » : le formulaire {model.Text} n’existe pas."));
            return null;
        }

        var copy = Open(files, $"{model.Text}/form.json", faults);
        if (copy is null || copy["basedOn"] is not null)
        {
            faults.Add(new FormFault(model.File, model.Line, $"« basedOn » : {model.Text} doit être un formulaire entier."));
            return null;
        }

        Inline(files, model.Text, copy, faults);
        copy.Members.RemoveAll(m => m.Key is "mapping" or "$schema");
        foreach (var (key, value) in form.Members.Where(m => m.Key is not ("basedOn" or "$schema")))
        {
            Override(files, path, copy, key, value, faults);
        }

        return copy;
    }

    private static void Override(FormFiles files, string path, JsonTree copy, string key, JsonTree value, List<FormFault> faults)
    {
        switch (key)
        {
            case "parameters" or "axes" when copy[key] is { } known && value.Shape == JsonShape.Object:
                value.Members.ForEach(p => Replace(known, p.Key, p.Value));
                break;
            case "cadres" when value.Shape == JsonShape.Array:
                Replace(copy, key, Cadres(files, path, copy[key], value, faults));
                break;
            case "controls" when Part(files, path, value, faults) is { } changed:
                MergeControls(copy, changed, faults);
                break;
            case "mapping":
                Replace(copy, key, Part(files, path, value, faults) ?? value);
                break;
            default:
                Replace(copy, key, value);
                break;
        }
    }

    /// <summary>Each item is a file of this folder, or the code of a cadre of the model.</summary>
    private static JsonTree Cadres(FormFiles files, string path, JsonTree? model, JsonTree asked, List<FormFault> faults)
    {
        for (var i = 0; i < asked.Items.Count; i++)
        {
            var item = asked.Items[i];
            if (model?.Items.Find(c => c["code"]?.Text == item.Text) is { } same)
            {
                asked.Items[i] = same;
            }
            else
            {
                asked.Items[i] = Part(files, path, item, faults) ?? item;
            }
        }

        return asked;
    }

    /// <summary>A control of the same code is replaced, or taken away with « removed »; another one is added.</summary>
    private static void MergeControls(JsonTree copy, JsonTree changed, List<FormFault> faults)
    {
        var controls = copy["controls"];
        if (controls is not { Shape: JsonShape.Array } || changed.Shape != JsonShape.Array)
        {
            Replace(copy, "controls", changed);
            return;
        }

        foreach (var control in changed.Items)
        {
            var at = controls.Items.FindIndex(c => c["code"]?.Text == control["code"]?.Text);
            if (control["removed"] is { IsTrue: true } removed)
            {
                if (at < 0)
                {
                    faults.Add(new FormFault(removed.File, removed.Line, $"Le contrôle {control["code"]?.Text} n’existe pas dans le formulaire repris : il n’y a rien à ôter."));
                    continue;
                }

                controls.Items.RemoveAt(at);
            }
            else if (at < 0)
            {
                controls.Items.Add(control);
            }
            else
            {
                controls.Items[at] = control;
            }
        }
    }

    /// <summary>Puts a member in the place of another; <c>null</c> takes it away.</summary>
    private static void Replace(JsonTree tree, string key, JsonTree value)
    {
        var at = tree.Members.FindIndex(m => m.Key == key);
        if (value.Shape == JsonShape.Null)
        {
            tree.Members.RemoveAll(m => m.Key == key);
        }
        else if (at < 0)
        {
            tree.Members.Add((key, value));
        }
        else
        {
            tree.Members[at] = (key, value);
        }
    }

    private static JsonTree? Open(FormFiles files, string path, List<FormFault> faults)
    {
        if (files.Find(path) is { } text)
        {
            return JsonTree.Parse(path, text, faults);
        }

        faults.Add(new FormFault(path, 0, "Ce fichier manque."));
        return null;
    }

    private static string Canonical(JsonTree source)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            JsonTree.WriteCanonical(source, writer, "$schema");
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,60}\.json\z", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}
