namespace Soffi.Web.Infrastructure.Seed;

/// <summary>Instants of the demonstration: legal dates, in Europe/Paris.</summary>
internal static class DemoCalendar
{
    /// <summary>Days left, at least, before the deadline of the open campaign.</summary>
    public const int LeastDaysLeft = 14;

    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>That day in Paris at that time.</summary>
    public static DateTimeOffset At(int year, int month, int day, int hour = 0, int minute = 0, int second = 0)
    {
        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified);
        return new DateTimeOffset(local, Paris.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>31 May, last second: « avant le 31 mai » of R. 6332-31 is read with the day itself, as campaigns do.</summary>
    public static DateTimeOffset DeadlineOf(int year) => At(year, 5, 31, 23, 59, 59);

    /// <summary>The next 31 May that leaves a fortnight.</summary>
    public static DateTimeOffset NextDeadline(DateTimeOffset now)
    {
        var year = TimeZoneInfo.ConvertTime(now, Paris).Year;
        return DeadlineOf(year) >= now.AddDays(LeastDaysLeft) ? DeadlineOf(year) : DeadlineOf(year + 1);
    }
}
