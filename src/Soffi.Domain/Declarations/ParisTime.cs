using System.Globalization;

namespace Soffi.Domain.Declarations;

/// <summary>Legal time of the deadlines and receipts: Europe/Paris, whatever the machine's zone.</summary>
public static class ParisTime
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static DateTimeOffset Of(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>
    /// The instant at which the clocks of Paris show that; null for an hour they skip in March. Of an hour shown twice in
    /// October, the first.
    /// </summary>
    public static DateTimeOffset? At(DateOnly day, TimeOnly hour)
    {
        var local = day.ToDateTime(hour);
        if (Zone.IsInvalidTime(local))
        {
            return null;
        }

        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>« 31 mai 2026 », « 1er juin 2026 ».</summary>
    public static string Day(DateTimeOffset instant)
    {
        var day = Of(instant);
        var number = day.Day == 1 ? "1er" : day.Day.ToString(CultureInfo.InvariantCulture);
        return $"{number}\u00a0{day.ToString("MMMM yyyy", French)}";
    }

    /// <summary>« 7 h 05 ».</summary>
    public static string Hour(DateTimeOffset instant)
    {
        var paris = Of(instant);
        return string.Create(CultureInfo.InvariantCulture, $"{paris.Hour}\u00a0h\u00a0{paris.Minute:00}");
    }

    /// <summary>« 23 novembre 2026 à 7 h 05 ».</summary>
    public static string DayAndHour(DateTimeOffset instant) => $"{Day(instant)} à {Hour(instant)}";

    /// <summary>Calendar days from one instant to another, as people in Paris count them (0: the same day).</summary>
    public static int DaysBetween(DateTimeOffset from, DateTimeOffset to) => (Of(to).Date - Of(from).Date).Days;
}
