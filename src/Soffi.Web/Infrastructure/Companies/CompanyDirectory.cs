using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Soffi.Domain.Operators;

namespace Soffi.Web.Infrastructure.Companies;

/// <summary>
/// Name and address of an establishment from its SIRET (CGU article 55): the API Recherche d’entreprises first, then Sirene for
/// what the first does not know or when it does not answer. Never an error: at worst the person types by hand.
/// </summary>
public sealed class CompanyDirectory
{
    private const int MostRemembered = 5_000;

    /// <summary>A new establishment may appear: an unknown number is asked again soon.</summary>
    private static readonly TimeSpan UnknownRemembered = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<Siret, (CompanyLookup Lookup, DateTimeOffset Until)> _remembered = new();
    private readonly CompaniesOptions _options;
    private readonly TimeProvider _clock;
    private readonly DirectoryCall _search;
    private readonly DirectoryCall _sirene;

    public CompanyDirectory(IOptions<CompaniesOptions> options, IHttpClientFactory clients, TimeProvider clock, ILogger<CompanyDirectory> logger)
    {
        _options = options.Value;
        _clock = clock;
        _search = new DirectoryCall(CompanySource.SearchApi, clients, clock, logger);
        _sirene = new DirectoryCall(CompanySource.Sirene, clients, clock, logger);
    }

    public async Task<CompanyLookup> FindAsync(Siret siret, CancellationToken cancellation = default)
    {
        if (!_options.Enabled)
        {
            return new CompanyLookup(LookupOutcome.Unreachable);
        }

        if (_remembered.TryGetValue(siret, out var known) && known.Until > _clock.GetUtcNow())
        {
            return known.Lookup;
        }

        var lookup = await AskAsync(siret, cancellation);
        Remember(siret, lookup);
        return lookup;
    }

    private async Task<CompanyLookup> AskAsync(Siret siret, CancellationToken cancellation)
    {
        var (reply, failure) = await _search.AskAsync(SearchAnswer.PathOf(siret), cancellation);
        var first = failure ?? SearchAnswer.Read(reply!, siret);
        if (first.Outcome == LookupOutcome.Found || _options.SireneKey.Length == 0)
        {
            return first;
        }

        var (second, absence) = await _sirene.AskAsync(SireneAnswer.PathOf(siret), cancellation);
        var last = absence ?? SireneAnswer.Read(second!, siret);
        // What one of them said of the number is worth more than the silence of the other.
        return last.Outcome is LookupOutcome.Busy or LookupOutcome.Unreachable && first.Outcome != LookupOutcome.Unreachable ? first : last;
    }

    private void Remember(Siret siret, CompanyLookup lookup)
    {
        var kept = lookup.Outcome switch
        {
            LookupOutcome.Found or LookupOutcome.NotDisclosed => TimeSpan.FromHours(_options.CacheHours),
            LookupOutcome.Unknown => UnknownRemembered,
            _ => TimeSpan.Zero,
        };
        if (kept == TimeSpan.Zero)
        {
            return;
        }

        var now = _clock.GetUtcNow();
        if (_remembered.Count >= MostRemembered)
        {
            foreach (var (old, _) in _remembered.OrderBy(pair => pair.Value.Until).Take(MostRemembered / 10).ToList())
            {
                _remembered.TryRemove(old, out _);
            }
        }

        _remembered[siret] = (lookup, now + kept);
    }
}
