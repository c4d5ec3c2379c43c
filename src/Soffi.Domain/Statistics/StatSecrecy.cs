using Soffi.Domain.Forms;

namespace Soffi.Domain.Statistics;

/// <summary>
/// Statistical secrecy of the national sums of one family, for a reader who may see aggregates only. A cell told by one or two
/// operators is hidden (primary). Forms say which cells hang on which, within a year and from one year to the next: where what is
/// shown lets the figure of one or two operators be worked out, more is hidden, the least first, until nothing does (complementary).
/// This is decided on the cells of the forms of every year, once, not on the table asked: crossing two tables, two questions or two
/// years gives nothing more.
/// </summary>
public sealed class StatSecrecy
{
    /// <summary>Operators under which a sum says too much of each (reference-metier §3.2, « s »).</summary>
    public const int Threshold = 3;

    private readonly List<StatPlace> _cells = [];
    private readonly Dictionary<StatPlace, int> _places = [];
    private readonly HashSet<StatPlace> _hiddenCells = [];
    private readonly bool[] _hidden;

    /// <summary>By cell, the operators that told it.</summary>
    private readonly Tellers[] _tellers;
    private readonly decimal[] _weights;
    private readonly bool[] _totals;
    private readonly Relation[] _relations;
    private readonly List<int>[] _byCell;
    private readonly HashSet<(int First, int Relations, int Hidden)> _closed = [];

    /// <param name="relations">Those of the forms of every exercise.</param>
    /// <param name="tellers">By cell, the operators that told a number other than zero; none for a cell left out.</param>
    /// <param name="weights">By cell, the absolute value of the national sum: the least is hidden first.</param>
    public StatSecrecy(
        IReadOnlyList<StatRelation> relations, IReadOnlyDictionary<StatPlace, IReadOnlySet<int>> tellers, IReadOnlyDictionary<StatPlace, decimal> weights)
    {
        _relations = [.. relations.Select(r => new Relation([.. r.Terms.Select(t => (PlaceOf(t.Cell), t.Coefficient))], r.Total is { } total ? PlaceOf(total) : null))];
        foreach (var cell in tellers.Keys)
        {
            PlaceOf(cell);
        }

        (_hidden, _tellers, _weights, _totals) = (new bool[_cells.Count], new Tellers[_cells.Count], new decimal[_cells.Count], new bool[_cells.Count]);
        foreach (var (cell, operators) in tellers)
        {
            _tellers[_places[cell]] = Tellers.Of(operators);
        }

        _byCell = [.. _cells.Select(_ => new List<int>())];
        foreach (var (i, relation) in _relations.Index())
        {
            Array.ForEach(relation.Cells, c => _byCell[c].Add(i));
            if (relation.Total is { } total)
            {
                _totals[total] = true;
            }
        }

        for (var cell = 0; cell < _cells.Count; cell++)
        {
            _weights[cell] = weights.GetValueOrDefault(_cells[cell]);
            if (IsTold(cell) && _tellers[cell].AreFew)
            {
                Hide(cell);
            }
        }

        while (CloseEachRelation() || CloseThemTogether())
        {
            // What was just hidden may be worked out, or let something else be.
        }

        int PlaceOf(StatPlace cell)
        {
            if (!_places.TryGetValue(cell, out var place))
            {
                _places[cell] = place = _cells.Count;
                _cells.Add(cell);
            }

            return place;
        }
    }

    /// <summary>The cells whose national sum is hidden.</summary>
    public IReadOnlySet<StatPlace> Hidden => _hiddenCells;

    /// <summary>
    /// Whether the sum of these cells of one exercise may be shown: none is hidden, once those that make up a shown total are replaced by it.
    /// </summary>
    public bool Allows(int exercise, IEnumerable<CellCode> cells)
    {
        var left = cells.Select(c => _places.GetValueOrDefault(new StatPlace(exercise, c), -1)).Where(c => c >= 0).ToHashSet();
        for (var replaced = true; replaced && left.Any(c => _hidden[c]);)
        {
            replaced = false;
            foreach (var relation in left.Where(c => _hidden[c]).SelectMany(c => _byCell[c]).Distinct().Select(r => _relations[r]).Where(r => r.Total is not null).ToList())
            {
                var total = relation.Total!.Value;
                if (IsTold(total) && !_hidden[total] && !left.Contains(total) && relation.Cells.All(c => c == total || left.Contains(c)))
                {
                    left.ExceptWith(relation.Cells);
                    left.Add(total);
                    replaced = true;
                }
            }
        }

        return !left.Any(c => _hidden[c]);
    }

    /// <summary>A relation of which all that is hidden was told by one or two operators gives their sum back by difference.</summary>
    private bool CloseEachRelation()
    {
        var before = _hiddenCells.Count;
        for (var waiting = new Queue<int>(Enumerable.Range(0, _relations.Length).Where(HasHidden)); waiting.TryDequeue(out var relation);)
        {
            var (together, shown) = (Tellers.None, false);
            foreach (var cell in _relations[relation].Cells)
            {
                together = _hidden[cell] ? together.With(_tellers[cell]) : together;
                shown |= IsTold(cell) && !_hidden[cell];
            }

            if (shown && together.AreFew)
            {
                var least = Least(_relations[relation].Cells.Where(IsTold));
                Hide(least);
                _byCell[least].ForEach(waiting.Enqueue);
            }
        }

        return _hiddenCells.Count > before;
    }

    /// <summary>Relations taken together may give back what none of them gives alone: a + b, b + c and a + c give a.</summary>
    private bool CloseThemTogether()
    {
        var before = _hiddenCells.Count;
        foreach (var component in Components().ToList())
        {
            var hidden = component.SelectMany(r => _relations[r].Cells).Where(c => _hidden[c]).Distinct().ToList();
            if (!_closed.Add((component[0], component.Count, hidden.Count)))
            {
                continue; // Nothing of it was hidden since: it gives nothing more.
            }

            // All of it is worked out as it stands now; what is hidden on the way is looked at next time.
            var few = hidden.Select(c => _tellers[c]).Where(t => t.AreFew).Distinct().ToList();
            var system = new StatRecomputing(
                [.. component.Select(r => _relations[r].Terms)], c => !IsTold(c) ? null : !_hidden[c] ? 2 : _tellers[c].AreFew ? 1 : 0);
            foreach (var operators in Tellers.Allied(few))
            {
                foreach (var shown in system.Ways(c => _tellers[c].IsWithin(operators)))
                {
                    // Hidden meanwhile for another way: this one may be closed too.
                    if (!shown.Any(c => _hidden[c]))
                    {
                        Hide(Least(shown));
                    }
                }
            }
        }

        return _hiddenCells.Count > before;
    }

    /// <summary>Relations that hang together by a hidden cell.</summary>
    private IEnumerable<IReadOnlyList<int>> Components()
    {
        var seen = new bool[_relations.Length];
        for (var first = 0; first < _relations.Length; first++)
        {
            if (seen[first] || !HasHidden(first))
            {
                continue;
            }

            seen[first] = true;
            var component = new List<int> { first };
            for (var i = 0; i < component.Count; i++)
            {
                foreach (var cell in _relations[component[i]].Cells)
                {
                    if (_hidden[cell])
                    {
                        Reach(cell, seen, component);
                    }
                }
            }

            yield return component;
        }
    }

    private void Reach(int cell, bool[] seen, List<int> component)
    {
        foreach (var relation in _byCell[cell])
        {
            if (!seen[relation])
            {
                seen[relation] = true;
                component.Add(relation);
            }
        }
    }

    /// <summary>A part first: a total is worth more to the reader.</summary>
    private int Least(IEnumerable<int> cells) => cells.Where(c => !_hidden[c])
        .OrderBy(c => _totals[c]).ThenBy(c => _weights[c]).ThenBy(c => _cells[c]).First();

    private void Hide(int cell)
    {
        _hidden[cell] = true;
        _hiddenCells.Add(_cells[cell]);
    }

    private bool IsTold(int cell) => _tellers[cell] != Tellers.None;

    private bool HasHidden(int relation) => Array.Exists(_relations[relation].Cells, c => _hidden[c]);

    /// <summary>A relation, its cells by their places: they are looked at millions of times.</summary>
    private sealed class Relation((int Cell, decimal Coefficient)[] terms, int? total)
    {
        public IReadOnlyList<(int Cell, decimal Coefficient)> Terms => terms;

        public int[] Cells { get; } = [.. terms.Select(t => t.Cell).Distinct()];

        public int? Total => total;
    }
}
