using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.Declarations;

/// <summary>The page of controls.</summary>
/// <param name="Typed">Texts not saved, by instance; empty to show what is saved.</param>
/// <param name="Errors">Sentence by instance.</param>
/// <param name="Saved">Number of explanations just saved.</param>
public sealed record FindingsViewModel(
    Statement Statement, SubmissionReadiness Readiness, IReadOnlyDictionary<string, string> Typed,
    IReadOnlyDictionary<string, string> Errors, UnsavedReason Reason, int? Saved)
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>Sentence about the reason, by instance.</summary>
    public IReadOnlyDictionary<string, string> ReasonErrors { get; init; } = Nothing;

    /// <summary>Reasons chosen and not saved, by instance; null to show what is saved.</summary>
    public IReadOnlyDictionary<string, string>? ChosenReasons { get; init; }

    /// <summary>The nomenclature.</summary>
    public required ExplanationReasons Reasons { get; init; }

    /// <summary>Last year's explanations, by instance of this year's findings.</summary>
    public IReadOnlyDictionary<string, PastExplanation> Past { get; init; } = new Dictionary<string, PastExplanation>();

    /// <summary>The finding whose fields were just filled from last year; null for none.</summary>
    public string? TakenOver { get; init; }

    /// <summary>Documents chosen and not saved, by instance; null to show what is saved.</summary>
    public IReadOnlyDictionary<string, Guid>? Chosen { get; init; }

    public static FindingsViewModel Of(Statement statement, ExplanationReasons reasons) =>
        new(statement, statement.Readiness, Nothing, Nothing, UnsavedReason.None, null) { Reasons = reasons };

    public static FindingsViewModel Unsaved(Statement statement, ExplanationsForm form, UnsavedReason reason, ExplanationReasons reasons) =>
        new(statement, statement.Readiness, form.Texts, Nothing, reason, null) { Chosen = form.Documents, ChosenReasons = form.Reasons, Reasons = reasons };

    /// <summary>Explanations that may be typed.</summary>
    public bool CanExplain => Statement.Access.CanEdit && Readiness.ToExplain.Count > 0;

    public IEnumerable<SummaryError> Summary => Readiness.ToExplain.SelectMany(f => new[]
    {
        ReasonErrors.TryGetValue(f.Finding.Instance, out var reason) ? new SummaryError($"{f.Finding.Label}\u00a0: {reason}", ReasonId(f.Finding)) : null,
        Errors.TryGetValue(f.Finding.Instance, out var text) ? new SummaryError($"{f.Finding.Label}\u00a0: {text}", FieldId(f.Finding)) : null,
    }).OfType<SummaryError>();

    /// <summary>What was typed when the statement can no longer take it; null when a field shows it, or nothing was typed.</summary>
    public string? NotSaved(ExplainedFinding found) =>
        !Statement.Access.CanEdit && Typed.GetValueOrDefault(found.Finding.Instance) is { Length: > 0 } typed && typed != found.Explanation?.Text ? typed : null;

    public static string FieldId(Finding finding) => "justification-" + finding.Instance.Replace(':', '-');

    public static string ReasonId(Finding finding) => "motif-" + finding.Instance.Replace(':', '-');

    /// <summary>The coded reason; a retired one stays in the list of the finding that has it.</summary>
    public SelectOptions ReasonField(ExplainedFinding found)
    {
        var standing = found.Explanation is { HasReason: true } written ? written.Reason : "";
        return new(ExplanationsForm.ReasonPrefix + found.Finding.Instance, "Motif",
            [.. Reasons.All.Where(r => r.MayBeChosen || r.Code == standing).Select(r => new Choice(r.Code, r.Hint.Length == 0 ? r.Label : $"{r.Label} ({r.Hint})"))])
        {
            Id = ReasonId(found.Finding),
            Value = ChosenReasons?.GetValueOrDefault(found.Finding.Instance) ?? standing,
            Error = ReasonErrors.GetValueOrDefault(found.Finding.Instance),
            Prompt = "Choisissez un motif",
        };
    }

    public TextareaOptions Field(ExplainedFinding found) =>
        new(ExplanationsForm.Prefix + found.Finding.Instance, "Justification")
        {
            Id = FieldId(found.Finding),
            Value = Typed.GetValueOrDefault(found.Finding.Instance) ?? found.Explanation?.Text,
            Error = Errors.GetValueOrDefault(found.Finding.Instance),
            Hint = $"De {Explanation.MinLength} à {Explanation.MaxLength} caractères. Elle accompagnera la déclaration déposée.",
            Rows = 3,
        };

    /// <summary>The documents that may bear an explanation out.</summary>
    public static IEnumerable<Document> Supports(Statement statement) => statement.Declaration.Documents.Where(d => d.Verdict != ScanVerdict.Infected && d.WithdrawnAt is null);

    public bool HasSupports => Supports(Statement).Any();

    /// <summary>The document that bears the explanation out; null when none does, or it left.</summary>
    public Document? SupportOf(ExplainedFinding found) =>
        found.Explanation?.DocumentId is { } id ? Statement.Declaration.FindDocument(id) : null;

    public SelectOptions SupportField(ExplainedFinding found) =>
        new(ExplanationsForm.DocumentPrefix + found.Finding.Instance, "Pièce à l’appui (facultatif)", [.. Supports(Statement).Select(d => new Choice(d.Id.ToString(), $"{d.Label}\u00a0: {d.Name}"))])
        {
            Id = "appui-" + found.Finding.Instance.Replace(':', '-'),
            Value = Chosen is null ? found.Explanation?.DocumentId?.ToString() : Chosen.TryGetValue(found.Finding.Instance, out var chosen) ? chosen.ToString() : null,
            Prompt = "Aucune",
        };
}
