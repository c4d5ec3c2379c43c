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

    /// <summary>Bodies of one family at most: each is one bit.</summary>
    private const int MostOperators = 128;

    private readonly HashSet<StatPlace> _hidden = [];
    private readonly Dictionary<StatPlace, UInt128> _tellers = [];
    private readonly IReadOnlyDictionary<StatPlace, decimal> _weights;
    private readonly IReadOnlyList<StatRelation> _relations;
    private readonly ILookup<StatPlace, StatRelation> _byCell;
    private readonly HashSet<StatPlace> _totals;

    /// <param name="relations">Those of the forms of every exercise.</param>
    /// <param name="tellers">By cell, the operators that told a number other than zero; none for a cell left out.</param>
    /// <param name="weights">By cell, the absolute value of the national sum: the least is hidden first.</param>
    public StatSecrecy(
        IReadOnlyList<StatRelation> relations, IReadOnlyDictionary<StatPlace, IReadOnlySet<int>> tellers, IReadOnlyDictionary<StatPlace, decimal> weights)
    {
        var bits = tellers.Values.SelectMany(t => t).Distinct().Order().Select((o, i) => (o, i)).ToDictionary(p => p.o, p => p.i);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits.Count, MostOperators, nameof(tellers));
        foreach (var (cell, operators) in tellers.Where(t => t.Value.Count > 0))
        {
            _tellers[cell] = operators.Aggregate(UInt128.Zero, (all, one) => all | (UInt128.One << bits[one]));
        }

        _weights = weights;
        _relations = relations;
        _byCell = relations.SelectMany(r => r.Terms.Select(t => (t.Cell, r))).ToLookup(p => p.Cell, p => p.r);
        _totals = [.. relations.Select(r => r.Total).OfType<StatPlace>()];
        Hide(_tellers.Where(t => TooFew(t.Value)).Select(t => t.Key));
        while (CloseEachRelation() || CloseThemTogether())
        {
            // What was just hidden may be worked out, or let something else be.
        }
    }

    /// <summary>The cells whose national sum is hidden.</summary>
    public IReadOnlySet<StatPlace> Hidden => _hidden;

    /// <summary>
    /// Whether the sum of these cells of one exercise may be shown: none is hidden, once those that make up a shown total are replaced by it.
    /// </summary>
    public bool Allows(int exercise, IEnumerable<CellCode> cells)
    {
        var left = cells.Select(c => new StatPlace(exercise, c)).ToHashSet();
        for (var replaced = true; replaced && left.Any(_hidden.Contains);)
        {
            replaced = false;
            foreach (var relation in left.Where(_hidden.Contains).SelectMany(c => _byCell[c]).Distinct().Where(r => r.Total is not null).ToList())
            {
                var parts = relation.Terms.Select(t => t.Cell).Where(c => c != relation.Total).ToList();
                if (IsShown(relation.Total!.Value) && !left.Contains(relation.Total.Value) && parts.TrueForAll(left.Contains))
                {
                    left.ExceptWith(parts);
                    left.Add(relation.Total.Value);
                    replaced = true;
                }
            }
        }

        return !left.Any(_hidden.Contains);
    }

    /// <summary>A relation of which all that is hidden was told by one or two operators gives their sum back by difference.</summary>
    private bool CloseEachRelation()
    {
        var before = _hidden.Count;
        for (var waiting = new Queue<StatRelation>(_relations); waiting.TryDequeue(out var relation);)
        {
            var told = relation.Terms.Select(t => t.Cell).Where(_tellers.ContainsKey).Distinct().ToList();
            var hidden = told.Where(_hidden.Contains).ToList();
            if (hidden.Count > 0 && hidden.Count < told.Count && TooFew(Together(hidden)))
            {
                var least = Least(told);
                Hide([least]);
                _byCell[least].ToList().ForEach(waiting.Enqueue);
            }
        }

        return _hidden.Count > before;
    }

    /// <summary>Relations taken together may give back what none of them gives alone: a + b, b + c and a + c give a.</summary>
    private bool CloseThemTogether()
    {
        var before = _hidden.Count;
        foreach (var component in Components())
        {
            var few = component.SelectMany(r => r.Terms).Select(t => t.Cell).Where(_hidden.Contains).Select(c => _tellers[c]).Where(TooFew).Distinct().ToList();
            foreach (var operators in few.SelectMany(a => few.Select(b => a | b)).Where(TooFew).Distinct().ToList())
            {
                foreach (var shown in StatRecomputing.Ways(component, c => Rank(c, operators)))
                {
                    // Hidden meanwhile for another way: this one may be closed too.
                    if (!shown.Any(_hidden.Contains))
                    {
                        Hide([Least(shown)]);
                    }
                }
            }
        }

        return _hidden.Count > before;
    }

    private bool IsShown(StatPlace cell) => _tellers.ContainsKey(cell) && !_hidden.Contains(cell);

    private int? Rank(StatPlace cell, UInt128 operators) =>
        !_tellers.TryGetValue(cell, out var told) ? null : !_hidden.Contains(cell) ? 2 : (told & ~operators) == UInt128.Zero ? 1 : 0;

    /// <summary>Relations that hang together by a hidden cell.</summary>
    private IEnumerable<IReadOnlyList<StatRelation>> Components()
    {
        var seen = new HashSet<StatRelation>();
        foreach (var first in _relations.Where(r => r.Terms.Any(t => _hidden.Contains(t.Cell))))
        {
            var component = new List<StatRelation>();
            for (var waiting = new Queue<StatRelation>([first]); waiting.TryDequeue(out var relation);)
            {
                if (seen.Add(relation))
                {
                    component.Add(relation);
                    relation.Terms.Select(t => t.Cell).Where(_hidden.Contains).SelectMany(c => _byCell[c]).Where(r => !seen.Contains(r)).ToList().ForEach(waiting.Enqueue);
                }
            }

            if (component.Count > 0)
            {
                yield return component;
            }
        }
    }

    /// <summary>A part first: a total is worth more to the reader.</summary>
    private StatPlace Least(IEnumerable<StatPlace> cells) => cells.Where(c => !_hidden.Contains(c))
        .OrderBy(_totals.Contains).ThenBy(c => _weights.GetValueOrDefault(c)).ThenBy(c => c).First();

    private void Hide(IEnumerable<StatPlace> cells) => _hidden.UnionWith(cells);

    private UInt128 Together(IEnumerable<StatPlace> cells) => cells.Aggregate(UInt128.Zero, (all, c) => all | _tellers[c]);

    private static bool TooFew(UInt128 operators) => int.CreateChecked(UInt128.PopCount(operators)) < Threshold;
}
