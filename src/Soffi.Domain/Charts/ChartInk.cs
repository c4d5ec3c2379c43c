namespace Soffi.Domain.Charts;

/// <summary>A colour of the design system under both themes; style sheets know it by name, files carry the light one.</summary>
/// <param name="Name">Part of the names of CSS classes.</param>
/// <param name="Light">« #rrggbb » on a white background.</param>
/// <param name="Dark">« #rrggbb » on #161616.</param>
public sealed record ChartInk(string Name, string Light, string Dark);

/// <summary>What tells areas apart without colour.</summary>
public enum ChartPattern
{
    /// <summary>Background colour: an outline only.</summary>
    Empty,
    Solid,
    RisingLines,
    DotsOnBack,
    FallingLines,
    HorizontalLines,
    CrossedLines,
    VerticalLines,
    DotsOnInk,
}

public readonly record struct ChartFill(ChartInk Ink, ChartPattern Pattern);

/// <summary>
/// Colours and what doubles them. Each of the eight series has its own colour, at least 3:1 against the background in both
/// themes (RGAA 3.3), its own pattern, dashes and marker: any one is enough to tell them apart.
/// </summary>
public static class ChartPalette
{
    public static readonly ChartInk Text = new("text", "#161616", "#ffffff");

    public static readonly ChartInk Mention = new("mention", "#666666", "#929292");

    public static readonly ChartInk Grid = new("grid", "#dddddd", "#353535");

    public static readonly ChartInk Axis = new("axis", "#3a3a3a", "#cecece");

    public static readonly ChartInk Back = new("back", "#ffffff", "#161616");

    public static readonly IReadOnlyList<ChartInk> Series =
    [
        new("s1", "#000091", "#8585f6"),
        new("s2", "#ce614a", "#ce614a"),
        new("s3", "#009099", "#009099"),
        new("s4", "#a558a0", "#ce70cc"),
        new("s5", "#716043", "#c8aa39"),
        new("s6", "#417dc4", "#669fe0"),
        new("s7", "#18753c", "#27a658"),
        new("s8", "#6e445a", "#aea397"),
    ];

    /// <summary>From the lowest class of a map to the highest; their lightness alone is in order.</summary>
    public static readonly IReadOnlyList<ChartInk> Classes =
    [
        new("c1", "#e8edff", "#2a2a56"),
        new("c2", "#b6bdf5", "#46469a"),
        new("c3", "#8085ee", "#7c7cf5"),
        new("c4", "#4747c2", "#acacfb"),
        new("c5", "#000074", "#e8edff"),
    ];

    /// <summary>Text written on a class of a map.</summary>
    public static readonly IReadOnlyList<ChartInk> OnClasses =
    [
        new("t1", "#161616", "#ffffff"),
        new("t2", "#161616", "#ffffff"),
        new("t3", "#161616", "#161616"),
        new("t4", "#ffffff", "#161616"),
        new("t5", "#ffffff", "#161616"),
    ];

    public static IEnumerable<ChartInk> All => [Text, Mention, Grid, Axis, Back, .. Series, .. Classes, .. OnClasses];

    private static readonly ChartPattern[] Patterns =
    [
        ChartPattern.Solid, ChartPattern.RisingLines, ChartPattern.DotsOnBack, ChartPattern.HorizontalLines,
        ChartPattern.FallingLines, ChartPattern.DotsOnInk, ChartPattern.CrossedLines, ChartPattern.VerticalLines,
    ];

    private static readonly decimal[][] Dashes =
        [[], [7, 3], [2, 3], [9, 3, 2, 3], [14, 4], [4, 2], [9, 3, 2, 3, 2, 3], [1, 2]];

    /// <param name="series">From 0; beyond eight they begin again, which <see cref="ChartChecker"/> keeps from happening.</param>
    public static ChartInk InkOf(int series) => Series[series % Series.Count];

    public static ChartFill FillOf(int series) => new(InkOf(series), Patterns[series % Patterns.Length]);

    /// <summary>Lengths of dash and gap; empty for a plain line.</summary>
    public static IReadOnlyList<decimal> DashOf(int series) => Dashes[series % Dashes.Length];
}
