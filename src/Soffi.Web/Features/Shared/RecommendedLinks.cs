using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Web.Infrastructure.Errors;

namespace Soffi.Web.Features.Shared;

/// <summary>A site outside the service.</summary>
public sealed record LinkLine(int Id, string Title, string Url, string Description, string AddedBy, DateTimeOffset AddedAt)
{
    public string Host => new Uri(Url).Host;
}

/// <summary>Reads the sites that the ministry recommends (CGU articles 41 and 43).</summary>
public sealed class RecommendedLinks(IServiceScopeFactory scopes)
{
    /// <summary>By title; null when the database is out of reach: the public page stands all the same.</summary>
    public async Task<IReadOnlyList<LinkLine>?> All(CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return scope.ServiceProvider.GetService<SoffiDbContext>() is not { } database ? null : await database.ExternalLinks.AsNoTracking()
                .OrderBy(l => l.Title).Select(l => new LinkLine(l.Id, l.Title, l.Url, l.Description, l.AddedBy, l.AddedAt)).ToListAsync(cancellation);
        }
        catch (Exception e) when (Unavailable.Is(e))
        {
            return null;
        }
    }
}
