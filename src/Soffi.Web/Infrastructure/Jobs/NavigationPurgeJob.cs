using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;

namespace Soffi.Web.Infrastructure.Jobs;

/// <summary>
/// Purges the navigation traces a year old (CGU article 85). Acceptances, statements and the journal of actions are
/// evidence: they are elsewhere and are not concerned (articles 82 and 83).
/// </summary>
public sealed class NavigationPurgeJob(SoffiDbContext database, NavigationTrail navigation, TimeProvider clock) : IScheduledJob
{
    public static string Name => "purge de la navigation";

    public async Task<string?> Run(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();

        // A clock that has been set back, or that jumps a year ahead, must not decide of a purge: what was sealed last tells.
        var latest = await database.NavigationSegments.OrderByDescending(s => s.Id).Select(s => (DateTimeOffset?)s.SealedAt).FirstOrDefaultAsync(cancellation);
        if (latest > now)
        {
            return "Rien n’est purgé\u00a0: l’horloge de la machine retarde sur le dernier scellé.";
        }

        await navigation.Seal(cancellation);
        var purge = await navigation.Purge(now.AddYears(-1), cancellation);
        return purge.Segments == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{purge.Traces} trace(s) de navigation de plus d’un an supprimée(s)");
    }
}
