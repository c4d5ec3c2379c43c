namespace Soffi.Domain.Statistics;

/// <summary>Whether a question can be put, said before anything is computed: one French sentence per thing to change.</summary>
public static class StatQueryCheck
{
    /// <summary>Why a reader of aggregates has no choice of statements counted.</summary>
    public const string OnePerimeter =
        "Le périmètre à une date, celui des seules déclarations validées et le périmètre constant sont réservés aux agents qui voient chaque opérateur\u00A0: "
        + "leur différence révélerait ce qu’un seul a déclaré.";

    /// <summary>What is wrong; empty when the question can be put.</summary>
    public static IReadOnlyList<string> Refusals(StatQuery query, StatFrame frame, StatScope scope) =>
        [.. Shape(query).Concat(Cells(query, frame)).Concat(Choices(query, frame)).Concat(StatNarrowing.Refusals(query, frame)).Concat(Rights(query, frame, scope)).Distinct().Take(20)];

    /// <summary>How many crossings the question asks for, without computing any.</summary>
    public static long Size(StatQuery query, StatFrame frame)
    {
        var size = Side(query.Rows) * Side(query.Columns);
        return size * Math.Max(1, 1 + System.Numerics.BitOperations.PopCount((uint)query.Derived));

        long Side(IReadOnlyList<string> axes) => axes.Aggregate(1L, (n, code) => n * Math.Max(1, code switch
        {
            StatDimensions.Exercise => query.Exercises.Count,
            StatDimensions.Measure => query.Measures.Count(m => !m.IsHidden),
            _ => Members(code) + (query.Totals ? 1 : 0),
        }));

        int Members(string code)
        {
            var kept = code == StatDimensions.Operator ? query.Operators : query.Filters.GetValueOrDefault(code) ?? [];
            return kept.Count > 0 ? kept.Count : frame.Dimension(code, query.Measures)?.Members.Count ?? 0;
        }
    }

    private static IEnumerable<string> Shape(StatQuery query)
    {
        if (query.Measures.All(m => m.IsHidden))
        {
            yield return "Choisissez au moins une mesure.";
        }

        if (query.Measures.Count > StatQuery.MaxMeasures)
        {
            yield return $"{StatQuery.MaxMeasures} mesures au plus dans un tableau\u00A0: retirez-en {query.Measures.Count - StatQuery.MaxMeasures}.";
        }

        if (query.Rows.Count > StatQuery.MaxAxes || query.Columns.Count > StatQuery.MaxAxes)
        {
            yield return $"{StatQuery.MaxAxes} dimensions au plus en lignes, autant en colonnes\u00A0: retirez-en.";
        }

        foreach (var twice in query.Axes.GroupBy(a => a).Where(g => g.Count() > 1))
        {
            yield return $"La dimension «\u00A0{twice.Key}\u00A0» est demandée deux fois\u00A0: gardez-la en lignes ou en colonnes.";
        }

        if (query.Measures.Count(m => !m.IsHidden) > 1 && !query.Axes.Contains(StatDimensions.Measure))
        {
            yield return "Il y a plusieurs mesures\u00A0: mettez «\u00A0mesure\u00A0» en lignes ou en colonnes.";
        }

        if (query.Exercises.Count == 0)
        {
            yield return "Choisissez au moins un exercice.";
        }
        else if (query.Exercises.Count > 1 && !query.Axes.Contains(StatDimensions.Exercise))
        {
            yield return "Il y a plusieurs exercices, qui ne s’additionnent pas\u00A0: mettez «\u00A0exercice\u00A0» en lignes ou en colonnes.";
        }

        if (query.Perimeter == StatPerimeter.AsOf && query.AsOf is null)
        {
            yield return "Dites à quelle date compter les déclarations, par exemple 31/12/2025.";
        }
    }

    private static IEnumerable<string> Cells(StatQuery query, StatFrame frame)
    {
        var asked = query.Axes.Concat(query.Filters.Keys).Distinct()
            .Where(d => d is not (StatDimensions.Operator or StatDimensions.Type or StatDimensions.Exercise or StatDimensions.Measure)).ToList();
        foreach (var unknown in asked.Where(d => frame.Dimension(d, query.Measures) is null))
        {
            yield return $"La dimension «\u00A0{unknown}\u00A0» n’existe pas\u00A0: choisissez-la dans la liste.";
        }

        foreach (var measure in query.Measures)
        {
            foreach (var sentence in measure.Series is null ? Measure(measure, query, frame, asked) : Series(measure, query, frame, asked))
            {
                yield return sentence;
            }
        }
    }

    private static IEnumerable<string> Measure(StatMeasure measure, StatQuery query, StatFrame frame, List<string> asked)
    {
        foreach (var code in measure.Formula?.Measures ?? [])
        {
            if (query.Measures.FirstOrDefault(m => m.Code == code) is not { Formula: null })
            {
                yield return $"L’indicateur «\u00A0{measure.Label}\u00A0» lit «\u00A0{code}\u00A0», qui n’est pas une mesure de la requête\u00A0: "
                    + $"choisissez parmi {string.Join(", ", query.Measures.Where(m => m.Formula is null).Select(m => m.Code))}.";
            }
        }

        var terms = measure.Terms.Select(t => (Term: t, Cells: frame.Cells.Resolve(t))).ToList();
        var met = terms.Where(t => t.Cells.Count > 0).ToList();
        if (terms.Count > 0 && met.Count == 0)
        {
            yield return $"Aucun formulaire n’a de cellule {terms[0].Term}\u00A0: choisissez la mesure dans la liste.";
        }
        else if (terms.SelectMany(t => frame.Cells.Unknown(t.Term)).Distinct().ToList() is { Count: > 0 } unknown)
        {
            yield return $"La mesure «\u00A0{measure.Label}\u00A0» additionne {string.Join(", ", unknown)}, qui n’existe{(unknown.Count > 1 ? "nt" : "")} dans aucun formulaire\u00A0: "
                + $"corrigez {(unknown.Count > 1 ? "ces codes, ou retirez-les" : "ce code, ou retirez-le")}.";
        }
        else if (met.Count > 0 && query.Exercises.Where(frame.Exercises.Contains).ToList() is { Count: > 0 } asking
            && met.TrueForAll(t => t.Cells.All(c => !c.Exercises.Any(asking.Contains))))
        {
            // One cell of a sum may come or go with the years (StatAbsences says so in the answer); a question on none of them has no answer.
            yield return $"Le formulaire de {StatText.Years(asking)} n’a pas la cellule de «\u00A0{measure.Label}\u00A0» "
                + $"({string.Join(", ", met.Select(t => $"{t.Term.Table}.{t.Term.Rows}.{t.Term.Columns}"))})\u00A0: "
                + $"elle existe en {StatText.Years([.. met.SelectMany(t => t.Cells).SelectMany(c => c.Exercises).Distinct().Order()])}.";
        }

        foreach (var (_, cells) in met)
        {
            foreach (var dimension in asked.Where(d => !StatCells.DimensionsOf(cells).Contains(d) && d != StatDimensions.Region))
            {
                yield return $"La mesure «\u00A0{measure.Label}\u00A0» n’est pas ventilée par «\u00A0{frame.Cells.Dimension(dimension)?.Label ?? dimension}\u00A0»\u00A0: "
                    + $"elle l’est par {Names(StatCells.DimensionsOf(cells), frame)}.";
            }
        }
    }

    private static IEnumerable<string> Series(StatMeasure measure, StatQuery query, StatFrame frame, List<string> asked)
    {
        var series = frame.FindSeries(measure.Series);
        if (series is null)
        {
            yield return $"La série «\u00A0{measure.Series}\u00A0» n’est pas importée\u00A0: choisissez-la dans la liste.";
            yield break;
        }

        var byBody = query.Axes.Where(d => d is StatDimensions.Operator or StatDimensions.Type);
        foreach (var dimension in asked.Concat(byBody).Where(d => !series.Dimensions.Contains(d)))
        {
            yield return $"La série «\u00A0{series.Title}\u00A0» n’est pas ventilée par «\u00A0{frame.Dimension(dimension, query.Measures)?.Label ?? dimension}\u00A0»\u00A0: retirez cette dimension, ou cette série.";
        }
    }

    private static string Names(IReadOnlyList<string> dimensions, StatFrame frame) => dimensions.Count == 0
        ? "opérateur, type et exercice seulement"
        : string.Join(", ", dimensions.Select(d => $"«\u00A0{frame.Cells.Dimension(d)?.Label ?? d}\u00A0»"));

    private static IEnumerable<string> Choices(StatQuery query, StatFrame frame)
    {
        foreach (var code in query.Operators.Where(c => frame.Operators.All(o => !o.Code.Equals(c, StringComparison.OrdinalIgnoreCase))))
        {
            yield return $"L’opérateur «\u00A0{code}\u00A0» n’existe pas\u00A0: choisissez-le dans la liste.";
        }

        foreach (var year in query.Exercises.Where(e => !frame.Exercises.Contains(e) && query.Measures.All(m => m.Series is null)))
        {
            yield return $"L’exercice {year} n’existe pas dans Soffi\u00A0: " + (frame.Exercises.Count == 0
                ? "aucun exercice n’est encore ouvert." : $"choisissez parmi {string.Join(", ", frame.Exercises)}.");
        }

        foreach (var (dimension, members) in query.Filters)
        {
            if (frame.Dimension(dimension, query.Measures) is { } known)
            {
                foreach (var member in members.Where(m => known.Find(m) is null && (query.Groupings.GetValueOrDefault(dimension) ?? []).All(g => g.Code != m)))
                {
                    yield return $"«\u00A0{member}\u00A0» n’est pas une modalité de «\u00A0{known.Label}\u00A0»\u00A0: choisissez-la dans la liste.";
                }
            }
        }

        if (Size(query, frame) is var size and > StatQuery.MaxCells)
        {
            yield return $"Ce croisement compte {StatText.Number(size, 0)} cases, plus que les {StatText.Number(StatQuery.MaxCells, 0)} admises\u00A0: "
                + "retirez une dimension, ou gardez moins de modalités.";
        }
    }

    /// <summary>
    /// A reader of aggregates gets one perimeter only, the same for everybody: two perimeters, or two dates, would tell by difference
    /// what one operator declared; so would some of the national operators apart from the others.
    /// </summary>
    private static IEnumerable<string> Rights(StatQuery query, StatFrame frame, StatScope scope)
    {
        if (scope != StatScope.AggregatesOnly)
        {
            yield break;
        }

        if (query.Perimeter != StatPerimeter.Submitted || query.ConstantPerimeter)
        {
            yield return OnePerimeter;
        }

        if (query.Filters.ContainsKey(StatDimensions.Region) && !frame.StandsOnCells(StatDimensions.Region, query.Measures)
            && query.Families.Any(f => f.Type != Operators.OperatorType.Atpro))
        {
            yield return "Les opérateurs nationaux ne se partagent pas par région\u00A0: retirez ce filtre, ou choisissez des mesures ventilées par région.";
        }
    }
}
