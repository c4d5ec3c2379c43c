using Soffi.Domain.Access;
using Soffi.Domain.Maintenance;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Maintenance;

/// <summary>A window, as it stands.</summary>
/// <param name="Title">« Les statistiques, fermées le … ».</param>
/// <param name="What">« Les statistiques, fermées ».</param>
/// <param name="State">In words, with who ended it.</param>
/// <param name="Deadlines">Campaigns whose deadline it lies over.</param>
public sealed record WindowLine(
    int Id, string Title, string Period, string What, string Reason, string AuthorName, DateTimeOffset CreatedAt, MaintenanceStage Stage, string State,
    IReadOnlyList<OverlappedDeadline> Deadlines)
{
    public bool IsAhead => Stage is MaintenanceStage.Planned or MaintenanceStage.Running;

    public bool IsRunning => Stage == MaintenanceStage.Running;

    public static WindowLine Of(MaintenanceWindow window, DateTimeOffset now, IReadOnlyList<OverlappedDeadline> deadlines)
    {
        var what = $"{MaintenanceWords.Subject(window.Feature)}, {MaintenanceWords.State(window.Feature, window.Mode)}";
        var stage = window.StageAt(now);
        var state = stage switch
        {
            MaintenanceStage.Planned => "Annoncée",
            MaintenanceStage.Running => "En cours",
            MaintenanceStage.Cancelled => $"Annulée par {window.EndedBy}",
            _ => window.EndedBy is { } by ? $"Terminée avant l’heure par {by}" : "Terminée",
        };
        return new WindowLine(
            window.Id, $"{what} {MaintenanceWords.Period(window)}", MaintenanceWords.Period(window), what, window.Reason, window.AuthorName, window.CreatedAt, stage,
            state, deadlines);
    }
}

/// <summary>A deadline that a window takes time from.</summary>
/// <param name="Restored">The one that would give it back.</param>
public sealed record OverlappedDeadline(int CampaignId, string CampaignName, DateTimeOffset Deadline, DateTimeOffset Restored);

/// <param name="Ahead">Running or planned, the first to begin first.</param>
/// <param name="Past">The latest first.</param>
public sealed record MaintenanceViewModel(IReadOnlyList<WindowLine> Ahead, IReadOnlyList<WindowLine> Past)
{
    /// <summary>What was typed.</summary>
    public WindowForm Form { get; init; } = new();

    public string? Done { get; init; }

    public string? Refusal { get; init; }
}

/// <summary>A window, as typed.</summary>
public sealed class WindowForm
{
    public const int ShortestReason = 5;
    public const int LongestReason = 300;

    public string? Feature { get; set; }

    public string? Mode { get; set; }

    public string? StartDay { get; set; }

    public string? StartHour { get; set; }

    public string? EndDay { get; set; }

    public string? EndHour { get; set; }

    public string? Reason { get; set; }

    public static IReadOnlyList<Choice> Features { get; } =
        [.. Enum.GetValues<MaintainedFeature>().Select(f => new Choice(f.ToString(), MaintenanceWords.Subject(f)))];

    public static IReadOnlyList<Choice> Modes { get; } =
    [
        new(nameof(MaintenanceMode.ReadOnly), "Lecture seule", "Les pages s’ouvrent, rien ne peut être modifié."),
        new(nameof(MaintenanceMode.Closed), "Fermeture", "Les pages ne s’ouvrent plus\u00a0; l’accueil, l’aide et les CGU restent ouverts."),
    ];

    /// <summary>The window, or the faults by field.</summary>
    public (MaintenanceWindow? Window, IReadOnlyDictionary<string, string> Faults) Read(Actor author, DateTimeOffset now)
    {
        var faults = new Dictionary<string, string>();
        var feature = Enum.TryParse<MaintainedFeature>(Feature, out var f) && Enum.IsDefined(f) ? f : default;
        Refuse(nameof(Feature), feature == default, "Choisissez ce qui est concerné.");
        var mode = Enum.TryParse<MaintenanceMode>(Mode, out var m) && Enum.IsDefined(m) ? m : default;
        Refuse(nameof(Mode), mode == default, "Choisissez entre lecture seule et fermeture.");
        var startsAt = Moment("Début", nameof(StartDay), StartDay, nameof(StartHour), StartHour);
        var endsAt = Moment("Réouverture", nameof(EndDay), EndDay, nameof(EndHour), EndHour);
        var reason = Reason?.Trim() ?? "";
        Refuse(nameof(Reason), reason.Length < ShortestReason, "Expliquez en quelques mots\u00a0: tout le monde le lit.");
        Refuse(nameof(Reason), reason.Length > LongestReason, $"Raccourcissez l’explication\u00a0: {LongestReason} caractères au plus.");
        if (startsAt is { } start && endsAt is { } end && MaintenanceWindow.Refusal(start, end, now) is { } refusal)
        {
            Refuse(start < now ? nameof(StartDay) : nameof(EndDay), true, refusal);
        }

        return faults.Count > 0
            ? (null, faults)
            : (new MaintenanceWindow(feature, mode, startsAt!.Value, endsAt!.Value, reason, author, now), faults);

        DateTimeOffset? Moment(string which, string dayField, string? dayTyped, string hourField, string? hourTyped)
        {
            if (TypedMoment.Day(dayTyped) is not { } day)
            {
                Refuse(dayField, true, $"{which}\u00a0: {Lower(TypedMoment.DayFault)}");
                return null;
            }

            var moment = TypedMoment.At(day, hourTyped);
            Refuse(hourField, moment is null, $"{which}\u00a0: {Lower(TypedMoment.HourFault)}");
            return moment;
        }

        static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];

        void Refuse(string field, bool wrong, string sentence)
        {
            if (wrong)
            {
                faults.TryAdd(field, sentence);
            }
        }
    }
}
