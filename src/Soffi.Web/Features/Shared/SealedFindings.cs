using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Soffi.Data;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Shared;

/// <summary>
/// The findings « à justifier » of each submission, as they were sealed: read from its evidence once, since neither ever
/// changes. Reading the evidence of forty statements again was most of what a published table cost.
/// </summary>
public sealed class SealedFindings : IDisposable
{
    /// <summary>Submissions kept: those of a dozen exercises.</summary>
    private const int Most = 1_000;

    private const int AtOnce = 200;

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <summary>Those of each submission, by its identifier.</summary>
    /// <param name="submissions">Identifier and hash of the evidence.</param>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<SealedFinding>>> Of(
        SoffiDbContext database, IReadOnlyCollection<(Guid Id, string Sha256)> submissions, CancellationToken cancellation)
    {
        var found = new Dictionary<Guid, IReadOnlyList<SealedFinding>>();
        var missing = new Dictionary<Guid, string>();
        foreach (var submission in submissions)
        {
            if (_known.Get<IReadOnlyList<SealedFinding>>(submission) is { } known)
            {
                found[submission.Id] = known;
            }
            else
            {
                missing[submission.Id] = submission.Sha256;
            }
        }

        foreach (var some in missing.Keys.Chunk(AtOnce))
        {
            var ids = some.ToList();
            var evidences = await database.Submissions.Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, s.CanonicalJson }).ToListAsync(cancellation);
            foreach (var evidence in evidences)
            {
                IReadOnlyList<SealedFinding> findings =
                    [.. SealedContent.FindingsOf(evidence.CanonicalJson).Where(f => f.Severity == Severities.Word(Severity.ToExplain))];
                found[evidence.Id] = _known.Set(
                    (evidence.Id, missing[evidence.Id]), findings, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromHours(1) });
            }
        }

        return found;
    }

    public void Dispose() => _known.Dispose();
}
