using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Cgu;

/// <summary>Reads what those who write the terms see.</summary>
public sealed class WritingQueries(SoffiDbContext database, CguQueries published, TimeProvider clock)
{
    /// <summary>The draft; the text in force to start from when there is none.</summary>
    public async Task<DraftViewModel> Draft(CancellationToken cancellation)
    {
        var announced = (await published.History(cancellation)).Where(v => v.State == CguState.Announced).ToList();
        if (await database.CguDrafts.AsNoTracking().SingleOrDefaultAsync(cancellation) is { } draft)
        {
            var form = new DraftForm { Numero = draft.Number, Resume = draft.Summary, Texte = draft.Markdown, Revision = draft.Revision };
            return new DraftViewModel(form, $"Brouillon enregistré par {draft.UpdatedBy} le {ParisTime.DayAndHour(draft.UpdatedAt)}.") { Announced = announced };
        }

        return new DraftViewModel(new DraftForm { Texte = (await published.InForce(cancellation))?.Markdown }, null) { Announced = announced };
    }

    /// <summary>The draft as it would be read; null when there is none.</summary>
    public async Task<PreviewViewModel?> Preview(CancellationToken cancellation)
    {
        if (await database.CguDrafts.AsNoTracking().SingleOrDefaultAsync(cancellation) is not { } draft)
        {
            return null;
        }

        var current = await published.InForce(cancellation);
        return new PreviewViewModel(
            draft.Number, draft.Summary, draft.Markdown, draft.Sha256, draft.Revision, current?.Number,
            current is null ? [] : CguDifference.Between(current.Markdown, draft.Markdown), new PublicationForm { Revision = draft.Revision });
    }

    /// <summary>Of the people who have access, by body, who accepted the version in force.</summary>
    public async Task<FollowUpViewModel> Coverage(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var version = await published.InForce(cancellation);
        var holders = await (
            from grant in database.Grants
            where grant.RevokedAt == null
            join user in database.Users on grant.UserId equals (Guid?)user.Id into users
            from user in users.DefaultIfEmpty()
            join body in database.Operators on grant.OperatorId equals (int?)body.Id into bodies
            from body in bodies.DefaultIfEmpty()
            select new { Grant = grant, User = user, Body = body }).AsNoTracking().ToListAsync(cancellation);
        var accepted = version is null ? [] : await (
            from acceptance in database.CguAcceptances
            where acceptance.CguVersionId == version.Id
                && !database.CguEndings.Any(e => e.UserId == acceptance.UserId && e.At >= acceptance.AcceptedAt)
            select acceptance.UserId).ToListAsync(cancellation);
        var known = accepted.ToHashSet();
        return new FollowUpViewModel(version?.Number,
        [
            .. holders.Where(h => h.Grant.IsActive(now)).GroupBy(h => Body(h.Grant, h.Body)).OrderBy(g => g.Key, StringComparer.CurrentCulture).Select(group =>
            {
                var people = group.DistinctBy(h => h.Grant.Email).ToList();
                return new CoverageLine(
                    group.Key, people.Count, people.Count(h => h.User is not null && known.Contains(h.User.Id)),
                    [.. people.Where(h => h.User is null || !known.Contains(h.User.Id)).Select(h => h.User?.DisplayName ?? h.Grant.Email).Order(StringComparer.CurrentCulture)]);
            }),
        ]);
    }

    private static string Body(Grant grant, Operator? body) =>
        body?.Name ?? Region.Find(grant.RegionCode)?.Directorate ?? RoleWords.Of(grant.Role);
}
