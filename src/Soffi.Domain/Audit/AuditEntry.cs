namespace Soffi.Domain.Audit;

/// <summary>
/// One line of the journal: who, what, on which object, when, with which result (CGU articles 49, 59, 83).
/// Written in the transaction of the act it tells. Domain words and explicit JSON, never names of the code.
/// </summary>
public sealed class AuditEntry
{
    private AuditEntry()
    {
    }

    /// <param name="at">UTC instant.</param>
    /// <param name="actorId">The person, or null for the system.</param>
    /// <param name="actorName">Name at the time, or « système ».</param>
    /// <param name="action">One of <see cref="AuditAction"/>.</param>
    /// <param name="objectType">Domain word, e.g. « declaration ».</param>
    /// <param name="objectId">Identifier of the object.</param>
    /// <param name="operatorId">Operator concerned, if any, so that it may read who acted on its statements.</param>
    /// <param name="detailsJson">Explicit JSON object, e.g. before and after.</param>
    /// <param name="result">« succès » or « refus ».</param>
    public AuditEntry(
        DateTimeOffset at, Guid? actorId, string actorName, string action, string objectType, string objectId,
        int? operatorId, string detailsJson, string result = Success)
    {
        At = at;
        ActorId = actorId;
        ActorName = actorName;
        Action = action;
        ObjectType = objectType;
        ObjectId = objectId;
        OperatorId = operatorId;
        DetailsJson = detailsJson;
        Result = result;
    }

    public const string Success = "succès";
    public const string Refused = "refus";
    public const string System = "système";

    public long Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Guid? ActorId { get; private set; }

    public string ActorName { get; private set; } = "";

    public string Action { get; private set; } = "";

    public string ObjectType { get; private set; } = "";

    public string ObjectId { get; private set; } = "";

    public int? OperatorId { get; private set; }

    public string DetailsJson { get; private set; } = "{}";

    public string Result { get; private set; } = Success;
}

/// <summary>The closed list of actions of the journal: French domain words, stable for ever.</summary>
public static class AuditAction
{
    public const string SignIn = "connexion";
    public const string SignInRefused = "connexion.refus";
    public const string SignOut = "deconnexion";
    public const string CguAccepted = "cgu.acceptation";
    public const string CguPublished = "cgu.publication";
    public const string DeclarationOpened = "declaration.ouverture";
    public const string CellsSaved = "declaration.saisie";
    public const string FindingExplained = "declaration.justification";
    public const string DeclarationSubmitted = "declaration.depot";
    public const string SubmissionRefused = "declaration.depot.refus";
    public const string DeclarationRead = "declaration.consultation";
    public const string DocumentAdded = "piece.ajout";
    public const string DocumentReplaced = "piece.remplacement";
    public const string DocumentRemoved = "piece.retrait";
    public const string DocumentRefused = "piece.refus";
    public const string DocumentScanned = "piece.analyse";
    public const string DocumentRead = "piece.consultation";
    public const string FormPublished = "formulaire.publication";
    public const string ControlChanged = "controle.modification";
    public const string ControlRestored = "controle.retablissement";
    public const string ControlsRehearsed = "formulaire.repetition";
    public const string FormMoved = "declaration.formulaire";
    public const string FormDrafted = "formulaire.brouillon.creation";
    public const string FormDraftChanged = "formulaire.brouillon.modification";
    public const string FormDraftDeleted = "formulaire.brouillon.suppression";
    public const string CampaignOpened = "campagne.ouverture";
    public const string CampaignClosed = "campagne.fermeture";
    public const string DeadlineMoved = "campagne.echeance";
    public const string CampaignCreated = "campagne.creation";
    public const string CampaignSettled = "campagne.reglage";
    public const string CorrectionsOpened = "campagne.rectifications.ouverture";
    public const string CorrectionsClosed = "campagne.rectifications.fermeture";
    public const string ExtensionGranted = "campagne.delai";
    public const string ExtensionWithdrawn = "campagne.delai.retrait";
    public const string ObligationChanged = "campagne.obligation";
    public const string DocumentsChanged = "campagne.pieces";
    public const string DeclarationReopened = "declaration.reouverture";
    public const string ReopeningRefused = "declaration.reouverture.refus";
    public const string DeclarationWaived = "declaration.sans-objet";
    public const string DeclarationReinstated = "declaration.due";
    public const string AccessGranted = "acces.attribution";
    public const string AccessRevoked = "acces.retrait";
    public const string AccessRequested = "acces.demande";
    public const string AccessRequestRefused = "acces.demande.refus";
    public const string AccessRequestWithdrawn = "acces.demande.retrait";
    public const string ReferenceRecorded = "reference.saisie";
    public const string ReferencesImported = "reference.import";
    public const string ReferenceWithdrawn = "reference.retrait";
    public const string CompaniesCompared = "entreprises.comparaison";
    public const string StatisticsExported = "statistiques.export";
    public const string MaintenancePlanned = "maintenance.planification";
    public const string MaintenanceEnded = "maintenance.fin";
    public const string JournalSealed = "journal.scellement";
}
