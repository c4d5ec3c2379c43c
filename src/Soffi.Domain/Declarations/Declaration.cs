using Soffi.Domain.Access;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>One statement owed by one operator in one campaign, on one version of the form.</summary>
public sealed partial class Declaration
{
    private List<DeclarationCell> _cells = [];
    private List<CellChange> _changes = [];
    private List<Explanation> _explanations = [];
    private List<DeclarationReopening> _reopenings = [];

    private Declaration()
    {
    }

    public Declaration(int operatorId, int campaignId, int formVersionId, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        OperatorId = operatorId;
        CampaignId = campaignId;
        FormVersionId = formVersionId;
        Status = DeclarationStatus.ToFill;
        CreatedAt = now;
        ModifiedAt = now;
    }

    public Guid Id { get; private set; }

    public int OperatorId { get; private set; }

    public int CampaignId { get; private set; }

    public int FormVersionId { get; private set; }

    public DeclarationStatus Status { get; private set; }

    /// <summary>Grows by one at each change; concurrency token of the row.</summary>
    public int Revision { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ModifiedAt { get; private set; }

    /// <summary>One row per filled input cell.</summary>
    public IReadOnlyCollection<DeclarationCell> Cells => _cells;

    /// <summary>History of the cells; the repository loads those needed (since a revision).</summary>
    public IReadOnlyCollection<CellChange> Changes => _changes;

    public IReadOnlyCollection<Explanation> Explanations => _explanations;

    /// <summary>Requests of corrections; only the one being answered is loaded with the statement.</summary>
    public IReadOnlyCollection<DeclarationReopening> Reopenings => _reopenings;

    /// <summary>Number of the submission being corrected; null when the statement is not under correction.</summary>
    public int? CorrectedNumber { get; private set; }

    public bool IsCorrecting => CorrectedNumber is not null;

    /// <summary>Nothing may be written: what counts is what was submitted.</summary>
    public bool IsSealed => DeclarationTransitions.IsSealed(Status);

    /// <summary>The input values as they stand.</summary>
    public CellValues Values() => new(_cells.Select(c => KeyValuePair.Create(c.Code, c.Value)));

    /// <summary>Writes or replaces the explanation of a finding « à justifier ».</summary>
    /// <exception cref="InvalidOperationException">The status does not allow it.</exception>
    /// <param name="documentId">A document of the statement that bears it out; null when none does.</param>
    /// <param name="reason">Null only for what was written before reasons were coded.</param>
    public Explanation Explain(Finding finding, string text, Actor actor, DateTimeOffset now, Guid? documentId = null, ExplanationReason? reason = null)
    {
        Status = DeclarationTransitions.After(Status, DeclarationAct.ExplainFinding)
            ?? throw new InvalidOperationException($"Statut {Status} : les justifications sont closes.");
        _explanations.RemoveAll(e => e.Instance == finding.Instance);
        var explanation = new Explanation(Id, finding.Instance, text.Trim(), finding.Message, actor.UserId, actor.DisplayName, now, documentId, reason);
        _explanations.Add(explanation);
        Touch(now);
        return explanation;
    }

    /// <summary>Seals the statement. The caller has checked and builds the <see cref="Submission"/> in the same transaction.</summary>
    /// <exception cref="InvalidOperationException">The status does not allow it.</exception>
    public void Submit(DateTimeOffset now)
    {
        Status = DeclarationTransitions.After(Status, DeclarationAct.Submit)
            ?? throw new InvalidOperationException($"Statut {Status} : le dépôt est impossible.");
        _documents.ForEach(d => d.Seal(now));
        CorrectedNumber = null;
        Touch(now);
    }

    /// <summary>The operator does not owe it after all. What was typed is kept.</summary>
    /// <exception cref="InvalidOperationException">It is submitted, or was once.</exception>
    public void Waive(DateTimeOffset now) => Become(DeclarationAct.Waive, now);

    /// <summary>The operator owes it again.</summary>
    /// <exception cref="InvalidOperationException">It was owed.</exception>
    public void Reinstate(DateTimeOffset now) => Become(DeclarationAct.Reinstate, now);

    /// <summary>
    /// Goes on on a corrected version of its form, proved compatible (<see cref="FormCompatibility"/>): what was typed stands. The
    /// revision grows, so that nobody signs what they read on the former version.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is submitted: it stays on its version for ever.</exception>
    public void MoveTo(int formVersionId, DateTimeOffset now)
    {
        Become(DeclarationAct.ChangeForm, now);
        FormVersionId = formVersionId;
    }

    /// <summary>The explanation of that very finding, or null when absent or given for other values.</summary>
    public Explanation? ExplanationOf(Finding finding) =>
        _explanations.FirstOrDefault(e => e.Instance == finding.Instance && e.FindingMessage == finding.Message);

    private void Become(DeclarationAct act, DateTimeOffset now)
    {
        Status = DeclarationTransitions.After(Status, act) ?? throw new InvalidOperationException($"Statut {Status} : {act} est impossible.");
        Touch(now);
    }

    private void Touch(DateTimeOffset now)
    {
        Revision++;
        ModifiedAt = now;
    }
}
