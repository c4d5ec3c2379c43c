using System.Text.Json;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <param name="Outcome">What was written and what is in conflict.</param>
/// <param name="After">The statement as it stands after that.</param>
public sealed record EntrySave(SaveOutcome Outcome, Statement After);

/// <summary>Saves what was typed in a cadre, a form or a few cells: one transaction, the cells, their history, the audit entry.</summary>
public sealed class EntrySaves(DeclarationRepository repository, StandingStatements standing, TimeProvider clock)
{
    /// <summary>
    /// Merges the form into the statement. Cells in conflict for which the person keeps the other's value, or has not chosen
    /// yet, are not written.
    /// </summary>
    /// <returns>What was written and what is in conflict; null when the statement was closed meanwhile.</returns>
    public async Task<EntrySave?> Save(Statement statement, Cadre cadre, TableForm form, CancellationToken cancellation)
    {
        var undecided = form.Choices.Where(c => c.Value == ConflictChoice.Undecided).Select(c => c.Key).ToHashSet();
        var since = form.Origins.Values.Select(o => o.BaseRevision).Append(form.Revision).Min();
        var done = await repository.Type(statement.Loaded, since, Act(statement, cadre, form), cancellation, save => save?.After.KnownEvaluation);
        if (done is { After.KnownEvaluation: null })
        {
            standing.Keep(statement.Id, done.After.Declaration.Revision, done.After.Evaluation);
        }

        return done is null || undecided.Count == 0
            ? done
            : done with { Outcome = done.Outcome with { Conflicts = [.. done.Outcome.Conflicts, .. await StandingValues(statement, form, undecided, cancellation)] } };
    }

    /// <summary>The same as <see cref="Save"/> on the statement as it was opened, given up at the end: nothing is written.</summary>
    public Task<EntrySave?> Rehearse(Statement statement, Cadre cadre, TableForm form, CancellationToken cancellation) =>
        repository.Rehearse(statement.Loaded, Act(statement, cadre, form), cancellation);

    /// <summary>What is done in the transaction: the cells, their history, the audit entry.</summary>
    private Func<LoadedDeclaration, AuditTrail, EntrySave?> Act(Statement statement, Cadre cadre, TableForm form)
    {
        var written = form.Values.Where(v => !form.Choices.TryGetValue(v.Key, out var choice) || choice == ConflictChoice.Mine).ToDictionary();
        // One's own value was chosen having seen the other's, at the revision of the page: a third one is a conflict again.
        var save = new CellSave(written, form.Revision, new HashSet<CellCode>()) { Origins = form.Origins };
        return (loaded, trail) =>
        {
            var now = clock.GetUtcNow();
            var declaration = loaded.Declaration;
            if (!loaded.AccessOf(statement.Actor, now).CanEdit)
            {
                return null;
            }

            var saved = declaration.SaveCells(save, statement.Actor, now);
            if (saved.Saved.Count > 0)
            {
                trail.Add(new AuditEntry(
                    now, statement.Actor.UserId, statement.Actor.DisplayName, AuditAction.CellsSaved, "declaration", declaration.Id.ToString(),
                    declaration.OperatorId,
                    JsonSerializer.Serialize(new { cadre = cadre.Code, cellules = saved.Saved.Count, revision = declaration.Revision, section = loaded.Section })));
            }

            return Saved(statement, loaded, saved);
        };
    }

    /// <summary>The statement once typed on: only what depends on the typed cells is computed, when the rest is known.</summary>
    private EntrySave Saved(Statement opened, LoadedDeclaration loaded, SaveOutcome outcome)
    {
        var before = loaded.Declaration.Revision - (outcome.Saved.Count > 0 ? 1 : 0);
        var known = before == opened.Declaration.Revision ? opened.Evaluation : standing.Known(opened.Id, before, opened.Form, opened.Context);
        var after = opened with { Loaded = loaded };
        after = known is null ? after : after with { Evaluation = known.With(outcome.Saved.ToDictionary(c => c.Code, c => c.After)) };
        return new EntrySave(outcome, after);
    }

    /// <summary>The status line: the save just made, else the last one by anybody.</summary>
    public string? Status(Statement statement, int? justSaved)
    {
        var declaration = statement.Declaration;
        if (justSaved is null)
        {
            return declaration.Revision == 0 ? null : $"Dernière modification de la déclaration\u00a0: {ParisTime.DayAndHour(declaration.ModifiedAt)}.";
        }

        return $"Enregistré à {ParisTime.Hour(clock.GetUtcNow())}\u00a0: "
            + (justSaved == 0 ? "rien n’avait changé." : $"{Words.Cells(justSaved.Value)}.");
    }

    /// <summary>What stands in the cells that the page showed in conflict, to show them again as long as they are not settled.</summary>
    public async Task<IReadOnlyList<CellConflict>> StandingValues(
        Statement statement, TableForm form, IReadOnlySet<CellCode> codes, CancellationToken cancellation)
    {
        if (codes.Count == 0)
        {
            return [];
        }

        var changes = await repository.ChangesSince(statement.Declaration.Id, 0, cancellation);
        return [.. changes.Where(c => codes.Contains(c.Code)).GroupBy(c => c.Code).Select(g => g.Last())
            .Select(c => new CellConflict(c.Code, c.After, form.Values.GetValueOrDefault(c.Code), c.AuthorName, c.At))];
    }
}
