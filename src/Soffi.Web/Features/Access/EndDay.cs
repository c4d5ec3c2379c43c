using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Access;

/// <summary>The last day of something, as typed; nothing for no end.</summary>
public static class EndDay
{
    public const string MustBeAhead = "La fin doit être à venir\u00a0: choisissez une autre date, ou laissez vide.";

    public static (DateTimeOffset? EndsAt, string? Fault) Read(string? typed, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return (null, null);
        }

        var end = TypedMoment.Day(typed) is { } day ? ParisTime.At(day, new TimeOnly(23, 59, 59)) : null;
        return end is null ? (null, TypedMoment.DayFault) : end <= now ? (null, MustBeAhead) : (end, null);
    }
}
