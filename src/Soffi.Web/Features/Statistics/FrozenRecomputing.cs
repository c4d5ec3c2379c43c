using Microsoft.Extensions.Options;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Statistics;

/// <summary>Asks the question of a frozen result again, with the rights it was frozen with, and tells what changed.</summary>
public sealed class FrozenRecomputing(StatQuestions questions, FrozenQueries frozen, IOptions<DemonstrationOptions> demonstration)
{
    /// <summary>Under so many operators, a difference between two aggregates tells what one of them declared.</summary>
    private const int LeastOperators = 3;

    public async Task<FrozenAgain> Ask(FrozenResult kept, CancellationToken cancellation)
    {
        var outcome = await questions.Answer(kept.TableId, kept.Question, kept.Reader, cancellation);
        if (outcome.Result is not { } result)
        {
            return new FrozenAgain(outcome.Status == StatusCodes.Status404NotFound ? FrozenState.TableGone : FrozenState.Refused, null, "", outcome.Refusals);
        }

        var hash = StatCanonical.Sha256(result);
        return new FrozenAgain(
            hash == kept.Sha256 ? FrozenState.Current : FrozenState.Differs, FrozenTables.Of(result, demonstration.Value.Enabled), hash, []);
    }

    /// <param name="page">From 1; the last one when there are fewer.</param>
    public async Task<FrozenComparisonViewModel> Compare(FrozenResult kept, int page, CancellationToken cancellation)
    {
        var again = await Ask(kept, cancellation);
        var events = await frozen.Since(kept.FrozenAt, StatQuestions.Read(kept.Question).Query, kept.Reader, cancellation);
        var comparison = again.Table is { } now ? FrozenComparison.Of(FrozenTables.Read(kept.Content), now) : null;
        var changed = events.Select(e => e.OperatorCode).Concat((comparison?.Coverage ?? []).SelectMany(c => c.Submitted.Concat(c.Gone))).Distinct().Count();
        var view = new FrozenComparisonViewModel(
            FrozenFacts.Of(kept), again, comparison, events, kept.Scope == StatScope.AggregatesOnly && changed < LeastOperators, page);
        return view with { Page = Math.Min(page, view.Pages) };
    }
}
