using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Data;

/// <summary>Gathers what a statement's figures depend on beside its cells: one place for entry, submission and review.</summary>
public sealed class StatementContexts(SoffiDbContext context, DeclarationRepository repository, TimeProvider clock)
{
    /// <summary>The context of that statement today.</summary>
    public async Task<StatementContext> Of(LoadedDeclaration loaded, FormDefinition form, CancellationToken cancellation = default)
    {
        var standing = await Of(loaded.Operator, loaded.Campaign, form, cancellation);
        return await OpeningCorrected(loaded, form, standing.Previous, cancellation) is { } corrected
            ? standing with { Facts = [.. standing.Facts, corrected] }
            : standing;
    }

    /// <summary>The context of a statement of that body in that campaign, whether it was begun or not.</summary>
    public async Task<StatementContext> Of(Operator body, Campaign campaign, FormDefinition form, CancellationToken cancellation = default)
    {
        var lastYear = await repository.PreviousValues(body.Id, campaign.Kind, campaign.Exercise, cancellation);
        var changes = await context.CampaignControlChanges.AsNoTracking()
            .Where(c => c.CampaignId == campaign.Id && c.OperatorType == body.Type && c.EndedAt == null).ToListAsync(cancellation);
        return new StatementContext
        {
            Previous = form.Mapping.Translate(lastYear),
            Today = DateOnly.FromDateTime(ParisTime.Of(clock.GetUtcNow()).DateTime),
            OperatorCode = body.Code,
            RegionCode = body.RegionCode,
            ControlChanges = changes.ToDictionary(c => c.ControlCode, c => c.ToChange()),
        };
    }

    /// <summary>R06: last year's statement has a version submitted after this one was begun.</summary>
    private async Task<Finding?> OpeningCorrected(LoadedDeclaration loaded, FormDefinition form, CellValues previous, CancellationToken cancellation)
    {
        var versions = await (
            from submission in context.Submissions
            join campaign in context.Campaigns on submission.CampaignId equals campaign.Id
            where submission.OperatorId == loaded.Operator.Id
                && campaign.Kind == loaded.Campaign.Kind && campaign.Exercise == loaded.Campaign.Exercise - 1
            orderby submission.Number
            select new { submission.Id, submission.Number, submission.SubmittedAt }).AsNoTracking().ToListAsync(cancellation);
        if (versions.Count < 2 || versions[^1].SubmittedAt <= loaded.Declaration.CreatedAt)
        {
            return null;
        }

        var known = versions.LastOrDefault(v => v.SubmittedAt <= loaded.Declaration.CreatedAt) ?? versions[0];
        var cells = await context.SubmissionCells.AsNoTracking().Where(c => c.SubmissionId == known.Id).ToListAsync(cancellation);
        var before = new CellValues(cells.Select(c => KeyValuePair.Create(c.Code, c.Value)));
        return OpeningCorrection.Find(
            form, form.Mapping.Translate(before), previous, versions[^1].Number,
            DateOnly.FromDateTime(ParisTime.Of(versions[^1].SubmittedAt).DateTime));
    }
}
