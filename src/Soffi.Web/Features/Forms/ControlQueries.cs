using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;

namespace Soffi.Web.Features.Forms;

/// <summary>A published form of a campaign: the latest version for one type of operators.</summary>
public sealed record CampaignForm(int VersionId, OperatorType Type, int Number, string Title);

/// <summary>A statement in which something was typed.</summary>
public sealed record StartedStatement(Guid Id, string OperatorName, DeclarationStatus Status);

/// <summary>Reads what the pages of controls show besides the forms themselves.</summary>
public sealed class ControlQueries(SoffiDbContext database)
{
    public Task<Campaign?> Campaign(int id, CancellationToken cancellation) =>
        database.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellation);

    /// <summary>One per type of operators, in the order of the types.</summary>
    public async Task<IReadOnlyList<CampaignForm>> Forms(int campaignId, CancellationToken cancellation)
    {
        var versions = await (
            from campaign in database.Campaigns.IgnoreAutoIncludes()
            where campaign.Id == campaignId
            join form in database.FormVersions on new { campaign.Kind, campaign.Exercise } equals new { form.Kind, form.Exercise }
            orderby form.OperatorType, form.Number descending
            select new CampaignForm(form.Id, form.OperatorType, form.Number, form.Title)).ToListAsync(cancellation);
        return [.. versions.DistinctBy(v => v.Type)];
    }

    /// <summary>Every decision on that form's controls, those ended included, the latest first.</summary>
    public async Task<IReadOnlyList<CampaignControlChange>> Changes(int campaignId, OperatorType type, CancellationToken cancellation) =>
        await database.CampaignControlChanges.AsNoTracking().Where(c => c.CampaignId == campaignId && c.OperatorType == type)
            .OrderByDescending(c => c.At).ThenByDescending(c => c.Id).ToListAsync(cancellation);

    /// <summary>The statements that were begun, in the order of the names of the bodies.</summary>
    public async Task<IReadOnlyList<StartedStatement>> Started(int campaignId, OperatorType type, CancellationToken cancellation) => await (
        from declaration in database.Declarations
        join body in database.Operators on declaration.OperatorId equals body.Id
        where declaration.CampaignId == campaignId && body.Type == type
            && declaration.Status != DeclarationStatus.ToFill && declaration.Status != DeclarationStatus.Waived
        orderby body.Name
        select new StartedStatement(declaration.Id, body.Name, declaration.Status)).ToListAsync(cancellation);
}
