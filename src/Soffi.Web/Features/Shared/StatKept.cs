using Microsoft.Extensions.Caching.Memory;

namespace Soffi.Web.Features.Shared;

/// <summary>
/// Answers of statistics kept in memory, each with the stamp (<see cref="Data.Rows.ChangeStamp"/>) that the database gave before
/// it was computed: it is used again only while the database, asked at that very request, still gives that stamp.
/// </summary>
public sealed class StatKept : IDisposable
{
    /// <summary>Crossings kept in all; one takes about 150 bytes.</summary>
    private const int MostCells = 1_000_000;

    private static readonly TimeSpan Unused = TimeSpan.FromHours(2);

    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = MostCells });

    /// <summary>The answer kept under that key at that stamp; else computed, and kept.</summary>
    /// <param name="key">All that the answer depends on besides the database; the types of the answers of one key are the same.</param>
    /// <param name="isValid">Whether one that was kept may still be used, for another reason than the database; null when always.</param>
    /// <param name="cells">How many crossings it has.</param>
    public async Task<T> Of<T>(string key, Guid stamp, Func<Task<T>> compute, Func<T, int> cells, Func<T, bool>? isValid = null)
        where T : notnull
    {
        if (_answers.Get<Kept<T>>(key) is { } kept && kept.Stamp == stamp && isValid?.Invoke(kept.Answer) != false)
        {
            return kept.Answer;
        }

        var answer = await compute();
        _answers.Set(key, new Kept<T>(stamp, answer), new MemoryCacheEntryOptions { Size = 10 + cells(answer), SlidingExpiration = Unused });
        return answer;
    }

    public void Dispose() => _answers.Dispose();

    private sealed record Kept<T>(Guid Stamp, T Answer);
}
