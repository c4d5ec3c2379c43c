using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;

namespace Soffi.Data;

/// <param name="ToOpen">Bodies that owe a statement and have none yet, with the form they will fill in.</param>
/// <param name="WithoutForm">Bodies that owe a statement whose form is not published: nothing can be opened for them.</param>
public sealed record OpeningPlan(IReadOnlyList<(Operator Body, int FormVersionId)> ToOpen, IReadOnlyList<Operator> WithoutForm);

/// <summary>Creates the statements that a campaign is owed, one per body, on the latest published version of its form.</summary>
public sealed class StatementOpenings(SoffiDbContext context, DeclarationRepository repository, AuditTrail trail)
{
    /// <summary>What opening the campaign would create.</summary>
    public async Task<OpeningPlan> Plan(Campaign campaign, CancellationToken cancellation = default)
    {
        var forms = (await context.FormVersions.AsNoTracking().Where(f => f.Kind == campaign.Kind && f.Exercise == campaign.Exercise)
                .Select(f => new { f.Id, f.OperatorType, f.Number }).ToListAsync(cancellation))
            .GroupBy(f => f.OperatorType).ToDictionary(g => g.Key, g => g.MaxBy(f => f.Number)!.Id);
        var owing = await (
            from obligation in context.CampaignObligations
            join body in context.Operators on obligation.OperatorId equals body.Id
            where obligation.CampaignId == campaign.Id && obligation.Owes
                && !context.Declarations.Any(d => d.CampaignId == campaign.Id && d.OperatorId == body.Id)
            orderby body.Type, body.Name
            select body).AsNoTracking().ToListAsync(cancellation);
        return new OpeningPlan(
            [.. owing.Where(b => forms.ContainsKey(b.Type)).Select(b => (b, forms[b.Type]))],
            [.. owing.Where(b => !forms.ContainsKey(b.Type))]);
    }

    /// <summary>Adds the statements of the plan to the unit of work, each with its line of the journal.</summary>
    /// <param name="actor">Null for the system.</param>
    public void Open(Campaign campaign, OpeningPlan plan, Actor? actor, DateTimeOffset now)
    {
        foreach (var (body, form) in plan.ToOpen)
        {
            var declaration = new Declaration(body.Id, campaign.Id, form, now);
            repository.Add(declaration);
            trail.Add(new AuditEntry(
                now, actor?.UserId, actor?.DisplayName ?? AuditEntry.System, AuditAction.DeclarationOpened, "declaration",
                declaration.Id.ToString(), body.Id, JsonSerializer.Serialize(new { exercice = campaign.Exercise, operateur = body.Code })));
        }
    }
}
