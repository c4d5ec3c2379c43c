using Soffi.Domain.Operators;

namespace Soffi.Domain.Campaigns;

/// <summary>The documents a new campaign asks before anybody changes the list (reference-metier §6.3).</summary>
public static class DefaultDocuments
{
    private static readonly string[] Readable = ["pdf", "docx", "odt"];
    private static readonly string[] Tables = ["pdf", "xlsx", "ods"];

    public static IEnumerable<CampaignDocument> Of(StatementKind kind) => Enum.GetValues<OperatorType>()
        .Where(type => CampaignObligation.IsOwedBy(type, kind)).SelectMany(type => Of(kind, type));

    public static IEnumerable<CampaignDocument> Of(StatementKind kind, OperatorType type)
    {
        if (kind == StatementKind.Csa)
        {
            return [new(type, "COMPTES", "Bilan, compte de résultat et annexe", "R. 6242-16 du code du travail, par analogie", DocumentNeed.Optional, Tables)];
        }

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
}
