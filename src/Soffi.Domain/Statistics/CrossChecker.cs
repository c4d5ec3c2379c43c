namespace Soffi.Domain.Statistics;

/// <summary>
/// Compares declarations with each other and with what others publish (reference-metier §5.7). What cannot be compared is said to be
/// so: a missing figure is never taken for a zero, and a national figure is never held against bodies that have not all submitted.
/// </summary>
public static class CrossChecker
{
    public static IReadOnlyList<CrossResult> Check(CrossControlSet set, CrossFacts facts) => [.. set.Controls.Select(c => Check(set, c, facts))];

    private static CrossResult Check(CrossControlSet set, CrossControl control, CrossFacts facts)
    {
        var sides = new CrossSides(set, control, facts);
        IReadOnlyList<CrossLine> lines = control.Per == CrossPer.National
            ? [Compare(control, null, sides.National(control.Left), sides.National(control.Right), sides.Partial)]
            : [.. sides.Bodies.Select(b => Compare(control, b, sides.Of(control.Left, b), sides.Of(control.Right, b), null))];
        if (lines.Count == 0)
        {
            lines = [Unknown(null, null, null, sides.NobodyOwes)];
        }

        var verdict = lines.Any(l => l.Verdict == CrossVerdict.Gap) ? CrossVerdict.Gap
            : lines.Any(l => l.Verdict == CrossVerdict.Conforms) ? CrossVerdict.Conforms
            : CrossVerdict.NotVerifiable;
        return new CrossResult(control, verdict, CrossText.Formula(control), sides.Coverage(), lines);
    }

    /// <param name="partial">Why the two sides do not speak of the same bodies; null when they do.</param>
    private static CrossLine Compare(CrossControl control, StatOperator? body, CrossAmount left, CrossAmount right, string? partial)
    {
        if (left.Missing is not null || right.Missing is not null)
        {
            return Unknown(body, left.Value, right.Value, CrossText.Sentence(left.Missing ?? right.Missing!));
        }

        var (l, r) = (left.Value!.Value, right.Value!.Value);
        var line = control.Comparison == CrossComparison.Ratio ? Ratio(control, body, l, r) : Gap(control, body, l, r);
        return partial is null || line.Verdict == CrossVerdict.NotVerifiable
            ? line
            : line with { Verdict = CrossVerdict.NotVerifiable, Sentence = $"{partial} À titre provisoire\u00a0: {line.Sentence}" };
    }

    private static CrossLine Gap(CrossControl control, StatOperator? body, decimal left, decimal right)
    {
        var difference = left - right;
        var gap = control.Comparison switch
        {
            CrossComparison.AtMost => Math.Max(0, difference),
            CrossComparison.AtLeast => Math.Min(0, difference),
            _ => difference,
        };
        var tolerance = Math.Max(control.Tolerance?.Value ?? 0, (control.TolerancePercent?.Value ?? 0) * Math.Abs(right) / 100);
        var passes = Math.Abs(gap) <= tolerance;
        return new CrossLine(
            body, left, right, null, gap, tolerance, passes ? CrossVerdict.Conforms : CrossVerdict.Gap,
            CrossText.Comparison(control, left, right, gap, tolerance, passes));
    }

    private static CrossLine Ratio(CrossControl control, StatOperator? body, decimal left, decimal right)
    {
        if (right == 0)
        {
            return Unknown(body, left, right, CrossText.Sentence($"{control.Right.Label}\u00a0: zéro, le rapport ne se calcule pas"));
        }

        var ratio = left / right;
        var gap = ratio < control.Least!.Value ? ratio - control.Least.Value : ratio > control.Most!.Value ? ratio - control.Most.Value : 0;
        return new CrossLine(
            body, left, right, ratio, gap, 0, gap == 0 ? CrossVerdict.Conforms : CrossVerdict.Gap, CrossText.Ratio(control, left, right, ratio));
    }

    private static CrossLine Unknown(StatOperator? body, decimal? left, decimal? right, string sentence) =>
        new(body, left, right, null, null, null, CrossVerdict.NotVerifiable, sentence);
}

/// <summary>A side, or why it is unknown.</summary>
/// <param name="Missing">French, without a point, in lower case.</param>
internal readonly record struct CrossAmount(decimal? Value, string? Missing)
{
    public static CrossAmount Of(decimal value) => new(value, null);

    public static CrossAmount Unknown(string why) => new(null, why);
}

/// <summary>What each side of one control is worth.</summary>
internal sealed class CrossSides
{
    private readonly CrossControlSet _set;
    private readonly CrossControl _control;
    private readonly CrossFacts _facts;
    private readonly List<CrossStatement> _population;

    public CrossSides(CrossControlSet set, CrossControl control, CrossFacts facts)
    {
        (_set, _control, _facts) = (set, control, facts);
        _population = [.. control.Sums.Select(facts.Of).FirstOrDefault() ?? []];
    }

    /// <summary>The bodies of the first statement read, those that owe it and those that submitted it all the same.</summary>
    public IEnumerable<StatOperator> Bodies =>
        _population.Where(s => s.Owed || s.Submitted).Select(s => s.Body).OrderBy(b => b.Code, StringComparer.Ordinal);

    /// <summary>Set when a national figure is held against bodies that have not all submitted.</summary>
    public string? Partial { get; private set; }

    public string NobodyOwes => $"Aucune déclaration {Statement(_control.Sums.First())} n’est due ni déposée\u00a0: il n’y a rien à comparer.";

    public CrossAmount Of(CrossOperand operand, StatOperator body) => operand switch
    {
        CrossSum sum when _facts.Of(sum).FirstOrDefault(s => s.Body.Code == body.Code) is { Submitted: true } statement => Sum(sum, [statement]),
        CrossSum sum => CrossAmount.Unknown($"{body.Name} n’a pas déposé sa déclaration {Statement(sum)}"),
        CrossReference reference when _facts.Figure(reference.Code, body.Code) is { } figure => CrossAmount.Of(figure.Value),
        CrossReference reference => CrossAmount.Unknown($"le chiffre de référence {reference.Code} manque pour {body.Name}"),
        CrossConstant constant => CrossAmount.Of(constant.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(operand), operand, "A national figure has no value per body."),
    };

    public CrossAmount National(CrossOperand operand)
    {
        switch (operand)
        {
            case CrossSum sum:
                var submitted = _facts.Of(sum).Where(s => s.Submitted).ToList();
                return submitted.Count == 0 ? CrossAmount.Unknown($"aucune déclaration {Statement(sum)} n’est déposée") : Sum(sum, submitted);
            case CrossReference reference:
                return National(reference);
            case CrossStatistic statistic:
                return _facts.Statistics.GetValueOrDefault((statistic.Table, statistic.Column)) is { } shown
                    ? CrossAmount.Of(shown)
                    : CrossAmount.Unknown($"le tableau {statistic.Table} ne montre aucun chiffre pour {_set.Exercise}");
            case CrossDuplicates:
                return _facts.Companies is { } companies
                    ? CrossAmount.Of(companies.Duplicates)
                    : CrossAmount.Unknown($"aucune liste d’entreprises n’a été envoyée pour {_set.Exercise}");
            default:
                return CrossAmount.Of(((CrossConstant)operand).Value);
        }
    }

    /// <summary>One sentence per kind of statement read.</summary>
    public IReadOnlyList<string> Coverage()
    {
        var sentences = _control.Sums.DistinctBy(s => (s.Kind, s.Type)).Select(sum =>
        {
            var statements = _facts.Of(sum).Where(s => s.Owed || s.Submitted).OrderBy(s => s.Body.Code, StringComparer.Ordinal).ToList();
            var coverage = new StatCoverage(
                _set.Exercise, [.. statements.Select(s => s.Body)], [.. statements.Where(s => s.Submitted).Select(s => s.Body)], null, Filtered: false);
            return $"{Statement(sum)}\u00a0: {coverage.Sentence(StatText.Family(sum.Type))}.";
        }).ToList();
        if (_control.Operands.OfType<CrossDuplicates>().Any() && _facts.Companies is { } list)
        {
            sentences.Add(
                $"Dernière liste envoyée\u00a0: {StatText.Number(list.Companies, 0)}\u00a0entreprises de {list.Operators.Count}\u00a0opérateurs ({string.Join(", ", list.Operators)}).");
        }

        return sentences;
    }

    /// <summary>
    /// The figure of the country when every body has submitted; else the sum of the figures of those that have; else the figure of the
    /// country, and the comparison is only provisional.
    /// </summary>
    private CrossAmount National(CrossReference reference)
    {
        var submitted = _population.Where(s => s.Submitted).ToList();
        var missing = _population.Where(s => s.Owed && !s.Submitted).Select(s => s.Body.Code).Order(StringComparer.Ordinal).ToList();
        var country = _facts.Figure(reference.Code, "");
        if (country is not null && missing.Count == 0)
        {
            return CrossAmount.Of(country.Value);
        }

        var each = submitted.Select(s => _facts.Figure(reference.Code, s.Body.Code)).ToList();
        if (each.Count > 0 && each.TrueForAll(f => f is not null))
        {
            return CrossAmount.Of(each.Sum(f => f!.Value));
        }

        if (country is null)
        {
            return CrossAmount.Unknown($"le chiffre de référence {reference.Code} manque pour {_set.Exercise}");
        }

        Partial = $"Le chiffre de référence porte sur tous les opérateurs, et {string.Join(", ", missing)} n’"
            + (missing.Count > 1 ? "ont" : "a") + " pas transmis.";
        return CrossAmount.Of(country.Value);
    }

    private static CrossAmount Sum(CrossSum sum, List<CrossStatement> statements)
    {
        if (sum.Sealed && statements.Find(s => !s.Intact) is { } broken)
        {
            return CrossAmount.Unknown($"l’empreinte du dépôt de {broken.Body.Name} n’est plus la bonne");
        }

        var sheets = statements.Select(s => sum.Sealed ? s.Sealed : s.Values);
        var numbers = sheets.SelectMany(sheet => sum.Cells.Where(sheet.ContainsKey).Select(c => sheet[c])).ToList();
        return numbers.Count == 0
            ? CrossAmount.Unknown($"{sum.Label}\u00a0: aucune des cellules n’est renseignée ({string.Join(", ", sum.Cells)})")
            : CrossAmount.Of(numbers.Sum());
    }

    private string Statement(CrossSum sum) => $"{CrossText.Kind(sum.Kind)}\u00a0{_set.Exercise}";
}
