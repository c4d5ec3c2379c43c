using System.Text.Json;
using Soffi.Domain;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Home;

/// <summary>A figure of the home page: one column of a published table, which says what it counts, its unit and its basis.</summary>
/// <param name="Code">Unique, « CHARGES ».</param>
/// <param name="Question">The column alone, with what its indicator reads, exercise by exercise.</param>
public sealed record KeyFigure(string Code, string Label, StatTable Table, StatMeasure Measure, StatQuery Question)
{
    /// <summary>What is computed: the question as a table of its own, kept as the published ones are.</summary>
    public StatTable Asked => Table with { Id = $"accueil {Code}", Blocks = [new StatBlock("", Question)], Basis = Question.Basis };
}

/// <summary>The figures of the home page, read from a file that names columns of the published tables: changing them is changing that file.</summary>
public sealed class KeyFigures
{
    private KeyFigures(IReadOnlyList<KeyFigure> all) => All = all;

    public IReadOnlyList<KeyFigure> All { get; }

    /// <param name="file">Name shown in errors.</param>
    /// <exception cref="StatTableException">The file is malformed, or names a table, a block or a column that does not exist.</exception>
    public static KeyFigures Read(string file, string json, StatTables tables)
    {
        var content = Parse(file, json);
        return content.Figures.GroupBy(f => f.Code).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw Refuse(file, json, twice.Key, "ce code est employé deux fois.")
            : new KeyFigures([.. content.Figures.Select(f => Figure(f, tables, sentence => Refuse(file, json, f.Code, sentence)))]);
    }

    private static KeyFigure Figure(FigureFile figure, StatTables tables, Func<string, StatTableException> refuse)
    {
        var table = tables.Find(figure.Table) ?? throw refuse($"le tableau «\u00A0{figure.Table}\u00A0» n’existe pas.");
        var block = (figure.Block is null ? table.Blocks[0] : table.Blocks.FirstOrDefault(b => b.Label == figure.Block))
            ?? throw refuse($"le tableau {table.Id} n’a pas de partie «\u00A0{figure.Block}\u00A0».");
        var column = block.Query.Measures.FirstOrDefault(m => m.Code == figure.Column && !m.IsHidden)
            ?? throw refuse($"le tableau {table.Id} n’a pas de colonne «\u00A0{figure.Column}\u00A0».");
        var measure = column with { Label = figure.Label, Unit = figure.Unit is null ? column.Unit : column.Unit with { Label = figure.Unit } };
        return new KeyFigure(figure.Code, figure.Label, table, measure, block.Query with
        {
            Title = figure.Label,
            Rows = [StatDimensions.Exercise],
            Columns = [StatDimensions.Measure],
            Measures = [measure, .. block.Query.Measures.Where(m => column.Formula?.Measures.Contains(m.Code) == true).Select(m => m with { IsHidden = true })],
            Derived = StatDerived.Difference | StatDerived.Growth,
            DerivedOf = [],
            Totals = false,
            Basis = figure.Basis ?? table.Basis,
        });
    }

    private static ContentFile Parse(string file, string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ContentFile>(json, StrictJson.Options) ?? throw new StatTableException(file, 1, "le fichier est vide.");
        }
        catch (JsonException refused)
        {
            throw new StatTableException(file, (refused.LineNumber ?? 0) + 1, $"clé inconnue ou absente, ou valeur refusée ({refused.Path ?? "$"}).");
        }
    }

    private static StatTableException Refuse(string file, string json, string code, string sentence) =>
        new(file, 1 + json.AsSpan(0, Math.Max(0, json.IndexOf($"\"{code}\"", StringComparison.Ordinal))).Count('\n'), $"chiffre «\u00A0{code}\u00A0»\u00A0: {sentence}");

    private sealed record ContentFile(IReadOnlyList<FigureFile> Figures);

    private sealed record FigureFile(
        string Code, string Label, string Table, string Column, string? Block = null, string? Basis = null, string? Unit = null);
}
