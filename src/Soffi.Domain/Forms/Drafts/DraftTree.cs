namespace Soffi.Domain.Forms.Drafts;

/// <summary>The files of a draft, each read as far as it can be.</summary>
public sealed class DraftTree
{
    private readonly Dictionary<string, DraftNode?> _files;

    /// <summary>Each file as it would be written had nothing been changed.</summary>
    private readonly Dictionary<string, string> _written;

    public DraftTree(FormDraft draft)
    {
        _files = draft.Files.ToDictionary(f => f.Name, f => DraftNode.Parse(f.Text), StringComparer.Ordinal);
        _written = _files.Where(f => f.Value is not null).ToDictionary(f => f.Key, f => DraftWriter.Write(f.Value!), StringComparer.Ordinal);
        var named = CadreFiles.Concat([FormSplitter.FormFile, ControlsFile, MappingFile]).ToHashSet(StringComparer.Ordinal);
        Others = [.. _files.Keys.Where(n => !named.Contains(n)).Order(StringComparer.Ordinal)];
    }

    /// <summary>form.json; null when it is missing or not JSON.</summary>
    public DraftNode? Form => File(FormSplitter.FormFile);

    /// <summary>What form.json names as its cadres, in order: names of files, or codes of the form it is based on.</summary>
    public IReadOnlyList<string> CadreFiles => [.. Form?["cadres"]?.Items.Where(i => i.Shape == JsonShape.Text).Select(i => i.Text) ?? []];

    public string ControlsFile => Form?["controls"] is { Shape: JsonShape.Text } named ? named.Text : FormSplitter.ControlsFile;

    public string MappingFile => Form?["mapping"] is { Shape: JsonShape.Text } named ? named.Text : FormSplitter.MappingFile;

    /// <summary>Files that no key of form.json names: examples, or a file forgotten.</summary>
    public IReadOnlyList<string> Others { get; }

    /// <summary>The content of a file; null when it is missing or not JSON.</summary>
    public DraftNode? File(string name) => _files.GetValueOrDefault(name);

    /// <summary>The content of every file that could be read.</summary>
    public IEnumerable<DraftNode> Files => _files.Values.OfType<DraftNode>();

    /// <summary>The files whose content is no longer what the draft holds, as they would be written.</summary>
    public IReadOnlyDictionary<string, string?> Changes() => _files
        .Where(f => f.Value is not null && DraftWriter.Write(f.Value) != _written[f.Key])
        .ToDictionary(f => f.Key, f => (string?)DraftWriter.Write(f.Value!), StringComparer.Ordinal);

    public bool Exists(string name) => _files.ContainsKey(name);

    /// <summary>The value at that place; null when there is none.</summary>
    public DraftNode? Find(string file, string address) => File(file)?.Find(address);
}
