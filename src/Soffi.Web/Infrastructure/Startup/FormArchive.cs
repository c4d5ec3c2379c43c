using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Soffi.Domain.Forms;

namespace Soffi.Web.Infrastructure.Startup;

/// <summary>An archive that was opened, or the sentences that refuse it: then nothing of it is used.</summary>
/// <param name="Files">Files by « exercice/TYPE/fichier.json ».</param>
/// <param name="Forms">The forms it holds: « 2026/OPCO ».</param>
public sealed record FormArchiveReading(IReadOnlyDictionary<string, string> Files, IReadOnlyList<string> Forms, IReadOnlyList<FormFault> Faults);

/// <summary>
/// Reads the forms of a zip given by somebody. Nothing is written to disk; sizes are counted while reading, never believed.
/// Entries are <c>2026/OPCO/form.json</c>…, alone or under one folder.
/// </summary>
public static partial class FormArchive
{
    /// <summary>Greatest size of the archive itself, in bytes.</summary>
    public const int MaxArchive = 5_000_000;

    /// <summary>Greatest size of all its files together once read, in bytes.</summary>
    public const int MaxTotal = 20_000_000;

    /// <summary>Greatest number of files.</summary>
    public const int MaxEntries = 500;

    private const int SymbolicLink = 0xA000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="name">Name of the archive, for its faults.</param>
    /// <param name="content">The zip; read to its end, not closed.</param>
    public static FormArchiveReading Read(string name, Stream content)
    {
        var faults = new List<FormFault>();
        using var bytes = new MemoryStream();
        if (!CopyBounded(content, bytes, MaxArchive))
        {
            return Refused(new FormFault(name, 0, $"Archive trop grande : {MaxArchive / 1_000_000} Mo au plus."));
        }

        try
        {
            using var archive = new ZipArchive(bytes, ZipArchiveMode.Read);
            var files = Extract(name, archive, faults);
            var forms = files.Keys.Where(p => p.EndsWith("/form.json", StringComparison.Ordinal)).Select(p => p[..^"/form.json".Length]).Order(StringComparer.Ordinal).ToList();
            if (faults.Count == 0 && forms.Count == 0)
            {
                faults.Add(new FormFault(name, 0, "Cette archive ne contient aucun formulaire : rangez ses fichiers dans <exercice>/<TYPE>, par exemple 2026/OPCO/form.json."));
            }

            return faults.Count > 0 ? Refused([.. faults]) : new FormArchiveReading(files, forms, []);
        }
        catch (InvalidDataException)
        {
            return Refused(new FormFault(name, 0, "Cette archive est abîmée, ou n’est pas un fichier zip."));
        }
    }

    private static Dictionary<string, string> Extract(string name, ZipArchive archive, List<FormFault> faults)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        if (archive.Entries.Count > MaxEntries)
        {
            faults.Add(new FormFault(name, 0, $"Archive de {archive.Entries.Count} fichiers : {MaxEntries} au plus."));
            return files;
        }

        var left = MaxTotal;
        foreach (var entry in archive.Entries.Where(e => !e.FullName.EndsWith('/') || e.Length > 0))
        {
            if (RefusalOf(entry) is { } refusal)
            {
                faults.Add(new FormFault(entry.FullName, 0, refusal));
                continue;
            }

            using var stream = entry.Open();
            using var text = new MemoryStream();
            if (!CopyBounded(stream, text, Math.Min(left, 4 * FormFiles.MaxLength)))
            {
                faults.Add(new FormFault(entry.FullName, 0, $"Fichier trop grand une fois décompressé, ou archive de plus de {MaxTotal / 1_000_000} Mo en tout."));
                return files;
            }

            left -= (int)text.Length;
            Add(files, entry, text, faults);
        }

        return files;
    }

    private static void Add(Dictionary<string, string> files, ZipArchiveEntry entry, MemoryStream text, List<FormFault> faults)
    {
        try
        {
            var path = FormEntry().Match(entry.FullName).Groups[1].Value;
            if (!files.TryAdd(path, Strict.GetString(text.GetBuffer(), 0, (int)text.Length).TrimStart('\uFEFF')))
            {
                faults.Add(new FormFault(entry.FullName, 0, "Ce fichier est deux fois dans l’archive."));
            }
        }
        catch (DecoderFallbackException)
        {
            faults.Add(new FormFault(entry.FullName, 0, "Ce fichier n’est pas écrit en UTF-8 : enregistrez-le dans ce codage."));
        }
    }

    private static string? RefusalOf(ZipArchiveEntry entry) => entry switch
    {
        _ when IsOutside(entry.FullName) => "Ce chemin sort de l’archive : l’archive est refusée.",
        _ when ((entry.ExternalAttributes >> 16) & 0xF000) == SymbolicLink => "Ce fichier est un lien : l’archive est refusée.",
        { IsEncrypted: true } => "Ce fichier est chiffré : refaites l’archive sans mot de passe.",
        _ when !entry.FullName.EndsWith(".json", StringComparison.Ordinal) => "Seuls des fichiers .json forment un formulaire : retirez celui-ci de l’archive.",
        _ when !FormEntry().IsMatch(entry.FullName) => "Ce fichier n’est pas rangé dans <exercice>/<TYPE>, par exemple 2026/OPCO/form.json.",
        _ => null,
    };

    private static bool IsOutside(string path) =>
        path.StartsWith('/') || path.Contains('\\', StringComparison.Ordinal) || path.Contains(':', StringComparison.Ordinal)
        || path.Split('/').Any(p => p is "." or "..") || path.Any(char.IsControl);

    /// <returns>False when there is more than that.</returns>
    private static bool CopyBounded(Stream from, MemoryStream to, int most)
    {
        var buffer = new byte[81_920];
        int read;
        while ((read = from.Read(buffer)) > 0)
        {
            if (to.Length + read > most)
            {
                return false;
            }

            to.Write(buffer, 0, read);
        }

        to.Position = 0;
        return true;
    }

    private static FormArchiveReading Refused(params FormFault[] faults) => new(new Dictionary<string, string>(), [], faults);

    [GeneratedRegex(@"\A(?:[A-Za-z0-9 _-]{1,60}/)?((?:[0-9]{4})/(?:OPCO|ATPRO|FAF|CSA)/[a-z0-9][a-z0-9.-]{0,60}\.json)\z", RegexOptions.CultureInvariant)]
    private static partial Regex FormEntry();
}
