namespace Soffi.Domain.Statistics;

/// <summary>The lines, or the columns, that add up together: same exercise and measure. Found once for all of them.</summary>
internal sealed class StatPeers
{
    private readonly Dictionary<(int? Exercise, string? Measure), Group> _groups = [];
    private readonly List<Group> _of = [];
    private readonly int[] _places;

    public StatPeers(IReadOnlyList<StatHeader> headers)
    {
        _places = new int[headers.Count];
        foreach (var (i, header) in headers.Index())
        {
            var key = (header.Exercise, header.Measure?.Code);
            if (!_groups.TryGetValue(key, out var group))
            {
                _groups[key] = group = new Group();
            }

            _of.Add(group);
            _places[i] = -1;
            if (header.Totals == 0)
            {
                _places[i] = group.Parts.Count;
                group.Parts.Add(i);
            }
            else if (group.Whole < 0 && header.Ordinals.All(o => o <= 0))
            {
                group.Whole = i;
            }
        }
    }

    /// <summary>Those that add up with that one.</summary>
    public Group Of(int header) => _of[header];

    /// <summary>Its place among the parts; −1 for a total.</summary>
    public int PlaceOf(int header) => _places[header];

    internal sealed class Group
    {
        /// <summary>Nothing is added up in them.</summary>
        public List<int> Parts { get; } = [];

        /// <summary>Their total; −1 when it is not shown.</summary>
        public int Whole { get; set; } = -1;
    }
}

/// <summary>What each of the figures that add up is of their total, worked out once for all of them.</summary>
internal sealed class StatShare
{
    private readonly IReadOnlyList<StatCell> _parts;
    private readonly bool _isSecret;
    private readonly decimal _total;
    private readonly decimal _told;
    private readonly bool _isWhole;
    private readonly Dictionary<int, int> _ranks = [];
    private IReadOnlyList<decimal>? _shares;

    /// <param name="whole">The total where it is shown; else that of the parts.</param>
    public StatShare(IReadOnlyList<StatCell> parts, StatCell? whole)
    {
        _parts = parts;
        foreach (var (i, part) in parts.Index().Where(p => p.Item.IsValue))
        {
            _ranks[i] = _ranks.Count;
            _told += part.Exact!.Value;
        }

        _isSecret = whole is { State: StatState.Secret };
        _total = whole is { IsValue: true } ? whole.Exact!.Value : _told;
        _isWhole = _told == _total && _ranks.Count == parts.Count(p => p.State is StatState.Value or StatState.Secret);
    }

    /// <param name="index">Place of the figure among the parts; −1 for a total.</param>
    public StatCell Of(StatCell figure, int index)
    {
        if (!figure.IsValue || _isSecret)
        {
            return StatCell.Sign(figure.IsValue ? StatState.Secret : figure.State);
        }

        if (_total <= 0 || _told <= 0)
        {
            return StatCell.Sign(StatState.NotMeaningful);
        }

        var exact = figure.Exact!.Value * 100 / _total;
        if (index < 0 || !_isWhole)
        {
            return StatCalculator.Rate(exact, figure.Flags); // Where some parts are hidden, what is shown does not add up to a hundred, and must not.
        }

        _shares ??= StatCalculator.Shares([.. _parts.Where(p => p.IsValue).Select(p => p.Exact!.Value)]);
        return new StatCell(StatState.Value, exact, _shares[_ranks[index]], null, StatCalculator.RateDecimals) { Flags = figure.Flags };
    }
}
