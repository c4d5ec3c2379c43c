namespace Soffi.Domain.Statistics;

/// <summary>
/// What somebody who knows the relations of the forms and every cell shown can work out of those hidden: the linear system of the
/// relations, solved. A figure of one or two operators is worked out when some combination of the relations leaves, of what is hidden,
/// only cells that these operators alone told, and something shown to equal them to.
/// </summary>
public sealed class StatRecomputing
{
    /// <summary>Coefficients are counted modulo a prime: exact, and no fraction grows.</summary>
    private const long Prime = 2_147_483_647;

    /// <summary>Coefficients of forms have six decimals at most.</summary>
    private const decimal Scale = 1_000_000;

    /// <summary>Cells in the order in which they are eliminated: hidden ones that many told, hidden ones that few told, shown ones.</summary>
    private readonly List<int> _cells;
    private readonly int _firstFew;
    private readonly int _firstShown;

    /// <summary>Relations of shown cells alone, by the first of each; then those that few hidden cells stand in.</summary>
    private readonly Dictionary<int, SortedList<int, long>> _ofShown;
    private readonly List<SortedList<int, long>> _ofFew;

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
        var pivots = new Dictionary<int, SortedList<int, long>>();
        var ofFew = new List<SortedList<int, long>>();
        foreach (var row in relations.Select(r => Row(r, places)))
        {
            Eliminate(row, pivots, before: _firstFew);
            if (row.Count > 0 && row.Keys[0] >= _firstFew && row.Keys[0] < _firstShown)
            {
                ofFew.Add(row);
                continue;
            }

            Add(row, pivots);
        }

        _ofFew = ofFew;
        _ofShown = pivots.Where(p => p.Key >= _firstShown).ToDictionary();
    }

    /// <summary>Cells shown from which something hidden of these operators can be worked out: one list per way found; empty when nothing can.</summary>
    /// <param name="theirs">Whether they alone told that hidden cell that few told.</param>
    public IReadOnlyList<IReadOnlyList<int>> Ways(Func<int, bool> theirs)
    {
        // Those of others go first: what they stand in says nothing of these operators alone.
        var order = new int[_firstShown];
        var next = _firstFew;
        foreach (var i in Enumerable.Range(_firstFew, _firstShown - _firstFew).OrderBy(i => theirs(_cells[i])))
        {
            order[i] = next++;
        }

        var firstOfTheirs = _firstFew + Enumerable.Range(_firstFew, _firstShown - _firstFew).Count(i => !theirs(_cells[i]));
        var pivots = new Dictionary<int, SortedList<int, long>>(_ofShown);
        foreach (var row in _ofFew)
        {
            Add(new SortedList<int, long>(row.ToDictionary(c => c.Key < _firstShown ? order[c.Key] : c.Key, c => c.Value)), pivots);
        }

        var worked = pivots.Where(p => p.Key >= firstOfTheirs && p.Key < _firstShown).Select(p => p.Value).ToList();
        worked.ForEach(r => Reduce(r, pivots));
        return [.. worked.Where(r => r.Keys[^1] >= _firstShown).Select(r => r.Keys.Where(k => k >= _firstShown).Select(k => _cells[k]).ToList())];
    }

    private static SortedList<int, long> Row(IReadOnlyList<(int Cell, decimal Coefficient)> relation, Dictionary<int, int> places)
    {
        var row = new SortedList<int, long>();
        foreach (var (cell, coefficient) in relation)
        {
            if (places.TryGetValue(cell, out var place))
            {
                Put(row, place, (row.GetValueOrDefault(place) + Modulo((long)(coefficient * Scale))) % Prime);
            }
        }

        return row;
    }

    /// <summary>Keeps that row by its first cell, which no other begins with; drops it when others say all that it says.</summary>
    private static void Add(SortedList<int, long> row, Dictionary<int, SortedList<int, long>> pivots)
    {
        Eliminate(row, pivots, int.MaxValue);
        if (row.Count > 0)
        {
            Divide(row, row.Values[0]);
            pivots.Add(row.Keys[0], row);
        }
    }

    /// <summary>Takes from that row what others begin with, while it begins before that cell.</summary>
    private static void Eliminate(SortedList<int, long> row, Dictionary<int, SortedList<int, long>> pivots, int before)
    {
        while (row.Count > 0 && row.Keys[0] < before && pivots.TryGetValue(row.Keys[0], out var known))
        {
            Subtract(row, known, row.Values[0]);
        }
    }

    /// <summary>Leaves in that row no cell that another begins with. Only rows that are read are worth it: there are few.</summary>
    private static void Reduce(SortedList<int, long> row, Dictionary<int, SortedList<int, long>> pivots)
    {
        // What is taken away only brings cells further on.
        for (var i = 1; i < row.Count;)
        {
            if (pivots.TryGetValue(row.Keys[i], out var known))
            {
                Subtract(row, known, row.Values[i]);
            }
            else
            {
                i++;
            }
        }
    }

    private static void Subtract(SortedList<int, long> row, SortedList<int, long> other, long times)
    {
        foreach (var (column, value) in other)
        {
            Put(row, column, Modulo(row.GetValueOrDefault(column) - (value * times % Prime)));
        }
    }

    private static void Divide(SortedList<int, long> row, long by)
    {
        var inverse = Inverse(by);
        foreach (var column in row.Keys.ToList())
        {
            row[column] = row[column] * inverse % Prime;
        }
    }

    private static void Put(SortedList<int, long> row, int column, long value)
    {
        if (value == 0)
        {
            row.Remove(column);
        }
        else
        {
            row[column] = value;
        }
    }

    private static long Modulo(long value) => ((value % Prime) + Prime) % Prime;

    private static long Inverse(long value)
    {
        var (result, power) = (1L, value % Prime);
        for (var exponent = Prime - 2; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) == 1)
            {
                result = result * power % Prime;
            }

            power = power * power % Prime;
        }

        return result;
    }
}
