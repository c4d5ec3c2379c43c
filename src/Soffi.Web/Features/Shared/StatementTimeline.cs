using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Shared;

/// <summary>Something that happened to a statement.</summary>
/// <param name="What">« Déposée sous le n° … ».</param>
/// <param name="Who">Name, with « (DGEFP) » for an agent; « Soffi » for what happens by itself; null when nobody in particular.</param>
/// <param name="Detail">Reason, as written; null for none.</param>
public sealed record TimelineMoment(DateTimeOffset At, string What, string? Who = null, string? Href = null, string? Detail = null);

/// <summary>What is awaited next.</summary>
/// <param name="What">« La certification et le dépôt ».</param>
/// <param name="Who">Of whom.</param>
/// <param name="Due">Until when; null for no date.</param>
public sealed record TimelineNext(string What, string Who, DateTimeOffset? Due);

/// <summary>The life of a statement, in the same words for its operator and for the agents.</summary>
/// <param name="Name">« ESF 2025 ».</param>
/// <param name="Moments">The oldest first.</param>
/// <param name="Next">Null when nothing is awaited any more.</param>
public sealed record StatementTimeline(
    Guid Id, string Name, string Body, DeclarationStatus Status, IReadOnlyList<TimelineMoment> Moments, TimelineNext? Next, DateTimeOffset Now)
{
    /// <summary>« avant le 31 mai 2026 à 23 h 59 (heure de Paris), dans 12 jours », « attendu depuis le … (5 jours de retard) », « depuis 3 jours ».</summary>
    public string Delay
    {
        get
        {
            if (Next?.Due is not { } due)
            {
                var since = Moments.Count == 0 ? 0 : ParisTime.DaysBetween(Moments[^1].At, Now);
                return since <= 0 ? "depuis aujourd’hui, sans date imposée" : $"depuis {Days(since)}, sans date imposée";
            }

            var days = ParisTime.DaysBetween(Now, due);
            return Now > due ? $"attendu avant le {ParisTime.DayAndHour(due)} (heure de Paris)\u00a0: {(days == 0 ? "dépassé aujourd’hui" : $"{Days(-days)} de retard")}"
                : $"avant le {ParisTime.DayAndHour(due)} (heure de Paris), {(days == 0 ? "aujourd’hui" : $"dans {Days(days)}")}";
        }
    }

    private static string Days(int days) => $"{days}\u00a0jour{(days > 1 ? "s" : "")}";
}
