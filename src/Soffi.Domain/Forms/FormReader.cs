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
        var faults = new List<FormFault>();
        var tree = JsonTree.Parse("définition publiée", canonicalJson, faults);
        var reading = tree is null ? new FormReading(null, faults, NoPlaces) : Build(canonicalJson, tree, faults);
        return reading.Definition ?? throw new InvalidOperationException(
            "La définition publiée est illisible : " + string.Join(" ; ", reading.Faults));
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

        return form["sameAs"] is { } model ? SameAs(files, form, model, faults) : Inline(files, path, form, faults);
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
            else if (key == "controls")
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

    /// <summary>Another exercise's form with this header; parameters given here replace those of the model.</summary>
    private static JsonTree? SameAs(FormFiles files, JsonTree form, JsonTree model, List<FormFault> faults)
    {
        string[] allowed = ["$schema", "sameAs", "kind", "operatorType", "exercise", "version", "title", "legalBasis", "parameters"];
        foreach (var (key, value) in form.Members.Where(m => !allowed.Contains(m.Key)))
        {
            faults.Add(new FormFault(value.File, value.Line, $"« {key} » ne s’écrit pas avec « sameAs » : le formulaire repris le donne."));
        }

        if (!FormPath.TryParse(model.Text, out _) || files.Find($"{model.Text}/form.json") is null)
        {
            faults.Add(new FormFault(model.File, model.Line, $"« sameAs » : le formulaire {model.Text} n’existe pas."));
            return null;
        }

        var copy = Open(files, $"{model.Text}/form.json", faults);
        if (copy is null || copy["sameAs"] is not null)
        {
            faults.Add(new FormFault(model.File, model.Line, $"« sameAs » : {model.Text} doit être un formulaire entier."));
            return null;
        }

        Inline(files, model.Text, copy, faults);
        foreach (var (key, value) in form.Members.Where(m => m.Key is not ("sameAs" or "$schema")))
        {
            if (key == "parameters" && copy["parameters"] is { } parameters)
            {
                value.Members.ForEach(p => Replace(parameters, p.Key, p.Value));
            }
            else
            {
                Replace(copy, key, value);
            }
        }

        return copy;
    }

    private static void Replace(JsonTree tree, string key, JsonTree value)
    {
        tree.Members.RemoveAll(m => m.Key == key);
        tree.Members.Add((key, value));
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
