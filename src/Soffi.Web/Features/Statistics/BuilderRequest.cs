using Soffi.Domain.Forms;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Statistics;

/// <summary>What the address of the builder asks: the question, and where its author stands in choosing it.</summary>
/// <param name="Query">Completed with the usual choices where the address says nothing.</param>
/// <param name="Family">Whose cadres are shown.</param>
/// <param name="Cadre">Whose measures are shown; null before one is chosen.</param>
/// <param name="Unit">« M€ », « k€ », « € »: how amounts are shown.</param>
/// <param name="Refusals">French sentences: what cannot be read, or cannot be put.</param>
public sealed record BuilderRequest(StatQuery Query, StatFamily Family, StatCadre? Cadre, string Unit, IReadOnlyList<string> Refusals)
{
    private static readonly Dictionary<string, StatUnit> Amounts = new()
    {
        ["M€"] = new StatUnit("M€", 1_000_000, 1),
        ["k€"] = new StatUnit("k€", 1_000, 1),
        ["€"] = new StatUnit("€", 1, 0),
    };

    public static IReadOnlyCollection<string> Units => Amounts.Keys;

    /// <summary>Whether there is a question to answer, as opposed to one being written.</summary>
    public bool IsAsked => Query.Measures.Any(m => !m.IsHidden);

    public static BuilderRequest Read(IQueryCollection address, StatFrame frame, StatReader reader)
    {
        var unit = address["unite"].ToString() is { Length: > 0 } asked && Amounts.ContainsKey(asked) ? asked : "M€";
        var (read, refusals) = StatAddress.Read(
            address.SelectMany(p => p.Value.Select(v => KeyValuePair.Create(p.Key, v ?? ""))),
            term => frame.Cells.Describe(term) is { } known ? (Label(known.Choice), UnitOf(known.Cell, unit)) : null);
        read = read with { Measures = [.. read.Measures.Select(m => Named(m, frame))] };
        var family = StatFamily.Find(address["famille"]) ?? (read.Families is [.., var last] ? last : frame.Cells.Families is [var first, ..] ? first : default);
        var cadres = frame.Cells.Catalogue(family);
        var chosen = address["cadre"].ToString() is { Length: > 0 } code ? code
            : read.Measures.SelectMany(m => m.Terms).LastOrDefault(t => t.Family == family) is { } term ? frame.Cells.CadreOf(family, term.Table)?.Code : null;
        var isNew = address.Count == 0 && reader.National; // The form shows the usual choices before anything is asked.
        var query = read.Measures.Count == 0 && !isNew ? read : Completed(read, frame, reader);
        return new BuilderRequest(
            query, family, cadres.FirstOrDefault(c => c.Code == chosen), unit,
            [.. refusals, .. query.Measures.Count == 0 ? [] : StatQueryCheck.Refusals(query, frame, reader.ScopeOf(query)), .. Rights(query, frame, reader)]);
    }

    /// <summary>The usual choices: the latest exercise, operators in lines, exercises or measures in columns, validated statements.</summary>
    private static StatQuery Completed(StatQuery query, StatFrame frame, StatReader reader)
    {
        var scope = reader.ScopeOf(query);
        var series = query.Measures.Select(m => frame.FindSeries(m.Series)).OfType<StatSeries>().ToList();
        query = query with
        {
            Exercises = query.Exercises.Count > 0 ? query.Exercises
                : [.. (query.Families.Count == 0 && series.Count > 0 ? series.SelectMany(s => s.Years).Distinct().Order().ToList() : frame.Exercises).TakeLast(1)],
            Perimeter = scope == StatScope.AggregatesOnly ? StatPerimeter.Submitted : query.Perimeter,
        };
        if (query.Rows.Count == 0 && !query.Columns.Contains(StatDimensions.Operator) && scope == StatScope.ByOperator && series.Count == 0)
        {
            query = query with { Rows = [StatDimensions.Operator] };
        }
        else if (query.Axes.All(a => a == StatDimensions.Measure) && series.Count > 0)
        {
            query = query with { Rows = series[0].Dimension.Length > 0 && series.TrueForAll(s => s.Dimension == series[0].Dimension) && query.Families.Count == 0 ? [series[0].Dimension] : [StatDimensions.Exercise] };
        }

        if (query.Exercises.Count > 1 && !query.Axes.Contains(StatDimensions.Exercise))
        {
            query = query with { Columns = [.. query.Columns, StatDimensions.Exercise] };
        }

        return query.Measures.Count(m => !m.IsHidden) > 1 && !query.Axes.Contains(StatDimensions.Measure)
            ? query with { Columns = [.. query.Columns, StatDimensions.Measure] }
            : query;
    }

    private static IEnumerable<string> Rights(StatQuery query, StatFrame frame, StatReader reader)
    {
        if (reader.ScopeOf(query) == StatScope.AggregatesOnly && query.Axes.Contains(StatDimensions.Operator))
        {
            yield return "Le détail par opérateur national est réservé à la DGEFP\u00A0: retirez la dimension «\u00A0Opérateur\u00A0», ou choisissez les mesures des associations Transitions Pro de votre région.";
        }

        if (frame.Operators.Any(o => query.Operators.Contains(o.Code, StringComparer.OrdinalIgnoreCase) && !reader.Sees(o)))
        {
            yield return "Vous ne pouvez pas choisir un opérateur que vous ne suivez pas\u00A0: retirez-le.";
        }
    }

    private static string Label(StatChoice choice) => choice.Label;

    /// <summary>A series asked by its code alone has the title and the unit of its file.</summary>
    private static StatMeasure Named(StatMeasure measure, StatFrame frame) => measure.Label == measure.Series && frame.FindSeries(measure.Series) is { } series
        ? measure with { Label = series.Title, Unit = series.Unit } : measure;

    private static StatUnit UnitOf(FormCell cell, string amounts) => cell.Type switch
    {
        CellType.Amount => Amounts[amounts],
        CellType.Rate => new StatUnit("%", 1, 2),
        CellType.Decimal => new StatUnit(cell.Unit, 1, 2),
        _ => new StatUnit(cell.Unit, 1, 0),
    };
}
