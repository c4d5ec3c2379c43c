using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Mail;

namespace Soffi.Web.Features.Access;

/// <summary>Records requests, decisions and withdrawals; each act and its entry of the journal in one transaction.</summary>
public sealed class RequestRegister(SoffiDbContext database, AuditTrail trail, Outbox outbox, TimeProvider clock)
{
    private const string Decided = "Une autre personne vient de décider de cette demande. Voici son état.";

    /// <returns>Why it was not recorded; null when it was.</returns>
    public async Task<string?> Ask(Actor actor, Role role, int? operatorId, string? regionCode, string reason, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (actor.Grants.Any(g => g.Role == role && g.OperatorId == operatorId && g.RegionCode == regionCode))
        {
            return "Vous avez déjà cet accès.";
        }

        var request = new AccessRequest(actor.UserId, actor.Email, actor.DisplayName, role, operatorId, regionCode, reason, now);
        try
        {
            await database.InTransaction(
                async token =>
                {
                    database.AccessRequests.Add(request);
                    await database.SaveChangesAsync(token);
                    Write(AuditAction.AccessRequested, request, actor, now);
                    await TellManagers(request, now, token);
                    return await database.SaveChangesAsync(token);
                },
                cancellation);
            return null;
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            database.ChangeTracker.Clear();
            return "Vous avez déjà demandé cet accès\u00a0: attendez la décision, ou retirez votre demande.";
        }
    }

    /// <returns>Why nothing was done; null when it was.</returns>
    public async Task<string?> Decide(int id, Actor actor, bool granted, string reason, DateTimeOffset? expiresAt, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await database.AccessRequests.SingleOrDefaultAsync(r => r.Id == id, cancellation) is not { } request || request.Objection(actor) is not null)
        {
            return await Objection(id, actor, cancellation);
        }

        if (granted)
        {
            // An expired grant stands in the way of the index that keeps one grant per perimeter.
            var former = await database.Grants.Where(g => g.Email == request.Email && g.Role == request.Role && g.OperatorId == request.OperatorId
                && g.RegionCode == request.RegionCode && g.RevokedAt == null).ToListAsync(cancellation);
            former.ForEach(g => g.Revoke(now));
        }

        try
        {
            await database.InTransaction(
                async token =>
                {
                    await database.SaveChangesAsync(token);
                    if (granted)
                    {
                        database.Grants.Add(request.Accept(actor, reason, expiresAt, now));
                    }
                    else
                    {
                        request.Refuse(actor, reason, now);
                    }

                    Tell(request, granted);
                    Write(granted ? AuditAction.AccessGranted : AuditAction.AccessRequestRefused, request, actor, now);
                    return await database.SaveChangesAsync(token);
                },
                cancellation);
            return null;
        }
        catch (Exception e) when (e is DbUpdateConcurrencyException || (e is DbUpdateException update && UniqueViolation.Is(update)))
        {
            database.ChangeTracker.Clear();
            return Decided;
        }
    }

    /// <summary>The person gives up their own request.</summary>
    /// <returns>False when it is not theirs, or already decided.</returns>
    public async Task<bool> Withdraw(int id, Actor actor, CancellationToken cancellation)
    {
        if (await database.AccessRequests.SingleOrDefaultAsync(r => r.Id == id && r.UserId == actor.UserId, cancellation) is not { State: AccessRequestState.Pending } request)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        request.Withdraw(now);
        Write(AuditAction.AccessRequestWithdrawn, request, actor, now);
        return await Saved(cancellation);
    }

    /// <summary>Takes an access back.</summary>
    /// <returns>Why nothing was done; null when it was.</returns>
    public async Task<string?> Revoke(int grantId, string reason, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await database.Grants.SingleOrDefaultAsync(g => g.Id == grantId, cancellation) is not { } grant || !grant.Stands(now))
        {
            return "Cet accès n’existe plus ou a déjà été retiré.";
        }

        if (grant.UserId == actor.UserId)
        {
            return "Vous ne pouvez pas retirer votre propre accès\u00a0: une autre personne doit le faire.";
        }

        if (!AccessManagement.Covers(actor, grant.Role, grant.OperatorId, grant.RegionCode))
        {
            return AccessManagement.Outside;
        }

        grant.Revoke(now);
        outbox.Add($"retrait-{grant.Id}", grant.Email, "Soffi\u00a0: votre accès est retiré", $"Votre accès «\u00a0{RoleWords.Of(grant.Role)}\u00a0» est retiré.", $"Motif\u00a0: {reason}");
        trail.Add(new AuditEntry(
            now, actor.UserId, actor.DisplayName, AuditAction.AccessRevoked, "habilitation", grant.Email, grant.OperatorId,
            JsonSerializer.Serialize(new { role = grant.Role.ToString(), region = grant.RegionCode, motif = reason })));
        await database.SaveChangesAsync(cancellation);
        return null;
    }

    /// <summary>Those who may decide of it.</summary>
    private async Task TellManagers(AccessRequest request, DateTimeOffset now, CancellationToken cancellation)
    {
        var grants = await database.Grants.AsNoTracking().Where(g => g.Role == Role.AccessManager && g.RevokedAt == null).ToListAsync(cancellation);
        foreach (var manager in grants.Where(g => g.IsActive(now)).GroupBy(g => g.Email))
        {
            var actor = new Actor(manager.First().UserId ?? Guid.Empty, manager.Key, manager.Key, [.. manager]);
            if (actor.UserId != request.UserId && AccessManagement.Covers(actor, request.Role, request.OperatorId, request.RegionCode))
            {
                outbox.Add($"demande-{request.Id}-{manager.Key}", manager.Key, "Soffi\u00a0: une demande d’accès attend votre décision",
                    $"{request.Name} demande l’accès «\u00a0{RoleWords.Of(request.Role)}\u00a0». Motif\u00a0: {request.Reason}",
                    "Décidez-en dans Soffi, page «\u00a0Demandes d’accès\u00a0».");
            }
        }
    }

    private void Tell(AccessRequest request, bool granted) => outbox.Add(
        $"demande-{request.Id}-decision", request.Email, granted ? "Soffi\u00a0: votre accès est accordé" : "Soffi\u00a0: votre demande d’accès est refusée",
        $"Vous aviez demandé l’accès «\u00a0{RoleWords.Of(request.Role)}\u00a0». "
            + (granted ? $"Il vous est accordé{(request.ExpiresAt is { } end ? $" jusqu’au {ParisTime.Day(end)}" : "")}." : "Cette demande est refusée."),
        $"Motif de {request.DecidedBy}\u00a0: {request.DecisionReason}");

    private async Task<string> Objection(int id, Actor actor, CancellationToken cancellation) =>
        (await database.AccessRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellation))?.Objection(actor) ?? Decided;

    private async Task<bool> Saved(CancellationToken cancellation)
    {
        try
        {
            await database.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            database.ChangeTracker.Clear();
            return false;
        }
    }

    private void Write(string action, AccessRequest request, Actor actor, DateTimeOffset now) => trail.Add(new AuditEntry(
        now, actor.UserId, actor.DisplayName, action, "demande d’accès", request.Id.ToString(CultureInfo.InvariantCulture), request.OperatorId,
        JsonSerializer.Serialize(new
        {
            personne = request.Email,
            role = request.Role.ToString(),
            perimetre = request.Perimeter,
            demande = request.Reason,
            motif = request.DecisionReason,
            fin = request.ExpiresAt,
        })));
}
