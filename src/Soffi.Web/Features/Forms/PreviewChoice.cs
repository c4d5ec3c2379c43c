using System.Globalization;
using Soffi.Domain.Declarations;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.Forms;

/// <summary>As whom, on what day and from what values a form is seen; as they stand in its address.</summary>
public sealed class PreviewChoice
{
    /// <summary>Value of <see cref="Depart"/> that types last year's values again.</summary>
    public const string LastYear = "precedent";

    private static readonly string[] Days = ["yyyy-MM-dd", "d/M/yyyy"];

    /// <summary>Code of the body; the first one when it says nothing.</summary>
    public string? Operateur { get; set; }

    /// <summary>Day of the check; today when it says nothing.</summary>
    public string? Jour { get; set; }

    /// <summary>Empty, or <see cref="LastYear"/>.</summary>
    public string? Depart { get; set; }

    public bool StartsFromLastYear => Depart == LastYear;

    public static IReadOnlyList<Choice> Starts { get; } = [new("", "Un formulaire vide"), new(LastYear, "Les valeurs de l’exercice précédent, à saisir de nouveau")];

    /// <summary>The day, or null when it cannot be read.</summary>
    public DateOnly? Day(DateTimeOffset now) => string.IsNullOrWhiteSpace(Jour)
        ? DateOnly.FromDateTime(ParisTime.Of(now).DateTime)
        : DateOnly.TryParseExact(Jour.Trim(), Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
