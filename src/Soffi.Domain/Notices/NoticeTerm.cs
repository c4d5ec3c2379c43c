using Soffi.Domain.Declarations;

namespace Soffi.Domain.Notices;

/// <summary>The month that a notice leaves to answer.</summary>
public static class NoticeTerm
{
    /// <summary>
    /// Last second, in Paris, of the day of the next month that bears the same number; of the last day of that month when it
    /// has none: 31 January leaves until 28 or 29 February.
    /// </summary>
    public static DateTimeOffset After(DateTimeOffset from)
    {
        var day = DateOnly.FromDateTime(ParisTime.Of(from).DateTime).AddMonths(1);
        return ParisTime.At(day, new TimeOnly(23, 59, 59))!.Value; // No clock change falls at that hour in Paris.
    }
}
