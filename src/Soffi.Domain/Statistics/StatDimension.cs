namespace Soffi.Domain.Statistics;

/// <summary>One value of a dimension.</summary>
/// <param name="Code">« F », « 84 », « AKTO », « 2025 ».</param>
/// <param name="Label">« Femmes ».</param>
public sealed record StatMember(string Code, string Label);

/// <summary>Several members counted as one: « Moins de 26 ans » = A17 + A25.</summary>
/// <param name="Code">Unique among the members and groupings of its dimension.</param>
public sealed record StatGrouping(string Code, string Label, IReadOnlyList<string> Members);

/// <summary>What figures may be crossed by or kept to.</summary>
/// <param name="Code">« sexe »; one of <see cref="StatDimensions"/>, or that of an axis of forms.</param>
/// <param name="Label">« Sexe ».</param>
/// <param name="Axes">Names of the axes of the forms that give it; empty for those of the statement itself.</param>
/// <param name="Members">In the order shown.</param>
/// <param name="Groupings">Offered beside the members.</param>
public sealed record StatDimension(
    string Code, string Label, IReadOnlyList<string> Axes, IReadOnlyList<StatMember> Members, IReadOnlyList<StatGrouping> Groupings)
{
    /// <summary>Members of a year are never added up: one stock counted twice is no figure.</summary>
    public bool IsAdditive => Code != StatDimensions.Exercise;

    public StatMember? Find(string code) =>
        Members.FirstOrDefault(m => m.Code.Equals(code, StringComparison.OrdinalIgnoreCase))
        ?? (Groupings.FirstOrDefault(g => g.Code.Equals(code, StringComparison.OrdinalIgnoreCase)) is { } group ? new StatMember(group.Code, group.Label) : null);
}

/// <summary>The dimensions that every figure has, besides those of its cell.</summary>
public static class StatDimensions
{
    public const string Operator = "operateur";

    /// <summary>OPCO, ATPRO, FAF.</summary>
    public const string Type = "type";

    public const string Exercise = "exercice";

    /// <summary>The region of the cell where the form tells regions apart, else that of the operator.</summary>
    public const string Region = "region";

    /// <summary>The figures asked for, side by side.</summary>
    public const string Measure = "mesure";
}

/// <summary>How the axes of the forms are named for readers of statistics: a file, so that a new axis needs no code.</summary>
/// <param name="Code">« niveau ».</param>
/// <param name="Label">« Niveau de diplôme ».</param>
/// <param name="Axes">« niveauPrepare », « niveauVise »: axes that mean the same thing.</param>
public sealed record StatDimensionNames(string Code, string Label, IReadOnlyList<string> Axes, IReadOnlyList<StatGrouping> Groupings);
