using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Statistics;

/// <summary>Asks for exports, cancels and deletes them; each act and its entry of the journal in one transaction.</summary>
public sealed class ExportRegister(SoffiDbContext database, AuditTrail trail, ExportFolder folder, IOptions<ExportOptions> options, TimeProvider clock)
{
    public const string ObjectType = "export";

    /// <summary>Why that person may not ask for one more now; null when they may.</summary>
    public async Task<string?> Limit(Guid owner, CancellationToken cancellation)
    {
        var states = await database.StatExports.Where(e => e.OwnerId == owner).Select(e => e.State).ToListAsync(cancellation);
        var pending = states.Count(s => s is StatExportState.Waiting or StatExportState.Running);
        return pending >= options.Value.PendingPerPerson
            ? $"Vous avez déjà {pending} export{(pending > 1 ? "s" : "")} en préparation\u00A0: attendez qu’un soit prêt, ou annulez-en un."
            : states.Count >= options.Value.KeptPerPerson
                ? $"Vous gardez déjà {states.Count} exports, le plus qu’une personne peut garder\u00A0: supprimez ceux dont vous n’avez plus besoin."
                : null;
    }

    public async Task<Guid> Ask(StatExport export, Actor actor, CancellationToken cancellation)
    {
        database.StatExports.Add(export);
        Write(AuditAction.ExportRequested, export, actor);
        await database.SaveChangesAsync(cancellation);
        return export.Id;
    }

    /// <returns>False when it is over already.</returns>
    public async Task<bool> Cancel(Guid id, Actor actor, CancellationToken cancellation)
    {
        var export = await database.StatExports.SingleAsync(e => e.Id == id, cancellation);
        if (!export.Cancel(clock.GetUtcNow(), options.Value.Kept))
        {
            return false;
        }

        Write(AuditAction.ExportCancelled, export, actor);
        return await Done(cancellation);
    }

    /// <returns>False when it is still being made, or somebody deleted it before.</returns>
    public async Task<bool> Delete(Guid id, Actor actor, CancellationToken cancellation)
    {
        var export = await database.StatExports.SingleAsync(e => e.Id == id, cancellation);
        if (export.IsPending)
        {
            return false;
        }

        database.StatExports.Remove(export);
        Write(AuditAction.ExportDeleted, export, actor);
        if (!await Done(cancellation))
        {
            return false;
        }

        folder.Delete(id);
        return true;
    }

    /// <summary>Notes who takes which figures away (CGU article 59).</summary>
    public Task Note(StatExport export, Actor actor, CancellationToken cancellation)
    {
        Write(AuditAction.StatisticsExported, export, actor);
        return database.SaveChangesAsync(cancellation);
    }

    /// <summary>What the journal says of an export.</summary>
    public static string Details(StatExport export) => JsonSerializer.Serialize(new
    {
        titre = export.Title,
        demandeur = export.OwnerName,
        tableau = export.TableId,
        question = StatQuestions.Address(export.TableId, export.Question),
        format = export.Format,
        lignes = export.Lines,
        octets = export.FileSize,
        empreinteFichier = export.FileSha256,
        empreinte = export.ResultSha256,
        echec = export.Fault,
    });

    private async Task<bool> Done(CancellationToken cancellation)
    {
        try
        {
            await database.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            database.ChangeTracker.Clear();
            return false; // It moved at the same time.
        }
    }

    private void Write(string action, StatExport export, Actor actor) => trail.Add(new AuditEntry(
        clock.GetUtcNow(), actor.UserId, actor.DisplayName, action, ObjectType, export.Id.ToString(), null, Details(export)));
}
