using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Review;

/// <summary>What the people of the operator are told of a decision on the whole statement.</summary>
public static class PublicationWords
{
    /// <summary>Null when nothing is told.</summary>
    /// <param name="statement">« ESF 2025 ».</param>
    /// <param name="reason">Why it is taken back; empty for the others.</param>
    public static (string Key, string Subject, string[] Lines)? Mail(DeclarationAct act, string statement, string body, string reason) => act switch
    {
        DeclarationAct.Validate => (
            "validation", "déclaration validée", [$"La déclaration {statement} de {body} est validée. Elle n’est plus modifiable."]),
        DeclarationAct.Publish => (
            "publication", "déclaration publiée",
            [
                $"Les renseignements publiables de la déclaration {statement} de {body} sont publics (article R. 6332-31 du code du travail).",
                "Ils se lisent sans compte dans Soffi, à la page «\u00a0États publiés\u00a0» (/statistiques/publications).",
            ]),
        DeclarationAct.WithdrawPublication => (
            "publication-retrait", "publication retirée", [$"La déclaration {statement} de {body} n’est plus publique. Motif\u00a0: {reason}"]),
        _ => null,
    };
}
