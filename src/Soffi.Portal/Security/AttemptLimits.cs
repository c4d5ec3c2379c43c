using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Soffi.Portal.Store;

namespace Soffi.Portal.Security;

/// <summary>How many failures go unpunished under a key, and how the delay grows after them.</summary>
/// <param name="Free">Failures without delay; the next attempt after them waits.</param>
/// <param name="First">First delay; each further failure doubles it.</param>
/// <param name="Longest">The delay grows no further: nobody is shut out for ever.</param>
/// <param name="Memory">After this time without failure, all is forgotten.</param>
public sealed record AttemptRule(int Free, TimeSpan First, TimeSpan Longest, TimeSpan Memory);

/// <summary>A key under which failures are counted, with its rule.</summary>
public sealed record AttemptKey(string Name, AttemptRule Rule)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private static readonly AttemptRule Account = new(5, TimeSpan.FromMinutes(1), Longest, TimeSpan.FromDays(1));

    /// <summary>A whole ministry may come out of one address.</summary>
    private static readonly AttemptRule Network = new(30, TimeSpan.FromMinutes(1), Longest, TimeSpan.FromHours(1));

    private static readonly AttemptRule Messages = new(20, TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), TimeSpan.FromHours(1));

    /// <summary>The address typed, whether it has an account or not: the delay tells nothing.</summary>
    public static AttemptKey OfAddress(string normalizedEmail) => new($"compte {normalizedEmail}", Account);

    /// <summary>A browser in which this account has signed in before.</summary>
    public static AttemptKey OfBrowser(Guid browser) => new($"navigateur {browser}", Account);

    public static AttemptKey OfSource(string source) => new($"source {source}", Network);

    /// <summary>Messages asked for from one address of the network.</summary>
    public static AttemptKey OfMessages(string source) => new($"messages {source}", Messages);

    internal string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Name)));
}

/// <summary>
/// Counts failed attempts in the database, so that several instances count together, and says how long to wait. What is
/// attempted during a delay is not looked at and lengthens nothing.
/// </summary>
public sealed class AttemptLimits(PortalDbContext database, TimeProvider clock)
{
    private const int MostDoublings = 10;

    /// <summary>The longest delay still running under these keys; zero when there is none.</summary>
    public async Task<TimeSpan> WaitAsync(IEnumerable<AttemptKey> keys, CancellationToken cancellation)
    {
        var digests = keys.Select(key => key.Digest).ToList();
        var now = clock.GetUtcNow();
        var until = await database.Attempts.AsNoTracking().Where(a => digests.Contains(a.Key) && a.BlockedUntil > now)
            .Select(a => a.BlockedUntil).ToListAsync(cancellation);
        return until.Count == 0 ? TimeSpan.Zero : until.Max() - now;
    }

    /// <summary>Counts a failure under each key. True when one of them starts a delay.</summary>
    public async Task<bool> CountAsync(IEnumerable<AttemptKey> keys, CancellationToken cancellation)
    {
        var delayed = false;
        foreach (var key in keys)
        {
            delayed |= await CountAsync(key, cancellation);
        }

        return delayed;
    }

    /// <summary>Forgets the failures, after a success.</summary>
    public Task ForgetAsync(AttemptKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        var digest = key.Digest;
        return database.Attempts.Where(a => a.Key == digest).ExecuteDeleteAsync(cancellation);
    }

    private async Task<bool> CountAsync(AttemptKey key, CancellationToken cancellation)
    {
        var (digest, rule) = (key.Digest, key.Rule);
        var now = clock.GetUtcNow();
        var (stamp, oldest) = (now.ToUnixTimeMilliseconds(), (now - rule.Memory).ToUnixTimeMilliseconds());
        // One statement: two failures at the same instant count for two.
        var counted = await database.Database.SqlQuery<int>(
            $"""
             INSERT INTO Attempts (Key, Failures, LastAt, BlockedUntil) VALUES ({digest}, 1, {stamp}, 0)
             ON CONFLICT (Key) DO UPDATE SET Failures = CASE WHEN LastAt < {oldest} THEN 1 ELSE Failures + 1 END, LastAt = {stamp}
             RETURNING Failures AS Value
             """).ToListAsync(cancellation);
        var excess = counted[0] - rule.Free;
        if (excess < 0)
        {
            return false;
        }

        var delay = rule.First * (1 << Math.Min(excess, MostDoublings));
        var until = now + (delay < rule.Longest ? delay : rule.Longest);
        await database.Attempts.Where(a => a.Key == digest)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.BlockedUntil, until), cancellation);
        return true;
    }
}

/// <summary>
/// Lets one attempt at a time through for an account: a thousand passwords sent together meet the delay like a thousand
/// sent one after the other.
/// </summary>
public sealed class AttemptQueue : IDisposable
{
    private const int Lanes = 128;

    private readonly SemaphoreSlim[] _lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new SemaphoreSlim(1))];

    public async Task<IDisposable> EnterAsync(AttemptKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        var lane = _lanes[(uint)key.Name.GetHashCode(StringComparison.Ordinal) % Lanes];
        await lane.WaitAsync(cancellation);
        return new Turn(lane);
    }

    public void Dispose() => Array.ForEach(_lanes, lane => lane.Dispose());

    private sealed class Turn(SemaphoreSlim lane) : IDisposable
    {
        public void Dispose() => lane.Release();
    }
}
