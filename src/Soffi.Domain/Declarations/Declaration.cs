using Soffi.Domain.Access;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>Life of a statement (reference-metier §6.2). The transitions stand in <see cref="DeclarationTransitions"/> only.</summary>
public enum DeclarationStatus
{
    /// <summary>« à saisir ».</summary>
    ToFill = 1,

    /// <summary>« en cours ».</summary>
    InProgress = 2,

    /// <summary>« déposée »: sealed.</summary>
    Submitted = 3,

    /// <summary>« sans objet »: the operator does not owe it after all.</summary>
    Waived = 4,
}

/// <summary>What people do to a statement.</summary>
public enum DeclarationAct
{
    SaveCells,
    ExplainFinding,

    /// <summary>Joins, replaces or removes a document.</summary>
    ChangeDocuments,
    Submit,

    /// <summary>Says that a cadre does not concern the operator, or that it does.</summary>
    JudgeCadre,

    /// <summary>A submitted statement is opened again for correction (reference-metier §6.2).</summary>
    Reopen,

    /// <summary>It is no longer owed.</summary>
    Waive,

    /// <summary>It is owed again.</summary>
    Reinstate,

    /// <summary>A corrected version of its form takes the place of the one it was begun on.</summary>
    ChangeForm,
}

/// <summary>The only transition table: from a status, an act leads to a status, or is not possible (null).</summary>
public static class DeclarationTransitions
{
    public static DeclarationStatus? After(DeclarationStatus status, DeclarationAct act) => (status, act) switch
    {
        (DeclarationStatus.ToFill or DeclarationStatus.InProgress, DeclarationAct.SaveCells) => DeclarationStatus.InProgress,
        (DeclarationStatus.ToFill or DeclarationStatus.InProgress, DeclarationAct.ExplainFinding) => DeclarationStatus.InProgress,
        (DeclarationStatus.ToFill or DeclarationStatus.InProgress, DeclarationAct.ChangeDocuments) => DeclarationStatus.InProgress,
        (DeclarationStatus.ToFill or DeclarationStatus.InProgress, DeclarationAct.JudgeCadre) => DeclarationStatus.InProgress,
        (DeclarationStatus.InProgress, DeclarationAct.Submit) => DeclarationStatus.Submitted,
        (DeclarationStatus.Submitted, DeclarationAct.Reopen) => DeclarationStatus.InProgress,
        (DeclarationStatus.ToFill or DeclarationStatus.InProgress, DeclarationAct.Waive) => DeclarationStatus.Waived,
        (DeclarationStatus.Waived, DeclarationAct.Reinstate) => DeclarationStatus.InProgress,
        (DeclarationStatus.ToFill or DeclarationStatus.InProgress or DeclarationStatus.Waived, DeclarationAct.ChangeForm) => status,
        _ => null,
    };
}

/// <summary>One statement owed by one operator in one campaign, on one version of the form.</summary>
public sealed partial class Declaration
{
    private readonly List<DeclarationCell> _cells = [];
    private readonly List<CellChange> _changes = [];
    private readonly List<Explanation> _explanations = [];
    private readonly List<DeclarationReopening> _reopenings = [];

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

    /// <summary>Decisions to open it again; not loaded with the statement.</summary>
    public IReadOnlyCollection<DeclarationReopening> Reopenings => _reopenings;

    /// <summary>Number of the submission being corrected; null when the statement is not under correction.</summary>
    public int? CorrectedNumber { get; private set; }

    public bool IsCorrecting => CorrectedNumber is not null;

    /// <summary>The input values as they stand.</summary>
    public CellValues Values() => new(_cells.Select(c => KeyValuePair.Create(c.Code, c.Value)));

    /// <summary>Writes or replaces the explanation of a finding « à justifier ».</summary>
    /// <exception cref="InvalidOperationException">The status does not allow it.</exception>
    /// <param name="documentId">A document of the statement that bears it out; null when none does.</param>
    public Explanation Explain(Finding finding, string text, Actor actor, DateTimeOffset now, Guid? documentId = null)
    {
        Status = DeclarationTransitions.After(Status, DeclarationAct.ExplainFinding)
            ?? throw new InvalidOperationException($"Statut {Status} : les justifications sont closes.");
        _explanations.RemoveAll(e => e.Instance == finding.Instance);
        var explanation = new Explanation(Id, finding.Instance, text.Trim(), finding.Message, actor.UserId, actor.DisplayName, now, documentId);
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

    /// <summary>Opens a submitted statement again: the operator corrects it and submits it once more, under the next number.</summary>
    /// <param name="number">The submission to correct: the latest.</param>
    /// <exception cref="InvalidOperationException">It is not submitted.</exception>
    public DeclarationReopening Reopen(int number, string reason, Actor actor, DateTimeOffset now)
    {
        Status = DeclarationTransitions.After(Status, DeclarationAct.Reopen)
            ?? throw new InvalidOperationException($"Statut {Status} : la déclaration n’est pas déposée.");
        CorrectedNumber = number;
        var reopening = new DeclarationReopening(Id, number, reason, actor.UserId, actor.DisplayName, now);
        _reopenings.Add(reopening);
        Touch(now);
        return reopening;
    }

    /// <summary>The operator does not owe it after all. What was typed is kept.</summary>
    /// <exception cref="InvalidOperationException">It is submitted, or was once.</exception>
    public void Waive(DateTimeOffset now)
    {
        if (IsCorrecting)
        {
            throw new InvalidOperationException("La déclaration a déjà été déposée.");
        }

        Become(DeclarationAct.Waive, now);
    }

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
