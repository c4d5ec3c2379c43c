using Soffi.Domain.Access;
using Soffi.Domain.Declarations;

namespace Soffi.Domain.Maintenance;

/// <summary>What may be closed for a time (CGU article 39: « une ou plusieurs fonctionnalités »).</summary>
public enum MaintainedFeature
{
    /// <summary>All of those below; the home page, the help, the terms of use and the legal pages stay open.</summary>
    Everything = 1,
    Declarations,
    Review,
    Statistics,
    Campaigns,
}

/// <summary>How.</summary>
public enum MaintenanceMode
{
    /// <summary>Pages open; nothing may be changed.</summary>
    ReadOnly = 1,
    Closed,
}

/// <summary>Where a window stands at an instant.</summary>
public enum MaintenanceStage
{
    Planned = 1,
    Running,
    Over,
    Cancelled,
}

/// <summary>A time during which a part of the service is closed or read only, announced beforehand with its end (CGU articles 38 and 39).</summary>
public sealed class MaintenanceWindow
{
    /// <summary>Greatest length of a window.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>How long before its beginning it is announced on every page.</summary>
    public static readonly TimeSpan Announced = TimeSpan.FromDays(7);

    /// <summary>Time left, once it has begun, to those who were typing: their last values are still saved.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    private MaintenanceWindow()
    {
    }

    /// <param name="reason">In French; shown to everybody.</param>
    /// <exception cref="ArgumentException">See <see cref="Refusal"/>.</exception>
    public MaintenanceWindow(
        MaintainedFeature feature, MaintenanceMode mode, DateTimeOffset startsAt, DateTimeOffset endsAt, string reason, Actor author, DateTimeOffset now)
    {
        if (Refusal(startsAt, endsAt, now) is { } refusal)
        {
            throw new ArgumentException(refusal, nameof(endsAt));
        }

        Feature = feature;
        Mode = mode;
        StartsAt = startsAt;
        EndsAt = endsAt;
        Reason = reason;
        AuthorId = author.UserId;
        AuthorName = author.DisplayName;
        CreatedAt = now;
    }

    public int Id { get; private set; }

    public MaintainedFeature Feature { get; private set; }

    public MaintenanceMode Mode { get; private set; }

    public DateTimeOffset StartsAt { get; private set; }

    /// <summary>When it opens again; brought forward when it is ended before.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    public string Reason { get; private set; } = "";

    public Guid AuthorId { get; private set; }

    public string AuthorName { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Given up before it began; null otherwise.</summary>
    public DateTimeOffset? CancelledAt { get; private set; }

    /// <summary>Who cancelled it, or ended it before its time; null otherwise.</summary>
    public string? EndedBy { get; private set; }

    /// <summary>Why those times cannot be a window: a French sentence; null when they can.</summary>
    public static string? Refusal(DateTimeOffset startsAt, DateTimeOffset endsAt, DateTimeOffset now) =>
        startsAt < now ? "Le début est passé\u00a0: choisissez un moment à venir."
        : endsAt <= startsAt ? "La réouverture doit suivre le début."
        : endsAt - startsAt > Longest ? $"Une maintenance dure {Longest.Days} jours au plus\u00a0: rapprochez la réouverture."
        : null;

    public MaintenanceStage StageAt(DateTimeOffset now) =>
        CancelledAt is not null ? MaintenanceStage.Cancelled
        : now < StartsAt ? MaintenanceStage.Planned
        : now < EndsAt ? MaintenanceStage.Running
        : MaintenanceStage.Over;

    /// <summary>Told on every page.</summary>
    public bool IsToldAt(DateTimeOffset now) => StageAt(now) switch
    {
        MaintenanceStage.Running => true,
        MaintenanceStage.Planned => StartsAt - now <= Announced,
        _ => false,
    };

    /// <summary>Whether it concerns that part of the service.</summary>
    public bool Covers(MaintainedFeature feature) => Feature == MaintainedFeature.Everything || Feature == feature;

    /// <summary>Whether it lies over the two days before that deadline: those who type on the last evening lose time.</summary>
    public bool Overlaps(DateTimeOffset deadline) =>
        CancelledAt is null && Covers(MaintainedFeature.Declarations) && StartsAt < deadline && EndsAt > deadline - TimeSpan.FromHours(48);

    /// <summary>A new deadline that gives back the time it takes, rounded up to the same hour of the day.</summary>
    public DateTimeOffset Restored(DateTimeOffset deadline) => deadline.AddDays(Math.Ceiling((EndsAt - StartsAt).TotalDays));

    /// <summary>Gives up a planned window, or opens again before the time said.</summary>
    /// <returns>False when it is over or was cancelled.</returns>
    public bool End(Actor by, DateTimeOffset now)
    {
        switch (StageAt(now))
        {
            case MaintenanceStage.Planned:
                CancelledAt = now;
                break;
            case MaintenanceStage.Running:
                EndsAt = now;
                break;
            default:
                return false;
        }

        EndedBy = by.DisplayName;
        return true;
    }
}

/// <summary>The words of windows.</summary>
public static class MaintenanceWords
{
    /// <summary>« Les déclarations ».</summary>
    public static string Subject(MaintainedFeature feature) => feature switch
    {
        MaintainedFeature.Everything => "Tout le service",
        MaintainedFeature.Declarations => "Les déclarations",
        MaintainedFeature.Review => "L’instruction",
        MaintainedFeature.Statistics => "Les statistiques",
        _ => "Les campagnes",
    };

    /// <summary>« fermé », « en lecture seule », as it agrees with the subject.</summary>
    public static string State(MaintainedFeature feature, MaintenanceMode mode) => mode == MaintenanceMode.ReadOnly
        ? "en lecture seule"
        : feature switch
        {
            MaintainedFeature.Everything => "fermé",
            MaintainedFeature.Review => "fermée",
            _ => "fermées",
        };

    /// <summary>« Les statistiques seront fermées le 5 décembre 2026 de 8 h 00 à 12 h 00 (heure de Paris) : … ».</summary>
    public static string Sentence(MaintenanceWindow window, DateTimeOffset now)
    {
        var plural = window.Feature is not (MaintainedFeature.Everything or MaintainedFeature.Review);
        var running = window.StageAt(now) == MaintenanceStage.Running;
        var verb = (running, plural) switch
        {
            (true, true) => "sont",
            (true, false) => "est",
            (false, true) => "seront",
            _ => "sera",
        };
        return $"{Subject(window.Feature)} {verb} {State(window.Feature, window.Mode)} {(running ? $"jusqu’au {ParisTime.DayAndHour(window.EndsAt)}" : Period(window))} (heure de Paris)\u00a0: {window.Reason.TrimEnd('.')}.";
    }

    /// <summary>« le 5 décembre 2026 de 8 h 00 à 12 h 00 », « du 5 décembre 2026 à 20 h 00 au 6 décembre 2026 à 6 h 00 ».</summary>
    public static string Period(MaintenanceWindow window) => ParisTime.DaysBetween(window.StartsAt, window.EndsAt) == 0
        ? $"le {ParisTime.Day(window.StartsAt)} de {ParisTime.Hour(window.StartsAt)} à {ParisTime.Hour(window.EndsAt)}"
        : $"du {ParisTime.DayAndHour(window.StartsAt)} au {ParisTime.DayAndHour(window.EndsAt)}";
}
