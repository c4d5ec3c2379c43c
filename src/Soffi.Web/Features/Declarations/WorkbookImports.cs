using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Workbooks;
using Soffi.Web.Infrastructure.Antivirus;
using Soffi.Web.Infrastructure.Excel;

namespace Soffi.Web.Features.Declarations;

/// <param name="Import">The workbook received, waiting for its author's choices; null when refused.</param>
/// <param name="Error">Why it was refused: a French sentence that says what to do.</param>
public sealed record ImportOutcome(Guid? Import, string? Error = null);

/// <summary>
/// Makes the workbook of a statement, takes it back and saves what its author accepts of it. A file is analysed, recognised and
/// read before anything is stored; it waits a day, for its author alone, and nothing of it is in the statement meanwhile.
/// </summary>
public sealed class WorkbookImports(
    SoffiDbContext context, DeclarationRepository repository, WorkbookToken token, AntivirusScan antivirus, AuditTrail trail, TimeProvider clock)
{
    /// <summary>Bytes of a workbook: forty times the largest that Soffi makes.</summary>
    public const int MaxBytes = 8_000_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    public static string TooLarge => $"Ce fichier dépasse {DocumentWords.Size(MaxBytes)}, bien plus qu’un classeur de Soffi\u00a0: retirez les feuilles et les images ajoutées, puis rapportez-le.";

    /// <summary>The workbook of that statement as it stands, and its entry in the journal.</summary>
    public async Task<byte[]> Make(Statement statement, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var layout = WorkbookLayout.Of(statement.Form);
        var header = statement.Form.Header;
        var seal = new WorkbookSeal(
            statement.Id, statement.Loaded.Operator.Id, statement.Loaded.Operator.Name, statement.Name, header.Version, header.Sha256,
            statement.Declaration.Revision, now, "");
        var bytes = StatementWorkbook.Write(statement, layout, token.Lines(seal, layout), now);
        trail.Add(Entry(statement, AuditAction.WorkbookDownloaded, AuditEntry.Success, new { revision = seal.Revision, taille = bytes.Length }));
        await context.SaveChangesAsync(cancellation);
        return bytes;
    }

    public async Task<ImportOutcome> Receive(Statement statement, IFormFile? file, CancellationToken cancellation)
    {
        if (file is null)
        {
            return new ImportOutcome(null, "Choisissez le classeur à rapporter.");
        }

        if (file.Length > MaxBytes)
        {
            return new ImportOutcome(null, TooLarge);
        }

        var bytes = new byte[file.Length];
        await using (var stream = file.OpenReadStream())
        {
            await stream.ReadExactlyAsync(bytes, cancellation);
        }

        var name = NameOf(file.FileName);
        var report = await antivirus.Scan(new MemoryStream(bytes, writable: false), cancellation);
        if (await RefusalOf(report, statement, name, bytes, cancellation) is { } refused)
        {
            return new ImportOutcome(null, refused);
        }

        var (received, error) = WorkbookReception.Read(bytes, statement, token);
        return received is null ? new ImportOutcome(null, error) : new ImportOutcome(await Keep(statement, received, name, bytes, cancellation));
    }

    /// <summary>What that person brought back for that statement; null when it is somebody else's, gone, or never was.</summary>
    public async Task<PendingImport?> Find(Statement statement, Guid id, CancellationToken cancellation)
    {
        var (declaration, author, now) = (statement.Id, statement.Actor.UserId, clock.GetUtcNow());
        return await context.PendingImports.AsNoTracking().SingleOrDefaultAsync(
            i => i.Id == id && i.DeclarationId == declaration && i.AuthorId == author && i.ExpiresAt > now, cancellation);
    }

    /// <summary>The import held against the statement as it stands now.</summary>
    public async Task<WorkbookComparison> Compare(Statement statement, PendingImport import, CancellationToken cancellation)
    {
        var since = await repository.ChangesSince(statement.Id, import.BaseRevision, cancellation);
        return WorkbookComparison.Of(
            WorkbookImportJson.Read(import.Cells),
            new ComparedStatement(statement.Form, statement.Declaration.Values(), since, statement.Calculation.Locked, statement.Context));
    }

    /// <summary>
    /// Saves those cells of the import, in one transaction with their history and the entry in the journal. What somebody changed
    /// since the page was shown is left as it stands, and reported. Done twice, the second time changes nothing.
    /// </summary>
    /// <param name="seen">Revision of the page where the choices were made.</param>
    /// <returns>What was written and what is in conflict; null when the statement was closed or its form changed meanwhile.</returns>
    public Task<SaveOutcome?> Accept(
        Statement statement, PendingImport import, IReadOnlyList<CellDifference> chosen, int seen, CancellationToken cancellation)
    {
        var save = new CellSave(chosen.ToDictionary(d => d.Cell.Code, d => d.Imported), seen, new HashSet<CellCode>(), CellSource.Imported);
        return repository.Type(statement.Loaded, seen, Act, cancellation);

        SaveOutcome? Act(LoadedDeclaration loaded, AuditTrail journal)
        {
            var now = clock.GetUtcNow();
            if (!loaded.AccessOf(statement.Actor, now).CanEdit || loaded.FormVersion.Id != import.FormVersionId)
            {
                return null;
            }

            var outcome = loaded.Declaration.SaveCells(save, statement.Actor, now);
            if (outcome.Saved.Count > 0)
            {
                journal.Add(Entry(statement, AuditAction.CellsImported, AuditEntry.Success, new
                {
                    fichier = import.FileName,
                    sha256 = import.Sha256,
                    cellules = outcome.Saved.Count,
                    revision = loaded.Declaration.Revision,
                    section = loaded.Section,
                }));
            }

            return outcome;
        }
    }

    /// <summary>Forgets a workbook brought back, with its entry in the journal. Done twice, or after its day, the second time does nothing.</summary>
    public async Task GiveUp(Statement statement, PendingImport import, CancellationToken cancellation)
    {
        context.PendingImports.Remove(import);
        trail.Add(Entry(statement, AuditAction.WorkbookGivenUp, AuditEntry.Success, new { fichier = import.FileName, sha256 = import.Sha256 }));
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            context.ChangeTracker.Clear(); // Given up at the same time in another tab, or swept: it is gone, and noted once.
        }
    }

    /// <summary>
    /// The file as it was brought, its faults pointed at. One that is not SpreadsheetML, or that cannot be written back, is given
    /// back as the workbook of Soffi holding the same values.
    /// </summary>
    public async Task<byte[]> Annotate(Statement statement, PendingImport import, CancellationToken cancellation)
    {
        var comparison = await Compare(statement, import, cancellation);
        using var workbook = WorkbookAnnotations.Open(import.Bytes, statement, WorkbookImportJson.Read(import.Cells), token, import.MadeAt);
        WorkbookAnnotations.Write(workbook, comparison.Anomalies);
        return workbook.ToBytes();
    }

    private async Task<Guid> Keep(Statement statement, ReceivedWorkbook received, string name, byte[] bytes, CancellationToken cancellation)
    {
        var (declaration, author, now) = (statement.Id, statement.Actor.UserId, clock.GetUtcNow());
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var known = context.PendingImports.Where(i => i.DeclarationId == declaration && i.AuthorId == author && i.Sha256 == sha256);
        if (await known.Where(i => i.ExpiresAt > now).Select(i => (Guid?)i.Id).SingleOrDefaultAsync(cancellation) is { } same)
        {
            return same;
        }

        var row = new PendingImport
        {
            Id = Guid.CreateVersion7(now),
            DeclarationId = declaration,
            AuthorId = author,
            FormVersionId = statement.Loaded.FormVersion.Id,
            BaseRevision = Math.Min(received.Seal.Revision, statement.Declaration.Revision),
            MadeAt = received.Seal.MadeAt,
            FileName = name,
            Format = DocumentWords.Extension(received.Format),
            Sha256 = sha256,
            Bytes = bytes,
            Cells = WorkbookImportJson.Write(received.Import),
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };
        context.PendingImports.RemoveRange(await known.ToListAsync(cancellation)); // A day old and not swept yet.
        context.PendingImports.Add(row);
        trail.Add(Entry(statement, AuditAction.WorkbookReceived, AuditEntry.Success, new { fichier = name, taille = bytes.Length, sha256 }));
        try
        {
            await context.SaveChangesAsync(cancellation);
            return row.Id;
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            context.ChangeTracker.Clear(); // Sent twice at once: the other one stands.
            return await known.Select(i => i.Id).SingleAsync(cancellation);
        }
    }

    /// <summary>A workbook cannot wait for the antivirus as a document does: it is read at once or not at all.</summary>
    private async Task<string?> RefusalOf(AntivirusReport report, Statement statement, string name, byte[] bytes, CancellationToken cancellation)
    {
        switch (report.Answer)
        {
            case AntivirusAnswer.Infected:
                var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
                trail.Add(Entry(statement, AuditAction.WorkbookRefused, AuditEntry.Refused, new { fichier = name, sha256, menace = report.Threat }));
                await context.SaveChangesAsync(cancellation);
                return $"L’antivirus a trouvé une menace dans ce fichier ({report.Threat}). Il n’a pas été conservé\u00a0: faites analyser votre poste, puis rapportez un fichier sain.";
            case AntivirusAnswer.TooLarge:
                return TooLarge;
            case AntivirusAnswer.Absent:
                return "L’antivirus est momentanément injoignable\u00a0: le fichier n’a pas été reçu. Réessayez dans quelques minutes.";
            default:
                return null;
        }
    }

    /// <summary>The name without path nor invisible characters, to be shown.</summary>
    private static string NameOf(string sent)
    {
        var name = string.Concat(sent.Split('/', '\\')[^1].Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format)).Trim();
        return name.Length == 0 ? "classeur" : name.Length <= DocumentName.MaxLength ? name : name[..DocumentName.MaxLength];
    }

    private AuditEntry Entry(Statement statement, string action, string result, object details) => new(
        clock.GetUtcNow(), statement.Actor.UserId, statement.Actor.DisplayName, action, "declaration", statement.Id.ToString(),
        statement.Loaded.Operator.Id, JsonSerializer.Serialize(details), result);
}
