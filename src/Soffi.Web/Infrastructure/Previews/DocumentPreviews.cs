using System.Xml;
using Soffi.Data;
using Soffi.Domain.Declarations;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Soffi.Web.Infrastructure.Previews;

/// <summary>
/// Reads the beginning of a stored document as plain text. A file is hostile until proven otherwise: two are read at once in
/// the whole process, each has a few seconds, and a reader that stumbles shows no preview rather than an error.
/// </summary>
public sealed partial class DocumentPreviews(TimeProvider clock, ILogger<DocumentPreviews> logger) : IDisposable
{
    private const string Unreadable = "Ce fichier n’a pas d’aperçu\u00a0: téléchargez-le pour le lire.";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turns = new(2);

    public void Dispose() => _turns.Dispose();

    public async Task<DocumentPreview> Of(Document document, DocumentContents contents, CancellationToken cancellation)
    {
        if (!await _turns.WaitAsync(Longest, cancellation))
        {
            return DocumentPreview.None("Trop d’aperçus sont demandés en même temps\u00a0: réessayez dans quelques instants, ou téléchargez le fichier.");
        }

        var reading = Task.FromResult(DocumentPreview.None(Unreadable));
        try
        {
            var bytes = new MemoryStream(document.Size);
            await using (var stored = contents.Open(document.ContentId))
            {
                await stored.CopyToAsync(bytes, cancellation);
            }

            bytes.Position = 0;
            reading = Task.Run(() => Read(bytes, document.Format), CancellationToken.None);
            return await reading.WaitAsync(Longest, clock, cancellation);
        }
        catch (TimeoutException)
        {
            LogSlow(document.Id);
            return DocumentPreview.None(Unreadable);
        }
        finally
        {
            // The turn is given back when the reading ends, not when we stop waiting for it: slow files cannot pile up.
            _ = reading.ContinueWith(_ => _turns.Release(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private DocumentPreview Read(MemoryStream bytes, FileFormat format)
    {
        try
        {
            var preview = format switch
            {
                FileFormat.Pdf => Pdf(bytes),
                FileFormat.Csv => CsvPreview.Read(bytes.ToArray()),
                _ => ContainerPreview.Read(bytes, format),
            };
            return preview.Parts.All(p => p.Lines.Count == 0 && p.Rows.Count == 0) ? DocumentPreview.None(Unreadable) : preview;
        }
#pragma warning disable CA1031 // Third-party readers throw anything on a damaged file: whatever it is, there is no preview.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogUnreadable(format, error.GetType().Name, error is XmlException ? "" : error.Message);
            return DocumentPreview.None(Unreadable);
        }
    }

    private static DocumentPreview Pdf(MemoryStream bytes)
    {
        using var pdf = PdfDocument.Open(bytes, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
        var parts = new List<PreviewPart>();
        var cut = pdf.NumberOfPages > DocumentPreview.MostPages;
        for (var number = 1; number <= Math.Min(pdf.NumberOfPages, DocumentPreview.MostPages); number++)
        {
            var (part, more) = DocumentPreview.Text($"Page {number}", ContentOrderTextExtractor.GetText(pdf.GetPage(number)).Split('\n'));
            parts.Add(part);
            cut |= more;
        }

        return new DocumentPreview(parts, cut);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The preview of document {Document} was given up: too slow")]
    private partial void LogSlow(Guid document);

    [LoggerMessage(Level = LogLevel.Information, Message = "A {Format} has no preview: {Error} {Reason}")]
    private partial void LogUnreadable(FileFormat format, string error, string reason);
}
