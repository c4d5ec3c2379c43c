using Soffi.Domain.Access;

namespace Soffi.Domain.Declarations;

/// <summary>Life of a statement (reference-metier §6.2). The transitions stand in <see cref="DeclarationTransitions"/> only. Stored: numbers never change.</summary>
public enum DeclarationStatus
{
    /// <summary>« à saisir ».</summary>
    ToFill = 1,

    /// <summary>« en cours »: never submitted yet.</summary>
    InProgress = 2,

    /// <summary>« déposée »: sealed, nobody reviews it yet.</summary>
    Submitted = 3,

    /// <summary>« sans objet »: the operator does not owe it after all.</summary>
    Waived = 4,

    /// <summary>« en instruction »: sealed, an agent is in charge.</summary>
    UnderReview = 5,

    /// <summary>« corrections demandées »: what was listed is open again, the rest stays sealed, until the next submission.</summary>
    CorrectionsRequested = 6,

    /// <summary>« validée »: frozen.</summary>
    Validated = 7,

    /// <summary>
    /// « publiée »: its publishable cells are public (D. 6122-3 c. trav.). Frozen, unless corrections are asked: then that version
    /// stays public until the next one is (<see cref="StandingPublication"/>).
    /// </summary>
    Published = 8,
}

/// <summary>What people do to a statement.</summary>
public enum DeclarationAct
{
    SaveCells,
    ExplainFinding,

    /// <summary>Joins, replaces or removes a document.</summary>
    ChangeDocuments,

    /// <summary>Says that a cadre does not concern the operator, or that it does.</summary>
    JudgeCadre,
    Submit,

    /// <summary>An agent takes the review in charge, or hands it to another.</summary>
    TakeCharge,

    /// <summary>Lists what the operator is to correct: it is open again, the rest stays sealed.</summary>
    RequestCorrections,

    /// <summary>Accepts or questions an explanation.</summary>
    JudgeExplanation,

    /// <summary>Sets a control aside for this statement, with a reason and an end.</summary>
    WaiveControl,

    /// <summary>Freezes it: the review is over.</summary>
    Validate,

    /// <summary>Takes the validation back, with a reason.</summary>
    LiftValidation,

    /// <summary>Makes its publishable cells public.</summary>
    Publish,

    /// <summary>
    /// Takes them back from the public, with a reason. The version published stays public while the statement is corrected, so
    /// that it may be taken back then too; the status stays.
    /// </summary>
    WithdrawPublication,

    /// <summary>It is no longer owed.</summary>
    Waive,

    /// <summary>It is owed again.</summary>
    Reinstate,

    /// <summary>A corrected version of its form takes the place of the one it was begun on.</summary>
    ChangeForm,

    /// <summary>An agent opens more while corrections are made, or moves their end later. Stored: the numbers never change.</summary>
    WidenCorrections = 30,

    /// <summary>The operator asks to have more opened while it makes corrections.</summary>
    AskWidening = 31,

    /// <summary>An agent refuses it.</summary>
    RefuseWidening = 32,

    /// <summary>A regional directorate proposes to give formal notice. Notices are no state: the statement stays where it is.</summary>
    ProposeNotice,

    /// <summary>Formal notice to transmit it (L. 6332-24 c. trav.): prepared, then given.</summary>
    GiveNotice,

    /// <summary>The operator answers a notice.</summary>
    AnswerNotice,

    /// <summary>A notice is given up, lifted, or what follows it is decided.</summary>
    CloseNotice,
}

/// <summary>The only transition table: from a status, an act leads to a status, or is not possible (null).</summary>
public static class DeclarationTransitions
{
    /// <summary>The operator may write nothing: what counts is what was submitted.</summary>
    public static IReadOnlyList<DeclarationStatus> Sealed { get; } =
        [DeclarationStatus.Submitted, DeclarationStatus.UnderReview, DeclarationStatus.Validated, DeclarationStatus.Published];

    public static bool IsSealed(DeclarationStatus status) => Sealed.Contains(status);

    public static DeclarationStatus? After(DeclarationStatus status, DeclarationAct act) => act switch
    {
        DeclarationAct.SaveCells or DeclarationAct.ExplainFinding or DeclarationAct.ChangeDocuments or DeclarationAct.JudgeCadre => AfterWriting(status),
        DeclarationAct.WaiveControl => status is DeclarationStatus.Submitted or DeclarationStatus.UnderReview || AfterWriting(status) is not null ? status : null,
        DeclarationAct.ChangeForm => status == DeclarationStatus.Waived || AfterWriting(status) is not null ? status : null,
        DeclarationAct.ProposeNotice or DeclarationAct.GiveNotice or DeclarationAct.AnswerNotice =>
            status is DeclarationStatus.ToFill or DeclarationStatus.InProgress ? status : null, // Once submitted, nothing is missing any more.
        DeclarationAct.CloseNotice => status is DeclarationStatus.ToFill or DeclarationStatus.InProgress or DeclarationStatus.Waived ? status : null,
        _ => AfterDeciding(status, act),
    };

    private static DeclarationStatus? AfterWriting(DeclarationStatus status) => status switch
    {
        DeclarationStatus.ToFill or DeclarationStatus.InProgress => DeclarationStatus.InProgress,
        DeclarationStatus.CorrectionsRequested => DeclarationStatus.CorrectionsRequested,
        _ => null,
    };

    private static DeclarationStatus? AfterDeciding(DeclarationStatus status, DeclarationAct act) => (status, act) switch
    {
        (DeclarationStatus.InProgress or DeclarationStatus.CorrectionsRequested, DeclarationAct.Submit) => DeclarationStatus.Submitted,
        (DeclarationStatus.Submitted or DeclarationStatus.UnderReview, DeclarationAct.TakeCharge) => DeclarationStatus.UnderReview,
        (DeclarationStatus.CorrectionsRequested, DeclarationAct.TakeCharge) => DeclarationStatus.CorrectionsRequested,
        (DeclarationStatus.CorrectionsRequested, DeclarationAct.WidenCorrections or DeclarationAct.AskWidening or DeclarationAct.RefuseWidening) =>
            DeclarationStatus.CorrectionsRequested,
        (DeclarationStatus.Submitted or DeclarationStatus.UnderReview or DeclarationStatus.Published, DeclarationAct.RequestCorrections)
            => DeclarationStatus.CorrectionsRequested,
        (DeclarationStatus.UnderReview, DeclarationAct.JudgeExplanation) => DeclarationStatus.UnderReview,
        (DeclarationStatus.UnderReview, DeclarationAct.Validate) => DeclarationStatus.Validated,
        (DeclarationStatus.Validated, DeclarationAct.LiftValidation) => DeclarationStatus.UnderReview,
        (DeclarationStatus.Validated, DeclarationAct.Publish) => DeclarationStatus.Published,
        (DeclarationStatus.Published, DeclarationAct.WithdrawPublication) => DeclarationStatus.Validated,
        (DeclarationStatus.CorrectionsRequested or DeclarationStatus.Submitted or DeclarationStatus.UnderReview or DeclarationStatus.Validated,
            DeclarationAct.WithdrawPublication) => status,
        (DeclarationStatus.ToFill or DeclarationStatus.InProgress, DeclarationAct.Waive) => DeclarationStatus.Waived,
        (DeclarationStatus.Waived, DeclarationAct.Reinstate) => DeclarationStatus.InProgress,
        _ => null,
    };
}

/// <summary>Who may do what to a statement. With <see cref="RolePermissions"/>, the only table role × act.</summary>
public static class DeclarationRights
{
    /// <summary>The permission that the act asks for.</summary>
    public static Permission Needed(DeclarationAct act) => act switch
    {
        DeclarationAct.SaveCells or DeclarationAct.ExplainFinding or DeclarationAct.ChangeDocuments or DeclarationAct.JudgeCadre
            or DeclarationAct.AskWidening => Permission.EditDeclaration,
        DeclarationAct.Submit => Permission.SubmitDeclaration,
        DeclarationAct.RequestCorrections or DeclarationAct.WidenCorrections or DeclarationAct.RefuseWidening => Permission.ReopenDeclaration,
        DeclarationAct.Publish or DeclarationAct.WithdrawPublication => Permission.PublishDeclaration,
        DeclarationAct.Waive or DeclarationAct.Reinstate or DeclarationAct.ChangeForm => Permission.AdministerCampaigns,
        DeclarationAct.AnswerNotice => Permission.EditDeclaration,
        DeclarationAct.ProposeNotice => Permission.ProposeNotice,
        DeclarationAct.GiveNotice or DeclarationAct.CloseNotice => Permission.IssueNotice,
        _ => Permission.InstructDeclaration,
    };

    public static bool Allows(Role role, DeclarationAct act) => RolePermissions.Allows(role, Needed(act));
}
