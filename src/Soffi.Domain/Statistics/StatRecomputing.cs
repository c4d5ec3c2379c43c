namespace Soffi.Domain.Statistics;

/// <summary>
/// What somebody who knows the relations of the forms and every cell shown can work out of those hidden: the linear system of the
/// relations, solved. A figure of one or two operators is worked out when some combination of the relations leaves, of what is hidden,
/// only cells that these operators alone told, and something shown to equal them to.
/// </summary>
public sealed class StatRecomputing
{
    /// <summary>Coefficients of forms have six decimals at most.</summary>
    private const decimal Scale = 1_000_000;

    /// <summary>Cells in the order in which they are eliminated: hidden ones that many told, hidden ones that few told, shown ones.</summary>
    private readonly List<int> _cells;
    private readonly int _firstFew;
    private readonly int _firstShown;

    /// <summary>Relations of shown cells alone, by the first of each; then those that few hidden cells stand in.</summary>
    private readonly Dictionary<int, SparseRow> _ofShown;
    private readonly List<SparseRow> _ofFew = [];

    /// <summary>What is the same whoever asks is worked out here, once.</summary>
    /// <param name="relations">Those of cells that hang together: the number of each cell, and its coefficient.</param>
    /// <param name="rank">0 for a cell hidden that many told, 1 for one hidden that few told, 2 for one shown; null for one known to be zero, which says nothing.</param>
    public StatRecomputing(IReadOnlyList<IReadOnlyList<(int Cell, decimal Coefficient)>> relations, Func<int, int?> rank)
    {
        var ranked = relations.SelectMany(r => r).Select(t => t.Cell).Distinct().Select(c => (Cell: c, Rank: rank(c))).Where(c => c.Rank is not null)
            .OrderBy(c => c.Rank).ToList();
        _cells = [.. ranked.Select(c => c.Cell)];
        _firstFew = ranked.Count(c => c.Rank == 0);
        _firstShown = ranked.Count(c => c.Rank < 2);
        var places = _cells.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i);
        var pivots = new Dictionary<int, SparseRow>();
        foreach (var relation in relations)
        {
            var row = new SparseRow(relation.Where(t => places.ContainsKey(t.Cell)).Select(t => (places[t.Cell], (long)(t.Coefficient * Scale))));
            Eliminate(row, pivots, before: _firstFew);
            if (!row.IsEmpty && row.First >= _firstFew && row.First < _firstShown)
            {
                _ofFew.Add(row);
            }
            else
            {
                Add(row, pivots);
            }
        }

        _ofShown = pivots.Where(p => p.Key >= _firstShown).ToDictionary();
    }

    /// <summary>Cells shown from which something hidden of these operators can be worked out: one list per way found; empty when nothing can.</summary>
    /// <param name="theirs">Whether they alone told that hidden cell that few told.</param>
    public IReadOnlyList<IReadOnlyList<int>> Ways(Func<int, bool> theirs)
    {
        // Those of others go first: what they stand in says nothing of these operators alone.
        var isTheirs = Enumerable.Range(_firstFew, _firstShown - _firstFew).Select(i => theirs(_cells[i])).ToArray();
        var (order, next) = (new int[isTheirs.Length], _firstFew);
        foreach (var turn in new[] { false, true })
        {
            for (var i = 0; i < order.Length; i++)
            {
                order[i] = isTheirs[i] == turn ? next++ : order[i];
            }
        }

        var firstOfTheirs = _firstShown - isTheirs.Count(t => t);
        if (firstOfTheirs == _firstShown)
        {
            return [];
        }

        var pivots = new Dictionary<int, SparseRow>(_ofShown);
        foreach (var row in _ofFew)
        {
            Add(row.Moved(c => c < _firstShown ? order[c - _firstFew] : c), pivots);
        }

        var worked = pivots.Where(p => p.Key >= firstOfTheirs && p.Key < _firstShown).Select(p => p.Value).ToList();
        worked.ForEach(r => Reduce(r, pivots));
        return [.. worked.Where(r => r.Last >= _firstShown).Select(r => r.Columns.Where(k => k >= _firstShown).Select(k => _cells[k]).ToList())];
    }

    /// <summary>Keeps that row by its first cell, which no other begins with; drops it when others say all that it says.</summary>
    private static void Add(SparseRow row, Dictionary<int, SparseRow> pivots)
    {
        Eliminate(row, pivots, int.MaxValue);
        if (!row.IsEmpty)
        {
            row.Normalize();
            pivots.Add(row.First, row);
        }
    }

    /// <summary>Takes from that row what others begin with, while it begins before that cell.</summary>
    private static void Eliminate(SparseRow row, Dictionary<int, SparseRow> pivots, int before)
    {
        while (!row.IsEmpty && row.First < before && pivots.TryGetValue(row.First, out var known))
        {
            row.Subtract(known, row.At(0));
        }
    }

    /// <summary>Leaves in that row no cell that another begins with. Only rows that are read are worth it: there are few.</summary>
    private static void Reduce(SparseRow row, Dictionary<int, SparseRow> pivots)
    {
        // What is taken away only brings cells further on.
        for (var i = 1; i < row.Columns.Count;)
        {
            if (pivots.TryGetValue(row.Columns[i], out var known))
            {
                row.Subtract(known, row.At(i));
            }
            else
            {
                i++;
            }
        }
    }
}
