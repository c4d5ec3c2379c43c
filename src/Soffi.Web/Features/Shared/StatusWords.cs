using Soffi.Domain.Declarations;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.Shared;

/// <summary>Where a statement stands and what its corrections are, in the same words for its operator and for the agents.</summary>
public static class StatusWords
{
    /// <summary>The coded reasons of corrections, in the order of the list of choices.</summary>
    public static IReadOnlyList<(CorrectionReasons Reason, string Label)> Reasons { get; } =
    [
        (CorrectionReasons.Typing, "Erreur de saisie ou d’unité"),
        (CorrectionReasons.Missing, "Données manquantes"),
        (CorrectionReasons.Consistency, "Totaux ou cadres qui ne concordent pas"),
        (CorrectionReasons.Opening, "Report de l’exercice précédent inexact"),
        (CorrectionReasons.Allocation, "Mauvaise section ou mauvaise ligne"),
        (CorrectionReasons.Plausibility, "Valeur invraisemblable ou plafond dépassé"),
        (CorrectionReasons.Explanation, "Justification absente ou insuffisante"),
        (CorrectionReasons.Documents, "Pièce manquante ou non conforme"),
        (CorrectionReasons.Asked, "Demande de l’opérateur"),
    ];

    public static string Of(DeclarationStatus status) => status switch
    {
        DeclarationStatus.ToFill => "À saisir",
        DeclarationStatus.InProgress => "En cours de saisie",
        DeclarationStatus.Submitted => "Déposée",
        DeclarationStatus.Waived => "Sans objet",
        DeclarationStatus.UnderReview => "En instruction",
        DeclarationStatus.CorrectionsRequested => "Corrections demandées",
        DeclarationStatus.Validated => "Validée",
        DeclarationStatus.Published => "Publiée",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Unknown status."),
    };

    /// <summary>What its badge looks like: green for what is handed in or done, blue for what goes on, orange for
    /// what is awaited of its operator, red for what is late, grey for the rest.</summary>
    /// <param name="late">Its deadline, or that of its corrections, is over and it is still awaited.</param>
    public static Tone? ToneOf(DeclarationStatus status, bool late) => (status, late) switch
    {
        (DeclarationStatus.ToFill or DeclarationStatus.InProgress or DeclarationStatus.CorrectionsRequested, true) => Tone.Error,
        (DeclarationStatus.CorrectionsRequested, false) => Tone.Warning,
        (DeclarationStatus.InProgress or DeclarationStatus.UnderReview, _) => Tone.Info,
        (DeclarationStatus.Submitted or DeclarationStatus.Validated or DeclarationStatus.Published, _) => Tone.Success,
        _ => null,
    };

    /// <summary>« Erreur de saisie ou d’unité ; données manquantes »; empty for a request made before reasons were coded.</summary>
    public static string Of(CorrectionReasons reasons)
    {
        var words = string.Join("\u00a0; ", Reasons.Where(r => reasons.HasFlag(r.Reason)).Select(r => char.ToLowerInvariant(r.Label[0]) + r.Label[1..]));
        return words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
