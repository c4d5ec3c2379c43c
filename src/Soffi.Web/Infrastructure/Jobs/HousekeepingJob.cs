using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;

namespace Soffi.Web.Infrastructure.Jobs;

/// <summary>Takes away what is over and says nothing: expired sessions, posts held for a person who did not come back, workbooks of which nobody decided, presences, files of the messages that left.</summary>
public sealed class HousekeepingJob(SoffiDbContext database, TimeProvider clock) : IScheduledJob
{
    private static readonly TimeSpan PresenceKept = TimeSpan.FromDays(1);

    /// <summary>Files of a message that left; the register of deliveries keeps their hash.</summary>
    private static readonly TimeSpan FilesKept = TimeSpan.FromDays(7);

    public static string Name => "ménage";

    public async Task<string?> Run(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var seen = now - PresenceKept;
        var left = now - FilesKept;
        var gone = await database.InTransaction(
            async token => await database.UserSessions.Where(s => s.ExpiresAt <= now).ExecuteDeleteAsync(token)
                + await database.HeldPosts.Where(p => p.ExpiresAt <= now).ExecuteDeleteAsync(token)
                + await database.PendingImports.Where(i => i.ExpiresAt <= now).ExecuteDeleteAsync(token)
                + await database.OutgoingAttachments.Where(a => database.OutgoingMessages.Any(m => m.Id == a.MessageId && m.SentAt <= left)).ExecuteDeleteAsync(token)
                + await database.CadrePresences.Where(p => p.LastSeenAt <= seen).ExecuteDeleteAsync(token),
            cancellation);
        return gone == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{gone} ligne(s) échue(s) supprimée(s)");
    }
}
