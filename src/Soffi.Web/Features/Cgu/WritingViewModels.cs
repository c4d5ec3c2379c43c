using Soffi.Domain.Cgu;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Cgu;

/// <summary>The next text, as typed.</summary>
public sealed class DraftForm
{
    public string? Numero { get; set; }

    public string? Resume { get; set; }

    public string? Texte { get; set; }

    /// <summary>Revision that was shown; 0 for a text not kept yet.</summary>
    public int Revision { get; set; }

    public IEnumerable<(string Field, string Sentence)> Faults()
    {
        var number = Numero?.Trim() ?? "";
        if (number.Length is 0 or > CguDraft.LongestNumber || !number.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))
        {
            yield return (nameof(Numero), $"Saisissez un numéro de {CguDraft.LongestNumber} caractères au plus, fait de chiffres, de lettres, de points ou de tirets, par exemple 2.0.");
        }

        if ((Resume?.Trim().Length ?? 0) > CguDraft.LongestSummary)
        {
            yield return (nameof(Resume), $"Raccourcissez\u00a0: {CguDraft.LongestSummary} caractères au plus.");
        }

        if (string.IsNullOrWhiteSpace(Texte))
        {
            yield return (nameof(Texte), "Écrivez ou collez le texte des conditions.");
        }
        else if (Texte.Length > CguDraft.LongestText)
        {
            yield return (nameof(Texte), $"Ce texte dépasse {CguDraft.LongestText} caractères\u00a0: vérifiez ce que vous avez collé.");
        }
    }
}

/// <summary>When the text is to take force.</summary>
public sealed class PublicationForm
{
    public const string Now = "immediate";
    public const string Later = "programmee";

    public string? Quand { get; set; }

    public string? Jour { get; set; }

    public string? Heure { get; set; }

    public int Revision { get; set; }

    public static IReadOnlyList<Dsfr.Generators.Choice> Choices { get; } =
        [new(Later, "À la date annoncée ci-dessous"), new(Now, "Dès maintenant")];

    /// <summary>The instant, or the faults by field.</summary>
    public (DateTimeOffset? EffectiveAt, Dictionary<string, string> Faults) Read(DateTimeOffset now)
    {
        var faults = new Dictionary<string, string>();
        if (Quand == Now)
        {
            return (now, faults);
        }

        if (Quand != Later)
        {
            faults[nameof(Quand)] = "Choisissez quand la version entre en vigueur.";
            return (null, faults);
        }

        var day = TypedMoment.Day(Jour);
        var at = day is { } typed ? TypedMoment.At(typed, Heure) : null;
        if (day is null)
        {
            faults[nameof(Jour)] = TypedMoment.DayFault;
        }
        else if (at is null)
        {
            faults[nameof(Heure)] = TypedMoment.HourFault;
        }

        return (at, faults);
    }
}

/// <param name="Kept">Who kept the draft and when; null for a text not kept yet.</param>
/// <param name="Other">The text somebody else kept meanwhile, to compare; null when nobody did.</param>
public sealed record DraftViewModel(DraftForm Form, string? Kept, string? Other = null)
{
    public string? Done { get; init; }

    public IReadOnlyList<CguVersionLine> Announced { get; init; } = [];

    public string? Refusal { get; init; }
}

/// <summary>The draft as it would be read, and what changes.</summary>
public sealed record PreviewViewModel(
    string Number, string Summary, string Text, string Sha256, int Revision, string? ReplacedNumber,
    IReadOnlyList<DifferenceParagraph> Changes, PublicationForm Form)
{
    public IReadOnlyList<string> Objections { get; init; } = [];
}

/// <param name="From">Number of the older version.</param>
public sealed record DifferenceViewModel(
    string From, string To, string? Accepted, IReadOnlyList<DifferenceParagraph> Changes, IReadOnlyList<CguVersionLine> Versions);

/// <param name="Waiting">Names of those who have access and have not accepted the version in force.</param>
public sealed record CoverageLine(string Body, int People, int Accepted, IReadOnlyList<string> Waiting)
{
    public int Percent => People == 0 ? 0 : (int)Math.Round(100m * Accepted / People, MidpointRounding.AwayFromZero);
}

/// <param name="Number">Version in force; null when there is none.</param>
public sealed record FollowUpViewModel(string? Number, IReadOnlyList<CoverageLine> Lines)
{
    public int People => Lines.Sum(l => l.People);

    public int Accepted => Lines.Sum(l => l.Accepted);
}

/// <summary>Evidence of one acceptance, to keep.</summary>
public sealed record ReceiptViewModel(
    long Id, string Number, string Sha256, DateTimeOffset AcceptedAt, string Name, string Email, string Issuer, string Subject)
{
    /// <summary>Short and stable, to name it in a letter.</summary>
    public string Reference => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"CGU-{AcceptedAt.UtcDateTime.Year}-{Id:000000}");

    public string Universal => AcceptedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>How an agreement of the person ended.</summary>
public sealed record EndingLine(CguEndingKind Kind, string Reason, string By, DateTimeOffset At, bool Bars, DateTimeOffset? LiftedAt)
{
    public string Words => Kind switch
    {
        CguEndingKind.Renounced => $"Vous avez renoncé au service le {ParisTime.DayAndHour(At)}.",
        CguEndingKind.Terminated => $"Votre accord a été résilié le {ParisTime.DayAndHour(At)}.",
        _ => $"Votre compte a été supprimé le {ParisTime.DayAndHour(At)}.",
    };
}
