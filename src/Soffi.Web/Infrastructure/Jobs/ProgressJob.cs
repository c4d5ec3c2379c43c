using System.Globalization;
using Soffi.Web.Infrastructure.FollowUp;

namespace Soffi.Web.Infrastructure.Jobs;

/// <summary>
/// Keeps what is left in the statements being filled, so that the follow-up never computes them all on a page: the full check of
/// each depends on the day, and is made again once the day changes in Paris. Only those that changed since are computed.
/// </summary>
public sealed class ProgressJob(FollowedQueries queries, ProgressBook progress) : IScheduledJob
{
    public static string Name => "avancement";

    public async Task<string?> Run(CancellationToken cancellation)
    {
        var campaigns = await queries.Campaigns(cancellation);
        var statements = await queries.Statements([.. campaigns.Select(c => c.Id)], cancellation);
        var computed = await progress.Renew(statements, cancellation);
        return computed == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{computed} avancement(s) recalculé(s)");
    }
}
