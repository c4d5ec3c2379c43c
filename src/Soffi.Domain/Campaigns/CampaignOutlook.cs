using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Campaigns;

/// <summary>A reminder of the deadline (reference-metier §6.1).</summary>
/// <param name="Offset">Days after the deadline; negative before it.</param>
/// <param name="Day">In Paris.</param>
public sealed record CampaignReminder(int Offset, DateOnly Day)
{
    /// <summary>J-30, J-15, J-7, J-1, J+1.</summary>
    public static IReadOnlyList<int> Offsets { get; } = [-30, -15, -7, -1, 1];

    /// <summary>« J-30 », « J+1 ».</summary>
    public string Name => Offset > 0 ? $"J+{Offset}" : $"J-{-Offset}";

    /// <summary>« J-7@2026-05-31 »: that step of that deadline. A deadline that moves has steps of its own.</summary>
    public string Key => $"{Name}@{Day.AddDays(-Offset):yyyy-MM-dd}";

    /// <summary>The steps before and after that deadline that fall after the opening, the first one first.</summary>
    public static IReadOnlyList<CampaignReminder> Calendar(Campaign campaign, DateTimeOffset deadline)
    {
        var last = DateOnly.FromDateTime(ParisTime.Of(deadline).DateTime);
        var opening = DateOnly.FromDateTime(ParisTime.Of(campaign.OpensAt).DateTime);
        return [.. Offsets.Select(o => new CampaignReminder(o, last.AddDays(o))).Where(r => r.Day >= opening)];
    }
}

/// <summary>How a campaign stands for one body at one instant: what its people see, and what judges it late.</summary>
/// <param name="Extension">The extension that makes its deadline; null when the ordinary one holds.</param>
/// <param name="DaysLeft">Calendar days in Paris until the deadline; negative after it.</param>
/// <param name="IsLate">Submitted after the deadline, or not submitted while it is past.</param>
/// <param name="Reminders">Those that fall after the opening, the first one first.</param>
/// <param name="RemindersOfTheDay">Those that go that day: none when the statement is submitted or the campaign not open.</param>
public sealed record CampaignOutlook(
    CampaignState State, DateTimeOffset Deadline, CampaignExtension? Extension, int DaysLeft, bool IsSubmitted, bool IsLate,
    IReadOnlyList<CampaignReminder> Reminders, IReadOnlyList<CampaignReminder> RemindersOfTheDay)
{
    /// <param name="submittedAt">First submission of the statement; null when there is none at that instant.</param>
    public static CampaignOutlook Of(Campaign campaign, Operator body, DateTimeOffset? submittedAt, DateTimeOffset at)
    {
        var deadline = campaign.DeadlineFor(body);
        var extension = campaign.ExtensionOf(body.Id);
        var state = campaign.StateAt(at);
        var reminders = CampaignReminder.Calendar(campaign, deadline);
        var today = DateOnly.FromDateTime(ParisTime.Of(at).DateTime);
        var goes = state == CampaignState.Open && submittedAt is null;
        return new CampaignOutlook(
            state, deadline, extension?.Deadline == deadline ? extension : null, ParisTime.DaysBetween(at, deadline), submittedAt is not null,
            campaign.IsLate(body, submittedAt ?? at), reminders, goes ? [.. reminders.Where(r => r.Day == today)] : []);
    }
}
