namespace Soffi.Domain.Forms;

/// <summary>
/// The cells that may be made public (R. 6332-31, II: an order fixes what may): those that the form marks publishable, and numbers only.
/// A text typed freely may name somebody: it is never public, whatever the form says.
/// </summary>
public static class PublicCells
{
    /// <summary>In the order of the form.</summary>
    public static IReadOnlyList<FormCell> Of(FormDefinition form) => [.. form.Cells.Where(Allows)];

    public static bool Allows(FormCell cell) => cell.SaysPublishable && cell.Publishable && CellTypes.IsNumeric(cell.Type);
}
