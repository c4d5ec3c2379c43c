using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Statistics;

/// <summary>Freezes results and withdraws them; each act and its entry of the journal in one transaction.</summary>
public sealed class FrozenRegister(SoffiDbContext database, AuditTrail trail, TimeProvider clock)
{
    private const string ObjectType = "resultat-fige";

    public async Task<string> Freeze(FrozenResult frozen, Actor actor, CancellationToken cancellation)
    {
        database.FrozenResults.Add(frozen);
        Write(AuditAction.ResultFrozen, frozen, actor, new
        {
            tableau = frozen.TableId,
            titre = frozen.Title,
            question = frozen.TableId == StatQuestions.Builder ? frozen.Question : StatQuestions.Address(frozen.TableId, frozen.Question),
            finesse = frozen.Scope == StatScope.ByOperator ? "operateur" : "agregat",
            empreinte = frozen.Sha256,
            empreinteContenu = frozen.ContentSha256,
        });
        await database.SaveChangesAsync(cancellation);
        return frozen.Code;
    }

    /// <returns>False when somebody withdrew it before.</returns>
    public async Task<bool> Withdraw(string code, string reason, Actor actor, CancellationToken cancellation)
    {
        var frozen = await database.FrozenResults.SingleAsync(f => f.Code == code, cancellation);
        if (!frozen.Withdraw(reason, actor, clock.GetUtcNow()))
        {
            return false;
        }

        Write(AuditAction.FrozenResultWithdrawn, frozen, actor, new { titre = frozen.Title, motif = reason, empreinte = frozen.Sha256 });
        try
        {
            await database.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            database.ChangeTracker.Clear();
            return false; // Somebody withdrew it at the same time.
        }
    }

    /// <summary>Notes who took the evidence away.</summary>
    public Task Note(FrozenResult frozen, Actor actor, CancellationToken cancellation)
    {
        Write(AuditAction.FrozenResultDownloaded, frozen, actor, new { titre = frozen.Title, empreinte = frozen.Sha256 });
        return database.SaveChangesAsync(cancellation);
    }

    private void Write(string action, FrozenResult frozen, Actor actor, object details) => trail.Add(new AuditEntry(
        clock.GetUtcNow(), actor.UserId, actor.DisplayName, action, ObjectType, frozen.Code, null, JsonSerializer.Serialize(details)));
}
