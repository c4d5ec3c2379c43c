using Soffi.Domain.Forms;

namespace Soffi.Domain.Statistics;

/// <summary>
/// What somebody who knows the sums of a form and every cell shown can work out of those hidden: the linear system of the
/// relations, solved. It serves to hide more, and to test that enough is hidden.
/// </summary>
public static class StatRecomputing
{
    /// <summary>Coefficients are counted modulo a prime: exact, and no fraction grows.</summary>
    private const long Prime = 2_147_483_647;

    /// <summary>The hidden cells that the relations give back, one and only one value being possible.</summary>
    public static IReadOnlyList<CellCode> Determined(IReadOnlyList<StatRelation> relations, IReadOnlySet<CellCode> hidden)
    {
        var met = relations.Where(r => r.Cells.Any(hidden.Contains)).ToList();
        var unknowns = met.SelectMany(r => r.Cells).Where(hidden.Contains).Distinct().ToList();
        var places = unknowns.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i);
        var rows = met.Select(r => Row(r, places)).ToList();
        Reduce(rows, unknowns.Count);
        return [.. rows.Select(r => Array.FindAll([.. Enumerable.Range(0, r.Length)], i => r[i] != 0)).Where(p => p.Length == 1).Select(p => unknowns[p[0]]).Distinct()];
    }

    private static long[] Row(StatRelation relation, Dictionary<CellCode, int> places)
    {
        var row = new long[places.Count];
        Put(relation.Total, -1);
        foreach (var (code, sign) in relation.Parts)
        {
            Put(code, sign);
        }

        return row;

        void Put(CellCode code, int sign)
        {
            if (places.TryGetValue(code, out var place))
            {
                row[place] = (row[place] + sign + Prime) % Prime;
            }
        }
    }

    /// <summary>Reduced echelon form.</summary>
    private static void Reduce(List<long[]> rows, int count)
    {
        var top = 0;
        for (var column = 0; column < count && top < rows.Count; column++)
        {
            var pivot = rows.FindIndex(top, r => r[column] != 0);
            if (pivot < 0)
            {
                continue;
            }

            (rows[top], rows[pivot]) = (rows[pivot], rows[top]);
            Scale(rows[top], Inverse(rows[top][column]));
            for (var i = 0; i < rows.Count; i++)
            {
                if (i != top && rows[i][column] != 0)
                {
                    Subtract(rows[i], rows[top], rows[i][column]);
                }
            }

            top++;
        }
    }

    private static void Scale(long[] row, long by)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = row[i] * by % Prime;
        }
    }

    private static void Subtract(long[] row, long[] other, long times)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = ((row[i] - (other[i] * times % Prime)) % Prime + Prime) % Prime;
        }
    }

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
