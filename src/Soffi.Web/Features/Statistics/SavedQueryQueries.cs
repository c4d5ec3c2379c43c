using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Statistics;

/// <summary>Reads the saved queries.</summary>
public sealed class SavedQueryQueries(SoffiDbContext database)
{
    public const int PageSize = 50;

    /// <summary>Those of that person and those shared, by name.</summary>
    /// <param name="page">From 1.</param>
    public async Task<SavedQueryPage> List(Guid me, int page, CancellationToken cancellation)
    {
        var readable = database.SavedQueries.AsNoTracking().Where(q => q.OwnerId == me || q.Sharing != QuerySharing.Private);
        var total = await readable.CountAsync(cancellation);
        var lines = await readable.OrderBy(q => q.Name).ThenBy(q => q.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(q => new SavedQueryLine(q.Id, q.Name, q.Note, q.Sharing, q.OwnerId, q.OwnerName, q.UpdatedAt, q.UpdatedBy)).ToListAsync(cancellation);
        return new SavedQueryPage(lines, total);
    }

    /// <summary>Whoever may read it: that is for the caller to ask.</summary>
    public Task<SavedQuery?> Find(int id, CancellationToken cancellation) =>
        database.SavedQueries.AsNoTracking().SingleOrDefaultAsync(q => q.Id == id, cancellation);
}
