using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Maintenance;
using Soffi.Web.Infrastructure.Maintenance;

namespace Soffi.Web.Features.Maintenance;

/// <summary>Plans and ends windows; each act and its entry of the journal in one transaction.</summary>
public sealed class MaintenanceRegister(SoffiDbContext database, AuditTrail trail, MaintenanceSchedule schedule, TimeProvider clock)
{
    public async Task Plan(MaintenanceWindow window, Actor actor, CancellationToken cancellation)
    {
        await database.InTransaction(
            async token =>
            {
                database.MaintenanceWindows.Add(window);
                await database.SaveChangesAsync(token);
                Write(AuditAction.MaintenancePlanned, window, actor);
                return await database.SaveChangesAsync(token);
            },
            cancellation);
        schedule.Forget();
    }

    /// <summary>Cancels it, or opens again before the time said.</summary>
    /// <returns>False when there is no such window, or when it is already over.</returns>
    public async Task<bool> End(int id, Actor actor, CancellationToken cancellation)
    {
        if (await database.MaintenanceWindows.SingleOrDefaultAsync(w => w.Id == id, cancellation) is not { } window
            || !window.End(actor, clock.GetUtcNow()))
        {
            return false;
        }

        Write(AuditAction.MaintenanceEnded, window, actor);
        try
        {
            await database.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false; // Somebody ended it at the same time.
        }

        schedule.Forget();
        return true;
    }

    private void Write(string action, MaintenanceWindow window, Actor actor) => trail.Add(new AuditEntry(
        clock.GetUtcNow(), actor.UserId, actor.DisplayName, action, "maintenance", window.Id.ToString(CultureInfo.InvariantCulture), null,
        JsonSerializer.Serialize(new
        {
            objet = MaintenanceWords.Subject(window.Feature),
            mode = MaintenanceWords.State(window.Feature, window.Mode),
            debut = window.StartsAt,
            fin = window.EndsAt,
            motif = window.Reason,
            annulee = window.CancelledAt is not null,
        })));
}
