using System.Globalization;
using System.Text;

namespace Soffi.Domain.Statistics;

/// <summary>
/// A question as text: the query string of its address, which is also what is saved, frozen and sent to the API. Reading what was
/// written gives the same question back.
/// <code>mesure=ESF.OPCO:B2.010.TOT&amp;lignes=operateur&amp;colonnes=exercice&amp;exercice=2024,2025&amp;f.sexe=F&amp;perimetre=validees</code>
/// </summary>
public static class StatAddress
{
    /// <summary>Longest text of a question, in characters.</summary>
    public const int MaxLength = 8000;

    internal static readonly Dictionary<StatPerimeter, string> Perimeters = new()
    {
        [StatPerimeter.Accepted] = "validees",
        [StatPerimeter.Submitted] = "deposees",
        [StatPerimeter.AsOf] = "date",
    };

    internal static readonly Dictionary<StatDerived, string> DerivedWords = new()
    {
        [StatDerived.Difference] = "ecart",
        [StatDerived.Growth] = "evolution",
        [StatDerived.ShareOfColumn] = "part",
        [StatDerived.ShareOfRow] = "partligne",
        [StatDerived.Rank] = "rang",
    };

    /// <summary>The query string, without « ? », keys in a fixed order.</summary>
    public static string Write(StatQuery query)
    {
        var text = new StringBuilder();
        Add("titre", query.Title);
        foreach (var measure in query.Measures)
        {
            Add(measure.Formula is null ? measure.Series is null ? "mesure" : "serie" : "indicateur", Measure(measure));
        }

        Add("lignes", string.Join(',', query.Rows));
        Add("colonnes", string.Join(',', query.Columns));
        Add("exercice", string.Join(',', query.Exercises.Select(StatText.Year)));
        Add("operateur", string.Join(',', query.Operators));
        foreach (var (dimension, members) in query.Filters.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            Add("f." + dimension, string.Join(',', members));
        }

        foreach (var (dimension, group) in query.Groupings.OrderBy(g => g.Key, StringComparer.Ordinal).SelectMany(g => g.Value.Select(x => (g.Key, x))))
        {
            Add("g." + dimension, $"{group.Code}|{group.Label}|{string.Join(',', group.Members)}");
        }

        Add("perimetre", Perimeters[query.Perimeter]);
        Add("au", query.AsOf?.ToString("O", CultureInfo.InvariantCulture) ?? "");
        Add("constant", query.ConstantPerimeter ? "1" : "");
        Add("avec", string.Join(',', DerivedWords.Where(d => query.Derived.HasFlag(d.Key)).Select(d => d.Value)));
        Add("avecsur", string.Join(',', query.DerivedOf));
        Add("plancher", query.GrowthFloor == 0 ? "" : query.GrowthFloor.ToString(CultureInfo.InvariantCulture));
        Add("totaux", query.Totals ? "" : "0");
        Add("base", query.Basis);
        return text.ToString();

        void Add(string key, string value)
        {
            if (value.Length > 0)
            {
                text.Append(text.Length == 0 ? "" : "&").Append(key).Append('=').Append(Escape(value));
            }
        }
    }

    /// <summary>Reads the values of a query string; whether they make a sound question is told by <see cref="StatQueryCheck"/>.</summary>
    /// <param name="pairs">Key and decoded value, in order; keys it does not know are left to the caller.</param>
    /// <param name="name">Label and unit of a measure written as its cells only.</param>
    /// <returns>The question, with one French sentence per value that cannot be read.</returns>
    public static (StatQuery Query, IReadOnlyList<string> Refusals) Read(
        IEnumerable<KeyValuePair<string, string>> pairs, Func<StatTerm, (string Label, StatUnit Unit)?> name)
    {
        var reader = new StatAddressReader(name);
        foreach (var (key, value) in pairs)
        {
            reader.Take(key, value.Trim());
        }

        return (reader.Query, reader.Refusals);
    }

    private static string Measure(StatMeasure measure) => string.Join('|', measure.Code, measure.Label, Unit(measure.Unit), measure.IsHidden ? "cachee" : "",
        measure.Formula?.Text ?? measure.Series ?? string.Join(',', measure.Terms.Select(t => t.ToString())), measure.Definition);

    private static string Unit(StatUnit unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{unit.Label}/{unit.Divisor}/{unit.Decimals}");

    private static string Escape(string value) => Uri.EscapeDataString(value)
        .Replace("%3A", ":", StringComparison.Ordinal).Replace("%2C", ",", StringComparison.Ordinal).Replace("%40", "@", StringComparison.Ordinal)
        .Replace("%2A", "*", StringComparison.Ordinal).Replace("%2F", "/", StringComparison.Ordinal);
}
