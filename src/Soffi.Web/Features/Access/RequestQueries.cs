using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Operators;

namespace Soffi.Web.Features.Access;

/// <summary>Reads the requests and the accesses that hold.</summary>
public sealed class RequestQueries(SoffiDbContext database, TimeProvider clock)
{
    private const int MostDecided = 50;

    public async Task<IReadOnlyList<RequestOperator>> Operators(CancellationToken cancellation) => await database.Operators.AsNoTracking()
        .OrderBy(o => o.Name).Select(o => new RequestOperator(o.Id, o.Code, o.Name)).ToListAsync(cancellation);

    /// <summary>Those of that person, the latest first.</summary>
    public async Task<IReadOnlyList<RequestLine>> Of(Guid userId, CancellationToken cancellation) =>
        await Lines(await database.AccessRequests.AsNoTracking().Where(r => r.UserId == userId).OrderByDescending(r => r.CreatedAt).ToListAsync(cancellation), cancellation);

    /// <summary>Those of that manager's perimeter.</summary>
    public async Task<RequestsViewModel> All(Actor by, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var pending = await database.AccessRequests.AsNoTracking().Where(r => r.DecidedAt == null).OrderBy(r => r.CreatedAt).ToListAsync(cancellation);
        var decided = await database.AccessRequests.AsNoTracking().Where(r => r.DecidedAt != null).OrderByDescending(r => r.DecidedAt).Take(MostDecided).ToListAsync(cancellation);
        var grants = await database.Grants.AsNoTracking().Where(g => g.RevokedAt == null).OrderBy(g => g.Email).ToListAsync(cancellation);
        pending.RemoveAll(r => !AccessManagement.Covers(by, r.Role, r.OperatorId, r.RegionCode));
        decided.RemoveAll(r => !AccessManagement.Covers(by, r.Role, r.OperatorId, r.RegionCode));
        grants.RemoveAll(g => !AccessManagement.Covers(by, g.Role, g.OperatorId, g.RegionCode));
        var names = await Names([.. grants.Select(g => g.OperatorId)], cancellation);
        var ids = grants.Select(g => g.UserId).OfType<Guid>().Distinct().ToList();
        var people = await database.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, cancellation);
        return new RequestsViewModel(
            await Lines(pending, cancellation), await Lines(decided, cancellation),
            [.. grants.Where(g => g.Stands(now)).Select(g => new HolderLine(
                g.Id, g.UserId is { } id ? people.GetValueOrDefault(id)?.DisplayName : null, g.Email, g.Role, Perimeter(g.OperatorId, g.RegionCode, names), g.GrantedAt,
                g.ExpiresAt))]);
    }

    /// <summary>How many wait for that manager.</summary>
    public async Task<int> Pending(Actor by, CancellationToken cancellation) =>
        (await database.AccessRequests.AsNoTracking().Where(r => r.DecidedAt == null).ToListAsync(cancellation))
            .Count(r => AccessManagement.Covers(by, r.Role, r.OperatorId, r.RegionCode));

    /// <summary>The page of a request; null when there is none.</summary>
    public async Task<RequestViewModel?> Find(int id, Actor by, CancellationToken cancellation)
    {
        if (await database.AccessRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellation) is not { } request)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var grants = (await database.Grants.AsNoTracking().Where(g => g.Email == request.Email && g.RevokedAt == null).ToListAsync(cancellation)).Where(g => g.IsActive(now)).ToList();
        var names = await Names([.. grants.Select(g => g.OperatorId)], cancellation);
        return new RequestViewModel(
            (await Lines([request], cancellation))[0], request.Objection(by),
            [.. grants.Select(g => $"{Shared.RoleWords.Of(g.Role)} – {Perimeter(g.OperatorId, g.RegionCode, names)}")], new DecisionForm());
    }

    private async Task<IReadOnlyList<RequestLine>> Lines(IReadOnlyList<AccessRequest> requests, CancellationToken cancellation)
    {
        var names = await Names([.. requests.Select(r => r.OperatorId)], cancellation);
        return [.. requests.Select(r => new RequestLine(
            r.Id, r.Name, r.Email, r.Role, Perimeter(r.OperatorId, r.RegionCode, names), r.Reason, r.CreatedAt, r.State, r.DecidedAt, r.DecidedBy, r.DecisionReason, r.ExpiresAt))];
    }

    private async Task<Dictionary<int, string>> Names(IReadOnlyList<int?> ids, CancellationToken cancellation)
    {
        var known = ids.OfType<int>().Distinct().ToList();
        return await database.Operators.AsNoTracking().Where(o => known.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => $"{o.Name} ({o.Code})", cancellation);
    }

    private static string Perimeter(int? operatorId, string? regionCode, Dictionary<int, string> names) =>
        operatorId is { } body ? names[body] : Region.Find(regionCode)?.Directorate ?? "Tout le territoire";
}
