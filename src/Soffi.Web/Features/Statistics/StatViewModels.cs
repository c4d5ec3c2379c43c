using System.Globalization;
using Soffi.Domain.Statistics;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Statistics;

public sealed record StatListViewModel(IReadOnlyList<StatTable> Tables);

/// <summary>One table for one choice.</summary>
/// <param name="Filter">Null when the choice was refused.</param>
public sealed record StatTableViewModel(StatTable Table, StatFrame Frame, StatFilter? Filter, StatScope Scope, bool IsDemonstration)
{
    /// <summary>Null when the choice was refused.</summary>
    public StatResult? Result { get; init; }

    /// <summary>One French sentence per refused value.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    public bool ByOperator => Scope == StatScope.ByOperator;

    /// <summary>The latest first; a series may also be asked whole.</summary>
    public IReadOnlyList<Choice> ExerciseChoices
    {
        get
        {
            var choices = Frame.Exercises.Reverse().Select(e => new Choice(Year(e), Year(e)));
            return Table.Rows == StatRowAxis.Exercises ? WithSeveral(choices, "Tous les exercices", ExerciseValue, Frame.Exercises.Count) : [.. choices];
        }
    }

    public IReadOnlyList<Choice> OperatorChoices =>
        WithSeveral(Frame.Operators.Select(o => new Choice(o.Code, o.Name)), "Tous les opérateurs", OperatorValue, Frame.Operators.Count);

    public string ExerciseValue => Filter is null || (Table.Rows == StatRowAxis.Exercises && Filter.Exercises.Count == Frame.Exercises.Count)
        ? ""
        : string.Join(',', Filter.Exercises);

    public string OperatorValue => Filter is null ? "" : string.Join(',', Filter.Operators.Select(o => o.Code));

    public string ExportPath => $"/statistiques/{Table.Id}/export.xlsx{Query()}";

    /// <param name="format">« svg » or « png ».</param>
    public string ChartPath(string format) => $"/statistiques/{Table.Id}/graphique.{format}{Query()}";

    public string OriginPath(string row, string column) => $"/statistiques/{Table.Id}/origine{Query(("ligne", row), ("colonne", column))}";

    public string TablePath => $"/statistiques/{Table.Id}{Query()}";

    /// <summary>The choice as a query string: the same address gives the same table.</summary>
    private string Query(params (string Key, string Value)[] more)
    {
        List<KeyValuePair<string, string?>> parts = [new("exercice", string.Join(',', Filter!.Exercises))];
        if (Filter.Operators.Count > 0)
        {
            parts.Add(new("operateur", OperatorValue));
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

/// <summary>One figure of a result and what it is made of.</summary>
/// <param name="OperatorId">Null for a total or an exercise.</param>
public sealed record StatFigure(StatRow Row, StatColumn Column, StatCell Cell, int Exercise, int? OperatorId)
{
    /// <summary>The figure at that line and column, or null when there is none that cells make.</summary>
    public static StatFigure? Find(StatResult result, string? line, string? columnCode)
    {
        var byOperator = result.Table.Rows == StatRowAxis.Operators;
        var key = line ?? (byOperator ? StatRow.TotalKey : string.Concat(result.Filter.Exercises.TakeLast(1)));
        var column = columnCode is null ? result.Table.Columns[^1] : result.Table.FindColumn(columnCode);
        var row = result.Rows.FirstOrDefault(r => r.Key == key && r.Kind != StatRowKind.Growth);
        if (row is null || column is null)
        {
            return null;
        }

        var year = byOperator ? result.Filter.Exercises[0] : int.Parse(key, CultureInfo.InvariantCulture);
        var one = result.Coverage.SelectMany(c => c.Due).FirstOrDefault(o => byOperator && o.Code == key);
        return new StatFigure(row, column, result.Find(key, column.Code)!, year, one?.Id);
    }
}

/// <param name="Statements">The statements that bring something to the figure; empty when nothing was submitted.</param>
public sealed record StatOriginViewModel(StatTableViewModel Page, StatFigure Figure, IReadOnlyList<OriginStatement> Statements)
{
    /// <summary>Decimals of the cells themselves: euros show their cents, people do not.</summary>
    public int Decimals => Page.Table.Unit.Divisor > 1 ? 2 : 0;

    public string RawUnit => Page.Table.Unit.Divisor > 1 ? "€" : Page.Table.Unit.Label;
}
