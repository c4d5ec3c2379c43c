using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>Builds the page of a cell.</summary>
public sealed class CellPages(CellQueries queries, CellYears years)
{
    private const int ChangesPerPage = 20;

    /// <param name="page">Of the history, from 1.</param>
    /// <returns>Null when the history has no such page.</returns>
    public async Task<CellViewModel?> Build(
        Statement statement, FormCell cell, int page, ConversationViewModel conversation, CancellationToken cancellation)
    {
        var history = await queries.History(statement.Id, cell.Code, Math.Max(1, page), ChangesPerPage, cancellation);
        if (page < 1 || page > history.Pages)
        {
            return null;
        }

        var last = page == 1 ? history.Changes.Count > 0 ? history.Changes[0] : null : await queries.LastChange(statement.Id, cell.Code, cancellation);
        var first = last is null ? null : await queries.FirstSubmittedAt(statement.Id, cancellation);
        return new CellViewModel(statement, statement.Form.CadreOf(cell.Code)!, cell)
        {
            Value = Value(statement, cell),
            Provenance = Provenance(statement, cell, last, first),
            Formula = cell.Formula is null ? null : FormulaWords.Of(statement.Form, cell.Formula),
            Operands = cell.Formula is null ? [] : [.. cell.Formula.References.Select(r => Operand(statement, r)).OfType<LinkedCell>()],
            Totals = [.. statement.Form.Cells
                .Where(c => c.Formula?.References.Contains(new CellReference(cell.Code, false)) == true)
                .Select(c => new LinkedCell(c, Value(statement, c), CellLinks.Cell(statement.Id, c.Code), false))],
            Years = await years.Of(statement, cell, cancellation),
            History = history,
            Findings = [.. statement.Findings.Where(f => f.Cells.Contains(cell.Code))],
            Conversation = conversation,
        };
    }

    private static string Value(Statement statement, FormCell cell) =>
        statement.Calculation.Unavailable.Contains(cell.Code) ? "incalculable" : Words.Value(cell, statement.Calculation.Values[cell.Code]);

    private static LinkedCell? Operand(Statement statement, CellReference reference)
    {
        if (statement.Form.Find(reference.Code) is not { } cell)
        {
            return null;
        }

        return reference.Previous
            ? new LinkedCell(cell, Words.Value(cell, statement.Previous[cell.Code]), null, true)
            : new LinkedCell(cell, Value(statement, cell), CellLinks.Cell(statement.Id, cell.Code), false);
    }

    /// <param name="last">The change that gave it what it holds.</param>
    /// <param name="submitted">When the statement was first submitted: what changed since is a correction.</param>
    private static string Provenance(Statement statement, FormCell cell, CellChange? last, DateTimeOffset? submitted)
    {
        if (!cell.IsInput)
        {
            return "Calculée par Soffi à partir d’autres cellules.";
        }

        if (statement.IsLocked(cell.Code))
        {
            return $"Reprise de l’exercice précédent ({statement.Exercise - 1}), tel qu’il a été déposé.";
        }

        if (last is null)
        {
            return "Jamais renseignée.";
        }

        var word = last.After.IsBlank ? "Effacée" : Words.Of(last.Source);
        var how = last.At > submitted ? $"Rectifiée après dépôt ({word.ToLowerInvariant()})" : char.ToUpperInvariant(word[0]) + word[1..];
        return $"{how} par {last.AuthorName} le {ParisTime.DayAndHour(last.At)}.";
    }
}
