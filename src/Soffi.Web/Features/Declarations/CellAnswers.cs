using Soffi.Data;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Declarations;

/// <summary>Says to a page of entry how its cells stand: the server computes and words everything, the page only shows it.</summary>
public sealed class CellAnswers(StandingStatements standing, TimeProvider clock)
{
    /// <summary>After a sending.</summary>
    /// <param name="save">What came of it.</param>
    /// <param name="cadre">The cadre of the page.</param>
    /// <param name="form">What was sent.</param>
    public CellAnswer Of(EntrySave save, Cadre cadre, TableForm form)
    {
        var cells = new Dictionary<string, CellStanding>();
        var conflicts = save.Outcome.Conflicts.ToDictionary(c => c.Code);
        foreach (var (code, typed) in form.Typed)
        {
            cells[code.ToString()] = form.Errors.TryGetValue(code, out var error) ? new CellStanding(CellStanding.Refused, null, error, null)
                : conflicts.TryGetValue(code, out var conflict) ? InConflict(save.After, conflict)
                : Standing(save.After, code);
        }

        foreach (var rejected in form.Rejected)
        {
            cells.TryAdd(rejected.Name, new CellStanding(CellStanding.Refused, null, $"Non enregistrée\u00a0: {rejected.Reason}.", null));
        }

        AddOthers(cells, save.After, cadre, [.. save.After.Declaration.Changes.Where(c => c.Revision > form.Revision)], own: save.Outcome.Saved);
        return Around(save.After, cadre, cells, form.Revision, $"Enregistré à {ParisTime.Hour(clock.GetUtcNow())}\u00a0: {Words.Cells(form.Typed.Count - conflicts.Count - form.Errors.Count)}.");
    }

    /// <summary>What changed since revision <paramref name="since"/>, which the page shows.</summary>
    /// <param name="changes">The cells typed since.</param>
    public CellAnswer News(Statement statement, Cadre cadre, int since, IReadOnlyList<CellChange> changes)
    {
        var cells = new Dictionary<string, CellStanding>();
        AddOthers(cells, statement, cadre, changes, own: []);
        return Around(statement, cadre, cells, since, null);
    }

    /// <param name="since">What the page shows already: only the totals that moved since are sent, or all when that is not known.</param>
    private CellAnswer Around(Statement statement, Cadre cadre, Dictionary<string, CellStanding> cells, int since, string? message)
    {
        var (form, now) = (statement.Form, statement.Calculation);
        var moved = standing.MovesOf(statement.Id).Moved(since, statement.Declaration.Revision, statement.Context)?.Where(c => form.CadreOf(c) == cadre).Select(c => form.Find(c)!);
        var totals = (moved ?? cadre.Cells.Where(c => !c.IsInput)).ToDictionary(
            c => c.Code.ToString(), c => new CellTotal(CellText.InGrid(c, now), Beside(statement, c)));
        var remarks = from finding in statement.Findings
                      where finding.Severity != Severity.Information && !StatementControls.SaidInCells.Contains(finding.ControlCode)
                      let here = finding.Cells.Where(c => statement.Form.CadreOf(c) == cadre).Select(c => c.ToString()).ToList()
                      where here.Count > 0
                      select new CellRemark($"{Words.Of(finding.Severity)}\u00a0: {finding.Message}", here);
        return new CellAnswer(statement.Declaration.Revision, message, cells, totals, [.. remarks])
        {
            Closed = statement.Access.EditRefusal,
        };
    }

    private static void AddOthers(
        Dictionary<string, CellStanding> cells, Statement statement, Cadre cadre, IReadOnlyList<CellChange> since, IReadOnlyList<CellChange> own)
    {
        var mine = own.Select(c => c.Code).ToHashSet();
        foreach (var change in since.Where(c => !mine.Contains(c.Code) && statement.Form.CadreOf(c.Code) == cadre).GroupBy(c => c.Code).Select(g => g.Last()))
        {
            cells.TryAdd(change.Code.ToString(), Standing(statement, change.Code) with
            {
                State = CellStanding.Other,
                Message = $"modifiée par {Author(change.AuthorName, change.AuthorId == statement.Actor.UserId)} à {ParisTime.Hour(change.At)}",
            });
        }
    }

    private static CellStanding Standing(Statement statement, CellCode code)
    {
        var cell = statement.Form.Find(code)!;
        var value = statement.Calculation.Values[code];
        var text = CellFormatter.Edit(cell.Type, value);
        var reason = CellReader.Reason(cell, value, text);
        return new CellStanding(reason is null ? CellStanding.Saved : CellStanding.Refused, text, reason, Beside(statement, cell))
        {
            CarriedOver = statement.IsUnconfirmed(code) ? statement.CarryOverNote : null,
        };
    }

    private static CellStanding InConflict(Statement statement, CellConflict conflict)
    {
        var cell = statement.Form.Find(conflict.Code)!;
        var theirs = CellText.Of(cell, conflict.Standing);
        return new CellStanding(
            CellStanding.Conflict, null,
            $"{Author(conflict.OtherAuthor, conflict.IsOwn)}, à {ParisTime.Hour(conflict.At)}\u00a0: {theirs}. Vous\u00a0: {CellText.Of(cell, conflict.Typed)}.",
            Beside(statement, cell))
        {
            Theirs = CellFormatter.Edit(cell.Type, conflict.Standing),
            Base = statement.Declaration.Revision,
        };
    }

    private static string Author(string name, bool own) => own ? "vous-même dans une autre fenêtre" : name;

    private static string? Beside(Statement statement, FormCell cell) =>
        statement.HasPrevious && statement.Form.FindTable(cell.Code.Table)!.ShowPreviousYear
            ? $"{statement.Exercise - 1}\u00a0: {CellText.Beside(cell, statement.Calculation.Values[cell.Code], statement.Previous[cell.Code])}"
            : null;
}
