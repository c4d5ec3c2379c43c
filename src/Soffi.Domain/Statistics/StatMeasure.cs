using Soffi.Domain.Forms;

namespace Soffi.Domain.Statistics;

/// <param name="Label">« M€ », « contrats ».</param>
/// <param name="Divisor">Units of the cells in one unit shown: 1 000 000 for euros shown in M€.</param>
/// <param name="Decimals">Decimals shown; values keep all theirs underneath.</param>
public sealed record StatUnit(string Label, decimal Divisor, int Decimals);

/// <summary>
/// Cells of one table of one family that a measure adds up: <c>ESF.OPCO:C1X.@age.@niveau*sexe</c>, <c>ESF.OPCO:B2.010+011.TOT</c>. Lines and
/// columns are codes joined by « + », or <c>@</c> and the dimensions whose crossing they unfold.
/// </summary>
public sealed record StatTerm(StatFamily Family, string Table, string Rows, string Columns)
{
    public override string ToString() => $"{Family.Code}:{Table}.{Rows}.{Columns}";

    public static StatTerm? TryParse(string? text)
    {
        var parts = (text ?? "").Split(':');
        var place = parts.Length == 2 ? parts[1].Split('.') : [];
        return parts.Length == 2 && StatFamily.Find(parts[0]) is { } family && place.Length == 3 && Array.TrueForAll(place, p => p.Length > 0)
            ? new StatTerm(family, place[0], place[1], place[2])
            : null;
    }

    /// <summary>One cell.</summary>
    public static StatTerm Of(StatFamily family, CellCode code) => new(family, code.Table, code.Row, code.Column);
}

/// <summary>A figure asked for: a sum of cells, an indicator on other measures, or a published series.</summary>
/// <param name="Code">« APP »; unique in the query; letters first, as formulas name it, or digits for months.</param>
/// <param name="Label">Short heading.</param>
/// <param name="Definition">What it counts, in full; may be empty.</param>
/// <param name="Unit">How it is shown.</param>
public sealed record StatMeasure(string Code, string Label, string Definition, StatUnit Unit)
{
    /// <summary>The cells added up; empty for an indicator.</summary>
    public IReadOnlyList<StatTerm> Terms { get; init; } = [];

    /// <summary>The indicator; null for a sum.</summary>
    public StatFormula? Formula { get; init; }

    /// <summary>Read to compute indicators, not shown.</summary>
    public bool IsHidden { get; init; }

    /// <summary>A series published before Soffi, by its code; null for what is declared in Soffi.</summary>
    public string? Series { get; init; }

    public bool IsIndicator => Formula is not null;
}
