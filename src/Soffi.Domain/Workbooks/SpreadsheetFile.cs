using System.IO.Compression;
using System.Text;
using System.Xml;
using Soffi.Domain.Declarations;

namespace Soffi.Domain.Workbooks;

/// <summary>A file brought by somebody, recognised by its content.</summary>
/// <param name="Content">What its sheets hold; null when refused.</param>
/// <param name="Format">Xlsx or Ods.</param>
/// <param name="Refusal">A French sentence that says what to do; null when it was read.</param>
public sealed record SpreadsheetFile(Spreadsheet? Content, FileFormat Format, string? Refusal)
{
    private const string Damaged = "Ce fichier est abîmé ou incomplet\u00a0: ouvrez-le dans votre tableur, enregistrez-le de nouveau, puis rapportez-le.";

    private const string Protected = "Ce fichier est protégé par un mot de passe\u00a0: enregistrez-le sans mot de passe d’ouverture, puis rapportez-le.";

    private const string Former = "Ce fichier est dans l’ancien format d’Excel (XLS)\u00a0: enregistrez-le au format XLSX ou ODS, puis rapportez-le.";

    private const string Bomb = "Une fois ouvert, ce fichier serait démesuré\u00a0: il n’est pas lu. Rapportez le classeur préparé par Soffi, sans y ajouter de feuilles.";

    private const string NotSpreadsheet = "Ce fichier n’est pas un classeur\u00a0: rapportez le classeur préparé par Soffi, au format XLSX ou ODS.";

    /// <summary>Reads a workbook whatever its name says. Never throws for what the file holds.</summary>
    public static SpreadsheetFile Read(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return Refused("Le fichier est vide\u00a0: choisissez-en un autre.");
        }

        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
        {
            return Refused(Compound(bytes));
        }

        if (!bytes.AsSpan().StartsWith("PK\x03\x04"u8) && !bytes.AsSpan().StartsWith("PK\x05\x06"u8))
        {
            return Refused(NotSpreadsheet);
        }

        var inspection = DocumentContainer.Inspect(new MemoryStream(bytes, writable: false));
        return inspection.Refusal is not null ? Refused(Sentence(inspection.Refusal))
            : inspection.Format is FileFormat.Xlsx or FileFormat.Ods ? Open(bytes, inspection.Format)
            : Refused(NotSpreadsheet);
    }

    private static SpreadsheetFile Refused(string sentence) => new(null, default, sentence);

    /// <summary>What is said of a document to join is said here of a workbook to bring back.</summary>
    private static string Sentence(string refusal) => refusal switch
    {
        DocumentContainer.Damaged => Damaged,
        DocumentContainer.Encrypted => Protected,
        DocumentContainer.Bomb => Bomb,
        DocumentContainer.Archive => NotSpreadsheet,
        _ => "Ce classeur contient des macros ou des éléments exécutables\u00a0: enregistrez-le sans macros (XLSX ou ODS), puis rapportez-le.",
    };

    private static SpreadsheetFile Open(byte[] bytes, FileFormat format)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            return new SpreadsheetFile(format == FileFormat.Xlsx ? XlsxReader.Read(archive) : OdsReader.Read(archive), format, null);
        }
        catch (SpreadsheetTooLargeException)
        {
            return Refused(Bomb);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or XmlException or NotSupportedException or ArgumentException or OverflowException or FormatException)
        {
            return Refused(Damaged);
        }
    }

    /// <summary>
    /// A compound file holds either a workbook of before 2007 or, behind a password, one of today: its directory names its
    /// streams in UTF-16 ([MS-CFB] 2.6.1, [MS-OFFCRYPTO] 2.3.4.4).
    /// </summary>
    private static string Compound(byte[] bytes) =>
        Names(bytes, "EncryptedPackage") ? Protected : Names(bytes, "Workbook") || Names(bytes, "Book") ? Former : NotSpreadsheet;

    private static bool Names(byte[] bytes, string stream) => bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(stream)) >= 0;
}
