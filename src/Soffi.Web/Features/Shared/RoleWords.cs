using Soffi.Domain.Access;

namespace Soffi.Web.Features.Shared;

/// <summary>Profiles and permissions in the words of the people who hold them.</summary>
public static class RoleWords
{
    public static string Of(Role role) => role switch
    {
        Role.Declarant => "Déclarant",
        Role.Signatory => "Signataire",
        Role.AgentDgefp => "Agent de la DGEFP",
        Role.AgentDreets => "Agent de DREETS",
        Role.AccessManager => "Gestionnaire des accès",
        Role.Administrator => "Administrateur",
        Role.EntryAgent => "Agent qui saisit pour un opérateur",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Unknown role."),
    };

    public static string Of(Permission permission) => permission switch
    {
        Permission.EditDeclaration => "lire et remplir les déclarations de l’organisme",
        Permission.SubmitDeclaration => "les certifier et les déposer",
        Permission.ReviewDeclaration => "lire les déclarations déposées",
        Permission.ViewStatistics => "consulter et exporter les statistiques",
        Permission.AdministerCampaigns => "ouvrir et clore les campagnes, déplacer leur échéance",
        Permission.AdministerCgu => "publier les conditions générales d’utilisation",
        Permission.ManageAccess => "décider des accès",
        Permission.ViewAudit => "lire le journal des actions",
        Permission.ReopenDeclaration => "demander la correction d’une déclaration déposée",
        Permission.AssistUsers => "voir les pages comme une personne les voit, sans rien changer, pour l’aider",
        Permission.InstructDeclaration => "instruire et valider les déclarations déposées",
        Permission.PublishDeclaration => "publier les données publiables des déclarations validées",
        Permission.RemindOperators => "rappeler leur échéance aux organismes",
        Permission.ProposeNotice => "proposer une mise en demeure",
        Permission.IssueNotice => "mettre en demeure un organisme de transmettre sa déclaration",
        Permission.AdministerMaintenance => "annoncer les fermetures du service",
        _ => throw new ArgumentOutOfRangeException(nameof(permission), permission, "Unknown permission."),
    };
}
