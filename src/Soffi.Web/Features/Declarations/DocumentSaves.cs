using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.Antivirus;
using Soffi.Web.Infrastructure.Uploads;

namespace Soffi.Web.Features.Declarations;

/// <summary>What came of a file.</summary>
/// <param name="Message">What was done, for the page that follows; null when refused.</param>
/// <param name="Error">Why it was refused: a French sentence that says what to do.</param>
/// <param name="Closed">The statement was closed meanwhile: nothing was written.</param>
public sealed record DocumentOutcome(string? Message, string? Error = null, bool Closed = false)
{
    public static DocumentOutcome Refused(string error) => new(null, error);
}

/// <summary>
/// Receives, replaces and removes the documents of a statement. A file is inspected and scanned before anything is stored;
/// then its bytes, its row and its entry in the journal are written in one transaction.
/// </summary>
public sealed class DocumentSaves(
    SoffiDbContext context, DeclarationRepository repository, DocumentContents contents, AntivirusScan antivirus, AuditTrail trail,
    IOptions<UploadLimits> options, TimeProvider clock)
{
    private const string Overtaken = "Quelqu’un d’autre vient de retirer ou de remplacer ce fichier\u00a0: la page ci-dessous est à jour.";

    public static string TooLarge(int maxBytes) => $"Ce fichier dépasse {DocumentWords.Size(maxBytes)}\u00a0: réduisez-le, ou joignez-le en plusieurs fichiers.";

    /// <param name="replaced">The document the file takes the place of; null to add it.</param>
    public async Task<DocumentOutcome> Join(
        Statement statement, DocumentItem item, Document? replaced, IFormFile? file, CancellationToken cancellation)
    {
        var (name, format, refusal) = DocumentName.Read(file?.FileName);
        if (refusal is not null || file is null)
        {
            return DocumentOutcome.Refused(refusal ?? "Choisissez un fichier.");
        }

        await using var bytes = file.OpenReadStream();
        var (received, error) = Inspect(statement, item, replaced, bytes, name, format);
        if (received is null)
        {
            return DocumentOutcome.Refused(error!);
        }

        bytes.Position = 0;
        var report = await antivirus.Scan(bytes, cancellation);
        if (await RefusalOf(report, statement, received, cancellation) is { } refused)
        {
            return DocumentOutcome.Refused(refused);
        }

        received = received with { Scan = new ScanResult(VerdictOf(report.Answer)) };
        return await context.InTransaction(token => Write(statement, received, replaced, bytes, token), cancellation);
    }

    public Task<DocumentOutcome> Remove(Statement statement, Document document, CancellationToken cancellation)
    {
        return context.InTransaction(
            async token =>
            {
                context.ChangeTracker.Clear();
                var outcome = await repository.Change(statement.Id, int.MaxValue, Act, token);
                await contents.RemoveUnused(document.ContentId, token);
                return outcome ?? new DocumentOutcome(null, Closed: true);
            },
            cancellation);

        DocumentOutcome Act(LoadedDeclaration loaded, AuditTrail journal)
        {
            var now = clock.GetUtcNow();
            if (!CanEdit(loaded, statement, now))
            {
                return new DocumentOutcome(null, Closed: true);
            }

            if (loaded.Declaration.RemoveDocument(document.Id, now) is not { } removed)
            {
                return DocumentOutcome.Refused(Overtaken);
            }

            journal.Add(Entry(
                loaded, statement, now, AuditAction.DocumentRemoved, AuditEntry.Success,
                new { piece = removed.Code, fichier = removed.Name, taille = removed.Size, sha256 = removed.Sha256 }));
            return new DocumentOutcome($"«\u00a0{removed.Name}\u00a0» est retiré.");
        }
    }

    private (ReceivedDocument? Received, string? Error) Inspect(
        Statement statement, DocumentItem item, Document? replaced, Stream bytes, string name, FileFormat format)
    {
        if (bytes.Length > options.Value.MaxBytes)
        {
            return (null, TooLarge(options.Value.MaxBytes));
        }

        if (!item.Asked.Extensions.Contains(DocumentWords.Extension(format)))
        {
            return (null, $"Cette pièce se joint au format {DocumentWords.List(item.Asked.Extensions)}\u00a0: enregistrez-la dans ce format.");
        }

        if (replaced is null && item.Files.Count >= DocumentChecklist.MostFilesEach)
        {
            return (null, $"Cette pièce compte déjà {DocumentChecklist.MostFilesEach} fichiers\u00a0: remplacez-en un ou retirez-en un.");
        }

        var inspection = DocumentInspection.Of(bytes, format);
        if (inspection.Refusal is not null)
        {
            return (null, inspection.Refusal);
        }

        bytes.Position = 0;
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return statement.Declaration.SameContent(sha256, replaced?.Id) is { } same
            ? (null, SameContent(same))
            : (new ReceivedDocument(
                item.Asked.Code, item.Asked.Label, name, inspection.Format, (int)bytes.Length, sha256, inspection.Pages, Guid.Empty,
                new ScanResult(ScanVerdict.Waiting)), null);
    }

    /// <summary>An infected file is not stored: what is kept of it is the line of the journal.</summary>
    private async Task<string?> RefusalOf(AntivirusReport report, Statement statement, ReceivedDocument received, CancellationToken cancellation)
    {
        switch (report.Answer)
        {
            case AntivirusAnswer.Infected:
                trail.Add(Entry(statement.Loaded, statement, clock.GetUtcNow(), AuditAction.DocumentRefused, AuditEntry.Refused, new
                {
                    piece = received.Code,
                    fichier = received.Name,
                    sha256 = received.Sha256,
                    menace = report.Threat,
                }));
                await context.SaveChangesAsync(cancellation);
                return $"L’antivirus a trouvé une menace dans ce fichier ({report.Threat}). Il n’a pas été conservé\u00a0: faites analyser votre poste, puis joignez un fichier sain.";
            case AntivirusAnswer.TooLarge:
                return "L’antivirus ne peut pas analyser un fichier de cette taille\u00a0: réduisez-le, ou joignez-le en plusieurs fichiers.";
            case AntivirusAnswer.Absent when antivirus.Options.WhenAbsent == WhenAbsent.Refuse:
                return "L’antivirus est momentanément injoignable\u00a0: le fichier n’a pas été reçu. Réessayez dans quelques minutes.";
            default:
                return null;
        }
    }

    private async Task<DocumentOutcome> Write(
        Statement statement, ReceivedDocument received, Document? replaced, Stream bytes, CancellationToken cancellation)
    {
        context.ChangeTracker.Clear();
        var stored = received with { ContentId = await contents.Add(bytes, cancellation) };
        var outcome = await repository.Change(statement.Id, int.MaxValue, Act, cancellation) ?? new DocumentOutcome(null, Closed: true);
        await contents.RemoveUnused(stored.ContentId, cancellation); // Nothing was written: the bytes go too.
        if (replaced is not null)
        {
            await contents.RemoveUnused(replaced.ContentId, cancellation);
        }

        return outcome;

        DocumentOutcome Act(LoadedDeclaration loaded, AuditTrail journal)
        {
            var now = clock.GetUtcNow();
            if (!CanEdit(loaded, statement, now))
            {
                return new DocumentOutcome(null, Closed: true);
            }

            if (loaded.Declaration.SameContent(stored.Sha256, replaced?.Id) is { } same)
            {
                return DocumentOutcome.Refused(SameContent(same));
            }

            var document = replaced is null
                ? loaded.Declaration.AddDocument(stored, statement.Actor, now)
                : loaded.Declaration.ReplaceDocument(replaced.Id, stored, statement.Actor, now);
            if (document is null)
            {
                return DocumentOutcome.Refused(Overtaken);
            }

            journal.Add(Entry(
                loaded, statement, now, replaced is null ? AuditAction.DocumentAdded : AuditAction.DocumentReplaced, AuditEntry.Success, new
                {
                    piece = document.Code,
                    fichier = document.Name,
                    taille = document.Size,
                    sha256 = document.Sha256,
                    antivirus = DocumentWords.Of(document.Verdict),
                    remplace = replaced?.Name,
                    sha256Remplace = replaced?.Sha256,
                }));
            return new DocumentOutcome(replaced is null ? $"«\u00a0{document.Name}\u00a0» est joint." : $"«\u00a0{document.Name}\u00a0» remplace «\u00a0{replaced.Name}\u00a0».");
        }
    }

    private static bool CanEdit(LoadedDeclaration loaded, Statement statement, DateTimeOffset now) =>
        loaded.AccessOf(statement.Actor, now).CanEdit && loaded.Declaration.MayChangeDocuments;

    private static ScanVerdict VerdictOf(AntivirusAnswer answer) => answer switch
    {
        AntivirusAnswer.Clean => ScanVerdict.Clean,
        AntivirusAnswer.Off => ScanVerdict.NotScanned,
        _ => ScanVerdict.Waiting,
    };

    private static string SameContent(Document same) =>
        $"Le même fichier est déjà joint à cette déclaration («\u00a0{same.Label}\u00a0», {same.Name})\u00a0: choisissez-en un autre.";

    private static AuditEntry Entry(LoadedDeclaration loaded, Statement statement, DateTimeOffset now, string action, string result, object details) => new(
        now, statement.Actor.UserId, statement.Actor.DisplayName, action, "declaration", loaded.Declaration.Id.ToString(),
        loaded.Operator.Id, JsonSerializer.Serialize(details), result);
}
