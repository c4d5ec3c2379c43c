using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>What may be taken over from last year in a table, and what waits to be confirmed.</summary>
/// <param name="Table">The table.</param>
/// <param name="LastYear">Exercise of the values.</param>
/// <param name="Rows">Lines concerned.</param>
/// <param name="CanTakeOver">Some blank cell has a value last year.</param>
/// <param name="Unconfirmed">Values taken over and not confirmed.</param>
public sealed record LastYearViewModel(FormTable Table, int LastYear, IReadOnlyList<FormRow> Rows, bool CanTakeOver, int Unconfirmed)
{
    /// <summary>Null when there is nothing to take over nor to confirm, or nothing may be typed.</summary>
    public static LastYearViewModel? Of(Statement statement, FormTable table)
    {
        if (!statement.Access.CanEdit || !statement.HasPrevious)
        {
            return null;
        }

        var unconfirmed = table.Cells.Where(c => statement.IsUnconfirmed(c.Code)).ToList();
        var blank = table.Cells.Where(c => CarryOvers.CanTakeOver(statement, c) && statement.Calculation.Values[c.Code].IsBlank).ToList();
        if (unconfirmed.Count + blank.Count == 0)
        {
            return null;
        }

        var rows = unconfirmed.Concat(blank).Select(c => c.Code.Row).ToHashSet();
        return new LastYearViewModel(table, statement.Exercise - 1, [.. table.Rows.Where(r => rows.Contains(r.Code))], blank.Count > 0, unconfirmed.Count);
    }
}
