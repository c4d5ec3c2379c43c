namespace Soffi.Domain.Forms;

/// <summary>All the values of a statement: typed, carried over from last year, computed.</summary>
/// <param name="Values">Inputs, carried-over and computed cells; an unavailable cell is absent.</param>
/// <param name="Unavailable">Computed cells that cannot be computed: shown « incalculable », never a number.</param>
/// <param name="Locked">Input cells filled from last year's submission.</param>
/// <param name="Notes">Information findings of the computation itself: division by zero, overflow.</param>
public sealed record Calculation(
    CellValues Values, IReadOnlySet<CellCode> Unavailable, IReadOnlySet<CellCode> Locked, IReadOnlyList<Finding> Notes);

/// <summary>Computes a statement: one engine, on the server, for pages, submissions and imports alike.</summary>
public static class FormCalculator
{
    /// <summary>Computes every cell in an order fixed once per definition; exact decimals; never throws.</summary>
    /// <param name="form">The definition.</param>
    /// <param name="inputs">What was typed; computed codes in it are ignored.</param>
    /// <param name="context">Last year's values, the body, the day.</param>
    public static Calculation Calculate(FormDefinition form, CellValues inputs, StatementContext context) =>
        FormEvaluation.Of(form, inputs, context).Calculation;
}
