using FluentValidation;
using Microsoft.Extensions.Primitives;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>The texts typed in the page of controls, by instance of control.</summary>
/// <param name="Seen">Mark of the message shown when the text was typed.</param>
/// <param name="Confirmed">Texts written for other values that the person says still hold.</param>
public sealed record ExplanationsForm(
    IReadOnlyDictionary<string, string> Texts, IReadOnlyDictionary<string, string> Seen, IReadOnlySet<string> Confirmed)
{
    /// <summary>Documents chosen to bear the texts out, by instance; an instance left out has none.</summary>
    public IReadOnlyDictionary<string, Guid> Documents { get; init; } = new Dictionary<string, Guid>();

    /// <summary>Codes of the reasons chosen, by instance; empty text for none.</summary>
    public IReadOnlyDictionary<string, string> Reasons { get; init; } = new Dictionary<string, string>();

    /// <summary>The finding for which last year's explanation is to be put in the fields; null when the page is to be saved.</summary>
    public string? TakeOver { get; init; }

    /// <summary>The same with last year's text and reason in the fields of that finding: nothing is saved by it.</summary>
    public ExplanationsForm With(string instance, PastExplanation past) => this with
    {
        Texts = new Dictionary<string, string>(Texts) { [instance] = past.Text },
        Reasons = new Dictionary<string, string>(Reasons) { [instance] = past.Reason ?? "" },
    };

    /// <summary>Start of the names; the instance follows, « justification.T11:APP ».</summary>
    public const string Prefix = "justification.";

    /// <summary>Start of the name of the box that confirms a text written for other values.</summary>
    public const string ConfirmPrefix = "confirmation.";

    /// <summary>Start of the name of the hidden mark of the message.</summary>
    public const string SeenPrefix = "constat.";

    /// <summary>Start of the name of the document that bears the text out.</summary>
    public const string DocumentPrefix = "piece.";

    /// <summary>Start of the name of the coded reason.</summary>
    public const string ReasonPrefix = "motif.";

    /// <summary>Name of the buttons that take last year's explanation over; the instance is their value.</summary>
    public const string TakeOverName = "reprise";

    public static ExplanationsForm Read(IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        var all = fields.ToDictionary(f => f.Key, f => f.Value.ToString());
        return new ExplanationsForm(
            Under(all, Prefix).ToDictionary(f => f.Instance, f => f.Text.ReplaceLineEndings("\n").Trim()),
            Under(all, SeenPrefix).ToDictionary(f => f.Instance, f => f.Text),
            Under(all, ConfirmPrefix).Select(f => f.Instance).ToHashSet())
        {
            Reasons = Under(all, ReasonPrefix).ToDictionary(f => f.Instance, f => f.Text),
            TakeOver = all.GetValueOrDefault(TakeOverName),
            Documents = Under(all, DocumentPrefix).Where(f => Guid.TryParse(f.Text, out _)).ToDictionary(f => f.Instance, f => Guid.Parse(f.Text)),
        };
    }

    /// <summary>Tells whether the finding is the one that was on the page: its message carries its values.</summary>
    public static string MarkOf(Finding finding) => SubmissionSnapshot.HashOf(finding.Message)[..16];

    private static IEnumerable<(string Instance, string Text)> Under(Dictionary<string, string> all, string prefix) =>
        all.Where(f => f.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(f => (f.Key[prefix.Length..], f.Value));
}

/// <summary>One explanation.</summary>
/// <param name="Reason">Null when none was chosen, or when that chosen is not to be chosen any more.</param>
public sealed record ExplanationRequest(string Instance, string Text, ExplanationReason? Reason);

/// <summary>An explanation says something: a reader must be able to judge it.</summary>
public sealed class ExplanationRequestValidator : AbstractValidator<ExplanationRequest>
{
    public ExplanationRequestValidator()
    {
        RuleFor(r => r.Reason).NotNull().WithMessage("Choisissez le motif de la justification dans la liste.");
        RuleFor(r => r.Text)
            .Cascade(CascadeMode.Stop)
            .MinimumLength(Explanation.MinLength)
            .WithMessage(
                $"Écrivez au moins {Explanation.MinLength} caractères, par exemple\u00a0: « Régularisation de l’exercice précédent, pièce jointe au dossier ».")
            .Must((r, text) => r.Reason is null || text.Length >= r.Reason.MinLength)
            .WithMessage(r => $"Avec le motif «\u00a0{r.Reason!.Label}\u00a0», écrivez au moins {r.Reason.MinLength} caractères\u00a0: dites précisément de quoi il s’agit.")
            .MaximumLength(Explanation.MaxLength)
            .WithMessage($"Une justification compte au plus {Explanation.MaxLength} caractères\u00a0: raccourcissez-la.");
    }
}
