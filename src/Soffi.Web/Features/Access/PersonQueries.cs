using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Access;

/// <summary>Reads people, what they may do, what is closed to them, and the accesses to confirm.</summary>
public sealed class PersonQueries(SoffiDbContext database, TimeProvider clock)
{
    /// <summary>People shown at once; beyond, one must search.</summary>
    private const int Most = 100;

    public async Task<PeopleViewModel> People(string? search, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var people = database.Users.AsNoTracking().Where(u => u.DeletedAt == null);
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = SearchPattern.Containing(search);
            people = people.Where(u => EF.Functions.Like(u.Email, pattern, SearchPattern.Escape) || EF.Functions.Like(u.FamilyName, pattern, SearchPattern.Escape)
                || EF.Functions.Like(u.GivenName, pattern, SearchPattern.Escape));
        }

        var total = await people.CountAsync(cancellation);
        var shown = await people.OrderBy(u => u.FamilyName).ThenBy(u => u.GivenName).ThenBy(u => u.Email).Take(Most).ToListAsync(cancellation);
        var ids = shown.ConvertAll(u => u.Id);
        var grants = (await Grants(g => g.UserId != null && ids.Contains(g.UserId.Value), cancellation)).ToLookup(g => g.Grant.UserId);
        var restricted = await database.Restrictions.AsNoTracking().Where(r => ids.Contains(r.UserId) && r.LiftedAt == null).ToListAsync(cancellation);
        return new PeopleViewModel(search, [.. shown.Select(u => new PersonLine(
            u.Id, u.DisplayName, u.Email, u.LastSignInAt, [.. grants[u.Id].Where(g => g.Grant.Stands(now)).Select(g => What(g.Grant, g.Body))],
            restricted.Exists(r => r.UserId == u.Id && r.Holds(now))))], total);
    }

    /// <summary>Null when there is no such person, or when their account is deleted.</summary>
    public async Task<PersonViewModel?> Find(Guid id, Actor by, CancellationToken cancellation)
    {
        if (await database.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && u.DeletedAt == null, cancellation) is not { } person)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var grants = await Grants(g => g.UserId == id, cancellation);
        var restrictions = await database.Restrictions.AsNoTracking().Where(r => r.UserId == id).OrderByDescending(r => r.Id).ToListAsync(cancellation);
        var accepted = await database.CguAcceptances.AsNoTracking().Where(a => a.UserId == id).OrderByDescending(a => a.AcceptedAt).FirstOrDefaultAsync(cancellation);
        var standing = grants.Where(g => g.Grant.Stands(now)).ToList();
        return new PersonViewModel(
            person.Id, person.DisplayName, person.Email, person.Issuer, person.CreatedAt, person.LastSignInAt,
            accepted is null ? null : $"version {accepted.Number}, le {ParisTime.DayAndHour(accepted.AcceptedAt)}",
            [.. standing.Select(g => new PersonGrant(
                g.Grant.Id, What(g.Grant, g.Body), g.Grant.GrantedAt, State(g.Grant), g.Grant.SuspendedAt is not null, g.Grant.ConfirmedAt, g.Grant.ConfirmedBy,
                AccessManagement.Covers(by, g.Grant.Role, g.Grant.OperatorId, g.Grant.RegionCode)))],
            [.. restrictions.Select(r => new RestrictionLine(
                r.Id, r.Permission is { } p ? RoleWords.Of(p) : "tout le service", r.Reason, r.DecidedBy, r.DecidedAt, r.EndsAt, r.Holds(now), r.LiftedAt, r.LiftedBy))],
            person.Id != by.UserId && PersonRegister.Decides(by, [.. standing.Select(g => g.Grant)]),
            PersonRegister.ObjectionToView(by, id, [.. standing.Select(g => g.Grant)]));
    }

    /// <summary>The accesses of that reader's perimeter that the last review has to see.</summary>
    public async Task<AccessReviewViewModel> Review(Actor by, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var last = await (
            from review in database.AccessReviews
            join campaign in database.Campaigns on review.CampaignId equals campaign.Id
            orderby review.Id descending
            select new { Review = review, Campaign = campaign }).AsNoTracking().FirstOrDefaultAsync(cancellation);
        if (last is null)
        {
            return new AccessReviewViewModel(null, null, true, [], 0);
        }

        var grants = (await Grants(g => g.RevokedAt == null, cancellation))
            .Where(g => g.Grant.UserId != by.UserId && AccessManagement.Covers(by, g.Grant.Role, g.Grant.OperatorId, g.Grant.RegionCode)).ToList();
        var opened = last.Review.OpenedAt;
        return new AccessReviewViewModel(
            CampaignWords.Name(last.Campaign.Kind, last.Campaign.Exercise), last.Review.DueAt, last.Review.ClosedAt is not null,
            [.. grants.Where(g => last.Review.Awaits(g.Grant, now) || (g.Grant.Stands(now) && g.Grant.SuspendedAt is not null))
                .OrderBy(g => g.Body?.Name ?? "", StringComparer.CurrentCulture).ThenBy(g => g.Grant.Email, StringComparer.Ordinal)
                .Select(g => new ReviewLine(
                    g.Grant.Id, g.Grant.UserId, g.User?.DisplayName ?? g.Grant.Email, What(g.Grant, g.Body), g.Grant.GrantedAt, g.User?.LastSignInAt, State(g.Grant)))],
            grants.Count(g => g.Grant.ConfirmedAt >= opened));
    }

    public async Task<IReadOnlyList<SessionLine>> Sessions(Guid userId, string? key, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return await database.UserSessions.AsNoTracking().Where(s => s.UserId == userId && s.ExpiresAt > now).OrderByDescending(s => s.LastSeenAt)
            .Select(s => new SessionLine(s.CreatedAt, s.LastSeenAt, s.Key == key)).ToListAsync(cancellation);
    }

    /// <summary>What the ministry has closed to that person, and holds now.</summary>
    public async Task<IReadOnlyList<RestrictionLine>> Restrictions(Guid userId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return [.. (await database.Restrictions.AsNoTracking().Where(r => r.UserId == userId && r.LiftedAt == null).ToListAsync(cancellation)).Where(r => r.Holds(now))
            .Select(r => new RestrictionLine(r.Id, r.Permission is { } p ? RoleWords.Of(p) : "tout le service", r.Reason, r.DecidedBy, r.DecidedAt, r.EndsAt, true, null, null))];
    }

    private async Task<List<(Grant Grant, Operator? Body, User? User)>> Grants(System.Linq.Expressions.Expression<Func<Grant, bool>> which, CancellationToken cancellation)
    {
        var rows = await (
            from grant in database.Grants.Where(which)
            join body in database.Operators on grant.OperatorId equals (int?)body.Id into bodies
            from body in bodies.DefaultIfEmpty()
            join user in database.Users on grant.UserId equals (Guid?)user.Id into users
            from user in users.DefaultIfEmpty()
            select new { Grant = grant, Body = body, User = user }).AsNoTracking().ToListAsync(cancellation);
        return rows.ConvertAll(r => (r.Grant, (Operator?)r.Body, (User?)r.User));
    }

    private static string What(Grant grant, Operator? body) =>
        $"{RoleWords.Of(grant.Role)} – {(body is null ? Region.Find(grant.RegionCode)?.Directorate ?? "tout le territoire" : $"{body.Name} ({body.Code})")}";

    private static string State(Grant grant) =>
        grant.SuspendedAt is { } at
            ? $"suspendu depuis le {ParisTime.Day(at)}, {(grant.SuspendedFor == SuspensionCause.Dormant ? "faute de connexion" : "faute de confirmation")}"
            : grant.ExpiresAt is { } end ? $"jusqu’au {ParisTime.Day(end)}" : "sans fin";
}
