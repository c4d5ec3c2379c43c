using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.FollowUp;

namespace Soffi.Web.Features.FollowUp;

/// <summary>How many had submitted at the end of a day, and a year before at the same distance from the deadline.</summary>
/// <param name="Offset">Days after the ordinary deadline; negative before it.</param>
/// <param name="Day">In Paris, this year.</param>
/// <param name="Submitted">Null for a day to come.</param>
/// <param name="Before">Null when there is no campaign the year before.</param>
public sealed record ProgressionLine(int Offset, DateOnly Day, int? Submitted, int? Before)
{
    /// <summary>« J-7 », « J », « J+1 ».</summary>
    public string Name => Offset switch { 0 => "J", > 0 => $"J+{Offset}", _ => $"J-{-Offset}" };
}

/// <param name="Owed">Statements owed this year, within what the person may read.</param>
/// <param name="OwedBefore">The same a year before.</param>
public sealed record ProgressionViewModel(Campaign Campaign, Campaign? Before, IReadOnlyList<Campaign> Campaigns, int Owed, int OwedBefore, IReadOnlyList<ProgressionLine> Lines)
{
    public string Name => CampaignWords.Name(Campaign.Kind, Campaign.Exercise);

    public string? BeforeName => Before is null ? null : CampaignWords.Name(Before.Kind, Before.Exercise);
}

/// <summary>Counts the first submissions of a campaign day by day against those of the year before.</summary>
public sealed class ProgressionPages(FollowedQueries queries, TimeProvider clock)
{
    /// <returns>Null when there is no such campaign, or none at all.</returns>
    public async Task<ProgressionViewModel?> Of(int? id, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var campaigns = await queries.Campaigns(cancellation);
        var campaign = id is null ? campaigns.FirstOrDefault(c => c.IsOpen(now)) ?? (campaigns.Count > 0 ? campaigns[0] : null) : campaigns.FirstOrDefault(c => c.Id == id);
        if (campaign is null)
        {
            return null;
        }

        var before = campaigns.FirstOrDefault(c => c.Kind == campaign.Kind && c.Exercise == campaign.Exercise - 1);
        var (owed, days) = await Submissions(campaign, actor, cancellation);
        var (owedBefore, daysBefore) = before is null ? (0, []) : await Submissions(before, actor, cancellation);
        var today = ParisTime.DaysBetween(campaign.Deadline, now);
        List<int> told = [.. CampaignReminder.Offsets.Where(o => o < 0), 0];
        if (campaign.IsOpen(now))
        {
            told.Add(today);
        }

        var lines = days.Concat(daysBefore).Concat(told).Distinct().Order().Select(offset => new ProgressionLine(
            offset, DateOnly.FromDateTime(ParisTime.Of(campaign.Deadline).DateTime).AddDays(offset),
            offset > today ? null : days.Count(d => d <= offset), before is null ? null : daysBefore.Count(d => d <= offset)));
        return new ProgressionViewModel(campaign, before, campaigns, owed, owedBefore, [.. lines]);
    }

    /// <summary>How many statements are owed, and the days from the deadline on which they were first submitted.</summary>
    private async Task<(int Owed, List<int> Days)> Submissions(Campaign campaign, Actor actor, CancellationToken cancellation)
    {
        var scope = ReviewScope.Of(actor);
        var bodies = (await queries.Statements([campaign.Id], cancellation)).Where(s => scope.Covers(s.Body)).Select(s => s.Body.Id).ToList();
        var submitted = await queries.FirstSubmissions(campaign.Id, bodies, cancellation);
        return (bodies.Count, [.. submitted.Select(at => ParisTime.DaysBetween(campaign.Deadline, at))]);
    }
}
