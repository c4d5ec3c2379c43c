using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Data;

/// <summary>Typing in a statement: what everybody does all day, on what is kept in memory, writing only what was typed.</summary>
public sealed partial class DeclarationRepository
{
    private static readonly Prepared<Func<SoffiDbContext, Guid, CancellationToken, Task<int?>>> Revisions = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext context, Guid id, CancellationToken cancellation) =>
            context.Declarations.Where(d => d.Id == id).Select(d => (int?)d.Revision).SingleOrDefault()));

    /// <summary>
    /// Types on a copy of the statement opened before, and saves what changed, history and audit entries included, in one
    /// transaction: cells only, and only those that changed are written. When somebody else saved since it was opened, nothing
    /// is written, the statement is read again and <paramref name="act"/> called on what stands.
    /// </summary>
    /// <param name="opened">As it was opened for reading; it does not change.</param>
    /// <param name="changesSince">The copy has the history after that revision.</param>
    /// <param name="act">Calls <see cref="Declaration.SaveCells"/> on the copy and adds to the trail; it may be called again.</param>
    /// <param name="worth">What the statement is worth after that; it is kept with it; null when it is not known.</param>
    /// <returns>What <paramref name="act"/> gave; default when the statement is gone.</returns>
    /// <exception cref="InvalidOperationException">Changes made before are still unsaved.</exception>
#pragma warning disable CA1068 // Nearly all who type pass the token and nothing after it.
    public async Task<T?> Type<T>(
        LoadedDeclaration opened, int changesSince, Func<LoadedDeclaration, AuditTrail, T> act, CancellationToken cancellation = default,
        Func<T, FormEvaluation?>? worth = null) =>
#pragma warning restore CA1068
        await Telling(async () =>
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    // What was opened stands nearly always: it is typed on without asking, and writing says whether it did stand.
                    var isAsked = attempt > 1;
                    return (await context.InTransactionThen(token => TypeOnce(opened, changesSince, act, isAsked, token), Committed, cancellation)).Result;
                }
                catch (DbUpdateException e) when (attempt < Attempts && (e is DbUpdateConcurrencyException || UniqueViolation.Is(e)))
                {
                    // Another instance saved between the reading and the writing: what stands is read again.
                }
            }

            void Committed((T? Result, Declaration? Saved, IReadOnlyList<CellChange> Changes) typed)
            {
                if (typed.Saved is { } saved)
                {
                    standing.Keep(saved, typed.Changes, typed.Result is { } result ? worth?.Invoke(result) : null);
                }
            }
        });

    /// <summary>Does all that <see cref="Type"/> does in a transaction that is always given up: nothing is written nor kept in memory.</summary>
    /// <returns>What <paramref name="act"/> gave.</returns>
    public async Task<T?> Rehearse<T>(LoadedDeclaration opened, Func<LoadedDeclaration, AuditTrail, T> act, CancellationToken cancellation = default) =>
        await Telling(async () =>
        {
            var result = default(T);
            try
            {
                await context.InTransaction<T>(
                    async token =>
                    {
                        result = (await TypeOnce(opened, opened.Declaration.Revision, act, true, token)).Result;
                        throw new RehearsalOverException();
                    },
                    cancellation);
            }
            catch (RehearsalOverException)
            {
                // Rolled back, as it was meant to be.
            }

            return result;
        });

    /// <summary>Runs with nothing looked for in what is tracked: what changed is told.</summary>
    private async Task<T?> Telling<T>(Func<Task<T?>> act)
    {
        if (context.ChangeTracker.HasChanges())
        {
            throw new InvalidOperationException("Save what is pending before changing a statement.");
        }

        context.ChangeTracker.AutoDetectChangesEnabled = false;
        context.Database.AutoSavepointsEnabled = false; // One save in the transaction: all of it or nothing.
        try
        {
            return await act();
        }
        finally
        {
            context.ChangeTracker.Clear();
            context.ChangeTracker.AutoDetectChangesEnabled = true;
            context.Database.AutoSavepointsEnabled = true;
        }
    }

    private async Task<(T? Result, Declaration? Saved, IReadOnlyList<CellChange> Changes)> TypeOnce<T>(
        LoadedDeclaration opened, int changesSince, Func<LoadedDeclaration, AuditTrail, T> act, bool isAsked, CancellationToken cancellation)
    {
        context.ChangeTracker.Clear();
        var id = opened.Declaration.Id;
        var revision = isAsked ? await Revisions.On(context)(context, id, cancellation) : opened.Declaration.Revision;
        var now = revision == opened.Declaration.Revision ? opened
            : revision is { } other && standing.Find(id, other) is { } known ? opened with { Declaration = known }
            : await Load(id, cancellation);
        if (now is null)
        {
            return (default, null, []);
        }

        var before = now.Declaration;
        var draft = before.Draft(await ChangesSince(id, changesSince, before.Revision, cancellation));
        var rows = new RowBatch(context);
        T result;
        using (trail.WrittenWith(rows))
        {
            result = act(now with { Declaration = draft }, trail);
        }

        var changes = draft.Changes.Where(c => c.Revision == draft.Revision && draft.Revision != before.Revision).ToList();
        if (changes.Count > 0)
        {
            Tell(before, draft, changes, rows);
        }
        else if (!isAsked && await Revisions.On(context)(context, id, cancellation) != before.Revision)
        {
            throw new DbUpdateConcurrencyException("The statement changed since it was opened.");
        }

        await rows.Write(cancellation);
        if (context.ChangeTracker.HasChanges())
        {
            await context.SaveChangesAsync(cancellation);
        }

        return (result, changes.Count == 0 ? null : draft.Draft([]), changes);
    }

    /// <summary>Tells what was typed on the copy: the row of the statement, the cells, their history.</summary>
    private void Tell(Declaration before, Declaration draft, List<CellChange> changes, RowBatch rows)
    {
        var row = draft.Row();
        rows.Update(row, before.Revision, nameof(Declaration.Revision), nameof(Declaration.ModifiedAt));
        foreach (var change in changes)
        {
            switch (before.FindCell(change.Code), draft.FindCell(change.Code))
            {
                case (null, { } added):
                    rows.Insert(added);
                    break;
                case ({ } removed, null):
                    rows.Delete(removed);
                    break;
                case (not null, { } changed):
                    rows.Update(changed);
                    break;
            }
        }

        foreach (var change in changes)
        {
            rows.Insert(change);
        }

        if (draft.Status != before.Status)
        {
            // Statistics and what is kept hang on the state: it takes the way of every save.
            var entry = context.Entry(row);
            entry.State = EntityState.Unchanged;
            entry.Property(d => d.Status).IsModified = true;
        }
    }

    /// <summary>Gives up the transaction of a rehearsal.</summary>
    private sealed class RehearsalOverException : Exception;
}
