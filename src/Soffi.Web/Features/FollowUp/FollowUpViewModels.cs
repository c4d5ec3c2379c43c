using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.FollowUp;

namespace Soffi.Web.Features.FollowUp;

/// <summary>One statement in the follow-up.</summary>
/// <param name="Left">What is left in it; null once it is sealed.</param>
/// <param name="Undelivered">Mails of its reminders that could not be delivered yet.</param>
/// <param name="Notice">The one that is open, else the last one; null when there was none.</param>
/// <param name="Maintenance">A window took time from the last two days before its deadline: in words; null for none.</param>
/// <param name="Now">The instant of the page.</param>
/// <param name="IdleDays">Days without activity after which it stagnates.</param>
public sealed record FollowUpRow(
    FollowedStatement Statement, StatementLeft? Left, IReadOnlyList<SentReminder> Reminders, int Undelivered, FollowedNotice? Notice, string? Maintenance,
    DateTimeOffset Now, int IdleDays)
{
    public Guid Id => Statement.Id;

    public string Name => Statement.HostName is { } host ? $"{Statement.Body.Name} (section de {host})" : Statement.Body.Name;

    /// <summary>« ESF 2025 ».</summary>
    public string Campaign => CampaignWords.Name(Statement.Campaign.Kind, Statement.Campaign.Exercise);

    public string Status => StatusWords.Of(Statement.Status);

    public bool Late => Statement.IsLate(Now);

    /// <summary>Not submitted while the deadline is past.</summary>
    public bool MissingLate => Statement.IsMissing && Late;

    /// <summary>Corrections are awaited, and their day is past.</summary>
    public bool CorrectionLate => Statement.IsCorrectionLate(Now);

    /// <summary>« Corrections attendues avant la fin du … »; null when none are awaited, or without a date.</summary>
    public string? CorrectionDue => Statement.CorrectionDueAt is { } due
        ? $"{(CorrectionLate ? "corrections en retard, attendues" : "corrections attendues")} avant la fin du {ParisTime.Day(due)}" : null;

    public CampaignExtension? Extension => Statement.Campaign.ExtensionOf(Statement.Body.Id);

    /// <summary>Days since anything of it last changed.</summary>
    public int Idle => ParisTime.DaysBetween(Statement.ActivityAt, Now);

    /// <summary>Its people have something to do, and have done nothing for long.</summary>
    public bool Stagnates => Statement.IsBeingFilled && Statement.Campaign.Accepts(Statement.Status == DeclarationStatus.CorrectionsRequested, Now) && Idle >= IdleDays;

    public bool CanBeReminded => Statement.IsMissing && Statement.Campaign.IsOpen(Now);

    /// <summary>« En retard de 3 jours », « Déposée en retard », « À temps », « Dans 12 jours ».</summary>
    public string Punctuality => (Statement.FirstSubmittedAt, Late) switch
    {
        (not null, true) => "Déposée en retard",
        (not null, false) => "Déposée à temps",
        (null, true) => ParisTime.DaysBetween(Statement.Deadline, Now) is > 0 and var days ? $"En retard de {days}\u00a0jour{(days > 1 ? "s" : "")}" : "En retard depuis aujourd’hui",
        _ => ParisTime.DaysBetween(Now, Statement.Deadline) is > 0 and var days ? $"Dans {days}\u00a0jour{(days > 1 ? "s" : "")}" : "Aujourd’hui",
    };

    public string Progress => Left is not { } left ? "–" : $"{left.Complete}\u00a0cadre{(left.Complete > 1 ? "s" : "")} sur {left.Cadres}, {left.Percent}\u00a0%";

    /// <summary>« 2 rappels, le dernier (J-7) le 24 mai 2026 »; null for none.</summary>
    public string? Reminded => Reminders.Count == 0 ? null
        : $"{Reminders.Count}\u00a0rappel{(Reminders.Count > 1 ? "s" : "")}, le dernier ({(Reminders[^1].Offset is { } offset ? new CampaignReminder(offset, default).Name : "à la main")}) le {ParisTime.Day(Reminders[^1].At)}";

    public bool Is(FollowUpMatter matter) => matter switch
    {
        FollowUpMatter.Missing => Statement.IsMissing,
        FollowUpMatter.Late => MissingLate,
        FollowUpMatter.Idle => Stagnates,
        FollowUpMatter.Blocked => Left is { Blocking: > 0 },
        FollowUpMatter.Ready => Statement.IsMissing && Left is { IsReady: true },
        FollowUpMatter.Extended => Extension is not null,
        FollowUpMatter.Notified => Notice is { IsOpen: true },
        FollowUpMatter.ToDecide => Notice?.IsToDecide(Now) == true,
        FollowUpMatter.Undelivered => Undelivered > 0,
        FollowUpMatter.LateCorrections => CorrectionLate,
        _ => true,
    };
}

/// <param name="All">Those of the choices of exercise, campaign and type; the counts are theirs.</param>
/// <param name="Rows">Of these, those listed, in order.</param>
public sealed record FollowUpViewModel(
    FollowUpFilter Filter, IReadOnlyList<int> Exercises, IReadOnlyList<Campaign> Campaigns, IReadOnlyList<FollowUpRow> All, IReadOnlyList<FollowUpRow> Rows)
{
    /// <summary>The person may remind.</summary>
    public bool MayRemind { get; init; }

    /// <summary>The person may grant extensions.</summary>
    public bool MayExtend { get; init; }

    /// <summary>The person may propose or prepare a notice.</summary>
    public bool MayNotify { get; init; }

    public int Submitted => All.Count(r => r.Statement.FirstSubmittedAt is not null);

    public int Count(FollowUpMatter matter) => All.Count(r => r.Is(matter));
}
