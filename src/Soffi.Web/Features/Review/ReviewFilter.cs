using Soffi.Domain.Operators;

namespace Soffi.Web.Features.Review;

/// <summary>Which statements to list.</summary>
public enum ReviewState
{
    All,
    Submitted,
    Missing,
}

/// <summary>The choices of the list, as they stand in its address; what cannot be read asks nothing.</summary>
/// <param name="Exercise">Year; null for the latest campaign.</param>
/// <param name="Type">Family; null for all.</param>
public sealed record ReviewFilter(int? Exercise, OperatorType? Type, ReviewState State)
{
    public static ReviewFilter Read(string? exercise, string? type, string? state) => new(
        int.TryParse(exercise, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var year) ? year : null,
        Enum.TryParse<OperatorType>(type, ignoreCase: true, out var family) && Enum.IsDefined(family) ? family : null,
        state switch { "deposees" => ReviewState.Submitted, "manquantes" => ReviewState.Missing, _ => ReviewState.All });

    public string StateValue => State switch { ReviewState.Submitted => "deposees", ReviewState.Missing => "manquantes", _ => "" };
}
