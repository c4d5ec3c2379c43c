using Microsoft.EntityFrameworkCore;
using Soffi.Data;

namespace Soffi.Web.Infrastructure.Cgu;

/// <param name="Sha256">Hash of the exact text.</param>
public sealed record CguEdition(int Id, string Number, string Sha256, DateTimeOffset EffectiveAt);

/// <summary>
/// The published terms of use, read from the database now and then, without their text. Which one is in force is told by
/// the clock at each call: a version announced beforehand takes force at its very instant, on every instance.
/// </summary>
public sealed class CguSchedule(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Time a version published by another instance, to take force at once, may wait before it is seen here.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    private Reading? _reading;

    /// <summary>The version in force now, or null when none has taken force yet (CGU article 18: one at most).</summary>
    public async ValueTask<CguEdition?> InForceAsync(CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        var reading = _reading;
        if (reading is null || now - reading.At >= Freshness || now < reading.At)
        {
            _reading = reading = new Reading(now, await ReadAsync(cancellation));
        }

        return reading.Editions.Where(e => e.EffectiveAt <= now)
            .OrderByDescending(e => e.EffectiveAt).ThenByDescending(e => e.Id).FirstOrDefault();
    }

    /// <summary>To be called after a publication.</summary>
    public void Forget() => _reading = null;

    private async Task<IReadOnlyList<CguEdition>> ReadAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SoffiDbContext>().CguVersions.AsNoTracking().Where(v => v.WithdrawnAt == null)
            .Select(v => new CguEdition(v.Id, v.Number, v.Sha256, v.EffectiveAt))
            .ToListAsync(cancellation);
    }

    private sealed record Reading(DateTimeOffset At, IReadOnlyList<CguEdition> Editions);
}
