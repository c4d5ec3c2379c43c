using System.Globalization;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Shared;

/// <summary>A day and an hour of Paris, as typed.</summary>
public static class TypedMoment
{
    private static readonly string[] Days = ["yyyy-MM-dd", "d/M/yyyy"];
    private static readonly string[] Hours = ["HH:mm", "H:mm", "H'h'mm", "H' h 'mm"];

    /// <summary>What a date that cannot be read is answered.</summary>
    public const string DayFault = "Saisissez une date sous la forme jj/mm/aaaa, par exemple 31/05/2026.";
    public const string HourFault = "Saisissez une heure de Paris sous la forme hh:mm, par exemple 23:59.";

    public static DateOnly? Day(string? typed) =>
        DateOnly.TryParseExact(typed?.Trim(), Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <param name="lastSecond">« 23:59 » means until the last second of that minute: a deadline.</param>
    /// <returns>Null for what is no hour, and for an hour that the clocks skip that day.</returns>
    public static DateTimeOffset? At(DateOnly day, string? hour, bool lastSecond = false)
    {
        var typed = hour?.Trim().Replace('\u00a0', ' ').Replace('\u202f', ' ');
        return TimeOnly.TryParseExact(typed, Hours, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? ParisTime.At(day, lastSecond ? time.Add(TimeSpan.FromSeconds(59)) : time)
            : null;
    }

    public static string DayOf(DateTimeOffset instant) => ParisTime.Of(instant).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    public static string HourOf(DateTimeOffset instant) => ParisTime.Of(instant).ToString("HH:mm", CultureInfo.InvariantCulture);
}
