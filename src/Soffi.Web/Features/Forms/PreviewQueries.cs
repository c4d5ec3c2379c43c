using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Operators;

namespace Soffi.Web.Features.Forms;

/// <summary>A body as which a form may be seen.</summary>
public sealed record PreviewOperator(int Id, string Code, string Name, string? RegionCode);

/// <summary>Reads who may fill a form in.</summary>
public sealed class PreviewQueries(SoffiDbContext database)
{
    /// <summary>The bodies of that type, by name.</summary>
    public async Task<IReadOnlyList<PreviewOperator>> Operators(OperatorType type, CancellationToken cancellation) =>
        await database.Operators.AsNoTracking().Where(o => o.Type == type).OrderBy(o => o.Name)
            .Select(o => new PreviewOperator(o.Id, o.Code, o.Name, o.RegionCode)).ToListAsync(cancellation);
}
