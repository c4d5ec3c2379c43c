using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Soffi.Data;
using Soffi.Domain.Declarations;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.Audit;

/// <summary>The choices of the journal, as typed in its address.</summary>
public sealed class AuditSearch
{
    private static readonly string[] Days = ["yyyy-MM-dd", "d/M/yyyy"];

    /// <summary>First day, in Paris.</summary>
    public string? Du { get; set; }

    /// <summary>Last day, in Paris, included.</summary>
    public string? Au { get; set; }

    public Guid? Personne { get; set; }

    public string? Action { get; set; }

    public string? Objet { get; set; }

    public string? Identifiant { get; set; }

    public int? Operateur { get; set; }

    /// <summary>Words found in the details or in the name of who acted.</summary>
    public string? Mots { get; set; }

    /// <summary>« succès » or « refus ».</summary>
    public string? Resultat { get; set; }

    public int Page { get; set; } = 1;

    /// <summary>What is asked of the journal.</summary>
    public AuditFilter Filter => new(
        From, Until, Personne, Operateur, Given(Action), Given(Objet), Given(Identifiant), Result: Given(Resultat), Words: Given(Mots));

    public DateTimeOffset? From => Day(Du) is { } day ? ParisTime.At(day, TimeOnly.MinValue) : null;

    public DateTimeOffset? Until => Day(Au) is { } day ? ParisTime.At(day.AddDays(1), TimeOnly.MinValue) : null;

    /// <summary>What cannot be read, by field.</summary>
    public IEnumerable<(string Field, string Error)> Faults()
    {
        const string sentence = "Saisissez une date sous la forme jj/mm/aaaa, par exemple 31/05/2026.";
        if (!string.IsNullOrWhiteSpace(Du) && Day(Du) is null)
        {
            yield return (nameof(Du), sentence);
        }

        if (!string.IsNullOrWhiteSpace(Au) && Day(Au) is null)
        {
            yield return (nameof(Au), sentence);
        }
    }

    /// <summary>Address of another page of the same search.</summary>
    public string PageHref(string path, int page) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["du"] = Du,
        ["au"] = Au,
        ["personne"] = Personne?.ToString(),
        ["action"] = Action,
        ["objet"] = Objet,
        ["identifiant"] = Identifiant,
        ["operateur"] = Operateur?.ToString(CultureInfo.InvariantCulture),
        ["mots"] = Mots,
        ["resultat"] = Resultat,
        ["page"] = page.ToString(CultureInfo.InvariantCulture),
    }.Where(p => !string.IsNullOrEmpty(p.Value)));

    private static string? Given(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    private static DateOnly? Day(string? typed) =>
        DateOnly.TryParseExact(typed?.Trim(), Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is > 1900 and < 9999 ? day : null;
}

/// <summary>One line of the journal, in words.</summary>
public sealed record AuditLine(
    DateTimeOffset At, string Actor, string Action, string Object, string? OperatorName, string Details, string Result);

/// <param name="Pages">At least 1.</param>
public sealed record AuditLines(IReadOnlyList<AuditLine> Lines, int Total, int Page, int Pages);

public sealed record AuditViewModel(
    AuditSearch Search, AuditLines Lines, IReadOnlyList<Choice> People, IReadOnlyList<Choice> Operators);

/// <param name="Mine">What the person did.</param>
/// <param name="About">What others did about the person: accesses, restrictions, views of the assistance.</param>
/// <param name="Readers">Who opened the statements of their operators or typed for them; null for somebody without operator.</param>
public sealed record MyHistoryViewModel(AuditLines Mine, AuditLines About, AuditLines? Readers);

/// <summary>A verification made by the job of the night.</summary>
public sealed record CheckLine(DateTimeOffset At, long Verified, string? Fault);

/// <param name="CheckedAt">When the seals were computed again.</param>
/// <param name="Navigation">The same for the navigation traces.</param>
/// <param name="Nights">The last verifications of the night, the latest first.</param>
public sealed record IntegrityViewModel(AuditVerification Verification, AuditVerification Navigation, DateTimeOffset CheckedAt, IReadOnlyList<CheckLine> Nights);

/// <summary>One page that somebody asked for.</summary>
public sealed record NavigationLine(DateTimeOffset At, string Person, string Method, string Route, int Status);

/// <param name="Oldest">Instant of the oldest trace kept; null when there is none.</param>
public sealed record NavigationViewModel(AuditSearch Search, IReadOnlyList<NavigationLine> Lines, int Total, int Page, int Pages, IReadOnlyList<Choice> People, DateTimeOffset? Oldest);
