using System.Globalization;

namespace Soffi.Domain.Statistics;

/// <summary>Reads the values of an address one by one.</summary>
internal sealed class StatAddressReader(Func<StatTerm, (string Label, StatUnit Unit)?> name)
{
    private readonly List<StatMeasure> _measures = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _filters = [];
    private readonly Dictionary<string, IReadOnlyList<StatGrouping>> _groupings = [];
    private readonly List<string> _refusals = [];
    private StatQuery _query = new();

    public StatQuery Query => _query with { Measures = _measures, Filters = _filters, Groupings = _groupings };

    public IReadOnlyList<string> Refusals => _refusals;

    public void Take(string key, string value)
    {
        if (value.Length == 0)
        {
            return;
        }

        switch (key)
        {
            case "titre":
                _query = _query with { Title = value.Length > 200 ? value[..200] : value };
                break;
            case "mesure":
                Sum(value);
                break;
            case "indicateur":
                Indicator(value);
                break;
            case "serie":
                Series(value);
                break;
            case "lignes":
                _query = _query with { Rows = [.. _query.Rows, .. List(value)] };
                break;
            case "colonnes":
                _query = _query with { Columns = [.. _query.Columns, .. List(value)] };
                break;
            case "exercice":
                Exercises(value);
                break;
            case "operateur":
                _query = _query with { Operators = [.. _query.Operators.Concat(List(value)).Distinct(StringComparer.OrdinalIgnoreCase)] };
                break;
            case "perimetre":
                Perimeter(value);
                break;
            case "au":
                Instant(value);
                break;
            case "constant":
                _query = _query with { ConstantPerimeter = value is "1" or "true" };
                break;
            case "avec":
                Derived(value);
                break;
            case "avecsur":
                _query = _query with { DerivedOf = [.. List(value)] };
                break;
            case "plancher":
                Floor(value);
                break;
            case "totaux":
                _query = _query with { Totals = value != "0" };
                break;
            case "base":
                _query = _query with { Basis = value.Length > 100 ? value[..100] : value };
                break;
            case "f." + StatDimensions.Operator:
                _query = _query with { Operators = [.. _query.Operators.Concat(List(value)).Distinct(StringComparer.OrdinalIgnoreCase)] };
                break;
            case "f." + StatDimensions.Exercise:
                Exercises(value);
                break;
            case var filter when filter.StartsWith("f.", StringComparison.Ordinal) && List(value).Any():
                _filters[filter[2..]] = [.. (_filters.GetValueOrDefault(filter[2..]) ?? []).Concat(List(value)).Distinct()];
                break;
            case var group when group.StartsWith("g.", StringComparison.Ordinal):
                Grouping(group[2..], value);
                break;
            default:
                break;
        }
    }

    private void Sum(string value)
    {
        var parts = value.Split('|');
        var terms = List(parts.Length >= 5 ? parts[4] : parts[0]).Select(t => (Text: t, Term: StatTerm.TryParse(t))).ToList();
        if (terms.Count == 0 || terms.Find(t => t.Term is null) is { Text: not null })
        {
            Refuse($"La mesure {Quote(value)} ne se lit pas\u00A0: choisissez-la dans la liste.");
            return;
        }

        var known = name(terms[0].Term!);
        var unit = (parts.Length >= 5 ? ReadUnit(parts[2]) : null) ?? known?.Unit ?? new StatUnit("", 1, 0);
        Add(new StatMeasure(
            parts.Length >= 5 && parts[0].Length > 0 ? parts[0] : FreeCode(), parts.Length >= 5 && parts[1].Length > 0 ? parts[1] : known?.Label ?? value,
            parts.Length >= 6 ? parts[5] : "", unit)
        { Terms = [.. terms.Select(t => t.Term!)], IsHidden = parts.Length >= 5 && parts[3] == "cachee" });
    }

    private void Indicator(string value)
    {
        var parts = value.Split('|');
        var text = parts.Length >= 5 ? parts[4] : parts[0];
        if (StatFormula.Parse(text, out var refusal) is not { } formula)
        {
            Refuse(refusal!);
            return;
        }

        Add(new StatMeasure(
            parts.Length >= 5 && parts[0].Length > 0 ? parts[0] : FreeCode(), parts.Length >= 5 && parts[1].Length > 0 ? parts[1] : text,
            parts.Length >= 6 ? parts[5] : "", (parts.Length >= 5 ? ReadUnit(parts[2]) : null) ?? new StatUnit("", 1, 2))
        { Formula = formula, IsHidden = parts.Length >= 5 && parts[3] == "cachee" });
    }

    private void Series(string value)
    {
        var parts = value.Split('|');
        Add(new StatMeasure(
            parts.Length >= 5 && parts[0].Length > 0 ? parts[0] : FreeCode(), parts.Length >= 5 && parts[1].Length > 0 ? parts[1] : parts[0],
            parts.Length >= 6 ? parts[5] : "", (parts.Length >= 5 ? ReadUnit(parts[2]) : null) ?? new StatUnit("", 1, 0))
        { Series = parts.Length >= 5 ? parts[4] : parts[0] });
    }

    private void Add(StatMeasure measure)
    {
        if (_measures.Exists(m => m.Code == measure.Code))
        {
            Refuse($"Deux mesures portent le code {Quote(measure.Code)}\u00A0: changez-en un.");
            return;
        }

        _measures.Add(measure);
    }

    /// <summary>« M1 », « M2 »…: what formulas name a measure that was given no code.</summary>
    private string FreeCode() => Enumerable.Range(1, int.MaxValue).Select(i => string.Create(CultureInfo.InvariantCulture, $"M{i}"))
        .First(code => !_measures.Exists(m => m.Code == code));

    private static StatUnit? ReadUnit(string text)
    {
        var parts = text.Split('/');
        return parts.Length >= 3 && decimal.TryParse(parts[^2], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var divisor) && divisor > 0
            && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var decimals) && decimals <= 4
            ? new StatUnit(string.Join('/', parts[..^2]), divisor, decimals)
            : null;
    }

    private void Exercises(string value)
    {
        foreach (var text in List(value))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1900 and < 2200)
            {
                _query = _query with { Exercises = [.. _query.Exercises.Append(year).Distinct().Order()] };
            }
            else
            {
                Refuse($"L’exercice {Quote(text)} n’est pas une année\u00A0: écrivez-la en quatre chiffres.");
            }
        }
    }

    private void Perimeter(string value)
    {
        if (StatAddress.Perimeters.FirstOrDefault(p => p.Value == value).Key is var known && Enum.IsDefined(known))
        {
            _query = _query with { Perimeter = known };
        }
        else
        {
            Refuse($"Le périmètre {Quote(value)} n’existe pas\u00A0: choisissez {string.Join(", ", StatAddress.Perimeters.Values)}.");
        }
    }

    private void Instant(string value)
    {
        if (DateOnly.TryParseExact(value, ["yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            _query = _query with { AsOf = Declarations.ParisTime.At(day.AddDays(1), TimeOnly.MinValue) };
        }
        else if (DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            _query = _query with { AsOf = instant.ToUniversalTime() };
        }
        else
        {
            Refuse($"La date {Quote(value)} ne se lit pas\u00A0: écrivez-la jj/mm/aaaa.");
        }
    }

    private void Derived(string value)
    {
        foreach (var word in List(value))
        {
            if (StatAddress.DerivedWords.FirstOrDefault(d => d.Value == word).Key is var known && known != StatDerived.None)
            {
                _query = _query with { Derived = _query.Derived | known };
            }
            else
            {
                Refuse($"Le calcul {Quote(word)} n’existe pas\u00A0: choisissez {string.Join(", ", StatAddress.DerivedWords.Values)}.");
            }
        }
    }

    private void Floor(string value)
    {
        if (decimal.TryParse(value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var floor))
        {
            _query = _query with { GrowthFloor = floor };
        }
        else
        {
            Refuse($"Le plancher {Quote(value)} n’est pas un nombre positif.");
        }
    }

    private void Grouping(string dimension, string value)
    {
        var parts = value.Split('|');
        if (parts.Length != 3 || parts[0].Length is 0 or > 16 || !parts[0].All(char.IsAsciiLetterOrDigit) || parts[1].Length is 0 or > 80)
        {
            Refuse($"Le regroupement {Quote(value)} ne se lit pas\u00A0: donnez un code, un libellé et des modalités.");
            return;
        }

        _groupings[dimension] = [.. _groupings.GetValueOrDefault(dimension) ?? [], new StatGrouping(parts[0], parts[1], [.. List(parts[2])])];
    }

    private void Refuse(string sentence) => _refusals.Add(sentence);

    private static IEnumerable<string> List(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Quote(string text) => $"«\u00A0{(text.Length > 40 ? text[..40] + "…" : text)}\u00A0»";
}
