using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Mail;

namespace Soffi.Web.Features.Statistics;

/// <summary>
/// Makes one export: computed with the rights it was asked with, written to the disk line by line, then told to its owner. State,
/// journal and message are saved together; cut anywhere, it is still to make, or it is made.
/// </summary>
public sealed partial class ExportRun(
    SoffiDbContext database, IServiceScopeFactory scopes, StatQuestions questions, StatisticsQueries queries, ExplanationNotes explanations, ExportFolder folder,
    Outbox outbox, AuditTrail trail, IOptions<ExportOptions> options, IOptions<DemonstrationOptions> demonstration, TimeProvider clock, ILogger<ExportRun> logger)
{
    /// <summary>Silence after which who was making it is believed dead.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(15);

    public const string NoRoom = "Le serveur n’a plus de place pour écrire ce fichier\u00A0: rien n’en est gardé. Redemandez-le plus tard, ou gardez moins de modalités.";

    private const string Unmade = "Ce fichier n’a pas pu être préparé. Redemandez-le\u202F; si cela se reproduit, écrivez à l’assistance.";

    /// <returns>Whether the file is ready.</returns>
    public async Task<bool> Make(Guid id, CancellationToken cancellation)
    {
        if (await Claim(id, cancellation) is not { } export)
        {
            return false;
        }

        try
        {
            return await Write(export, cancellation);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false; // Its owner cancelled it: nothing of it stays.
        }
        catch (OperationCanceledException)
        {
            await PutBack(id);
            throw;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFailed(id, e);
            return await Fail(id, NoRoom);
        }
        catch (Exception e) when (e is DbException or DbUpdateException or InvalidOperationException or JsonException)
        {
            LogFailed(id, e);
            return await Fail(id, Unmade);
        }
    }

    private async Task<StatExport?> Claim(Guid id, CancellationToken cancellation)
    {
        var export = await database.StatExports.SingleOrDefaultAsync(e => e.Id == id, cancellation);
        if (export is not { IsPending: true })
        {
            return null;
        }

        export.Start(clock.GetUtcNow());
        try
        {
            await database.SaveChangesAsync(cancellation);
            return export;
        }
        catch (DbUpdateConcurrencyException)
        {
            return null; // Cancelled, or taken by the other instance.
        }
        finally
        {
            database.ChangeTracker.Clear();
        }
    }

    private async Task<bool> Write(StatExport export, CancellationToken cancellation)
    {
        var outcome = await questions.Answer(export.TableId, export.Question, export.Reader, cancellation);
        var format = StatFormat.Find(export.Format)!;
        if (outcome.Result is not { } result)
        {
            return await Fail(export.Id, outcome.Refusals.Count > 0 ? string.Join(" ", outcome.Refusals) : "Cette question ne peut plus être posée\u00A0: le tableau n’est plus publié, ou vos droits ont changé.");
        }

        if (format.Refusal(result) is { } refusal)
        {
            return await Fail(export.Id, refusal);
        }

        var context = new ExportContext(export.OwnerName, clock.GetUtcNow(), demonstration.Value.Enabled) { Notes = await Notes(result, cancellation) };
        var looked = DateTimeOffset.MinValue;
        var (bytes, sha256) = await folder.Write(export.Id, stream => StatisticsExport.Write(stream, result, format, context), written => Look(export.Id, written, ref looked), cancellation);
        if (await Finish(export.Id, result, format, bytes, sha256, cancellation))
        {
            return true;
        }

        folder.Delete(export.Id);
        return false;
    }

    private async Task<IReadOnlyList<ExplanationNote>> Notes(StatResult result, CancellationToken cancellation)
    {
        var frame = await queries.Frame(cancellation);
        var chosen = frame.Operators.Where(o => result.Query.Operators.Contains(o.Code, StringComparer.OrdinalIgnoreCase));
        return await explanations.Of(result.Table, new StatFilter(result.Query.Exercises, [.. chosen]), result.Scope, cancellation);
    }

    /// <summary>Writes how far it went; the row tells whether its owner cancelled it.</summary>
    private void Look(Guid id, long written, ref DateTimeOffset looked)
    {
        var now = clock.GetUtcNow();
        if (looked != DateTimeOffset.MinValue && now - looked < TimeSpan.FromSeconds(options.Value.LookEverySeconds))
        {
            return;
        }

        looked = now;
        using var scope = scopes.CreateScope();
        var moved = scope.ServiceProvider.GetRequiredService<SoffiDbContext>().StatExports.Where(e => e.Id == id && e.State == StatExportState.Running)
            .ExecuteUpdate(set => set.SetProperty(e => e.WrittenBytes, written).SetProperty(e => e.BeatAt, now));
        if (moved == 0)
        {
            throw new OperationCanceledException("The export was cancelled by its owner.");
        }
    }

    private Task<bool> Finish(Guid id, StatResult result, StatFormat format, long bytes, string sha256, CancellationToken cancellation) => End(id, AuditAction.ExportFinished, export =>
    {
        export.Finish(StatisticsExport.FileName(result, format), bytes, sha256, StatCanonical.Sha256(result), clock.GetUtcNow(), options.Value.Kept);
        return ("Soffi\u00A0: votre export est prêt",
        [
            $"L’export «\u00A0{export.Title}\u00A0» ({format.Name}, {DocumentWords.Size(bytes)}) est prêt.",
            $"Téléchargez-le avant le {ParisTime.Day(export.ExpiresAt!.Value)}, page «\u00A0Mes exports\u00A0» des statistiques de Soffi. Empreinte SHA-256 du fichier\u00A0: {sha256}",
        ]);
    }, cancellation);

    private async Task<bool> Fail(Guid id, string fault)
    {
        await End(id, AuditAction.ExportFailed, export =>
        {
            export.Fail(fault, clock.GetUtcNow(), options.Value.Kept);
            return ("Soffi\u00A0: votre export a échoué", [$"L’export «\u00A0{export.Title}\u00A0» n’a pas pu être préparé.", export.Fault!]);
        }, CancellationToken.None);
        return false;
    }

    /// <summary>Ends it, writes the journal and the message, in one transaction; false when it was cancelled meanwhile.</summary>
    private Task<bool> End(Guid id, string action, Func<StatExport, (string Subject, string[] Lines)> end, CancellationToken cancellation) => database.InTransaction(
        async token =>
        {
            database.ChangeTracker.Clear();
            var export = await database.StatExports.SingleAsync(e => e.Id == id, token);
            if (export.State != StatExportState.Running)
            {
                return false;
            }

            var (subject, lines) = end(export);
            if (await database.Users.Where(u => u.Id == export.OwnerId && u.DeletedAt == null).Select(u => u.Email).SingleOrDefaultAsync(token) is { } email)
            {
                outbox.Add($"export-{export.Id:N}", email, subject, lines);
            }

            trail.Add(new AuditEntry(clock.GetUtcNow(), null, AuditEntry.System, action, ExportRegister.ObjectType, export.Id.ToString(), null, ExportRegister.Details(export)));
            await database.SaveChangesAsync(token);
            return true;
        },
        cancellation);

    /// <summary>The process stops: another run does it again, without waiting for the silence to be long.</summary>
    private async Task PutBack(Guid id)
    {
        database.ChangeTracker.Clear();
        if (await database.StatExports.SingleOrDefaultAsync(e => e.Id == id && e.State == StatExportState.Running, CancellationToken.None) is { } export)
        {
            export.PutBack();
            await database.SaveChangesAsync(CancellationToken.None);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The export {Export} could not be made")]
    private partial void LogFailed(Guid export, Exception error);
}
