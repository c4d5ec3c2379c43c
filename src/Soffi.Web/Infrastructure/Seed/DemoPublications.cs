using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;

namespace Soffi.Web.Infrastructure.Seed;

/// <summary>
/// Reviews, validates and publishes the statements of the OPCO for a closed exercise, as an agent would. A statement of which
/// anybody decided anything is left alone.
/// </summary>
internal sealed class DemoPublications(SoffiDbContext context, AuditTrail trail)
{
    /// <summary>Holds no account and no access.</summary>
    private static readonly Actor Agent = new(new Guid("5d1f1c8e-8f0b-5e0c-9b66-0d6b6c0f2a01"), "Dominique Fictive", "", []);

    public async Task Publish(int exercise, CancellationToken cancellation)
    {
        var waiting = await (
            from declaration in context.Declarations
            join body in context.Operators on declaration.OperatorId equals body.Id
            join campaign in context.Campaigns.IgnoreAutoIncludes() on declaration.CampaignId equals campaign.Id
            join submission in context.Submissions on declaration.Id equals submission.DeclarationId
            where campaign.Exercise == exercise && campaign.Kind == StatementKind.Esf && body.Type == OperatorType.Opco && submission.IsLatest
                && declaration.Status == DeclarationStatus.Submitted && declaration.AgentId == null
                && !context.ReviewDecisions.Any(d => d.DeclarationId == declaration.Id)
            orderby body.Code
            select new { Declaration = declaration, submission.ReceiptNumber }).ToListAsync(cancellation);
        for (var rank = 0; rank < waiting.Count; rank++)
        {
            var (declaration, receipt) = (waiting[rank].Declaration, waiting[rank].ReceiptNumber);
            declaration.TakeCharge(Agent.UserId, Agent.DisplayName, Agent, Note(DemoCalendar.At(exercise + 1, 6, 3, 9, rank), AuditAction.ReviewTaken, new { agent = Agent.DisplayName }));
            declaration.Decide(DeclarationAct.Validate, "", Agent, Note(DemoCalendar.At(exercise + 1, 6, 20, 10, rank), AuditAction.DeclarationValidated, new { }));
            declaration.Decide(DeclarationAct.Publish, "", Agent, Note(DemoCalendar.At(exercise + 1, 7, 10, 11, rank), AuditAction.DeclarationPublished, new { accuse = receipt }), receipt);

            DateTimeOffset Note(DateTimeOffset at, string action, object details)
            {
                trail.Add(new AuditEntry(at, Agent.UserId, Agent.DisplayName, action, "declaration", declaration.Id.ToString(), declaration.OperatorId, JsonSerializer.Serialize(details)));
                return at;
            }
        }

        await context.SaveChangesAsync(cancellation);
        context.ChangeTracker.Clear();
    }
}
