using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Shared;

/// <summary>A fact as it lies, with as few columns as the question needs: each column of each row has its cost.</summary>
internal sealed class ToldFact
{
    private const int Number = 1;
    private const int NotApplicable = 2;
    private const int Provisional = 4;
    private const int Revised = 8;

    /// <summary>Marks stand in the last four bits, the operator above.</summary>
    private const int Marks = 16;

    /// <summary>The question most asked, translated once: every operator, one exercise, nothing left out.</summary>
    private static readonly Prepared<Func<SoffiDbContext, List<long>, int, bool, IAsyncEnumerable<ToldFact>>> Whole = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext context, List<long> cells, int exercise, bool accepted) =>
            from fact in context.StatFacts
            join submission in context.StatSubmissions on fact.SubmissionNo equals submission.No
            where submission.Until == null && (!accepted || submission.IsAccepted) && fact.Exercise == exercise && cells.Contains(fact.CellId)
            select new ToldFact
            {
                CellId = fact.CellId,
                Value = fact.Number,
                Teller = (submission.OperatorId * Marks) + (fact.Kind == CellKind.Number ? Number : fact.Kind == CellKind.NotApplicable ? NotApplicable : 0)
                    + (submission.IsAccepted ? 0 : Provisional) + (submission.Number > 1 ? Revised : 0),
            }));

    private static readonly Expression<Func<CountedFact, ToldFact>> All = fact => new ToldFact
    {
        Exercise = fact.Exercise,
        CellId = fact.CellId,
        Type = fact.Type,
        Region = fact.Region,
        Value = fact.Number,
        Teller = (fact.OperatorId * Marks) + (fact.Kind == CellKind.Number ? Number : fact.Kind == CellKind.NotApplicable ? NotApplicable : 0)
            + (fact.IsAccepted ? 0 : Provisional) + (fact.Version > 1 ? Revised : 0),
    };

    public int Exercise { get; init; }

    public long CellId { get; init; }

    public OperatorType Type { get; init; }

    public string Region { get; init; } = "";

    /// <summary>Ten-thousandths.</summary>
    public long Value { get; init; }

    /// <summary>The operator, and what is to be known of the fact.</summary>
    public int Teller { get; init; }

    public StatStanding Standing => new(Teller / Marks, Type, Region);

    /// <param name="exercise">The only one that is read; null when each fact says its own.</param>
    public StatFact Fact(string measure, IReadOnlyList<string> members, int? exercise) => new(
        measure, exercise ?? Exercise, members, Value, One(Number), One(NotApplicable), One(Provisional), One(Revised));

    private int One(int mark) => (Teller & mark) == 0 ? 0 : 1;

    /// <summary>What every operator told of these cells in its latest version.</summary>
    /// <param name="accepted">Validated or published statements only.</param>
    public static IAsyncEnumerable<ToldFact> Of(SoffiDbContext context, List<long> cells, int exercise, bool accepted) =>
        Whole.On(context)(context, cells, exercise, accepted);

    /// <summary>Only what the question crosses is read.</summary>
    /// <param name="axes">Those that do not stand on cells, exercise and measure apart.</param>
    /// <param name="severalYears">Whether each must say its exercise.</param>
    public static Expression<Func<CountedFact, ToldFact>> Selector(IReadOnlyList<string> axes, bool severalYears)
    {
        var names = StatKey.Names(axes).Where(n => severalYears || n != nameof(Exercise)).Append(nameof(Value)).Append(nameof(Teller)).ToHashSet();
        var all = (MemberInitExpression)All.Body;
        return Expression.Lambda<Func<CountedFact, ToldFact>>(all.Update(all.NewExpression, all.Bindings.Where(b => names.Contains(b.Member.Name))), All.Parameters);
    }
}
