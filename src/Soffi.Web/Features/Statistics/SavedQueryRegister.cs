using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Statistics;

/// <summary>Saves, changes and deletes queries; each act and its entry of the journal in one transaction.</summary>
public sealed class SavedQueryRegister(SoffiDbContext database, AuditTrail trail, TimeProvider clock)
{
    /// <returns>Its number.</returns>
    public async Task<int> Add(SavedQueryForm form, Actor actor, CancellationToken cancellation)
    {
        var query = new SavedQuery(form.Nom!.Trim(), form.Note?.Trim() ?? "", form.QuestionOr(null), form.Sharing, actor, clock.GetUtcNow());
        await database.InTransaction(
            async token =>
            {
                database.SavedQueries.Add(query);
                await database.SaveChangesAsync(token);
                Write(AuditAction.QuerySaved, query, actor, null);
                return await database.SaveChangesAsync(token);
            },
            cancellation);
        return query.Id;
    }

    /// <returns>False when it is no longer at the revision that was shown, or is gone: nothing is written.</returns>
    public async Task<bool> Save(int id, SavedQueryForm form, Actor actor, CancellationToken cancellation)
    {
        if (await Shown(id, form.Revision, cancellation) is not { } query)
        {
            return false;
        }

        var before = new { nom = query.Name, note = query.Note, question = query.Question, partage = query.Sharing.ToString() };
        query.Save(form.Nom!.Trim(), form.Note?.Trim() ?? "", form.QuestionOr(query.Question), form.Sharing, actor, clock.GetUtcNow());
        Write(AuditAction.QueryChanged, query, actor, before);
        return await Done(cancellation);
    }

    /// <returns>False when it is no longer at the revision that was shown, or is gone.</returns>
    public async Task<bool> Delete(int id, int revision, Actor actor, CancellationToken cancellation)
    {
        if (await Shown(id, revision, cancellation) is not { } query)
        {
            return false;
        }

        database.SavedQueries.Remove(query);
        Write(AuditAction.QueryDeleted, query, actor, null);
        return await Done(cancellation);
    }

    private Task<SavedQuery?> Shown(int id, int revision, CancellationToken cancellation) =>
        database.SavedQueries.SingleOrDefaultAsync(q => q.Id == id && q.Revision == revision, cancellation);

    private async Task<bool> Done(CancellationToken cancellation)
    {
        try
        {
            await database.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            database.ChangeTracker.Clear();
            return false; // Somebody saved it at the same time.
        }
    }

    private void Write(string action, SavedQuery query, Actor actor, object? before) => trail.Add(new AuditEntry(
        clock.GetUtcNow(), actor.UserId, actor.DisplayName, action, "requete", query.Id.ToString(CultureInfo.InvariantCulture), null,
        JsonSerializer.Serialize(new
        {
            nom = query.Name,
            note = query.Note,
            question = query.Question,
            partage = query.Sharing.ToString(),
            revision = query.Revision,
            avant = before,
        })));
}
