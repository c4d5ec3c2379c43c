namespace Soffi.Domain.Statistics;

/// <summary>A row of a linear system, its coefficients other than zero by column. They are counted modulo a prime: exact, and no fraction grows.</summary>
internal sealed class SparseRow
{
    private const long Prime = 2_147_483_647;

    private List<int> _columns;
    private List<long> _values;

    /// <param name="terms">In any order; those of one column add up.</param>
    public SparseRow(IEnumerable<(int Column, long Value)> terms)
    {
        (_columns, _values) = ([], []);
        foreach (var term in terms.GroupBy(t => t.Column, t => Modulo(t.Value)).OrderBy(t => t.Key))
        {
            Append(term.Key, term.Aggregate(0L, (sum, value) => (sum + value) % Prime));
        }
    }

    private SparseRow(List<int> columns, List<long> values) => (_columns, _values) = (columns, values);

    /// <summary>Ascending.</summary>
    public IReadOnlyList<int> Columns => _columns;

    public bool IsEmpty => _columns.Count == 0;

    public int First => _columns[0];

    public int Last => _columns[^1];

    /// <summary>The coefficient of the column at that place.</summary>
    public long At(int place) => _values[place];

    /// <summary>The same coefficients under other columns.</summary>
    /// <param name="column">The new column of one; never the same for two.</param>
    public SparseRow Moved(Func<int, int> column)
    {
        var (columns, values) = (_columns.Select(column).ToArray(), _values.ToArray());
        Array.Sort(columns, values);
        return new SparseRow([.. columns], [.. values]);
    }

    /// <summary>Takes <paramref name="times"/> times that row from this one.</summary>
    public void Subtract(SparseRow other, long times)
    {
        var (left, leftValues) = (_columns, _values);
        (_columns, _values) = (new List<int>(left.Count + other._columns.Count), new List<long>(left.Count + other._columns.Count));
        for (int i = 0, j = 0; i < left.Count || j < other._columns.Count;)
        {
            var mine = i < left.Count ? left[i] : int.MaxValue;
            var theirs = j < other._columns.Count ? other._columns[j] : int.MaxValue;
            var value = mine <= theirs ? leftValues[i++] : 0;
            if (theirs <= mine)
            {
                value = Modulo(value - (other._values[j++] * times % Prime));
            }

            Append(Math.Min(mine, theirs), value);
        }
    }

    /// <summary>Divides it so that its first coefficient is one.</summary>
    public void Normalize()
    {
        var inverse = Inverse(_values[0]);
        for (var i = 0; i < _values.Count; i++)
        {
            _values[i] = _values[i] * inverse % Prime;
        }
    }

    private void Append(int column, long value)
    {
        if (value != 0)
        {
            _columns.Add(column);
            _values.Add(value);
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
