using Soffi.Domain.Access;

namespace Soffi.Domain.Declarations;

/// <summary>The formats accepted, recognised by their content (see <see cref="DocumentInspection"/>).</summary>
public enum FileFormat
{
    Pdf = 1,
    Xlsx,
    Ods,
    Docx,
    Odt,
    Csv,
}

/// <summary>What the antivirus said of a file.</summary>
public enum ScanVerdict
{
    /// <summary>The antivirus was switched off, openly, where the file was received.</summary>
    NotScanned = 1,

    /// <summary>« en attente d’analyse » : the antivirus could not be reached; the file is kept aside until it can.</summary>
    Waiting,

    /// <summary>Nothing found.</summary>
    Clean,

    /// <summary>A threat was found, named in <see cref="ScanResult.Threat"/>.</summary>
    Infected,
}

/// <param name="Threat">Name the antivirus gives; null unless infected.</param>
public sealed record ScanResult(ScanVerdict Verdict, string? Threat = null);

/// <summary>A file received, inspected and scanned, its content already stored.</summary>
/// <param name="Code">Of the document asked by the campaign.</param>
/// <param name="Label">Of that document, as it was when the file came.</param>
/// <param name="Name">Name given by the person, already checked.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
/// <param name="Pages">Of a PDF, when they could be counted.</param>
/// <param name="ContentId">Where the bytes are.</param>
public sealed record ReceivedDocument(
    string Code, string Label, string Name, FileFormat Format, int Size, string Sha256, int? Pages, Guid ContentId, ScanResult Scan);

/// <summary>
/// A file of a statement (« pièce »), without its bytes. Once the statement is submitted the file is sealed with it: a
/// later replacement makes a new row and retires this one.
/// </summary>
public sealed class Document
{
    private Document()
    {
    }

    public Document(Guid declarationId, ReceivedDocument received, Actor author, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        DeclarationId = declarationId;
        Code = received.Code;
        Label = received.Label;
        Name = received.Name;
        Format = received.Format;
        Size = received.Size;
        Sha256 = received.Sha256;
        Pages = received.Pages;
        ContentId = received.ContentId;
        Verdict = received.Scan.Verdict;
        Threat = received.Scan.Threat;
        AuthorId = author.UserId;
        AuthorName = author.DisplayName;
        AddedAt = now;
    }

    public Guid Id { get; private set; }

    public Guid DeclarationId { get; private set; }

    public string Code { get; private set; } = "";

    public string Label { get; private set; } = "";

    public string Name { get; private set; } = "";

    public FileFormat Format { get; private set; }

    public int Size { get; private set; }

    public string Sha256 { get; private set; } = "";

    public int? Pages { get; private set; }

    public Guid ContentId { get; private set; }

    public ScanVerdict Verdict { get; private set; }

    public string? Threat { get; private set; }

    /// <summary>When the antivirus looked again at a file that waited; null when it did at reception, or never.</summary>
    public DateTimeOffset? RescannedAt { get; private set; }

    public Guid AuthorId { get; private set; }

    public string AuthorName { get; private set; } = "";

    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>Set when a submission took the file in.</summary>
    public DateTimeOffset? SealedAt { get; private set; }

    /// <summary>Set when a file already submitted was replaced or removed in a later version of the statement.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    /// <summary>When an agent withdrew what should never have been put there (CGU articles 62, 64, 65, 75); its hash stays as evidence.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    public string? WithdrawnBy { get; private set; }

    public string? WithdrawalReason { get; private set; }

    /// <summary>Nobody is given a file that was found infected or withdrawn, nor one that nobody could analyse yet.</summary>
    public bool MayBeRead => WithdrawnAt is null && Verdict is (ScanVerdict.Clean or ScanVerdict.NotScanned);

    /// <returns>False when it was already.</returns>
    public bool Withdraw(string reason, string by, DateTimeOffset now)
    {
        if (WithdrawnAt is not null)
        {
            return false;
        }

        WithdrawalReason = reason;
        WithdrawnBy = by;
        WithdrawnAt = now;
        return true;
    }

    internal void Seal(DateTimeOffset now) => SealedAt ??= now;

    internal void Retire(DateTimeOffset now) => RetiredAt = now;

    internal void Record(ScanResult scan, DateTimeOffset now)
    {
        Verdict = scan.Verdict;
        Threat = scan.Threat;
        RescannedAt = now;
    }
}
