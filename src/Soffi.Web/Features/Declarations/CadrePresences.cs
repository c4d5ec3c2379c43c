using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Access;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>Who else has a cadre open: told, never a lock (nothing is overwritten silently anyway).</summary>
public sealed class CadrePresences(SoffiDbContext context, TimeProvider clock)
{
    /// <summary>After that long without a sign of life, the page is taken for left.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    /// <summary>Notes that <paramref name="actor"/> has the cadre open and returns the others who have.</summary>
    public async Task<IReadOnlyList<CadrePresence>> Meet(Guid declaration, string cadre, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (actor.SeenBy is null)
        {
            await Note(declaration, cadre, actor, now, cancellation);
        }

        var since = now - Lasts;
        return await context.CadrePresences.AsNoTracking()
            .Where(p => p.DeclarationId == declaration && p.Cadre == cadre && p.UserId != actor.UserId && p.LastSeenAt >= since)
            .OrderByDescending(p => p.LastSeenAt).ToListAsync(cancellation);
    }

    /// <summary>Notes that the person is still there and says in words what their colleagues have open in the statement.</summary>
    public async Task<IReadOnlyList<string>> Team(Statement statement, Cadre cadre, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var actor = statement.Actor;
        if (actor.SeenBy is null)
        {
            await Note(statement.Id, cadre.Code, actor, now, cancellation);
        }

        var since = now - Lasts;
        var others = await context.CadrePresences.AsNoTracking()
            .Where(p => p.DeclarationId == statement.Id && p.UserId != actor.UserId && p.LastSeenAt >= since)
            .OrderByDescending(p => p.LastSeenAt).ToListAsync(cancellation);
        return [.. others.DistinctBy(p => p.UserId).OrderByDescending(p => p.Cadre == cadre.Code).Select(p =>
            $"{p.UserName} a {(p.Cadre == cadre.Code ? "ce cadre" : $"le cadre {p.Cadre}")} ouvert (vu {Words.Ago(p.LastSeenAt, now)}).")];
    }

    private async Task Note(Guid declaration, string cadre, Actor actor, DateTimeOffset now, CancellationToken cancellation)
    {
        var seen = await context.CadrePresences
            .Where(p => p.DeclarationId == declaration && p.Cadre == cadre && p.UserId == actor.UserId)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.LastSeenAt, now), cancellation);
        if (seen > 0)
        {
            return;
        }

        var row = new CadrePresence
        {
            DeclarationId = declaration,
            Cadre = cadre,
            UserId = actor.UserId,
            UserName = actor.DisplayName,
            LastSeenAt = now,
        };
        context.CadrePresences.Add(row);
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            context.Entry(row).State = EntityState.Detached; // Two tabs opened at once: the other one noted it.
        }
    }
}
