using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Review;

/// <summary>Reads the controls set aside for a statement, and those that may be.</summary>
public sealed class WaiverQueries(SoffiDbContext database, FormCatalog forms, TimeProvider clock)
{
    /// <summary>Null when the statement does not exist or is out of the person's scope: both are the same 404.</summary>
    public async Task<WaiversViewModel?> Of(ReviewScope scope, Guid declarationId, CancellationToken cancellation)
    {
        var found = await (
            from declaration in database.Declarations
            join body in database.Operators on declaration.OperatorId equals body.Id
            join campaign in database.Campaigns on declaration.CampaignId equals campaign.Id
            where declaration.Id == declarationId
            select new { Declaration = declaration, Body = body, Campaign = campaign }).AsNoTracking().SingleOrDefaultAsync(cancellation);
        if (found is null || !scope.Covers(found.Body))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var form = await forms.Definition(found.Declaration.FormVersionId, cancellation);
        var waivers = await database.ControlWaivers.AsNoTracking().Where(w => w.DeclarationId == declarationId).OrderByDescending(w => w.At).ToListAsync(cancellation);
        return new WaiversViewModel(
            declarationId, $"{CampaignWords.Name(found.Campaign.Kind, found.Campaign.Exercise)} – {found.Body.Name}", StatusWords.Of(found.Declaration.Status),
            DeclarationTransitions.After(found.Declaration.Status, DeclarationAct.WaiveControl) is not null,
            [.. StatementControls.Of(form).Where(c => c.MayChange && !c.ForAgents).Select(c => new Choice(c.Code, $"{c.Code}, {c.Label}"))],
            [.. waivers.Select(w => new WaiverLine(
                w.ControlCode,
                $"écarté par {w.ActorName} le {ParisTime.DayAndHour(w.At)}, jusqu’à la fin du {ParisTime.Day(w.ExpiresAt)}\u00a0: «\u00a0{w.Reason}\u00a0»", !w.Holds(now)))],
            new WaiverForm { Revision = found.Declaration.Revision });
    }
}
