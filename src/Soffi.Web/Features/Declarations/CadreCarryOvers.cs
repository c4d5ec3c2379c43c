using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>A cadre where some blank cells have a value last year.</summary>
public sealed record TakeableCadre(Cadre Cadre, int Cells)
{
    public string FieldId => "reprendre-" + Cadre.Code;
}

/// <summary>Takes over last year's values into several cadres at once: each table as its own page does, marked until confirmed.</summary>
public sealed class CadreCarryOvers(CarryOvers carryOvers)
{
    /// <summary>The cadres that have something to take over, in the order of the form; none when nothing may be typed.</summary>
    public static IReadOnlyList<TakeableCadre> Of(Statement statement) => !statement.Access.CanEdit || !statement.HasPrevious
        ? []
        : [.. statement.Form.Cadres.Where(c => !statement.WithoutObject.Contains(c.Code))
            .Select(c => new TakeableCadre(c, c.Cells.Count(cell => IsBlank(statement, cell)))).Where(c => c.Cells > 0)];

    /// <summary>Fills the blank cells of those cadres. Done twice, the second time fills nothing.</summary>
    /// <returns>Cells filled; null when the statement was closed meanwhile.</returns>
    public async Task<int?> TakeOver(Statement statement, IEnumerable<Cadre> cadres, CancellationToken cancellation)
    {
        var filled = 0;
        foreach (var (cadre, table) in cadres.SelectMany(c => c.Tables.Select(t => (c, t))).Where(t => t.t.Cells.Any(cell => IsBlank(statement, cell))))
        {
            if (await carryOvers.TakeOver(statement, cadre, new CarryOverScope(table.Code, null), cancellation) is not { } written)
            {
                return filled == 0 ? null : filled;
            }

            filled += written;
        }

        return filled;
    }

    private static bool IsBlank(Statement statement, FormCell cell) =>
        CarryOvers.CanTakeOver(statement, cell) && statement.Calculation.Values[cell.Code].IsBlank;
}
