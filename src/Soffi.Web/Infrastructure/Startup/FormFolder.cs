using System.Globalization;
using Soffi.Domain.Forms;

namespace Soffi.Web.Infrastructure.Startup;

/// <summary>Where the form files lie.</summary>
public static class FormFolder
{
    /// <summary>Key of the folder; relative to the content root.</summary>
    public const string Key = "Forms:Folder";

    private const string Default = "Forms";

    public static string Of(IConfiguration configuration, string contentRoot) =>
        Path.GetFullPath(configuration[Key] is { Length: > 0 } folder ? folder : Default, contentRoot);

    /// <summary>The forms of the product.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist; the sentence is French.</exception>
    public static FormFiles Read(IConfiguration configuration, string contentRoot)
    {
        var folder = Of(configuration, contentRoot);
        return Directory.Exists(folder)
            ? FormFiles.FromFolder(folder)
            : throw new DirectoryNotFoundException($"le dossier des formulaires « {folder} » n’existe pas (réglage {Key}).");
    }

    /// <summary>
    /// The form of one folder <c>…/exercise/TYPE</c>, with its neighbours of the same and other exercises, which
    /// <c>basedOn</c> may name.
    /// </summary>
    /// <returns>Null when the folder does not exist or is not so arranged.</returns>
    public static (FormFiles Files, string Path)? ReadOne(string folder)
    {
        var form = new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        if (!form.Exists || form.Parent is not { Parent: { } root } exercise || !IsExercise(exercise.Name))
        {
            return null;
        }

        var texts = root.EnumerateDirectories().Where(d => IsExercise(d.Name))
            .SelectMany(d => d.EnumerateFiles("*.json", SearchOption.AllDirectories))
            .ToDictionary(f => Path.GetRelativePath(root.FullName, f.FullName).Replace('\\', '/'), f => File.ReadAllText(f.FullName));
        return (new FormFiles(texts), $"{exercise.Name}/{form.Name}");
    }

    /// <summary>
    /// The forms given on the command line: those of a folder <c>…/exercise/TYPE</c>, or of a zip, beside which the forms of the
    /// product are known too (<c>basedOn</c>, mapping).
    /// </summary>
    /// <returns>Null when there is no such thing.</returns>
    /// <exception cref="FormFaultsException">The archive is refused: nothing of it is used.</exception>
    public static (FormFiles Files, IReadOnlyList<string> Forms)? Given(IConfiguration configuration, string contentRoot, string path)
    {
        if (!File.Exists(path))
        {
            return ReadOne(path) is var (files, form) ? (files, [form]) : null;
        }

        using var stream = File.OpenRead(path);
        var archive = FormArchive.Read(Path.GetFileName(path), stream);
        if (archive.Faults.Count > 0)
        {
            throw new FormFaultsException(archive.Faults);
        }

        var known = Directory.Exists(Of(configuration, contentRoot)) ? Read(configuration, contentRoot) : new FormFiles(new Dictionary<string, string>());
        var texts = known.Paths.Where(p => !archive.Forms.Any(f => p.StartsWith(f + "/", StringComparison.Ordinal))).ToDictionary(p => p, p => known.Find(p)!, StringComparer.Ordinal);
        foreach (var (file, text) in archive.Files)
        {
            texts[file] = text;
        }

        return (new FormFiles(texts), archive.Forms);
    }

    private static bool IsExercise(string name) => name.Length == 4 && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
