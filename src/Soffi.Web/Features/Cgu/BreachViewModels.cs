using Soffi.Domain.Cgu;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Cgu;

/// <summary>A notice of breach, as shown.</summary>
public sealed record BreachLine(
    int Id, string Name, string Email, string Article, string Facts, bool Serious, string NotifiedBy, DateTimeOffset NotifiedAt, DateTimeOffset DueAt,
    string? Answer, DateTimeOffset? AnsweredAt, BreachState State, DateTimeOffset? ClosedAt, string? ClosedBy, string? ClosingReason)
{
    public static BreachLine Of(BreachNotice b, string name, string email) => new(
        b.Id, name, email, b.Article, b.Facts, b.Serious, b.NotifiedBy, b.NotifiedAt, b.DueAt, b.Answer, b.AnsweredAt, b.State, b.ClosedAt, b.ClosedBy, b.ClosingReason);

    public string Words => State switch
    {
        BreachState.Remedied => $"Régularisé le {ParisTime.Day(ClosedAt!.Value)}",
        BreachState.Terminated => $"Accord résilié le {ParisTime.Day(ClosedAt!.Value)}",
        _ when Serious => "Notifié, grave ou répété",
        _ => $"Notifié, à régulariser avant le {ParisTime.DayAndHour(DueAt)}",
    };
}

/// <summary>An agreement the ministry ended.</summary>
public sealed record TerminationLine(int Id, string Name, string Email, string Reason, string By, DateTimeOffset At, bool Bars, DateTimeOffset? LiftedAt, string? LiftedBy);

public sealed record BreachesViewModel(IReadOnlyList<BreachLine> Open, IReadOnlyList<BreachLine> Closed, IReadOnlyList<TerminationLine> Terminations)
{
    public string? Done { get; init; }

    public string? Refusal { get; init; }
}

/// <summary>A breach, as typed.</summary>
public sealed class BreachForm
{
    public string? Adresse { get; set; }

    public string? Article { get; set; }

    public string? Faits { get; set; }

    public bool Grave { get; set; }

    public IEnumerable<(string Field, string Sentence)> Faults()
    {
        if (string.IsNullOrWhiteSpace(Adresse))
        {
            yield return (nameof(Adresse), "Saisissez l’adresse électronique de la personne, comme elle figure dans la liste des accès.");
        }

        if ((Article?.Trim().Length ?? 0) is 0 or > BreachNotice.LongestArticle)
        {
            yield return (nameof(Article), "Citez l’article ou les articles des conditions qui n’ont pas été respectés, par exemple 63 ou 64 et 65.");
        }

        if (Fault(Faits) is { } fault)
        {
            yield return (nameof(Faits), fault);
        }
    }

    /// <summary>Null when that text can be kept; else what to type.</summary>
    public static string? Fault(string? text) => (text?.Trim().Length ?? 0) switch
    {
        < BreachNotice.ShortestText => $"Expliquez en {BreachNotice.ShortestText} caractères au moins.",
        > BreachNotice.LongestText => $"Raccourcissez\u00a0: {BreachNotice.LongestText} caractères au plus.",
        _ => null,
    };
}

/// <param name="Objection">Why the agreement may not be ended now; null when it may.</param>
public sealed record BreachViewModel(BreachLine Breach, string? Objection)
{
    public string? Typed { get; init; }

    public string? Refusal { get; init; }
}

/// <summary>The page on which the service is given up.</summary>
public sealed record RenunciationViewModel(string Name, int Accesses, int OpenStatements);
