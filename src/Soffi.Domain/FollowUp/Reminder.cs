using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;

namespace Soffi.Domain.FollowUp;

/// <summary>A reminder sent to those who have not submitted a statement: one per statement and step, never two. Append-only.</summary>
public sealed class Reminder
{
    /// <summary>Greatest length of what it said was missing, in characters.</summary>
    public const int LongestMissing = 1000;

    /// <summary>Greatest length of its key, in characters.</summary>
    public const int LongestKey = 40;

    private Reminder()
    {
    }

    /// <param name="step">The step of the calendar; null when somebody asked for it.</param>
    /// <param name="by">Who asked for it; null for the calendar.</param>
    public Reminder(Guid declarationId, CampaignReminder? step, DateTimeOffset deadline, string missing, int recipients, Actor? by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        DeclarationId = declarationId;
        Key = step?.Key ?? ByHand(now);
        Offset = step?.Offset;
        Deadline = deadline;
        Missing = missing.Length > LongestMissing ? missing[..LongestMissing] : missing;
        Recipients = recipients;
        ActorId = by?.UserId;
        ActorName = by?.DisplayName;
        At = now;
    }

    public Guid Id { get; private set; }

    public Guid DeclarationId { get; private set; }

    /// <summary>« J-7@2026-05-31 », or « M@2026-05-20 » for one asked by hand: one a day at most. Unique in a statement.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Days after the deadline; null when it was asked by hand.</summary>
    public int? Offset { get; private set; }

    /// <summary>The deadline it told.</summary>
    public DateTimeOffset Deadline { get; private set; }

    /// <summary>What it said was missing.</summary>
    public string Missing { get; private set; } = "";

    /// <summary>How many people it was sent to.</summary>
    public int Recipients { get; private set; }

    public Guid? ActorId { get; private set; }

    /// <summary>Null when the calendar sent it.</summary>
    public string? ActorName { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>« J-7 », « à la main ».</summary>
    public string Name => Offset is { } offset ? new CampaignReminder(offset, default).Name : "à la main";

    /// <summary>The key of one asked by hand on that day of Paris.</summary>
    public static string ByHand(DateTimeOffset now) => $"M@{DateOnly.FromDateTime(ParisTime.Of(now).DateTime):yyyy-MM-dd}";

    /// <summary>Key of the message to its n-th recipient in the outbox.</summary>
    public string MessageKey(int recipient) => $"{MessagePrefix}{Id:N}-{recipient}";

    public const string MessagePrefix = "rappel-";
}

/// <summary>Which step of the calendar is to be sent now.</summary>
public static class ReminderPlan
{
    /// <summary>Days after which the step that follows the deadline is no news any more.</summary>
    public const int LastUsefulDays = 15;

    /// <summary>
    /// The last step whose day has come, when it was not sent: after days without a run, one reminder leaves and not all those
    /// missed. None on a day when somebody already reminded that body by hand: it leaves the day after.
    /// </summary>
    /// <param name="sent">Keys of the reminders of that statement.</param>
    public static CampaignReminder? Due(Campaign campaign, Operator body, IReadOnlySet<string> sent, DateTimeOffset now)
    {
        if (campaign.StateAt(now) != CampaignState.Open || campaign.RemindersOffSince is not null || sent.Contains(Reminder.ByHand(now)))
        {
            return null;
        }

        var today = DateOnly.FromDateTime(ParisTime.Of(now).DateTime);
        var granted = campaign.ExtensionOf(body.Id) is { } extension ? DateOnly.FromDateTime(ParisTime.Of(extension.GrantedAt).DateTime) : DateOnly.MinValue;
        var step = CampaignReminder.Calendar(campaign, campaign.DeadlineFor(body)).LastOrDefault(r => r.Day <= today && r.Day > granted);
        return step is null || sent.Contains(step.Key) || today > step.Day.AddDays(LastUsefulDays) ? null : step;
    }
}
