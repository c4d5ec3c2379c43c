using System.Text.Json;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <param name="Table">Code of the table.</param>
/// <param name="Row">Code of one line; null for the whole table.</param>
public sealed record CarryOverScope(string Table, string? Row)
{
    public bool Holds(CellCode code) => code.Table == Table && (Row is null || code.Row == Row);
}

/// <summary>
/// Takes over last year's submitted values into blank cells, and confirms them: a value taken over is marked until somebody
/// confirms it, and the statement is not submitted before (F10). The server reads last year's values, never the page.
/// </summary>
public sealed class CarryOvers(DeclarationRepository repository, TimeProvider clock)
{
    /// <summary>Fills the blank cells of that scope that have a past; nothing typed is replaced.</summary>
    /// <returns>Cells filled; null when the statement was closed meanwhile.</returns>
    public Task<int?> TakeOver(Statement statement, Cadre cadre, CarryOverScope scope, CancellationToken cancellation) =>
        Change(
            statement, cadre, AuditAction.CellsCarriedOver, CellSource.CarriedOver,
            standing => [.. cadre.Cells.Where(c => scope.Holds(c.Code) && CanTakeOver(standing, c) && standing.Calculation.Values[c.Code].IsBlank)
                .Select(c => KeyValuePair.Create(c.Code, standing.Previous[c.Code]))],
            cancellation);

    /// <summary>Confirms the values taken over in that scope.</summary>
    /// <returns>Cells confirmed; null when the statement was closed meanwhile.</returns>
    public Task<int?> Confirm(Statement statement, Cadre cadre, CarryOverScope scope, CancellationToken cancellation) =>
        Change(
            statement, cadre, AuditAction.CellsConfirmed, CellSource.Confirmed,
            standing => [.. cadre.Cells.Where(c => scope.Holds(c.Code) && standing.IsUnconfirmed(c.Code) && !standing.IsSealed(c.Code))
                .Select(c => KeyValuePair.Create(c.Code, standing.Calculation.Values[c.Code]))],
            cancellation);

    /// <summary>Whether last year's value may be taken over into that cell of the form.</summary>
    public static bool CanTakeOver(Statement statement, FormCell cell) =>
        cell.IsInput && !statement.CannotType(cell.Code) && statement.Previous[cell.Code] is { IsBlank: false, Kind: not CellKind.Unreadable };

    private async Task<int?> Change(
        Statement statement, Cadre cadre, string action, CellSource source, Func<Statement, IReadOnlyList<KeyValuePair<CellCode, CellValue>>> select,
        CancellationToken cancellation)
    {
        return await repository.Type<int?>(statement.Loaded, int.MaxValue, Act, cancellation);

        int? Act(LoadedDeclaration loaded, AuditTrail trail)
        {
            var now = clock.GetUtcNow();
            if (!loaded.AccessOf(statement.Actor, now).CanEdit)
            {
                return null;
            }

            var standing = statement with { Loaded = loaded };
            var values = select(standing).ToDictionary();
            var save = new CellSave(values, loaded.Declaration.Revision, new HashSet<CellCode>(), source);
            var written = values.Count == 0 ? 0 : loaded.Declaration.SaveCells(save, statement.Actor, now).Saved.Count;
            if (written > 0)
            {
                trail.Add(new AuditEntry(
                    now, statement.Actor.UserId, statement.Actor.DisplayName, action, "declaration", statement.Id.ToString(), loaded.Operator.Id,
                    JsonSerializer.Serialize(new { cadre = cadre.Code, cellules = written, revision = loaded.Declaration.Revision, section = loaded.Section })));
            }

            return written;
        }
    }
}
