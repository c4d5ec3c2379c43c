using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Shared;

/// <summary>What a statement is counted under; what the question does not cross is left as it is.</summary>
internal readonly record struct StatStanding(int OperatorId, OperatorType Type, string Region);

/// <summary>Where sums stand on the dimensions that a question crosses, worked out once for all those that stand at one place.</summary>
/// <param name="axes">The dimensions.</param>
/// <param name="cellAxes">Those that stand on cells; the others stand on statements.</param>
internal sealed class StatPlaces(IReadOnlyList<string> axes, IReadOnlyList<string> cellAxes, IReadOnlyList<StatOperator> operators)
{
    private readonly Dictionary<int, string> _operators = operators.ToDictionary(o => o.Id, o => o.Code);
    private readonly Dictionary<(StatStanding Standing, long CellId), string[]?> _known = [];

    public IReadOnlyList<string> CellAxes => cellAxes;

    public IReadOnlyList<string> StatementAxes { get; } = [.. axes.Except(cellAxes)];

    /// <summary>What tells the place of a version from that of another; the rest is left out.</summary>
    public StatStanding StandingOf(StatVersion version) => new(
        StatementAxes.Contains(StatDimensions.Operator) ? version.OperatorId : 0,
        StatementAxes.Contains(StatDimensions.Type) ? version.Type : default,
        StatementAxes.Contains(StatDimensions.Region) ? version.Region : "");

    /// <returns>Its member on each dimension, the same array for the same place; null when its cell stands on none of one of them.</returns>
    public IReadOnlyList<string>? Of(StatStanding standing, StatCellInfo cell)
    {
        var place = (standing, cellAxes.Count == 0 ? 0 : cell.Id);
        return _known.TryGetValue(place, out var known) ? known : _known[place] = Members(standing, cell);
    }

    private string[]? Members(StatStanding standing, StatCellInfo cell)
    {
        var members = new string[axes.Count];
        for (var i = 0; i < members.Length; i++)
        {
            var member = cellAxes.Contains(axes[i]) ? cell.Members.GetValueOrDefault(axes[i]) : axes[i] switch
            {
                StatDimensions.Operator => _operators.GetValueOrDefault(standing.OperatorId, ""),
                StatDimensions.Type => StatText.Family(standing.Type),
                _ => standing.Region,
            };
            if (member is null)
            {
                return null;
            }

            members[i] = member;
        }

        return members;
    }
}
