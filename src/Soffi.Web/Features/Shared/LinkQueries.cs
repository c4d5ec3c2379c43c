using Microsoft.EntityFrameworkCore;
using Soffi.Data;

namespace Soffi.Web.Features.Shared;

/// <summary>A site outside the service.</summary>
public sealed record LinkLine(int Id, string Title, string Url, string Description, string AddedBy, DateTimeOffset AddedAt)
{
    public string Host => new Uri(Url).Host;
}

/// <summary>Reads the sites that the ministry recommends (CGU articles 41 and 43).</summary>
public sealed class LinkQueries(SoffiDbContext database)
{
    public async Task<IReadOnlyList<LinkLine>> All(CancellationToken cancellation) => await database.ExternalLinks.AsNoTracking()
        .OrderBy(l => l.Title).Select(l => new LinkLine(l.Id, l.Title, l.Url, l.Description, l.AddedBy, l.AddedAt)).ToListAsync(cancellation);
}
