namespace Soffi.Domain.Declarations;

/// <param name="Format">What the content is.</param>
/// <param name="Pages">Of a PDF, when they could be counted.</param>
/// <param name="Refusal">A French sentence that says what to do; null when the file may be received.</param>
public sealed record DocumentInspection(FileFormat Format, int? Pages, string? Refusal)
{
    /// <summary>
    /// Recognises a file by its content, never by its name alone, and refuses what cannot be read by whoever checks the
    /// statement (encrypted, cut) or could harm them (macros, archives, formulas in a CSV).
    /// </summary>
    /// <param name="content">Seekable; read from its start, whatever its position; left open.</param>
    /// <param name="announced">Format announced by the extension of the name.</param>
    public static DocumentInspection Of(Stream content, FileFormat announced)
    {
        content.Position = 0;
        Span<byte> start = stackalloc byte[8];
        var read = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        content.Position = 0;
        start = start[..read];
        if (read == 0)
        {
            return Refused("Le fichier est vide\u00a0: choisissez-en un autre.");
        }

        var found = Recognise(content, start);
        return found.Refusal is null && found.Format != announced
            ? Refused($"Le contenu de ce fichier est au format {DocumentWords.Of(found.Format)}, son nom annonce {DocumentWords.Of(announced)}\u00a0: renommez-le ou choisissez-en un autre.")
            : found;
    }

    internal static DocumentInspection Accepted(FileFormat format, int? pages = null) => new(format, pages, null);

    internal static DocumentInspection Refused(string sentence) => new(default, null, sentence);

    private static DocumentInspection Recognise(Stream content, ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("%PDF-"u8))
        {
            return DocumentPdf.Inspect(content);
        }

        if (start.StartsWith("PK\x03\x04"u8) || start.StartsWith("PK\x05\x06"u8))
        {
            return DocumentContainer.Inspect(content);
        }

        // Compound file: the Office formats before 2007, and any Office document protected by a password.
        if (start.SequenceEqual((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
        {
            return Refused("Ce document est protégé par un mot de passe ou d’un ancien format (XLS, DOC)\u00a0: enregistrez-le sans mot de passe au format PDF, XLSX, ODS, DOCX ou ODT.");
        }

        return DocumentCsv.Inspect(content);
    }
}
