namespace Soffi.Domain.Statistics;

/// <summary>
/// What somebody who knows the relations of the forms and every cell shown can work out of those hidden: the linear system of the
/// relations, solved. A figure of one or two operators is worked out when some combination of the relations leaves, of what is hidden,
/// only cells that these operators alone told, and something shown to equal them to.
/// </summary>
public static class StatRecomputing
{
    /// <summary>Coefficients are counted modulo a prime: exact, and no fraction grows.</summary>
    private const long Prime = 2_147_483_647;

    /// <summary>Coefficients of forms have six decimals at most.</summary>
    private const decimal Scale = 1_000_000;

    /// <summary>Cells shown from which something hidden of these operators can be worked out: one list per way found; empty when nothing can.</summary>
    /// <param name="relations">Those of cells that hang together.</param>
    /// <param name="rank">
    /// 0 for a cell hidden that others told too, 1 for one hidden that these operators alone told, 2 for one shown; null for a cell known
    /// to be zero, which says nothing.
    /// </param>
    public static IReadOnlyList<IReadOnlyList<StatPlace>> Ways(IReadOnlyList<StatRelation> relations, Func<StatPlace, int?> rank)
    {
        var columns = relations.SelectMany(r => r.Terms).Select(t => t.Cell).Distinct().Select(c => (Cell: c, Rank: rank(c))).Where(c => c.Rank is not null)
            .OrderBy(c => c.Rank).ToList();
        var places = columns.Select((c, i) => (c.Cell, i)).ToDictionary(p => p.Cell, p => p.i);
        var rows = relations.Select(r => Row(r, places)).Where(r => r.Count > 0).ToList();
        Reduce(rows);
        return [.. rows.Where(r => columns[r.Keys[0]].Rank == 1 && columns[r.Keys[^1]].Rank == 2)
            .Select(r => r.Keys.Where(k => columns[k].Rank == 2).Select(k => columns[k].Cell).ToList())];
    }

    private static SortedList<int, long> Row(StatRelation relation, Dictionary<StatPlace, int> places)
    {
        var row = new SortedList<int, long>();
        foreach (var (cell, coefficient) in relation.Terms)
        {
            if (places.TryGetValue(cell, out var place))
            {
                Put(row, place, (row.GetValueOrDefault(place) + Modulo((long)(coefficient * Scale))) % Prime);
            }
        }

        return row;
    }

    /// <summary>Reduced echelon form: the first cell of each row stands in no other.</summary>
    private static void Reduce(List<SortedList<int, long>> rows)
    {
        var pivots = new SortedList<int, SortedList<int, long>>();
        foreach (var row in rows)
        {
            while (row.Count > 0 && pivots.TryGetValue(row.Keys[0], out var known))
            {
                Subtract(row, known, row.Values[0]);
            }

            if (row.Count > 0)
            {
                Divide(row, row.Values[0]);
                pivots.Add(row.Keys[0], row);
            }
        }

        for (var i = pivots.Count - 1; i >= 0; i--)
        {
            foreach (var (_, row) in pivots.Where(p => p.Key < pivots.Keys[i] && p.Value.ContainsKey(pivots.Keys[i])).ToList())
            {
                Subtract(row, pivots.Values[i], row[pivots.Keys[i]]);
            }
        }

        rows.RemoveAll(r => r.Count == 0);
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
