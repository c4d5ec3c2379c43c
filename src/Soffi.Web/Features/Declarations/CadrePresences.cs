using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Access;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>Who else has a cadre open: told, never a lock (nothing is overwritten silently anyway).</summary>
public sealed class CadrePresences(SoffiDbContext context, TimeProvider clock)
{
    private static readonly Prepared<Func<SoffiDbContext, Guid, DateTimeOffset, IAsyncEnumerable<CadrePresence>>> Present = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext database, Guid declaration, DateTimeOffset since) => database.CadrePresences
            .Where(p => p.DeclarationId == declaration && p.LastSeenAt >= since).OrderByDescending(p => p.LastSeenAt).AsNoTracking()));

    /// <summary>After that long without a sign of life, the page is taken for left.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    /// <summary>A sign of life is not written again before that: a page gives one every thirty seconds.</summary>
    private static readonly TimeSpan NotedAgainAfter = TimeSpan.FromMinutes(1);

    /// <summary>Notes that <paramref name="actor"/> has the cadre open and returns the others who have.</summary>
    public async Task<IReadOnlyList<CadrePresence>> Meet(Guid declaration, string cadre, Actor actor, CancellationToken cancellation) =>
        [.. (await Others(declaration, cadre, actor, clock.GetUtcNow(), cancellation)).Where(p => p.Cadre == cadre)];

    /// <summary>Notes that the person is still there and says in words what their colleagues have open in the statement.</summary>
    public async Task<IReadOnlyList<string>> Team(Statement statement, Cadre cadre, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var others = await Others(statement.Id, cadre.Code, statement.Actor, now, cancellation);
        return [.. others.DistinctBy(p => p.UserId).OrderByDescending(p => p.Cadre == cadre.Code).Select(p =>
            $"{p.UserName} a {(p.Cadre == cadre.Code ? "ce cadre" : $"le cadre {p.Cadre}")} ouvert (vu {Words.Ago(p.LastSeenAt, now)}).")];
    }

    /// <summary>What the others have open in the statement, the last seen first.</summary>
    private async Task<List<CadrePresence>> Others(Guid declaration, string cadre, Actor actor, DateTimeOffset now, CancellationToken cancellation)
    {
        var since = now - Lasts;
        var (present, own) = (new List<CadrePresence>(), (CadrePresence?)null);
        await foreach (var presence in Present.On(context)(context, declaration, since).WithCancellation(cancellation))
        {
            if (presence.UserId != actor.UserId)
            {
                present.Add(presence);
            }
            else if (presence.Cadre == cadre)
            {
                own = presence;
            }
        }

        if (actor.SeenBy is null && (own is null || now - own.LastSeenAt >= NotedAgainAfter))
        {
            await Note(declaration, cadre, actor, now, cancellation);
        }

        return present;
    }

    /// <summary>In a transaction: on SQLite a writer waits its turn.</summary>
    private async Task Note(Guid declaration, string cadre, Actor actor, DateTimeOffset now, CancellationToken cancellation)
    {
        var seen = await context.InTransaction(
            token => context.CadrePresences.Where(p => p.DeclarationId == declaration && p.Cadre == cadre && p.UserId == actor.UserId)
                .ExecuteUpdateAsync(p => p.SetProperty(x => x.LastSeenAt, now), token), cancellation);
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
