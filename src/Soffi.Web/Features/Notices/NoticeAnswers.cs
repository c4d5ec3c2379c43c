using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Notices;
using Soffi.Web.Infrastructure.Antivirus;
using Soffi.Web.Infrastructure.Uploads;

namespace Soffi.Web.Features.Notices;

/// <summary>
/// Receives the observations of a body, with a file or not. A file is inspected and scanned before anything is stored; without
/// an antivirus that answers, it is refused, and the text is given back.
/// </summary>
public sealed class NoticeAnswers(
    SoffiDbContext database, DocumentContents contents, AntivirusScan antivirus, AuditTrail trail, IOptions<UploadLimits> limits, TimeProvider clock)
{
    public const string Closed = "Le délai est passé ou la mise en demeure est close\u00a0: vos observations ne peuvent plus être reçues ici.";

    /// <returns>Why nothing was received: a French sentence; null when it was.</returns>
    public async Task<string?> Receive(NoticeSubject subject, FormalNotice notice, string text, IFormFile? file, Actor actor, CancellationToken cancellation)
    {
        if (file is null || file.Length == 0)
        {
            return await Write(subject, notice.Id, text, null, null, actor, cancellation);
        }

        await using var bytes = file.OpenReadStream();
        var (received, error) = await Inspect(subject, notice, file, bytes, actor, cancellation);
        return received is null ? error : await Write(subject, notice.Id, text, received, bytes, actor, cancellation);
    }

    private async Task<(NoticeFile? File, string? Error)> Inspect(
        NoticeSubject subject, FormalNotice notice, IFormFile file, Stream bytes, Actor actor, CancellationToken cancellation)
    {
        var (name, format, refusal) = DocumentName.Read(file.FileName);
        if ((refusal ?? (bytes.Length > limits.Value.MaxBytes ? $"Ce fichier dépasse {DocumentWords.Size(limits.Value.MaxBytes)}\u00a0: réduisez-le." : null)
            ?? DocumentInspection.Of(bytes, format).Refusal) is { } refused)
        {
            return (null, refused);
        }

        bytes.Position = 0;
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        bytes.Position = 0;
        var report = await antivirus.Scan(bytes, cancellation);
        switch (report.Answer)
        {
            case AntivirusAnswer.Clean or AntivirusAnswer.Off:
                return (new NoticeFile(name, format, (int)bytes.Length, sha256, Guid.Empty, report.Answer == AntivirusAnswer.Clean), null);
            case AntivirusAnswer.Infected:
                trail.Add(Entry(subject, notice, AuditAction.NoticeFileRefused, new { fichier = name, sha256, menace = report.Threat }, actor, AuditEntry.Refused));
                await database.SaveChangesAsync(cancellation);
                return (null, $"L’antivirus a trouvé une menace dans ce fichier ({report.Threat}). Il n’a pas été conservé\u00a0: joignez un fichier sain.");
            case AntivirusAnswer.TooLarge:
                return (null, "L’antivirus ne peut pas analyser un fichier de cette taille\u00a0: réduisez-le.");
            default:
                return (null, "L’antivirus est momentanément injoignable\u00a0: le fichier n’a pas été reçu. Réessayez dans quelques minutes, ou envoyez vos observations sans fichier.");
        }
    }

    private async Task<string?> Write(NoticeSubject subject, Guid id, string text, NoticeFile? file, Stream? bytes, Actor actor, CancellationToken cancellation)
    {
        try
        {
            return await database.InTransaction(
                async token =>
                {
                    database.ChangeTracker.Clear();
                    var stored = file is null ? null : file with { ContentId = await contents.Add(bytes!, token) };
                    var now = clock.GetUtcNow();
                    var status = await database.Declarations.Where(d => d.Id == subject.DeclarationId).Select(d => d.Status).SingleAsync(token);
                    var notice = await database.FormalNotices.SingleAsync(n => n.Id == id, token);
                    if (DeclarationTransitions.After(status, DeclarationAct.AnswerNotice) is null || !notice.MayAnswer(now))
                    {
                        if (stored is not null)
                        {
                            await contents.RemoveUnused(stored.ContentId, token);
                        }

                        return Closed;
                    }

                    database.NoticeObservations.Add(notice.Answer(text, stored, actor, now));
                    trail.Add(Entry(subject, notice, AuditAction.NoticeAnswered, new { texte = text, fichier = stored?.Name, sha256 = stored?.Sha256 }, actor));
                    await database.SaveChangesAsync(token);
                    return (string?)null;
                },
                cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            database.ChangeTracker.Clear();
            return "La mise en demeure vient de changer\u00a0: relisez-la, puis envoyez vos observations de nouveau.";
        }
    }

    /// <summary>Notes who read the file of observations, before it leaves.</summary>
    public Task NoteReading(NoticeSubject subject, FormalNotice notice, NoticeFile file, Actor actor, CancellationToken cancellation)
    {
        trail.Add(Entry(subject, notice, AuditAction.NoticeFileRead, new { fichier = file.Name, sha256 = file.Sha256 }, actor));
        return database.SaveChangesAsync(cancellation);
    }

    private AuditEntry Entry(NoticeSubject subject, FormalNotice notice, string action, object details, Actor actor, string result = AuditEntry.Success) => new(
        clock.GetUtcNow(), actor.UserId, actor.DisplayName, action, "mise-en-demeure", notice.Number, subject.Body.Id, JsonSerializer.Serialize(details), result);
}
