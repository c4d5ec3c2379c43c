namespace Soffi.Domain.Forms;

/// <summary>The text of form files by their path under the forms folder, with « / »: <c>2025/OPCO/form.json</c>.</summary>
public sealed class FormFiles(IReadOnlyDictionary<string, string> texts)
{
    /// <summary>Greatest size of one file, in characters.</summary>
    public const int MaxLength = 2_000_000;

    public IEnumerable<string> Paths => texts.Keys;

    /// <summary>The forms there: « 2025/OPCO », in order.</summary>
    public IReadOnlyList<string> Forms =>
        [.. texts.Keys.Where(p => p.EndsWith("/form.json", StringComparison.Ordinal)).Select(p => p[..^"/form.json".Length]).Order(StringComparer.Ordinal)];

    public string? Find(string path) => texts.GetValueOrDefault(path);

    /// <summary>All the JSON files under a folder.</summary>
    public static FormFiles FromFolder(string root)
    {
        var files = Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories);
        return new FormFiles(files.ToDictionary(
            f => Path.GetRelativePath(root, f).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllText, StringComparer.Ordinal));
    }
}

/// <summary>What is wrong in a form.</summary>
/// <param name="File">Path under the forms folder.</param>
/// <param name="Line">From 1; 0 when the whole file is meant.</param>
/// <param name="Message">French sentence.</param>
public sealed record FormFault(string File, int Line, string Message)
{
    public override string ToString() => $"{File}:{Line}: {Message}";
}

/// <param name="Definition">The form, or null when there is a fault.</param>
/// <param name="Faults">All of them, in the order of the files.</param>
/// <param name="Places">Where each table (« B2 »), control (« T07 ») and parameter (« $name ») is written, for the linter.</param>
public sealed record FormReading(FormDefinition? Definition, IReadOnlyList<FormFault> Faults, IReadOnlyDictionary<string, FormPlace> Places);

/// <param name="File">Path under the forms folder.</param>
/// <param name="Line">From 1.</param>
public sealed record FormPlace(string File, int Line);
