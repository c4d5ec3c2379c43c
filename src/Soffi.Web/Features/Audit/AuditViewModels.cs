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

    public int Page { get; set; } = 1;

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
        ["page"] = page.ToString(CultureInfo.InvariantCulture),
    }.Where(p => !string.IsNullOrEmpty(p.Value)));

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
/// <param name="Readers">Who opened the statements of their operators; null for somebody without operator.</param>
public sealed record MyHistoryViewModel(AuditLines Mine, AuditLines? Readers);

/// <param name="CheckedAt">When the seals were computed again.</param>
public sealed record IntegrityViewModel(AuditVerification Verification, DateTimeOffset CheckedAt);
