using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Shared;

/// <summary>Whose facts are read.</summary>
/// <param name="Exercises">Those of these versions.</param>
/// <param name="Others">All the versions of these exercises but those named, instead of those named.</param>
/// <param name="Versions">Keys of the versions named.</param>
public sealed record ToldBy(IReadOnlyList<int> Exercises, bool Others, IReadOnlyList<long> Versions);

/// <summary>
/// What was told of some cells, added up or not, read with as few columns as can be and without the versions: who tells is known already
/// (<see cref="StatTellers"/>), and looking it up for each fact is what costs more as the file grows.
/// </summary>
public sealed class ToldFact
{
    /// <summary>In <see cref="Answers"/>, one cell « sans objet »; more than there are operators, and than a form has cells.</summary>
    private const long OneNotApplicable = 1 << 20;

    private static readonly Prepared<Func<SoffiDbContext, int, IReadOnlyList<long>, IReadOnlyList<long>, IAsyncEnumerable<ToldFact>>> OfThese = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext context, int exercise, IReadOnlyList<long> cells, IReadOnlyList<long> versions) =>
            from fact in context.StatFacts
            where fact.Exercise == exercise && cells.Contains(fact.CellId) && versions.Contains(fact.SubmissionNo)
            group fact by fact.CellId into told
            select new ToldFact { CellId = told.Key, Value = told.Sum(f => f.Number), Answers = told.Sum(f => f.Kind == CellKind.Number ? 1 : OneNotApplicable) }));

    private static readonly Prepared<Func<SoffiDbContext, int, IReadOnlyList<long>, IReadOnlyList<long>, IAsyncEnumerable<ToldFact>>> OfOthers = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext context, int exercise, IReadOnlyList<long> cells, IReadOnlyList<long> versions) =>
            from fact in context.StatFacts
            where fact.Exercise == exercise && cells.Contains(fact.CellId) && !versions.Contains(fact.SubmissionNo)
            group fact by fact.CellId into told
            select new ToldFact { CellId = told.Key, Value = told.Sum(f => f.Number), Answers = told.Sum(f => f.Kind == CellKind.Number ? 1 : OneNotApplicable) }));

    private static readonly Prepared<Func<SoffiDbContext, int, IReadOnlyList<long>, IReadOnlyList<long>, IAsyncEnumerable<long>>> CellsOfThese = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext context, int exercise, IReadOnlyList<long> cells, IReadOnlyList<long> versions) =>
            context.StatFacts.Where(f => f.Exercise == exercise && cells.Contains(f.CellId) && versions.Contains(f.SubmissionNo)).Select(f => f.CellId).Distinct()));

    private static readonly Prepared<Func<SoffiDbContext, IReadOnlyList<int>, IReadOnlyList<long>, bool, IReadOnlyList<long>, IAsyncEnumerable<ToldFact>>> Versions = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext context, IReadOnlyList<int> exercises, IReadOnlyList<long> cells, bool others, IReadOnlyList<long> versions) =>
            from fact in context.StatFacts
            where exercises.Contains(fact.Exercise) && cells.Contains(fact.CellId) && (others || versions.Contains(fact.SubmissionNo))
            group fact by fact.SubmissionNo into told
            select new ToldFact { Version = told.Key, Value = told.Sum(f => f.Number), Answers = told.Sum(f => f.Kind == CellKind.Number ? 1 : OneNotApplicable) }));

    private static readonly Prepared<Func<SoffiDbContext, IReadOnlyList<int>, IReadOnlyList<long>, bool, IReadOnlyList<long>, IAsyncEnumerable<ToldFact>>> Facts = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext context, IReadOnlyList<int> exercises, IReadOnlyList<long> cells, bool others, IReadOnlyList<long> versions) =>
            from fact in context.StatFacts
            where exercises.Contains(fact.Exercise) && cells.Contains(fact.CellId) && (others || versions.Contains(fact.SubmissionNo))
            select new ToldFact
            {
                CellId = fact.CellId,
                Version = fact.SubmissionNo,
                Value = fact.Number,
                Answers = fact.Kind == CellKind.Number ? 1 : OneNotApplicable,
            }));

    /// <summary>0 where several are added up.</summary>
    public long CellId { get; init; }

    /// <summary>Key of the version; 0 where several are added up.</summary>
    public long Version { get; init; }

    /// <summary>Ten-thousandths.</summary>
    public long Value { get; init; }

    public int Numbers => (int)(Answers % OneNotApplicable);

    public int NotApplicable => (int)(Answers / OneNotApplicable);

    /// <summary>How many answered with a number and, each counting for <see cref="OneNotApplicable"/>, « sans objet ».</summary>
    private long Answers { get; init; }

    /// <summary>What versions of one exercise told of each cell, added up.</summary>
    /// <param name="who">Of one exercise.</param>
    public static IAsyncEnumerable<ToldFact> ByCell(SoffiDbContext context, IReadOnlyList<long> cells, ToldBy who) =>
        (who.Others ? OfOthers : OfThese).On(context)(context, who.Exercises[0], cells, who.Versions);

    /// <summary>The cells, of those asked, that some version of one exercise told.</summary>
    /// <param name="versions">Keys of versions of that exercise.</param>
    public static IAsyncEnumerable<long> CellsToldBy(SoffiDbContext context, int exercise, IReadOnlyList<long> cells, IReadOnlyList<long> versions) =>
        CellsOfThese.On(context)(context, exercise, cells, versions);

    /// <summary>What each version told of all the cells, added up.</summary>
    /// <param name="who">Where all but some are asked, all come: whoever reads leaves those out.</param>
    public static IAsyncEnumerable<ToldFact> ByVersion(SoffiDbContext context, IReadOnlyList<long> cells, ToldBy who) =>
        Versions.On(context)(context, who.Exercises, cells, who.Others, who.Versions);

    /// <summary>What each version told of each cell.</summary>
    /// <param name="who">Where all but some are asked, all come: whoever reads leaves those out.</param>
    public static IAsyncEnumerable<ToldFact> Each(SoffiDbContext context, IReadOnlyList<long> cells, ToldBy who) =>
        Facts.On(context)(context, who.Exercises, cells, who.Others, who.Versions);
}
