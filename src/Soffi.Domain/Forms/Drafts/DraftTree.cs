namespace Soffi.Domain.Forms.Drafts;

/// <summary>The files of a draft, each read as far as it can be.</summary>
public sealed class DraftTree
{
    private readonly Dictionary<string, DraftNode?> _files;

    public DraftTree(FormDraft draft)
    {
        _files = draft.Files.ToDictionary(f => f.Name, f => DraftNode.Parse(f.Text), StringComparer.Ordinal);
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

    public bool Exists(string name) => _files.ContainsKey(name);

    /// <summary>The value at that place; null when there is none.</summary>
    public DraftNode? Find(string file, string address) => File(file)?.Find(address);
}
