using System.Linq.Expressions;
using Soffi.Data.Rows;
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

    public string Member1 { get; init; } = "";

    public string Member2 { get; init; } = "";

    public string Member3 { get; init; } = "";

    public string Member4 { get; init; } = "";
}

/// <summary>What facts are grouped by: only the members that a question crosses are set, so that SQL groups by these only.</summary>
internal sealed class StatKey
{
    /// <summary>Dimensions of cells that one question may cross.</summary>
    public const int MaxCellAxes = 4;

    public int Exercise { get; init; }

    public long CellId { get; init; }

    public int OperatorId { get; init; }

    public OperatorType Type { get; init; }

    public string Region { get; init; } = "";

    public string Member1 { get; init; } = "";

    public string Member2 { get; init; } = "";

    public string Member3 { get; init; } = "";

    public string Member4 { get; init; } = "";

    public string Member(int place) => place switch { 0 => Member1, 1 => Member2, 2 => Member3, _ => Member4 };

    /// <summary>The key of a question.</summary>
    /// <param name="axes">Its dimensions, exercise and measure apart.</param>
    /// <param name="cellAxes">Those that stand on cells, in the order in which they were joined.</param>
    /// <param name="byCell">Whether each cell is wanted apart.</param>
    public static Expression<Func<CountedFact, StatKey>> Selector(IReadOnlyList<string> axes, IReadOnlyList<string> cellAxes, bool byCell)
    {
        List<string> names = [nameof(Exercise)];
        if (byCell)
        {
            names.Add(nameof(CellId));
        }

        foreach (var axis in axes.Where(a => !cellAxes.Contains(a)))
        {
            names.Add(axis switch { StatDimensions.Operator => nameof(OperatorId), StatDimensions.Type => nameof(Type), _ => nameof(Region) });
        }

        names.AddRange(cellAxes.Select((_, i) => MemberName(i)));
        var fact = Expression.Parameter(typeof(CountedFact), "fact");
        return Expression.Lambda<Func<CountedFact, StatKey>>(
            Expression.MemberInit(
                Expression.New(typeof(StatKey)),
                names.Distinct().Select(n => Expression.Bind(typeof(StatKey).GetProperty(n)!, Expression.Property(fact, n)))),
            fact);
    }

    /// <summary>Joins the member of each cell on a dimension, as <c>Member1</c> for the first dimension, and so on.</summary>
    /// <param name="axes">The axes of the forms that give that dimension; a cell stands on one of them at most.</param>
    public static IQueryable<CountedFact> Join(IQueryable<CountedFact> counted, IQueryable<StatCellMember> members, IReadOnlyList<string> axes, int place)
    {
        var names = axes.ToList();
        var kept = members.Where(m => names.Contains(m.Axis));
        var (fact, member) = (Expression.Parameter(typeof(CountedFact), "fact"), Expression.Parameter(typeof(StatCellMember), "member"));
        var result = Expression.Lambda<Func<CountedFact, StatCellMember, CountedFact>>(
            Expression.MemberInit(
                Expression.New(typeof(CountedFact)),
                typeof(CountedFact).GetProperties().Where(p => !p.Name.StartsWith(nameof(Member), StringComparison.Ordinal) || PlaceOf(p.Name) < place)
                    .Select(p => Expression.Bind(p, Expression.Property(fact, p)))
                    .Append(Expression.Bind(typeof(CountedFact).GetProperty(MemberName(place))!, Expression.Property(member, nameof(StatCellMember.Member))))),
            fact, member);
        return counted.Join(kept, f => f.CellId, m => m.CellId, result);
    }

    private static string MemberName(int place) => place switch { 0 => nameof(Member1), 1 => nameof(Member2), 2 => nameof(Member3), _ => nameof(Member4) };

    private static int PlaceOf(string name) => name[^1] - '1';
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
