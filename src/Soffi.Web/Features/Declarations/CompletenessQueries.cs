using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Declarations;

/// <summary>What the time left is measured on.</summary>
public sealed class CompletenessQueries(SoffiDbContext context)
{
    /// <summary>The cells that were typed, one by one or by page; not those that came from a file or from last year.</summary>
    public async Task<IReadOnlyList<TypedCell>> Typed(Guid declaration, CancellationToken cancellation) =>
        await context.CellChanges.Where(c => c.DeclarationId == declaration && c.Source == CellSource.Typed)
            .Select(c => new TypedCell(c.AuthorId, c.At)).ToListAsync(cancellation);

    /// <summary>The same in the statement of that body for that exercise; nothing when it had none.</summary>
    public async Task<IReadOnlyList<TypedCell>> TypedIn(int operatorId, StatementKind kind, int exercise, CancellationToken cancellation) => await (
        from change in context.CellChanges
        join declaration in context.Declarations on change.DeclarationId equals declaration.Id
        join campaign in context.Campaigns on declaration.CampaignId equals campaign.Id
        where declaration.OperatorId == operatorId && campaign.Kind == kind && campaign.Exercise == exercise && change.Source == CellSource.Typed
        select new TypedCell(change.AuthorId, change.At)).ToListAsync(cancellation);
}
