using System.Globalization;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Shared;

/// <summary>Until when corrections are awaited, in the same words for the operator and for the agents.</summary>
public static class CorrectionWords
{
    /// <summary>« Corrections attendues avant la fin du 3 juin 2026, dans 5 jours. », « … aujourd’hui avant minuit (heure de Paris) : il reste 5 h 12. », « Corrections en retard de 2 jours : … ».</summary>
    public static string Due(DateTimeOffset due, DateTimeOffset now, bool late)
    {
        var day = ParisTime.Day(due);
        if (late)
        {
            var days = Math.Max(1, ParisTime.DaysBetween(due, now));
            return $"Corrections en retard de {days}\u00a0{(days == 1 ? "jour" : "jours")}\u00a0: elles étaient attendues avant la fin du {day}.";
        }

        return ParisTime.DaysBetween(now, due) switch
        {
            0 => $"Corrections attendues aujourd’hui avant minuit (heure de Paris)\u00a0: il reste {Left(due.AddSeconds(1) - now)}.",
            1 => $"Corrections attendues avant la fin de demain, {day} (heure de Paris).",
            var days => $"Corrections attendues avant la fin du {day} (heure de Paris), dans {days}\u00a0jours.",
        };
    }

    /// <summary>The same for a request; null when it has no date.</summary>
    public static string? Due(DeclarationReopening? request, DateTimeOffset now) =>
        request?.DueAt is { } due ? Due(due, now, request.IsLate(now)) : null;

    /// <summary>« 5 h 12 », « 12 min », « moins d’une minute ».</summary>
    private static string Left(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => "moins d’une minute",
        { TotalHours: < 1 } => $"{(int)span.TotalMinutes}\u00a0min",
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}\u00a0h\u00a0{span.Minutes:00}"),
    };
}
