using System.Globalization;
using Soffi.Data;
using Soffi.Data.Rows;

namespace Soffi.Web.Infrastructure.Jobs;

/// <summary>Verifies every seal each night and keeps the answer, which the pages show (CGU articles 49 and 59).</summary>
public sealed partial class IntegrityJob(SoffiDbContext database, AuditSealer journal, NavigationTrail navigation, TimeProvider clock, ILogger<IntegrityJob> logger) : IScheduledJob
{
    public static string Name => "integrite";

    public async Task<string?> Run(CancellationToken cancellation)
    {
        var (actions, pages) = (await journal.Verify(cancellation), await navigation.Verify(cancellation));
        var fault = actions.Fault?.Sentence ?? (pages.Fault is { } broken ? $"Traces de navigation\u00a0: {broken.Sentence}" : null);
        database.IntegrityChecks.Add(new IntegrityCheck { At = clock.GetUtcNow(), Verified = actions.Sealed + pages.Sealed, Fault = fault });
        await database.SaveChangesAsync(cancellation);
        if (fault is not null)
        {
            LogFault(fault);
        }

        return fault ?? string.Create(CultureInfo.InvariantCulture, $"{actions.Sealed} ligne(s) du journal et {pages.Sealed} trace(s) vérifiées, aucun défaut");
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The journal is not what was sealed: {Fault}")]
    private partial void LogFault(string fault);
}
