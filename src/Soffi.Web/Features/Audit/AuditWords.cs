using System.Text.Json;
using Soffi.Domain.Audit;

namespace Soffi.Web.Features.Audit;

/// <summary>The actions of the journal in words, in the order of the list of choices.</summary>
public static class AuditWords
{
    public static IReadOnlyList<(string Action, string Label)> Actions { get; } =
    [
        (AuditAction.SignIn, "Connexion"),
        (AuditAction.SignInRefused, "Connexion refusée"),
        (AuditAction.SignOut, "Déconnexion"),
        (AuditAction.NetworkRefused, "Profil d’agent refusé hors du réseau de l’État"),
        (AuditAction.CguAccepted, "Acceptation des conditions d’utilisation"),
        (AuditAction.CguPublished, "Publication des conditions d’utilisation"),
        (AuditAction.CguDrafted, "Rédaction des conditions d’utilisation"),
        (AuditAction.CguDraftDeleted, "Brouillon des conditions supprimé"),
        (AuditAction.CguWithdrawn, "Annonce des conditions retirée"),
        (AuditAction.CguRenounced, "Renonciation au service"),
        (AuditAction.CguTerminated, "Accord résilié"),
        (AuditAction.CguTerminationLifted, "Résiliation levée"),
        (AuditAction.BreachNotified, "Manquement notifié"),
        (AuditAction.BreachAnswered, "Réponse à un manquement"),
        (AuditAction.BreachRemedied, "Manquement régularisé"),
        (AuditAction.DeclarationOpened, "Ouverture d’une déclaration"),
        (AuditAction.CellsSaved, "Saisie"),
        (AuditAction.CellsCarriedOver, "Reprise de l’année précédente"),
        (AuditAction.CellsConfirmed, "Confirmation de valeurs reprises"),
        (AuditAction.MessageWritten, "Message dans la conversation d’une cellule"),
        (AuditAction.MessageWithdrawn, "Message retiré par son auteur"),
        (AuditAction.ThreadResolved, "Conversation résolue"),
        (AuditAction.ThreadReopened, "Conversation rouverte"),
        (AuditAction.CadreSetAside, "Cadre déclaré sans objet"),
        (AuditAction.CadreTakenBack, "Cadre qui n’est plus sans objet"),
        (AuditAction.FindingExplained, "Justification d’un constat"),
        (AuditAction.DeclarationSubmitted, "Dépôt"),
        (AuditAction.SubmissionRefused, "Dépôt refusé"),
        (AuditAction.ReceiptResent, "Accusé de dépôt renvoyé par courriel"),
        (AuditAction.ProofTaken, "Dossier de preuve téléchargé"),
        (AuditAction.DeliveryOrdered, "Transmission à un destinataire demandée"),
        (AuditAction.DeliverySent, "Transmission à un destinataire"),
        (AuditAction.DeliveryCancelled, "Transmission annulée"),
        (AuditAction.DeliveryRepeated, "Nouvel envoi d’une transmission"),
        (AuditAction.RecipientChanged, "Adresse d’un destinataire modifiée"),
        (AuditAction.DeclarationRead, "Consultation d’une déclaration"),
        (AuditAction.DocumentAdded, "Pièce jointe"),
        (AuditAction.DocumentReplaced, "Pièce remplacée"),
        (AuditAction.DocumentRemoved, "Pièce retirée"),
        (AuditAction.DocumentRefused, "Pièce refusée"),
        (AuditAction.DocumentScanned, "Analyse d’une pièce par l’antivirus"),
        (AuditAction.DocumentRead, "Consultation d’une pièce"),
        (AuditAction.DocumentWithdrawn, "Contenu d’une pièce retiré par un agent"),
        (AuditAction.WorkbookDownloaded, "Classeur préparé et téléchargé"),
        (AuditAction.WorkbookReceived, "Classeur rapporté"),
        (AuditAction.WorkbookRefused, "Classeur refusé"),
        (AuditAction.CellsImported, "Cellules reprises d’un classeur"),
        (AuditAction.WorkbookGivenUp, "Classeur rapporté abandonné"),
        (AuditAction.LinkAdded, "Lien recommandé ajouté"),
        (AuditAction.LinkRemoved, "Lien recommandé retiré"),
        (AuditAction.MyDataDownloaded, "Téléchargement de ses données"),
        (AuditAction.FormPublished, "Publication d’un formulaire"),
        (AuditAction.ControlsRehearsed, "Répétition de contrôles sur les exercices passés"),
        (AuditAction.ControlChanged, "Contrôle désactivé ou abaissé"),
        (AuditAction.ControlRestored, "Contrôle rétabli"),
        (AuditAction.FormMoved, "Passage à une version corrigée du formulaire"),
        (AuditAction.MaintenancePlanned, "Maintenance planifiée"),
        (AuditAction.MaintenanceEnded, "Maintenance annulée ou terminée avant l’heure"),
        (AuditAction.FormDrafted, "Brouillon de formulaire commencé"),
        (AuditAction.FormDraftChanged, "Brouillon de formulaire modifié"),
        (AuditAction.FormDraftDeleted, "Brouillon de formulaire supprimé"),
        (AuditAction.CampaignOpened, "Ouverture d’une campagne"),
        (AuditAction.CampaignClosed, "Clôture d’une campagne"),
        (AuditAction.DeadlineMoved, "Échéance déplacée"),
        (AuditAction.CampaignCreated, "Création d’une campagne"),
        (AuditAction.CampaignSettled, "Réglage d’une campagne"),
        (AuditAction.CorrectionsOpened, "Ouverture aux rectifications"),
        (AuditAction.CorrectionsClosed, "Fin des rectifications"),
        (AuditAction.ExtensionGranted, "Délai accordé"),
        (AuditAction.ExtensionWithdrawn, "Délai retiré"),
        (AuditAction.ObligationChanged, "Obligation de déclarer modifiée"),
        (AuditAction.DocumentsChanged, "Pièces demandées modifiées"),
        (AuditAction.DeclarationReopened, "Corrections demandées"),
        (AuditAction.ReopeningRefused, "Demande de corrections refusée"),
        (AuditAction.ReviewTaken, "Prise en charge d’une déclaration"),
        (AuditAction.ExplanationJudged, "Avis sur une justification"),
        (AuditAction.ExplanationsRead, "Lecture des justifications de plusieurs déclarations"),
        (AuditAction.ExplanationsExported, "Export de justifications"),
        (AuditAction.CorrectionWidened, "Demande de corrections élargie"),
        (AuditAction.WideningAsked, "Élargissement des corrections demandé par l’opérateur"),
        (AuditAction.WideningRefused, "Élargissement des corrections refusé"),
        (AuditAction.ControlWaived, "Contrôle écarté pour une déclaration"),
        (AuditAction.DeclarationValidated, "Déclaration validée"),
        (AuditAction.ValidationLifted, "Validation levée"),
        (AuditAction.DeclarationPublished, "Déclaration publiée"),
        (AuditAction.PublicationWithdrawn, "Publication retirée"),
        (AuditAction.ReviewRefused, "Décision d’instruction refusée"),
        (AuditAction.DeclarationWaived, "Déclaration sans objet"),
        (AuditAction.DeclarationReinstated, "Déclaration de nouveau due"),
        (AuditAction.AccessGranted, "Accès accordé"),
        (AuditAction.AccessRevoked, "Accès retiré"),
        (AuditAction.AccessRequested, "Accès demandé"),
        (AuditAction.AccessRequestRefused, "Demande d’accès refusée"),
        (AuditAction.AccessRequestWithdrawn, "Demande d’accès retirée"),
        (AuditAction.AccessRestricted, "Interdiction prononcée"),
        (AuditAction.AccessRestrictionLifted, "Interdiction levée"),
        (AuditAction.AccessConfirmed, "Accès confirmé"),
        (AuditAction.AccessSuspended, "Accès suspendu"),
        (AuditAction.AccessReviewOpened, "Revue des accès ouverte"),
        (AuditAction.AccessReviewClosed, "Revue des accès close"),
        (AuditAction.AssistanceViewStarted, "Vue d’assistance commencée"),
        (AuditAction.AssistanceViewEnded, "Vue d’assistance terminée"),
        (AuditAction.AccountDeleted, "Compte supprimé"),
        (AuditAction.SessionsClosed, "Sessions fermées"),
        (AuditAction.ReferenceRecorded, "Chiffre de référence saisi"),
        (AuditAction.ReferencesImported, "Chiffres de référence importés"),
        (AuditAction.ReferenceWithdrawn, "Chiffre de référence retiré"),
        (AuditAction.CompaniesCompared, "Liste d’entreprises comparée"),
        (AuditAction.StatisticsExported, "Export de statistiques"),
        (AuditAction.JournalExported, "Export du journal"),
        (AuditAction.NavigationRead, "Consultation des traces de navigation"),
        (AuditAction.AccessDenied, "Page refusée"),
        (AuditAction.AssistanceWriteRefused, "Écriture refusée pendant une vue d’assistance"),
        (AuditAction.NavigationPurged, "Purge des traces de navigation"),
        (AuditAction.JournalSealed, "Scellement du journal"),
    ];

    /// <summary>The action as people say it; as written when this list does not know it.</summary>
    public static string Of(string action)
    {
        var known = Actions.FirstOrDefault(a => a.Action == action);
        return known.Label ?? action;
    }

    /// <summary>« motif : erreur de saisie ; avant : 3 »: the details without their braces.</summary>
    public static string Details(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? string.Join("\u00a0; ", document.RootElement.EnumerateObject()
                .Where(p => p.Value.ValueKind != JsonValueKind.Null).Select(p => $"{p.Name}\u00a0: {p.Value}"))
            : json;
    }
}
