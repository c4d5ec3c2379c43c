using System.Text.Json;
using FluentValidation;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>What came of the texts.</summary>
/// <param name="Saved">Explanations written.</param>
/// <param name="Errors">Sentence by instance; those texts are shown again.</param>
/// <param name="ReasonErrors">The same for the reasons.</param>
/// <param name="Closed">The statement was closed meanwhile: nothing was written.</param>
public sealed record ExplanationOutcome(int Saved, IReadOnlyDictionary<string, string> Errors, IReadOnlyDictionary<string, string> ReasonErrors, bool Closed);

/// <summary>Writes the explanations: those that are right are saved, the others shown again with their sentence.</summary>
public sealed class ExplanationSaves(
    DeclarationRepository repository, IValidator<ExplanationRequest> validator, ExplanationReasons reasons, TimeProvider clock)
{
    public async Task<ExplanationOutcome> Save(Statement statement, ExplanationsForm form, CancellationToken cancellation)
    {
        var (errors, reasonErrors) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        var texts = new List<(Finding Finding, string Text, Guid? Document, ExplanationReason Reason)>();
        foreach (var (instance, text) in form.Texts)
        {
            var found = statement.Readiness.ToExplain.FirstOrDefault(f => f.Finding.Instance == instance);
            Guid? document = form.Documents.TryGetValue(instance, out var chosen) ? chosen : null;
            var code = form.Reasons.GetValueOrDefault(instance, "");
            if (found is null || (text.Length == 0 && document is null && code.Length == 0) || IsUntouched(found, text, document, code, form))
            {
                continue;
            }

            var reason = ReasonOf(found, code);
            var wrong = validator.Validate(new ExplanationRequest(instance, text, reason)).Errors;
            if (wrong.Find(e => e.PropertyName == nameof(ExplanationRequest.Reason)) is { } unknown)
            {
                reasonErrors[instance] = unknown.ErrorMessage;
            }

            if ((ChangedOf(found, form) ?? wrong.Find(e => e.PropertyName == nameof(ExplanationRequest.Text))?.ErrorMessage ?? GoneOf(statement, document)) is { } error)
            {
                errors[instance] = error;
            }
            else if (reason is not null)
            {
                texts.Add((found.Finding, text, document, reason));
            }
        }

        var closed = texts.Count > 0 && !await repository.Change(statement.Declaration.Id, int.MaxValue, Write, cancellation);
        return new ExplanationOutcome(closed ? 0 : texts.Count, errors, reasonErrors, closed);

        bool Write(LoadedDeclaration loaded, AuditTrail trail)
        {
            var now = clock.GetUtcNow();
            var declaration = loaded.Declaration;
            var actor = statement.Actor;
            if (!loaded.AccessOf(actor, now).CanEdit)
            {
                return false;
            }

            foreach (var (finding, text, chosen, reason) in texts)
            {
                var document = declaration.Documents.FirstOrDefault(d => d.Id == chosen);
                declaration.Explain(finding, text, actor, now, document?.Id, reason);
                trail.Add(new AuditEntry(
                    now, actor.UserId, actor.DisplayName, AuditAction.FindingExplained, "declaration", declaration.Id.ToString(),
                    declaration.OperatorId, JsonSerializer.Serialize(new { controle = finding.Instance, motif = reason.Code, justification = text, piece = document?.Name, section = loaded.Section })));
            }

            return true;
        }
    }

    /// <summary>The saved text came back as it was: one written for other values counts again only if its box is ticked.</summary>
    private static bool IsUntouched(ExplainedFinding found, string text, Guid? document, string code, ExplanationsForm form) =>
        found.Explanation?.Text == text
        && code == (found.Explanation.HasReason ? found.Explanation.Reason : "")
        && (found.State == ExplanationState.Valid ? found.Explanation.DocumentId == document : !form.Confirmed.Contains(found.Finding.Instance));

    private static string? GoneOf(Statement statement, Guid? document) =>
        document is null || FindingsViewModel.Supports(statement).Any(d => d.Id == document)
            ? null
            : "La pièce choisie n’est plus jointe à la déclaration\u00a0: choisissez-en une autre.";

    private static string? ChangedOf(ExplainedFinding found, ExplanationsForm form) =>
        form.Seen.GetValueOrDefault(found.Finding.Instance) != ExplanationsForm.MarkOf(found.Finding)
            ? "Les valeurs ont changé pendant que vous écriviez. Relisez le constat puis enregistrez de nouveau."
            : null;

    /// <summary>The reason of that code; one retired since stands where it was chosen before, and there only.</summary>
    private ExplanationReason? ReasonOf(ExplainedFinding found, string code) =>
        reasons.Find(code) is { } reason && (reason.MayBeChosen || (found.Explanation is { HasReason: true } written && written.Reason == code)) ? reason : null;
}
