namespace Soffi.Domain.Forms;

/// <summary>
/// A rule of the form (reference-metier §5), already expanded: one instance per row or column it was declared for.
/// </summary>
/// <param name="Code">« T07 ».</param>
/// <param name="Instance">« T07 », or « T11:APP » for an expanded one; unique in the form. Explanations hang on it.</param>
/// <param name="Severity">What a failure means.</param>
/// <param name="Label">« Total de l’actif égal au total du passif ».</param>
/// <param name="Condition">True when all is well. Blank operands count as zero in comparisons.</param>
/// <param name="When">Evaluated first: the control is silent unless true; null for always.</param>
/// <param name="Tolerance">
/// Greatest accepted gap, in the unit of the operands (1 € on a sum, 0.1 point on a rate), applied to = &lt;= and &gt;=.
/// </param>
/// <param name="Message">
/// French template. <c>{B4.390.NET}</c> is replaced by the formatted value, <c>{écart}</c> by the absolute gap,
/// <c>{toléré}</c> by the tolerance, <c>{= expression}</c> by a formula's value.
/// </param>
/// <param name="LegalBasis">Article; may be empty.</param>
/// <param name="Cells">Cells to point at.</param>
public sealed record Control(
    string Code, string Instance, Severity Severity, string Label, Formula Condition, Formula? When, decimal Tolerance,
    string Message, string LegalBasis, IReadOnlyList<CellCode> Cells)
{
    /// <summary>A tolerance that depends on the cells or the parameters; null when it is <see cref="Tolerance"/>.</summary>
    public Formula? ToleranceFormula { get; init; }

    /// <summary>Shown to agents during the review only; never blocking.</summary>
    public bool ForAgents { get; init; }

    /// <summary>The formulas of the message, by the text between braces.</summary>
    public IReadOnlyDictionary<string, Formula> Holes { get; init; } = new Dictionary<string, Formula>();
}

/// <summary>A control that failed, with the values in its message.</summary>
/// <param name="Message">A whole French sentence: the formula with its values, the gap, what to do.</param>
public sealed record Finding(
    string ControlCode, string Instance, Severity Severity, string Label, string Message, string LegalBasis,
    IReadOnlyList<CellCode> Cells);
