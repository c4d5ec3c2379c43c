using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Infrastructure.Seed;

/// <summary>
/// The published series that come with Soffi, with their source: what was published before it, so that its tables have something to
/// be compared with. Their files are imported in the order of their names, a revision after what it revises; series that exist are left alone.
/// </summary>
public sealed class DemoSeries(SoffiDbContext context, AuditTrail trail, TimeProvider clock)
{
    private const string Prefix = "Soffi.Web.Features.Statistics.Series.";

    public async Task Seed(CancellationToken cancellation)
    {
        var known = await context.PublishedSeries.Select(s => s.Code).ToListAsync(cancellation);
        var register = new PublishedSeriesRegister(context, trail, clock);
        foreach (var (name, bytes) in Files())
        {
            var (entries, faults) = SeriesCsv.Read(bytes, _ => null);
            if (faults.Count > 0)
            {
                throw new InvalidOperationException($"{name}: {faults[0]}");
            }

            var missing = entries.Where(e => !known.Contains(e.Code)).ToList();
            if (missing.Count > 0)
            {
                await register.Write(missing, new ReceivedSeries(name, Convert.ToHexStringLower(SHA256.HashData(bytes))), null, AuditEntry.System, cancellation);
            }
        }
    }

    /// <summary>Name and bytes of each file.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Files()
    {
        var assembly = typeof(DemoSeries).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            yield return (resource[Prefix.Length..], bytes.ToArray());
        }
    }
}
