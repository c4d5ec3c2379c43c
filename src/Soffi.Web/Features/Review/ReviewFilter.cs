using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;

namespace Soffi.Web.Features.Review;

/// <summary>Which statements to list.</summary>
public enum ReviewState
{
    All,
    Submitted,
    Missing,
    UnderReview,
    Corrections,
    Validated,
    Published,
}

/// <summary>In whose charge.</summary>
public enum ReviewCharge
{
    Anybody,
    Mine,
    Nobody,
}

/// <summary>The choices of the list, as they stand in its address; what cannot be read asks nothing.</summary>
/// <param name="Exercise">Year; null for the latest campaign.</param>
/// <param name="Type">Family; null for all.</param>
public sealed record ReviewFilter(int? Exercise, OperatorType? Type, ReviewState State)
{
    private static readonly (ReviewState State, string Value)[] States =
    [
        (ReviewState.Submitted, "deposees"), (ReviewState.Missing, "manquantes"), (ReviewState.UnderReview, "en-instruction"), (ReviewState.Corrections, "corrections"),
        (ReviewState.Validated, "validees"), (ReviewState.Published, "publiees"),
    ];

    public ReviewCharge Charge { get; init; }

    /// <summary>Only those submitted late, or missing while the deadline is past.</summary>
    public bool Late { get; init; }

    public static ReviewFilter Read(string? exercise, string? type, string? state, string? charge = null, string? late = null) => new(
        int.TryParse(exercise, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var year) ? year : null,
        Enum.TryParse<OperatorType>(type, ignoreCase: true, out var family) && Enum.IsDefined(family) ? family : null,
        States.FirstOrDefault(s => s.Value == state).State)
    {
        Charge = charge switch { "moi" => ReviewCharge.Mine, "personne" => ReviewCharge.Nobody, _ => ReviewCharge.Anybody },
        Late = late == "oui",
    };

    public string StateValue => Array.Find(States, s => s.State == State).Value ?? "";

    public string ChargeValue => Charge switch { ReviewCharge.Mine => "moi", ReviewCharge.Nobody => "personne", _ => "" };

    /// <summary>Whether a statement is to be listed.</summary>
    /// <param name="status">Null when it was never submitted.</param>
    /// <param name="reader">The person who looks.</param>
    public bool Keeps(DeclarationStatus? status, Guid? agent, bool late, Guid reader) =>
        State switch
        {
            ReviewState.Submitted => status is not null,
            ReviewState.Missing => status is null,
            ReviewState.UnderReview => status == DeclarationStatus.UnderReview,
            ReviewState.Corrections => status == DeclarationStatus.CorrectionsRequested,
            ReviewState.Validated => status == DeclarationStatus.Validated,
            ReviewState.Published => status == DeclarationStatus.Published,
            _ => true,
        }
        && Charge switch { ReviewCharge.Mine => agent == reader, ReviewCharge.Nobody => agent is null && status is not null, _ => true }
        && (late || !Late);
}
