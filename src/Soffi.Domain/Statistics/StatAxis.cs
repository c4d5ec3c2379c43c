namespace Soffi.Domain.Statistics;

/// <summary>A dimension of a question, as it is shown: its members in order, groupings in the place of what they group.</summary>
public sealed class StatAxis
{
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);

    /// <param name="dimension">With all its members.</param>
    /// <param name="kept">Members or groupings kept; empty: all of them.</param>
    /// <param name="grouped">Groupings shown in the place of their members.</param>
    public StatAxis(StatDimension dimension, IReadOnlyList<string> kept, IReadOnlyList<StatGrouping> grouped)
    {
        Dimension = dimension;
        var wanted = kept.SelectMany(Expand).ToHashSet(StringComparer.Ordinal);
        var shown = new List<(StatMember Member, IReadOnlyList<string> Codes)>();
        foreach (var member in dimension.Members.Where(m => wanted.Count == 0 || wanted.Contains(m.Code)))
        {
            var group = grouped.FirstOrDefault(g => g.Members.Contains(member.Code));
            if (group is null)
            {
                shown.Add((member, [member.Code]));
            }
            else if (shown.TrueForAll(s => s.Member.Code != group.Code))
            {
                shown.Add((new StatMember(group.Code, group.Label), [.. group.Members.Where(c => wanted.Count == 0 || wanted.Contains(c))]));
            }
        }

        Members = [.. shown.Select(s => s.Member)];
        Codes = [.. shown.Select(s => s.Codes)];
        for (var i = 0; i < shown.Count; i++)
        {
            foreach (var code in shown[i].Codes)
            {
                _ordinals.TryAdd(code, i + 1);
            }
        }

        IEnumerable<string> Expand(string code) =>
            dimension.Groupings.Concat(grouped).FirstOrDefault(g => g.Code == code)?.Members ?? [code];
    }

    public StatDimension Dimension { get; }

    public IReadOnlyList<StatMember> Members { get; }

    /// <summary>The codes that each member shown stands for.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Codes { get; }

    /// <summary>From 1; 0 when the code is not shown.</summary>
    public int OrdinalOf(string code) => _ordinals.GetValueOrDefault(code);
}
