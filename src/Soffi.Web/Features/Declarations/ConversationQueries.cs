using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>How many conversations of a table wait for an answer.</summary>
public sealed record OpenThreads(string Table, int Count);

/// <summary>Reads the conversations about the cells of statements. Who may read the statement may read them: ask its gate first.</summary>
public sealed class ConversationQueries(SoffiDbContext context)
{
    private static readonly Prepared<Func<SoffiDbContext, Guid, IAsyncEnumerable<OpenThreads>>> Waiting = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext database, Guid declaration) => database.CellThreads
            .Where(t => t.DeclarationId == declaration && t.State == ConversationState.Open)
            .GroupBy(t => t.Table).Select(g => new OpenThreads(g.Key, g.Count()))));

    /// <summary>The conversation about that cell; null before the first message.</summary>
    /// <param name="exercise">Of that statement.</param>
    /// <param name="reader">Whose messages are « mine ».</param>
    public async Task<ThreadView?> Of(Guid declaration, CellCode code, int exercise, Guid reader, CancellationToken cancellation)
    {
        var threads = context.CellThreads.Where(t => t.DeclarationId == declaration && t.Table == code.Table && t.Row == code.Row && t.Column == code.Column);
        return (await Views(threads, exercise, reader, cancellation)).SingleOrDefault();
    }

    /// <summary>Every conversation of a statement.</summary>
    public Task<IReadOnlyList<ThreadView>> All(Guid declaration, int exercise, Guid reader, CancellationToken cancellation) =>
        Views(context.CellThreads.Where(t => t.DeclarationId == declaration), exercise, reader, cancellation);

    /// <summary>The conversations still open about the statement of that body for that exercise, under the codes of its form.</summary>
    public Task<IReadOnlyList<ThreadView>> Open(int operatorId, StatementKind kind, int exercise, Guid reader, CancellationToken cancellation) => Views(
        from thread in context.CellThreads
        join declaration in context.Declarations on thread.DeclarationId equals declaration.Id
        join campaign in context.Campaigns on declaration.CampaignId equals campaign.Id
        where declaration.OperatorId == operatorId && campaign.Kind == kind && campaign.Exercise == exercise && thread.State == ConversationState.Open
        select thread,
        exercise, reader, cancellation);

    /// <summary>By table of the form; tables without any are left out.</summary>
    public async Task<IReadOnlyList<OpenThreads>> OpenByTable(Guid declaration, CancellationToken cancellation)
    {
        var open = new List<OpenThreads>();
        await foreach (var table in Waiting.On(context)(context, declaration).WithCancellation(cancellation))
        {
            open.Add(table);
        }

        return open;
    }

    private async Task<IReadOnlyList<ThreadView>> Views(IQueryable<CellThread> query, int exercise, Guid reader, CancellationToken cancellation)
    {
        var threads = await query.AsNoTracking().Include(t => t.Messages).ToListAsync(cancellation);
        var next = threads.Select(t => t.ContinuedById).OfType<Guid>().Distinct().ToList();
        var where = next.Count == 0
            ? []
            : await context.CellThreads.AsNoTracking().Where(t => next.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.DeclarationId, cancellation);
        return [.. threads.Select(thread => new ThreadView(
            thread.Id, thread.DeclarationId, exercise, thread.Code, thread.State,
            thread.ContinuedById is { } id && where.TryGetValue(id, out var declaration) ? declaration : null,
            [.. thread.Messages.OrderBy(m => m.Id).Select(m => View(m, reader))]))];
    }

    private static MessageView View(CellMessage message, Guid reader) => new(
        message.Id, message.Kind, message.Kind == MessageKind.Text && message.WithdrawnAt is null ? message.Text : null,
        message.AuthorName, message.At, message.AuthorId == reader, message.WithdrawnAt is not null);
}
