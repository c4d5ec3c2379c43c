using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Declarations;

/// <summary>
/// What a person may do with a statement now: the only resource rule. Pure; who asks, whose statement, its status, its
/// campaign and the clock go in, rights and the reasons of their absence come out.
/// </summary>
/// <param name="CanRead">False: the statement does not exist for that person (404, which reveals nothing).</param>
/// <param name="CanEdit">Cells and explanations may be written.</param>
/// <param name="CanSubmit">The person may certify and submit.</param>
/// <param name="EditRefusal">Why it is read-only: a French sentence; null when it may be edited or not be read at all.</param>
/// <param name="SubmitRefusal">Why the person may not submit: a French sentence; null when they may or may not read at all.</param>
public sealed record DeclarationAccess(bool CanRead, bool CanEdit, bool CanSubmit, string? EditRefusal, string? SubmitRefusal)
{
    /// <summary>Nothing at all: answered like an unknown address.</summary>
    public static DeclarationAccess None { get; } = new(false, false, false, null, null);

    /// <param name="actor">The person, with the grants that hold now.</param>
    /// <param name="body">Whose statement; people of its host act for a section.</param>
    /// <param name="declaration">The statement: where it stands, whether it is under correction.</param>
    /// <param name="campaign">Its campaign.</param>
    /// <param name="now">The instant asked about.</param>
    public static DeclarationAccess Of(Actor actor, Operator body, Declaration declaration, Campaign campaign, DateTimeOffset now)
    {
        var mayEdit = actor.HasOn(Permission.EditDeclaration, body);
        var maySubmit = actor.HasOn(Permission.SubmitDeclaration, body);
        if (!mayEdit && !maySubmit)
        {
            return None;
        }

        var closed = Closure(declaration, campaign, now);
        var edit = closed ?? (mayEdit ? null : "Votre profil ne permet pas de modifier cette déclaration.");
        var submit = closed ?? (maySubmit ? null : "Seule une personne habilitée à signer pour votre organisme peut certifier et déposer.");
        return new DeclarationAccess(true, edit is null, submit is null, edit, submit);
    }

    private static string? Closure(Declaration declaration, Campaign campaign, DateTimeOffset now)
    {
        if (DeclarationTransitions.After(declaration.Status, DeclarationAct.SaveCells) is null)
        {
            return declaration.Status switch
            {
                DeclarationStatus.Waived => "Votre organisme ne doit pas cette déclaration\u00a0: elle n’est pas modifiable.",
                DeclarationStatus.Validated or DeclarationStatus.Published => "La déclaration est validée\u00a0: elle n’est plus modifiable. Vous pouvez la consulter.",
                _ => "La déclaration est déposée\u00a0: elle n’est plus modifiable. Vous pouvez la consulter.",
            };
        }

        if (campaign.Accepts(declaration.IsCorrecting, now))
        {
            return null;
        }

        return campaign.StateAt(now) switch
        {
            CampaignState.InPreparation => "La campagne est en préparation\u00a0: la saisie n’est pas encore ouverte.",
            CampaignState.Scheduled => $"La saisie ouvrira le {ParisTime.Day(campaign.OpensAt)}.",
            CampaignState.CorrectionsOnly => "La campagne est close et n’accepte que la rectification de déclarations déjà déposées\u00a0: "
                + "cette déclaration n’est plus modifiable. Vous pouvez la consulter.",
            _ => $"La campagne est close depuis le {ParisTime.Day(campaign.ClosedAt ?? now)}\u00a0: la déclaration n’est plus modifiable. "
                + "Vous pouvez la consulter.",
        };
    }
}
