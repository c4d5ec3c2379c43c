namespace Soffi.Domain.Forms.Drafts;

/// <summary>
/// A published definition back in files that people read and change, and the first files of a draft. Always the same for the same
/// definition; read again, they give it back, hash for hash.
/// </summary>
public static class FormSplitter
{
    public const string FormFile = "form.json";
    public const string ControlsFile = "controls.json";
    public const string MappingFile = "mapping.json";

    /// <summary>The files by their name, without their folder.</summary>
    /// <param name="canonicalJson">See <see cref="FormHeader.CanonicalJson"/>.</param>
    /// <exception cref="ArgumentException">It is not a definition.</exception>
    public static IReadOnlyDictionary<string, string> Split(string canonicalJson)
    {
        var form = DraftNode.Parse(canonicalJson) is { Shape: JsonShape.Object } root ? root : throw new ArgumentException("This is not a form.", nameof(canonicalJson));
        DraftKeys.Sort(form);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        if (form["cadres"] is { Shape: JsonShape.Array } cadres)
        {
            form.Set("cadres", DraftNode.List(cadres.Items.Select(c => Part(files, c, CadreFile(c["code"]?.Text ?? "")))));
        }

        Take(form, files, "controls", ControlsFile);
        Take(form, files, "mapping", MappingFile);
        form.Set("$schema", DraftNode.OfText("../../form.schema.json"));
        if (form["axes"] is { } axes)
        {
            // The one key that stands first on a line of a table and among the last of a form.
            form.Set("axes", null);
            form.Members.Insert(form.Members.FindIndex(m => m.Key == "cadres"), ("axes", axes));
        }

        files[FormFile] = DraftWriter.Write(form);
        return files;
    }

    /// <summary>The files of a later exercise, all the same: its exercise, version 1, and a correspondence that says where it comes from.</summary>
    /// <param name="files">As <see cref="Split"/> gives them.</param>
    /// <param name="from">Exercise they are those of.</param>
    /// <param name="exercise">The one to prepare.</param>
    public static IReadOnlyDictionary<string, string> Clone(IReadOnlyDictionary<string, string> files, int from, int exercise)
    {
        var mapping = DraftNode.Object(("from", DraftNode.Of(from)), ("lines", DraftNode.List([])));
        return With(files, [("exercise", DraftNode.Of(exercise)), ("version", DraftNode.Of(1)), ("mapping", DraftNode.OfText(MappingFile))],
            (MappingFile, DraftWriter.Write(mapping)));
    }

    /// <summary>The same files under the next version number.</summary>
    public static IReadOnlyDictionary<string, string> Renumber(IReadOnlyDictionary<string, string> files, int version) =>
        With(files, [("version", DraftNode.Of(version))]);

    private static Dictionary<string, string> With(
        IReadOnlyDictionary<string, string> files, (string Key, DraftNode Value)[] keys, params (string Name, string Text)[] others)
    {
        var form = DraftNode.Parse(files[FormFile]) ?? throw new ArgumentException("This is not a form.", nameof(files));
        Array.ForEach(keys, k => form.Set(k.Key, k.Value));
        var changed = files.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        changed[FormFile] = DraftWriter.Write(form);
        Array.ForEach(others, o => changed[o.Name] = o.Text);
        return changed;
    }

    /// <summary>Name of the file of that cadre.</summary>
    public static string CadreFile(string code) => $"cadre-{code.ToLowerInvariant()}.json";

    private static void Take(DraftNode form, Dictionary<string, string> files, string key, string name)
    {
        if (form[key] is { } part)
        {
            form.Set(key, Part(files, part, name));
        }
    }

    private static DraftNode Part(Dictionary<string, string> files, DraftNode node, string name)
    {
        files.Add(name, DraftWriter.Write(node));
        return DraftNode.OfText(name);
    }
}
