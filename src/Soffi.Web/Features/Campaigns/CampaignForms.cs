using System.Globalization;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Campaigns;

/// <summary>A new deadline, as typed.</summary>
public sealed class DeadlineForm
{
    private static readonly string[] Days = ["yyyy-MM-dd", "d/M/yyyy"];
    private static readonly string[] Hours = ["HH:mm", "H:mm", "H'h'mm", "H' h 'mm"];

    /// <summary>« 31/05/2026 », or « 2026-05-31 » as browsers send it.</summary>
    public string? Day { get; set; }

    /// <summary>« 23:59 », « 23 h 59 ».</summary>
    public string? Hour { get; set; }

    public string? Reason { get; set; }

    /// <summary>The form before anything is typed: the deadline as it stands.</summary>
    public static DeadlineForm Of(DateTimeOffset deadline)
    {
        var paris = ParisTime.Of(deadline);
        return new DeadlineForm
        {
            Day = paris.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
            Hour = paris.ToString("HH:mm", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The instant, or the sentence that says what to type and by which field.</summary>
    public (DateTimeOffset? Deadline, string? Field, string? Error) Read(Campaign campaign, DateTimeOffset now)
    {
        if (!DateOnly.TryParseExact(Day?.Trim(), Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return (null, nameof(Day), "Saisissez une date sous la forme jj/mm/aaaa, par exemple 31/05/2026.");
        }

        var typed = Hour?.Trim().Replace('\u00a0', ' ').Replace('\u202f', ' ');
        if (!TimeOnly.TryParseExact(typed, Hours, CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour)
            || ParisTime.At(day, hour) is not { } deadline)
        {
            return (null, nameof(Hour), "Saisissez une heure de Paris sous la forme hh:mm, par exemple 23:59.");
        }

        if (deadline <= now)
        {
            return (null, nameof(Day), "L’échéance doit être dans le futur\u00a0: choisissez une date et une heure à venir.");
        }

        return deadline <= campaign.OpensAt
            ? (null, nameof(Day), $"L’échéance doit suivre l’ouverture de la campagne, le {ParisTime.DayAndHour(campaign.OpensAt)}.")
            : (deadline, null, null);
    }
}

/// <summary>Why a campaign is closed or opened again.</summary>
public sealed class ReasonForm
{
    public const int Shortest = 3;
    public const int Longest = 500;

    /// <summary>Not named as that of the deadline: both stand on one page.</summary>
    public string? ClosingReason { get; set; }

    /// <summary>Null when the reason can be kept; else what to type.</summary>
    public static string? Fault(string? reason) => (reason?.Trim().Length ?? 0) switch
    {
        < Shortest => "Indiquez le motif en quelques mots\u00a0: il est conservé dans le journal.",
        > Longest => $"Le motif ne peut pas dépasser {Longest}\u00a0caractères.",
        _ => null,
    };
}
