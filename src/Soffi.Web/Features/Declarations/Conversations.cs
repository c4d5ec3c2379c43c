using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.Mail;

namespace Soffi.Web.Features.Declarations;

/// <summary>Why a message cannot be written, in French.</summary>
public static class MessageFault
{
    /// <summary>Null when that text can be kept.</summary>
    public static string? Of(string text) => text.Length switch
    {
        0 => "Écrivez votre message.",
        > CellMessage.MaxLength => $"Un message compte au plus {CellMessage.MaxLength} caractères\u00a0: raccourcissez-le.",
        _ => null,
    };
}

/// <summary>
/// Writes in the conversations about cells: the message, the line of the journal and the mails to the others, in one
/// transaction. The text itself is not copied in the journal, which nobody could take it back from.
/// </summary>
public sealed class Conversations(SoffiDbContext context, AuditTrail trail, Outbox outbox, TimeProvider clock)
{
    /// <summary>Repeats of a change that another one overtook.</summary>
    private const int Attempts = 5;

    /// <summary>Writes a message. The questions of the exercise before that waited on this cell go on here.</summary>
    /// <param name="key">Unique to what was sent.</param>
    /// <param name="earlier">Conversations of the exercise before, shown on the page.</param>
    /// <returns>False when the conversation goes on in the next exercise.</returns>
    public Task<bool> Write(
        Statement statement, FormCell cell, Guid key, string text, IReadOnlyList<ThreadView> earlier, CancellationToken cancellation) =>
        Repeat(async () =>
        {
            var now = clock.GetUtcNow();
            var thread = await Find(statement.Id, cell.Code, cancellation);
            if (thread?.State == ConversationState.Continued)
            {
                return false;
            }

            if (thread is null)
            {
                thread = new CellThread(statement.Id, cell.Code, now);
                context.CellThreads.Add(thread);
            }

            var continued = await Continue(thread, earlier, cancellation);
            var added = thread.Write(key, text, statement.Actor, now);
            if (added.Count > 0)
            {
                Note(statement, thread, AuditAction.MessageWritten, now);
                await Tell(statement, cell, thread, continued, key, $"{statement.Actor.DisplayName} a écrit", cancellation);
            }

            return true;
        }, cancellation);

    /// <returns>False when there is no such conversation; one that was settled already stays so.</returns>
    public Task<bool> Resolve(Statement statement, FormCell cell, CancellationToken cancellation) =>
        Decide(statement, cell, AuditAction.ThreadResolved, "a résolu la conversation", (t, now) => t.Resolve(statement.Actor, now), cancellation);

    /// <returns>False when there is no such conversation; one that was open already stays so.</returns>
    public Task<bool> Reopen(Statement statement, FormCell cell, CancellationToken cancellation) =>
        Decide(statement, cell, AuditAction.ThreadReopened, "a rouvert la conversation", (t, now) => t.Reopen(statement.Actor, now), cancellation);

    /// <returns>False when the message is not theirs, or was taken back already.</returns>
    public Task<bool> Withdraw(Statement statement, FormCell cell, long message, CancellationToken cancellation) =>
        Repeat(async () =>
        {
            var now = clock.GetUtcNow();
            var thread = await Find(statement.Id, cell.Code, cancellation);
            if (thread?.Withdraw(message, statement.Actor, now) is null)
            {
                return false;
            }

            Note(statement, thread, AuditAction.MessageWithdrawn, now);
            return true;
        }, cancellation);

    private Task<bool> Decide(
        Statement statement, FormCell cell, string action, string words, Func<CellThread, DateTimeOffset, IReadOnlyList<CellMessage>> decide,
        CancellationToken cancellation) => Repeat(async () =>
        {
            var now = clock.GetUtcNow();
            if (await Find(statement.Id, cell.Code, cancellation) is not { } thread)
            {
                return false;
            }

            var added = decide(thread, now);
            if (added.Count > 0)
            {
                Note(statement, thread, action, now);
                await Tell(statement, cell, thread, [], added[0].Key, $"{statement.Actor.DisplayName} {words}", cancellation);
            }

            return true;
        }, cancellation);

    private Task<CellThread?> Find(Guid declaration, CellCode code, CancellationToken cancellation) =>
        context.CellThreads.Include(t => t.Messages)
            .SingleOrDefaultAsync(t => t.DeclarationId == declaration && t.Table == code.Table && t.Row == code.Row && t.Column == code.Column, cancellation);

    private async Task<IReadOnlyList<CellThread>> Continue(CellThread thread, IReadOnlyList<ThreadView> earlier, CancellationToken cancellation)
    {
        if (earlier.Count == 0)
        {
            return [];
        }

        var ids = earlier.Select(e => e.Id).ToList();
        var before = await context.CellThreads.Include(t => t.Messages).Where(t => ids.Contains(t.Id) && t.State == ConversationState.Open).ToListAsync(cancellation);
        before.ForEach(t => t.ContinueIn(thread));
        return before;
    }

    /// <summary>Repeats what another save overtook: the same cell, at the same time.</summary>
    private async Task<bool> Repeat(Func<Task<bool>> act, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var done = await act();
                await context.SaveChangesAsync(cancellation);
                return done;
            }
            catch (DbUpdateException e) when (attempt < Attempts && (e is DbUpdateConcurrencyException || UniqueViolation.Is(e)))
            {
                context.ChangeTracker.Clear();
            }
        }
    }

    private void Note(Statement statement, CellThread thread, string action, DateTimeOffset now) => trail.Add(new AuditEntry(
        now, statement.Actor.UserId, statement.Actor.DisplayName, action, "declaration", statement.Id.ToString(), statement.Declaration.OperatorId,
        JsonSerializer.Serialize(new { cellule = thread.Code.ToString(), conversation = thread.Id, messages = thread.Messages.Count, section = statement.Loaded.Section })));

    /// <summary>
    /// A mail to everyone else who took part and still declares for that body. It says where, not what: the text stays behind
    /// the sign-in.
    /// </summary>
    private async Task Tell(
        Statement statement, FormCell cell, CellThread thread, IReadOnlyList<CellThread> continued, Guid key, string what, CancellationToken cancellation)
    {
        var people = continued.Append(thread).SelectMany(t => t.Messages).Select(m => m.AuthorId).Where(id => id != statement.Actor.UserId).Distinct().ToList();
        if (people.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var body = statement.Loaded.Operator;
        var (own, host) = (body.Id, body.HostId ?? body.Id);
        var grants = await context.Grants.AsNoTracking()
            .Where(g => g.UserId != null && people.Contains(g.UserId.Value) && (g.OperatorId == own || g.OperatorId == host)).ToListAsync(cancellation);
        var allowed = grants.Where(g => g.IsActive(now) && RolePermissions.Allows(g.Role, Permission.EditDeclaration)).Select(g => g.UserId!.Value).ToHashSet();
        var users = await context.Users.AsNoTracking().Where(u => allowed.Contains(u.Id) && u.DeletedAt == null).ToListAsync(cancellation);
        foreach (var user in users)
        {
            outbox.Add($"conversation-{key}-{user.Id}", user.Email, $"Soffi\u00a0: conversation sur une cellule ({statement.Name})",
                $"{what} au sujet de la cellule {cell.Code} («\u00a0{cell.Label}\u00a0») de la déclaration {statement.Title}.",
                "Pour lire et répondre, connectez-vous à Soffi\u00a0: « Mes déclarations », votre déclaration, « Conversations ».");
        }
    }
}
