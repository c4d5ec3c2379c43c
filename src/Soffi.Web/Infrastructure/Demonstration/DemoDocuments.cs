using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;

namespace Soffi.Web.Infrastructure.Demonstration;

/// <summary>The documents that the demonstration asks of each type of body (reference-metier §6.3), and fictitious ones to join.</summary>
public static class DemoDocuments
{
    private static readonly string[] Readable = ["pdf", "docx", "odt"];
    private static readonly string[] Tables = ["pdf", "xlsx", "ods"];

    public static IEnumerable<CampaignDocument> Asked(OperatorType type)
    {
        var (state, changes, excess) = type switch
        {
            OperatorType.Opco => ("R. 6332-31 du code du travail", "R. 6332-30 du code du travail", "R. 6332-29 du code du travail"),
            OperatorType.Atpro => ("D. 6323-21-2 et R. 6332-31 du code du travail", "D. 6323-21-2 et R. 6332-30 du code du travail", "D. 6323-21-1 et R. 6332-29 du code du travail"),
            _ => ("R. 6332-63 et R. 6332-31 du code du travail", "R. 6332-63 et R. 6332-30 du code du travail", "R. 6332-77-1 du code du travail"),
        };
        return
        [
            new(type, "COMPTES", type == OperatorType.Opco ? "Bilan, compte de résultat par section et annexe" : "Bilan, compte de résultat et annexe", state, DocumentNeed.Required, Tables),
            new(type, "CAC", "Rapport et attestation du commissaire aux comptes", state, DocumentNeed.Required, ["pdf"]),
            new(type, "RAPPORT", "Rapport d’activité", state, DocumentNeed.Required, Readable),
            new(type, "VERSEMENT", "Justificatif du versement de l’excédent à France compétences", excess, DocumentNeed.IfSurplus, ["pdf"]),
            new(type, "STATUTS", "Statuts, règlement intérieur et organigramme", changes, DocumentNeed.IfModified, Readable),
            new(type, "CA", "Délibération du conseil d’administration", "", DocumentNeed.Optional, Readable),
        ];
    }

    /// <summary>A document that says it is fictitious; the same for all the bodies, so that its bytes are stored once.</summary>
    public static byte[] Write(string label) =>
        DemoPdf.Write("PIÈCE FICTIVE", label, "Document de démonstration de Soffi, sans valeur.", "Il ne contient aucune donnée réelle.");
}
