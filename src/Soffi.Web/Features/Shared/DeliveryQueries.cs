using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Shared;

/// <summary>A delivery and what became of its message.</summary>
/// <param name="SentAt">When the mail server took the message.</param>
/// <param name="Attempts">Times the mail server was tried.</param>
/// <param name="RetryAt">When it is tried again.</param>
public sealed record DeliveryLine(Delivery Delivery, DateTimeOffset? SentAt, int Attempts, DateTimeOffset? RetryAt)
{
    /// <summary>« transmise le … », « programmée pour le … », « en échec : … ».</summary>
    public string Words(DateTimeOffset now) => Delivery switch
    {
        { State: DeliveryState.Cancelled } => $"annulée le {ParisTime.DayAndHour(Delivery.CancelledAt!.Value)}",
        { State: DeliveryState.Scheduled, Fault: { } fault } => $"en échec\u00a0: {fault}",
        { State: DeliveryState.Scheduled } when Delivery.DueAt <= now => "envoi en cours",
        { State: DeliveryState.Scheduled } => $"programmée pour le {ParisTime.DayAndHour(Delivery.DueAt)}",
        _ when SentAt is { } sent => $"transmise le {ParisTime.DayAndHour(sent)}",
        _ when Attempts > 0 && RetryAt is { } retry => $"en échec\u00a0: le serveur de courriel ne répond pas, nouvel essai le {ParisTime.DayAndHour(retry)}",
        _ => "envoi en cours",
    };

    public bool IsSent => SentAt is not null;

    public bool HasFailed => Delivery is { State: DeliveryState.Scheduled, Fault: not null } || (Delivery.State == DeliveryState.HandedOver && SentAt is null && Attempts > 0);
}

/// <summary>Reads the deliveries of a statement, or all of them, with the state of their messages.</summary>
public sealed class DeliveryQueries(SoffiDbContext database)
{
    /// <summary>Statements named in one query; each has four deliveries at most, and SQL Server takes 2,100 values.</summary>
    private const int MostAtOnce = 200;

    /// <summary>Of a statement, the oldest first.</summary>
    public Task<IReadOnlyList<DeliveryLine>> Of(Guid declarationId, CancellationToken cancellation) =>
        Lines(database.Deliveries.Where(d => d.DeclarationId == declarationId), cancellation);

    /// <summary>Of those statements.</summary>
    public async Task<IReadOnlyList<DeliveryLine>> OfStatements(IReadOnlyCollection<Guid> declarations, CancellationToken cancellation)
    {
        var lines = new List<DeliveryLine>();
        foreach (var some in declarations.Chunk(MostAtOnce))
        {
            lines.AddRange(await Lines(database.Deliveries.Where(d => some.Contains(d.DeclarationId)), cancellation));
        }

        return lines;
    }

    /// <summary>One; null when there is none.</summary>
    public async Task<DeliveryLine?> One(Guid id, CancellationToken cancellation) =>
        (await Lines(database.Deliveries.Where(d => d.Id == id), cancellation)) is [var only] ? only : null;

    private async Task<IReadOnlyList<DeliveryLine>> Lines(IQueryable<Delivery> asked, CancellationToken cancellation)
    {
        var deliveries = await asked.AsNoTracking().OrderBy(d => d.OrderedAt).ThenBy(d => d.Copy).ToListAsync(cancellation);
        var keys = deliveries.Select(d => d.MessageKey).ToList();
        var messages = await database.OutgoingMessages.AsNoTracking().Where(m => keys.Contains(m.Key))
            .Select(m => new { m.Key, m.SentAt, m.Attempts, m.DueAt }).ToDictionaryAsync(m => m.Key, cancellation);
        return [.. deliveries.Select(d => messages.GetValueOrDefault(d.MessageKey) is { } m ? new DeliveryLine(d, m.SentAt, m.Attempts, m.DueAt) : new DeliveryLine(d, null, 0, null))];
    }
}
