using Soffi.Domain.Forms;

namespace Soffi.Domain.Statistics;

/// <summary>A sum of a form: the total equals the parts, each with its sign.</summary>
public sealed record StatRelation(CellCode Total, IReadOnlyList<(CellCode Code, int Sign)> Parts)
{
    public IEnumerable<CellCode> Cells => Parts.Select(p => p.Code).Prepend(Total);

    public bool IsPlainSum => Parts.All(p => p.Sign > 0);
}

/// <summary>
/// Statistical secrecy of the national sums of one family and one exercise, for a reader who may see aggregates only. A cell told by
/// one or two operators is hidden (primary). A form says which cells add up to which: where one cell of such a sum is hidden,
/// another is hidden too, the least of them, until no sum gives a hidden cell back by difference (complementary). This is
/// decided on the cells of the form, once, not on the table asked: crossing two tables, or two questions, gives nothing more.
/// </summary>
public sealed class StatSecrecy
{
    /// <summary>Operators under which a sum says too much of each (reference-metier §3.2, « s »).</summary>
    public const int Threshold = 3;

    private readonly HashSet<CellCode> _hidden = [];
    private readonly ILookup<CellCode, StatRelation> _byPart;

    /// <param name="relations">The sums of the form of that exercise.</param>
    /// <param name="contributors">By cell, how many operators told a number other than zero; none for a cell left out.</param>
    /// <param name="weights">By cell, the absolute value of the national sum: the least is hidden first.</param>
    public StatSecrecy(
        IReadOnlyList<StatRelation> relations, IReadOnlyDictionary<CellCode, int> contributors, IReadOnlyDictionary<CellCode, decimal> weights)
    {
        _byPart = relations.SelectMany(r => r.Cells.Select(c => (c, r))).ToLookup(p => p.c, p => p.r);
        var waiting = new Queue<StatRelation>();
        foreach (var (code, count) in contributors)
        {
            if (count is > 0 and < Threshold)
            {
                Hide(code, waiting);
            }
        }

        do
        {
            while (waiting.TryDequeue(out var relation))
            {
                var hidden = relation.Cells.Where(_hidden.Contains).ToList();
                if (hidden.Count > 0 && (hidden.Count == 1 || hidden.Sum(c => contributors.GetValueOrDefault(c)) < Threshold))
                {
                    HideAnother(relation);
                }
            }

            // Sums taken together may give back what none of them gives alone: a + b, b + c and a + c give a.
            foreach (var code in StatRecomputing.Determined(relations, _hidden))
            {
                foreach (var relation in _byPart[code].OrderBy(r => r.Parts.Count).TakeWhile(r => !HideAnother(r)))
                {
                    // The next one, until a cell could be hidden.
                }
            }
        }
        while (waiting.Count > 0);

        // A part first: a total is worth more to the reader. A cell that nobody told hides nothing: it is known to be zero.
        bool HideAnother(StatRelation relation)
        {
            var next = relation.Cells.Where(c => !_hidden.Contains(c) && contributors.GetValueOrDefault(c) > 0)
                .OrderBy(c => c == relation.Total).ThenBy(c => weights.GetValueOrDefault(c)).ThenBy(c => c)
                .Select(c => (CellCode?)c).FirstOrDefault();
            if (next is { } code)
            {
                Hide(code, waiting);
            }

            return next is not null;
        }
    }

    /// <summary>The cells whose national sum is hidden.</summary>
    public IReadOnlySet<CellCode> Hidden => _hidden;

    /// <summary>
    /// Whether the sum of these cells may be shown: none is hidden, once those that make up a shown total are replaced by it.
    /// </summary>
    public bool Allows(IReadOnlyCollection<CellCode> cells)
    {
        if (!cells.Any(_hidden.Contains))
        {
            return true;
        }

        var left = cells.ToHashSet();
        for (var replaced = true; replaced && left.Any(_hidden.Contains);)
        {
            replaced = false;
            foreach (var relation in left.Where(_hidden.Contains).SelectMany(c => _byPart[c]).Distinct().ToList())
            {
                if (relation.IsPlainSum && !left.Contains(relation.Total) && relation.Parts.Count > 0 && relation.Parts.All(p => left.Contains(p.Code)))
                {
                    left.ExceptWith(relation.Parts.Select(p => p.Code));
                    left.Add(relation.Total);
                    replaced = true;
                }
            }
        }

        return !left.Any(_hidden.Contains);
    }

    /// <summary>The sums that a form makes of its own cells of the year: totals, and results with their signs.</summary>
    public static IReadOnlyList<StatRelation> RelationsOf(FormDefinition form) =>
        [.. form.Cells.Where(c => c.Formula is not null).Select(c => (c.Code, Parts: c.Formula!.Sum()))
            .Where(c => c.Parts is { Count: > 0 }).Select(c => new StatRelation(c.Code, c.Parts!))];

    private void Hide(CellCode code, Queue<StatRelation> waiting)
    {
        if (_hidden.Add(code))
        {
            foreach (var relation in _byPart[code])
            {
                waiting.Enqueue(relation);
            }
        }
    }
}
