using System.Linq.Expressions;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Shared;

/// <summary>One fact with what it is counted under.</summary>
internal sealed class CountedFact
{
    public int Exercise { get; init; }

    public long CellId { get; init; }

    public CellKind Kind { get; init; }

    public long Number { get; init; }

    public Guid SubmissionId { get; init; }

    public int OperatorId { get; init; }

    public OperatorType Type { get; init; }

    public string Region { get; init; } = "";

    public bool IsAccepted { get; init; }

    public int Version { get; init; }
}

/// <summary>What facts are grouped by: only what a question crosses is set, so that SQL groups by these only.</summary>
internal sealed class StatKey
{
    public int Exercise { get; init; }

    public long CellId { get; init; }

    public int OperatorId { get; init; }

    public OperatorType Type { get; init; }

    public string Region { get; init; } = "";

    public StatStanding Standing => new(OperatorId, Type, Region);

    /// <summary>The exercise, the cell and, of a question, the dimensions of its statements.</summary>
    /// <param name="axes">Those that do not stand on cells, exercise and measure apart.</param>
    public static Expression<Func<CountedFact, StatKey>> Selector(IReadOnlyList<string> axes)
    {
        var fact = Expression.Parameter(typeof(CountedFact), "fact");
        return Expression.Lambda<Func<CountedFact, StatKey>>(
            Expression.MemberInit(
                Expression.New(typeof(StatKey)),
                Names(axes).Select(n => Expression.Bind(typeof(StatKey).GetProperty(n)!, Expression.Property(fact, n)))),
            fact);
    }

    /// <summary>The properties that these dimensions ask for.</summary>
    public static IEnumerable<string> Names(IReadOnlyList<string> axes) => axes
        .Select(a => a switch { StatDimensions.Operator => nameof(OperatorId), StatDimensions.Type => nameof(Type), _ => nameof(Region) })
        .Prepend(nameof(CellId)).Prepend(nameof(Exercise)).Distinct();
}

/// <summary>What SQL adds up for one key.</summary>
internal sealed class StatSum
{
    public required StatKey Key { get; init; }

    public long Sum { get; init; }

    public int Numbers { get; init; }

    public int NotApplicable { get; init; }

    public int Provisional { get; init; }

    public int Revised { get; init; }

    public StatFact Fact(string measure, IReadOnlyList<string> members) => new(measure, Key.Exercise, members, Sum, Numbers, NotApplicable, Provisional, Revised);
}
