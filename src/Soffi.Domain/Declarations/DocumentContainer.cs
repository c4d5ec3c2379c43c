using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Soffi.Domain.Declarations;

/// <summary>
/// Tells a workbook or a text (Office Open XML, ISO 29500; OpenDocument, ISO 26300) from any other ZIP archive, by what the
/// container declares inside. Nothing is extracted; only its table and two small parts of known size are read.
/// </summary>
internal static class DocumentContainer
{
    private const int MostEntries = 10_000;

    /// <summary>Bytes the archive may claim to hold once opened, and how many times its own size.</summary>
    private const long MostOpened = 1024L * 1024 * 1024;
    private const long MostRatio = 250;

    /// <summary>Below that size a high ratio is ordinary (an empty sheet is nearly nothing but repetition).</summary>
    private const long RatioMatters = 50L * 1024 * 1024;

    /// <summary>Bytes read of a part that describes the container.</summary>
    private const int MostDescription = 4 * 1024 * 1024;

    private const string Macros = "Ce document contient des macros ou des éléments exécutables\u00a0: enregistrez-le sans macros (XLSX, DOCX, ODS, ODT) ou au format PDF.";
    internal const string Encrypted = "Ce document est protégé par un mot de passe\u00a0: enregistrez-le sans mot de passe puis joignez-le.";
    internal const string Damaged = "Ce fichier est abîmé ou incomplet\u00a0: enregistrez-le de nouveau puis joignez-le.";
    internal const string Archive = "Les archives (ZIP) ne sont pas acceptées\u00a0: joignez chaque document séparément.";
    internal const string Bomb = "Une fois ouvert, ce fichier serait démesuré\u00a0: il n’est pas accepté.";

    private static readonly Dictionary<string, FileFormat> OpenXml = new(StringComparer.OrdinalIgnoreCase)
    {
        ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"] = FileFormat.Xlsx,
        ["application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"] = FileFormat.Docx,
    };

    private static readonly Dictionary<string, FileFormat> OpenDocument = new(StringComparer.Ordinal)
    {
        ["application/vnd.oasis.opendocument.spreadsheet"] = FileFormat.Ods,
        ["application/vnd.oasis.opendocument.text"] = FileFormat.Odt,
    };

    public static DocumentInspection Inspect(Stream content)
    {
        try
        {
            // In memory: what a damaged archive makes the reader do on another kind of stream is anybody's guess.
            var bytes = new byte[content.Length];
            content.ReadExactly(bytes);
            using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            return Inspect(archive, bytes.Length);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or XmlException or NotSupportedException or ArgumentException or OverflowException)
        {
            return DocumentInspection.Refused(Damaged);
        }
    }

    private static DocumentInspection Inspect(ZipArchive archive, long size)
    {
        var entries = archive.Entries;
        var opened = entries.Sum(e => e.Length);
        if (entries.Count > MostEntries || opened > MostOpened || (opened > RatioMatters && opened / Math.Max(1, size) > MostRatio))
        {
            return DocumentInspection.Refused(Bomb);
        }

        if (entries.Any(e => e.IsEncrypted))
        {
            return DocumentInspection.Refused(Encrypted);
        }

        if (entries.Any(e => Escapes(e.FullName)))
        {
            return DocumentInspection.Refused(Damaged);
        }

        if (archive.GetEntry("[Content_Types].xml") is { } types)
        {
            return InspectOpenXml(entries, types);
        }

        return archive.GetEntry("mimetype") is { } mimetype ? InspectOpenDocument(archive, mimetype) : DocumentInspection.Refused(Archive);
    }

    private static DocumentInspection InspectOpenXml(IReadOnlyCollection<ZipArchiveEntry> entries, ZipArchiveEntry types)
    {
        var declared = Attributes(types, "ContentType");
        if (declared.Any(IsActive) || entries.Any(e => IsActivePart(e.FullName)))
        {
            return DocumentInspection.Refused(Macros);
        }

        var main = declared.Where(OpenXml.ContainsKey).Select(t => OpenXml[t]).Distinct().ToList();
        return main is [var format] ? DocumentInspection.Accepted(format) : DocumentInspection.Refused(Archive);
    }

    private static DocumentInspection InspectOpenDocument(ZipArchive archive, ZipArchiveEntry mimetype)
    {
        if (!OpenDocument.TryGetValue(Text(mimetype, 200).Trim(), out var format) || archive.GetEntry("content.xml") is null)
        {
            return DocumentInspection.Refused(Archive);
        }

        if (archive.GetEntry("META-INF/manifest.xml") is { } manifest && Elements(manifest).Contains("encryption-data"))
        {
            return DocumentInspection.Refused(Encrypted);
        }

        // Macros of LibreOffice and OpenOffice lie in these two folders (ISO 26300, part 3), those kept from Office in the third.
        return archive.Entries.Any(e => e.FullName.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase)
            || e.FullName.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase)
            || e.FullName.Contains("_MS_VBA_Macros", StringComparison.OrdinalIgnoreCase))
            ? DocumentInspection.Refused(Macros)
            : DocumentInspection.Accepted(format);
    }

    private static bool IsActive(string contentType) =>
        contentType.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || contentType.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)
        || contentType.Contains("macrosheet", StringComparison.OrdinalIgnoreCase) || contentType.Contains("activeX", StringComparison.OrdinalIgnoreCase);

    private static bool IsActivePart(string name) =>
        name.Contains("vbaProject", StringComparison.OrdinalIgnoreCase) || name.Contains("/macrosheets/", StringComparison.OrdinalIgnoreCase)
        || name.Contains("/activeX/", StringComparison.OrdinalIgnoreCase)
        || (name.Contains("/embeddings/", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase));

    private static bool Escapes(string name) =>
        name.StartsWith('/') || name.Contains('\\', StringComparison.Ordinal) || name.Split('/').Contains("..") || name.Contains(':', StringComparison.Ordinal);

    private static List<string> Attributes(ZipArchiveEntry part, string name)
    {
        var values = new List<string>();
        Read(part, reader =>
        {
            if (reader.GetAttribute(name) is { } value)
            {
                values.Add(value);
            }
        });
        return values;
    }

    private static HashSet<string> Elements(ZipArchiveEntry part)
    {
        var names = new HashSet<string>();
        Read(part, reader => names.Add(reader.LocalName));
        return names;
    }

    private static void Read(ZipArchiveEntry part, Action<XmlReader> onElement)
    {
        var text = Text(part, MostDescription);
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                onElement(reader);
            }
        }
    }

    /// <summary>The part as text; the size that the archive declares is not believed.</summary>
    private static string Text(ZipArchiveEntry part, int most)
    {
        using var stream = part.Open();
        var buffer = new byte[most + 1];
        var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (read > most)
        {
            throw new InvalidDataException("The description of the container is too large.");
        }

        using var text = new StreamReader(new MemoryStream(buffer, 0, read), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return text.ReadToEnd();
    }
}
