using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>How a finding « à justifier » stands.</summary>
public enum ExplanationState
{
    /// <summary>Nothing was written.</summary>
    Missing = 1,

    /// <summary>Written for other values: the finding changed since, the text must be confirmed or rewritten.</summary>
    Stale,

    /// <summary>Explained for these very values.</summary>
    Valid,
}

/// <param name="Finding">A finding « à justifier ».</param>
/// <param name="Explanation">The explanation written for that control, whatever the values it was written for; null when none.</param>
public sealed record ExplainedFinding(Finding Finding, Explanation? Explanation, ExplanationState State);

/// <summary>
/// Whether a statement may be submitted, given the findings of the full check: nothing blocking, everything « à justifier »
/// explained for the values as they stand, and at least one cell saved.
/// </summary>
public sealed record SubmissionReadiness(
    IReadOnlyList<Finding> Blocking, IReadOnlyList<ExplainedFinding> ToExplain, IReadOnlyList<Finding> Information, bool Started)
{
    public bool IsReady => Started && Blocking.Count == 0 && Unexplained.Count == 0;

    /// <summary>Findings « à justifier » that still wait for a text.</summary>
    public IReadOnlyList<ExplainedFinding> Unexplained => [.. ToExplain.Where(f => f.State != ExplanationState.Valid)];

    /// <summary>The explanations that hold now, in the order of the findings.</summary>
    public IReadOnlyList<Explanation> Explanations =>
        [.. ToExplain.Where(f => f.State == ExplanationState.Valid).Select(f => f.Explanation!)];

    /// <param name="declaration">The statement with its explanations.</param>
    /// <param name="findings">Result of the full check on its values as they stand.</param>
    public static SubmissionReadiness Of(Declaration declaration, IReadOnlyList<Finding> findings) => new(
        [.. findings.Where(f => f.Severity == Severity.Blocking)],
        [.. findings.Where(f => f.Severity == Severity.ToExplain).Select(f => Explained(declaration, f))],
        [.. findings.Where(f => f.Severity == Severity.Information)],
        DeclarationTransitions.After(declaration.Status, DeclarationAct.Submit) is not null);

    private static ExplainedFinding Explained(Declaration declaration, Finding finding)
    {
        var written = declaration.Explanations.FirstOrDefault(e => e.Instance == finding.Instance);
        if (written is null)
        {
            return new ExplainedFinding(finding, null, ExplanationState.Missing);
        }

        var holds = declaration.ExplanationOf(finding) is not null && written.Text.Length >= Explanation.MinLength;
        return new ExplainedFinding(finding, written, holds ? ExplanationState.Valid : ExplanationState.Stale);
    }
}
