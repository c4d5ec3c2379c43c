using System.Globalization;
using Soffi.Domain.Statistics;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Statistics;

/// <summary>The list of the published tables, under their headings.</summary>
public sealed record StatListViewModel(IReadOnlyList<(string Theme, IReadOnlyList<StatTable> Tables)> Groups)
{
    public static StatListViewModel Of(IReadOnlyList<StatTable> tables) => new(
        [.. StatTable.Themes.Select(t => t.Label).Append(StatTable.OtherThemes)
            .Select(theme => (theme, (IReadOnlyList<StatTable>)[.. tables.Where(t => t.Theme == theme)])).Where(g => g.Item2.Count > 0)]);
}

/// <summary>One table for one choice.</summary>
/// <param name="Filter">Null when the choice was refused.</param>
public sealed record StatTableViewModel(StatTable Table, StatFrame Frame, StatFilter? Filter, StatScope Scope, bool IsDemonstration) : IStatResultPage
{
    /// <summary>Null when the choice was refused.</summary>
    public StatResult? Result { get; init; }

    public int Page { get; init; } = 1;

    /// <summary>Explanations that bear on the cells counted; none for a reader of aggregates.</summary>
    public IReadOnlyList<ExplanationNote> Notes { get; init; } = [];

    /// <summary>One French sentence per refused value.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    public bool ByOperator => Scope == StatScope.ByOperator;

    /// <summary>Whether the perimeter may be made constant: exercises are compared, and the reader sees who is counted.</summary>
    public bool OffersConstantPerimeter => ByOperator && Table.Families.Count > 0 && (Table.Query.Compares || !Table.IsOfOneExercise);

    /// <summary>Whether there is no exercise to show yet.</summary>
    public bool IsEmpty => Frame.Exercises.Count == 0;

    /// <summary>Why there is nothing yet, and when there will be.</summary>
    public string Emptiness => Table.Families.Count == 0
        ? "La série publiée que ce tableau montre n’est pas encore importée."
        : "Aucun exercice n’est encore ouvert\u00A0: le tableau s’affichera dès l’ouverture de la première campagne.";

    /// <summary>The latest first; a series may also be asked whole.</summary>
    public IReadOnlyList<Choice> ExerciseChoices
    {
        get
        {
            var choices = Frame.Exercises.Reverse().Select(e => new Choice(Year(e), Year(e)));
            return !Table.IsOfOneExercise ? WithSeveral(choices, "Tous les exercices", ExerciseValue, Frame.Exercises.Count) : [.. choices];
        }
    }

    /// <summary>Too many to look for one in a list: its code is typed.</summary>
    public bool NamesOperators => Frame.Operators.Count > StatFilter.MostListed;

    public IReadOnlyList<Choice> OperatorChoices =>
        WithSeveral(Frame.Operators.Select(o => new Choice(o.Code, o.Name)), "Tous les opérateurs", OperatorValue, Frame.Operators.Count);

    public string ExerciseValue => Filter is null ? ExercisesKept
        : !Table.IsOfOneExercise && Filter.Exercises.Count == Frame.Exercises.Count ? "" : string.Join(',', Filter.Exercises);

    /// <summary>The exercises asked that exist, when something else was refused.</summary>
    public string ExercisesKept { get; init; } = "";

    /// <summary>What was asked as operators and refused, word for word.</summary>
    public string OperatorsRefused { get; init; } = "";

    public string OperatorValue => Filter is null ? OperatorsRefused : string.Join(',', Filter.Operators.Select(o => o.Code));

    public string ExportPath(StatFormat format) => $"/statistiques/{Table.Id}/export.{format.Word}{Query()}";

    /// <param name="format">« svg » or « png ».</param>
    public string ChartPath(string format) => $"/statistiques/{Table.Id}/graphique.{format}{Query()}";

    public string OriginPath(string row, string column) => $"/statistiques/{Table.Id}/origine{Query(("ligne", row), ("colonne", column))}";

    public string TablePath => $"/statistiques/{Table.Id}{Query()}";

    public string PagePath(int page) => $"/statistiques/{Table.Id}{Query(("page", page.ToString(CultureInfo.InvariantCulture)))}#tableau";

    /// <summary>The choice as a query string: the same address gives the same table.</summary>
    private string Query(params (string Key, string Value)[] more)
    {
        List<KeyValuePair<string, string?>> parts = [new("exercice", string.Join(',', Filter!.Exercises))];
        if (Filter.Operators.Count > 0)
        {
            parts.Add(new("operateur", OperatorValue));
        }

        if (Filter.ConstantPerimeter)
        {
            parts.Add(new("constant", "1"));
        }

        parts.AddRange(more.Select(m => KeyValuePair.Create(m.Key, (string?)m.Value)));
        return QueryString.Create(parts).ToString().Replace("%2C", ",", StringComparison.Ordinal);
    }

    /// <summary>« All » first; a choice of several made by an address stays chosen when the form is sent again.</summary>
    private static IReadOnlyList<Choice> WithSeveral(IEnumerable<Choice> choices, string all, string chosen, int count) =>
        chosen.Contains(',', StringComparison.Ordinal) && chosen.Split(',').Length < count
            ? [new Choice("", all), new Choice(chosen, chosen.Replace(",", ", ", StringComparison.Ordinal)), .. choices]
            : [new Choice("", all), .. choices];

    private static string Year(int exercise) => exercise.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What the partial view of a result needs, whichever page shows it.</summary>
public interface IStatResultPage
{
    /// <summary>Explanations that bear on the cells counted; none where the page says none.</summary>
    IReadOnlyList<ExplanationNote> Notes => [];

    StatResult? Result { get; }

    /// <summary>Whether the reader may open the statements behind a figure.</summary>
    bool ByOperator { get; }

    bool IsDemonstration { get; }

    /// <summary>Page of the lines asked for: it is of the screen alone, and no part of the question.</summary>
    int Page { get; }

    /// <summary>The lines shown; the files, the chart and the origins are of the whole result.</summary>
    StatResultPage<StatRowGroup> Shown => StatResultPage.Of(Result!, Page, StatResultPage.Most(ByOperator ? OriginPath("", "").Length : 0));

    /// <summary>Address of another page of the same result.</summary>
    string PagePath(int page);

    string ExportPath(StatFormat format);

    /// <param name="format">« svg » or « png ».</param>
    string ChartPath(string format);

    string OriginPath(string row, string column);
}

/// <summary>One figure of a result and what it is made of.</summary>
/// <param name="Question">The question, kept to that figure.</param>
public sealed record StatFigure(StatRow Row, StatResultColumn Column, StatCell Cell, StatQuery Question)
{
    public StatMeasure Measure => Question.Measures[0];

    /// <summary>The figure at that line and column, or null when there is none that cells make.</summary>
    public static StatFigure? Find(StatResult result, string? line, string? columnCode)
    {
        var column = columnCode is null ? result.Columns.LastOrDefault(c => c.HasOrigin) : result.Columns.FirstOrDefault(c => c.Code == columnCode);
        var key = line ?? (result.Rows.LastOrDefault(r => r.Kind != StatRowKind.Growth)?.Key ?? "");
        return column is not null && result.At(key, column.Code) is { } question && result.Find(key, column.Code) is { } cell
            ? new StatFigure(result.Rows.First(r => r.Key == key), column, cell, question)
            : null;
    }
}

/// <param name="Statements">The statements that bring something to the figure; empty when nothing was submitted.</param>
/// <param name="Back">Address of the table.</param>
public sealed record StatOriginViewModel(
    StatTable Table, string Back, StatFigure Figure, IReadOnlyList<OriginStatement> Statements, StatCells Cells, IReadOnlyList<StatBreak> Breaks)
{
    /// <summary>Decimals of the cells themselves: euros show their cents, people do not.</summary>
    public int Decimals => Kind is Domain.Forms.CellType.Amount ? 2 : Kind is Domain.Forms.CellType.Rate or Domain.Forms.CellType.Decimal ? 4 : 0;

    public string RawUnit => First?.Cell.Unit ?? "";

    private StatCellInfo? First => Figure.Measure.Terms.SelectMany(Cells.Resolve).FirstOrDefault();

    private Domain.Forms.CellType? Kind => First?.Cell.Type;

    /// <summary>« Contrats d’apprentissage, Total ».</summary>
    public string LabelOf(Domain.Forms.CellCode code) => Cells.Find(Figure.Measure.Terms[0].Family, code)?.Cell.Label ?? "";
}
