using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Statistics;

/// <summary>What one verdict speaks of.</summary>
public enum CrossPer
{
    /// <summary>All the bodies together.</summary>
    National,

    /// <summary>Each body.</summary>
    Operator,
}

/// <summary>What must hold between the two sides.</summary>
public enum CrossComparison
{
    Equal,
    AtMost,
    AtLeast,

    /// <summary>The first divided by the second lies between two bounds.</summary>
    Ratio,
}

/// <summary>One side of a cross control.</summary>
/// <param name="Label">In a sentence: « les dotations déclarées ».</param>
/// <param name="Unit">« € », « contrats »; that of the cells and of the reference figure.</param>
public abstract record CrossOperand(string Label, string Unit);

/// <summary>The sum of cells of submitted statements, of one body or of all those that submitted.</summary>
/// <param name="Sealed">
/// Read again in the sealed evidence of each submission (canonical JSON and its hash) rather than in the rows that statistics add up.
/// </param>
public sealed record CrossSum(string Label, string Unit, StatementKind Kind, OperatorType Type, IReadOnlyList<CellCode> Cells, bool Sealed)
    : CrossOperand(Label, Unit);

/// <summary>A figure somebody else published, entered by an agent.</summary>
public sealed record CrossReference(string Label, string Unit, string Code) : CrossOperand(Label, Unit);

/// <summary>The figure that a published table shows, all bodies together.</summary>
public sealed record CrossStatistic(string Label, string Unit, string Table, string Column) : CrossOperand(Label, Unit);

/// <summary>How many companies stand under several bodies in the last list sent by an agent.</summary>
public sealed record CrossDuplicates(string Label, string Unit) : CrossOperand(Label, Unit);

/// <summary>A threshold of the file.</summary>
public sealed record CrossConstant(string Label, string Unit, decimal Value) : CrossOperand(Label, Unit);

/// <summary>A threshold, a bound, a tolerance: never a constant of the code.</summary>
/// <param name="LegalBasis">Article or order; may be empty for a plausibility threshold.</param>
public sealed record CrossParameter(string Name, decimal Value, string Label, string LegalBasis);

/// <summary>How finely a reference figure is given.</summary>
public enum ReferencePerimeter
{
    /// <summary>One figure for the country.</summary>
    National,

    /// <summary>One figure per body.</summary>
    Operator,

    /// <summary>Either, or both.</summary>
    Both,
}

/// <summary>A figure the agents are asked for.</summary>
/// <param name="Code">« FC-DOTATIONS »; permanent.</param>
/// <param name="Type">The bodies it is given for.</param>
/// <param name="Definition">Where it is found and what it counts.</param>
public sealed record ReferenceDefinition(
    string Code, string Label, string Unit, ReferencePerimeter Perimeter, OperatorType Type, string Definition);

/// <summary>A comparison between declarations, or between declarations and what others publish (reference-metier §5.7). For agents.</summary>
/// <param name="Code">« X01 ».</param>
/// <param name="Tolerance">Absolute gap that passes; null for none.</param>
/// <param name="TolerancePercent">Gap that passes, in percent of the second side; the wider of the two counts. Null for none.</param>
/// <param name="Least">Bound of a ratio.</param>
/// <param name="Most">Bound of a ratio.</param>
/// <param name="RatioUnit">« € par contrat »; empty unless a ratio.</param>
/// <param name="Help">What to do about a gap.</param>
public sealed record CrossControl(
    string Code, string Label, string LegalBasis, string Help, CrossPer Per, CrossComparison Comparison, CrossOperand Left, CrossOperand Right,
    CrossParameter? Tolerance, CrossParameter? TolerancePercent, CrossParameter? Least, CrossParameter? Most, string RatioUnit)
{
    public IEnumerable<CrossOperand> Operands => [Left, Right];

    public IEnumerable<CrossSum> Sums => Operands.OfType<CrossSum>();

    /// <summary>The thresholds it rests on, each with its legal basis.</summary>
    public IEnumerable<CrossParameter> Parameters =>
        new[] { Tolerance, TolerancePercent, Least, Most }.OfType<CrossParameter>();
}

/// <summary>The cross controls of one exercise.</summary>
/// <param name="Places">Where each control is written, by code.</param>
public sealed record CrossControlSet(
    int Exercise, IReadOnlyList<ReferenceDefinition> References, IReadOnlyList<CrossControl> Controls, IReadOnlyDictionary<string, FormPlace> Places)
{
    public ReferenceDefinition? FindReference(string? code) => References.FirstOrDefault(r => r.Code == code);
}
