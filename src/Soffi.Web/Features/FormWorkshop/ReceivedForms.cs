using System.Text;
using System.Text.RegularExpressions;
using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;
using Soffi.Web.Infrastructure.Startup;
using Soffi.Web.Infrastructure.Uploads;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>The files of forms that were sent: one file, or a zip of one or several forms.</summary>
/// <param name="File">Name and text of the one file; null for a zip.</param>
/// <param name="Archive">What the zip holds; null for one file.</param>
public sealed partial record ReceivedForms((string Name, string Text)? File, FormArchiveReading? Archive)
{
    /// <summary>Name of the field.</summary>
    public const string Field = "Fichiers";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>What was sent, or a sentence and the status of the answer.</returns>
    public static (ReceivedForms? Forms, string? Error, int Status) Read(ReceivedPost post)
    {
        if (post.TooLarge || post.Form.Files.GetFile(Field)?.Length > FormArchive.MaxArchive)
        {
            return (null, $"Fichier trop grand\u00a0: {FormArchive.MaxArchive / 1_000_000}\u00a0Mo au plus.", StatusCodes.Status413PayloadTooLarge);
        }

        if (post.TokenExpired)
        {
            return (null, "Votre page était ouverte depuis trop longtemps\u00a0: envoyez de nouveau le fichier.", StatusCodes.Status400BadRequest);
        }

        if (post.Form.Files.GetFile(Field) is not { Length: > 0 } file)
        {
            return (null, "Choisissez un fichier .zip ou .json qui ne soit pas vide.", StatusCodes.Status400BadRequest);
        }

        var (forms, error) = file.FileName.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? One(file) : Zip(file);
        return (forms, error, StatusCodes.Status400BadRequest);
    }

    /// <summary>Puts them in the place of those of the draft.</summary>
    public DraftEdit In(FormDraft draft)
    {
        if (File is var (name, text))
        {
            return draft.Find(name) == text ? new DraftEdit(new Dictionary<string, string?>(), name)
                : new DraftEdit(new Dictionary<string, string?> { [name] = text }, $"Fichier {name} reçu");
        }

        if (!Archive!.Forms.Contains(draft.Path))
        {
            return DraftEdit.Refused($"Cette archive ne contient pas {draft.Path}/{FormSplitter.FormFile}\u00a0: elle contient {string.Join(", ", Archive.Forms)}.");
        }

        var files = FilesOf(draft.Path);
        var changes = files.Where(f => draft.Find(f.Key) != f.Value).ToDictionary(f => f.Key, f => (string?)f.Value, StringComparer.Ordinal);
        foreach (var gone in draft.Files.Where(f => !files.ContainsKey(f.Name)))
        {
            changes[gone.Name] = null;
        }

        return new DraftEdit(changes, files.Count == 1 ? "Un fichier reçu" : $"{files.Count} fichiers reçus");
    }

    /// <summary>The files of that form, by name without folder.</summary>
    public IReadOnlyDictionary<string, string> FilesOf(string path) => Archive!.Files.Where(f => f.Key.StartsWith(path + "/", StringComparison.Ordinal))
        .ToDictionary(f => f.Key[(path.Length + 1)..], f => f.Value, StringComparer.Ordinal);

    private static (ReceivedForms?, string?) Zip(IFormFile file)
    {
        using var stream = file.OpenReadStream();
        var archive = FormArchive.Read(Path.GetFileName(file.FileName), stream);
        return archive.Faults.Count == 0
            ? (new ReceivedForms(null, archive), null)
            : (null, string.Join(" ", archive.Faults.Select(f => $"{f.File}\u00a0: {f.Message}").Take(5)));
    }

    private static (ReceivedForms?, string?) One(IFormFile file)
    {
        var name = Path.GetFileName(file.FileName);
        if (!FileName().IsMatch(name))
        {
            return (null, "Nommez ce fichier comme ceux d’un formulaire, en minuscules\u00a0: form.json, controls.json, mapping.json, cadre-b1.json.");
        }

        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        try
        {
            var text = Strict.GetString(bytes.GetBuffer(), 0, (int)bytes.Length).TrimStart('\uFEFF').ReplaceLineEndings("\n");
            return text.Length > FormFiles.MaxLength
                ? (null, $"Fichier trop grand\u00a0: {FormFiles.MaxLength / 1_000_000} millions de caractères au plus.")
                : (new ReceivedForms((name, text), null), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, "Ce fichier n’est pas écrit en UTF-8\u00a0: enregistrez-le dans ce codage.");
        }
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,60}\.json\z", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}
