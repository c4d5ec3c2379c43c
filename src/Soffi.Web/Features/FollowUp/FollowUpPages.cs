using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Maintenance;
using Soffi.Web.Infrastructure.FollowUp;

namespace Soffi.Web.Features.FollowUp;

/// <summary>Builds the follow-up of an exercise, within what the person may read.</summary>
public sealed class FollowUpPages(SoffiDbContext database, FollowedQueries queries, ProgressBook progress, TimeProvider clock)
{
    private static readonly StringComparer ByFrenchName =
        StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("fr-FR"), System.Globalization.CompareOptions.IgnoreCase);

    public async Task<FollowUpViewModel> Of(FollowUpFilter filter, Actor actor, CancellationToken cancellation)
    {
        var scope = ReviewScope.Of(actor);
        var campaigns = await queries.Campaigns(cancellation);
        var exercises = campaigns.Select(c => c.Exercise).Distinct().ToList();
        var exercise = filter.Exercise is { } asked && exercises.Contains(asked) ? asked : Current(campaigns);
        var shown = campaigns.Where(c => c.Exercise == exercise && (filter.Kind is null || c.Kind == filter.Kind)).ToList();
        var statements = (await queries.Statements([.. shown.Select(c => c.Id)], cancellation))
            .Where(s => scope.Covers(s.Body) && (filter.Type is null || s.Body.Type == filter.Type)).ToList();
        var all = await Rows(statements, filter.IdleDays, cancellation);
        return new FollowUpViewModel(
            filter with { Exercise = exercise }, exercises, shown, all,
            [.. Sorted(all.Where(r => r.Is(filter.Matter) && (filter.Status is null || r.Statement.Status == filter.Status)), filter.Order)])
        {
            MayRemind = actor.Has(Permission.RemindOperators),
            MayExtend = actor.Has(Permission.AdministerCampaigns),
            MayNotify = actor.Has(Permission.IssueNotice) || actor.Has(Permission.ProposeNotice),
        };
    }

    /// <summary>The exercise that is being collected, else the latest one; zero when there is none.</summary>
    private int Current(IReadOnlyList<Campaign> campaigns)
    {
        var now = clock.GetUtcNow();
        return (campaigns.FirstOrDefault(c => c.IsOpen(now)) ?? (campaigns.Count > 0 ? campaigns[0] : null))?.Exercise ?? 0;
    }

    private async Task<IReadOnlyList<FollowUpRow>> Rows(List<FollowedStatement> statements, int idle, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var campaigns = statements.Select(s => s.Campaign.Id).Distinct().ToList();
        var left = await progress.Of(statements, cancellation);
        var reminders = await queries.Reminders(campaigns, cancellation);
        var undelivered = await queries.Undelivered(cancellation);
        var notices = await queries.Notices(campaigns, cancellation);
        var windows = await database.MaintenanceWindows.AsNoTracking().Where(w => w.CancelledAt == null).ToListAsync(cancellation);
        return
        [
            .. statements.Select(s => new FollowUpRow(
                s, left.GetValueOrDefault(s.Id), [.. reminders[s.Id]], reminders[s.Id].Sum(r => undelivered.GetValueOrDefault(r.Id)),
                notices[s.Id].LastOrDefault(n => n.IsOpen) ?? notices[s.Id].LastOrDefault(),
                s.IsMissing && windows.Find(w => w.Overlaps(s.Deadline)) is { } window ? MaintenanceWords.Period(window) : null, now, idle)),
        ];
    }

    private static IEnumerable<FollowUpRow> Sorted(IEnumerable<FollowUpRow> rows, FollowUpOrder order)
    {
        var named = rows.OrderBy(r => r.Name, ByFrenchName).ThenBy(r => r.Campaign, StringComparer.Ordinal);
        return order switch
        {
            FollowUpOrder.Name => named,
            FollowUpOrder.Deadline => named.OrderBy(r => r.Statement.Deadline),
            FollowUpOrder.Progress => named.OrderBy(r => r.Left?.Percent ?? int.MaxValue),
            FollowUpOrder.Blocking => named.OrderByDescending(r => r.Left?.Blocking ?? -1),
            FollowUpOrder.Activity => named.OrderBy(r => r.Statement.ActivityAt),
            _ => named.OrderByDescending(r => r.Is(FollowUpMatter.ToDecide)).ThenByDescending(r => r.MissingLate).ThenByDescending(r => r.Statement.IsMissing)
                .ThenBy(r => r.Left?.Percent ?? int.MaxValue),
        };
    }
}
