using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Infrastructure.Antivirus;

/// <summary>
/// Shows the antivirus the files that wait since it could not be reached, and those received while it was switched off. Two
/// instances may look at the same file: only one of them writes the verdict.
/// </summary>
public sealed class WaitingScans(
    DeclarationRepository repository, DocumentContents contents, AntivirusScan antivirus, TimeProvider clock)
{
    /// <summary>Files looked at in a round.</summary>
    private const int Most = 50;

    /// <returns>Verdicts written.</returns>
    public async Task<int> Round(CancellationToken cancellation)
    {
        if (antivirus.Options.Mode == AntivirusMode.None)
        {
            return 0;
        }

        var written = 0;
        foreach (var document in await contents.NotAnalysed(Most, cancellation))
        {
            await using var stream = contents.Open(document.ContentId);
            var report = await antivirus.Scan(stream, cancellation);
            if (report.Answer == AntivirusAnswer.Absent)
            {
                break; // Still away: the next round begins again with the oldest.
            }

            written += await Write(document, report, cancellation) ? 1 : 0;
        }

        return written;
    }

    private async Task<bool> Write(Document document, AntivirusReport report, CancellationToken cancellation)
    {
        if (report.Answer is not (AntivirusAnswer.Clean or AntivirusAnswer.Infected))
        {
            return false;
        }

        var scan = new ScanResult(report.Answer == AntivirusAnswer.Clean ? ScanVerdict.Clean : ScanVerdict.Infected, report.Threat);
        return await repository.Change(
            document.DeclarationId, int.MaxValue,
            (loaded, trail) =>
            {
                var now = clock.GetUtcNow();
                if (loaded.Declaration.RecordScan(document.Id, scan, now) is not { } standing)
                {
                    return false;
                }

                trail.Add(new AuditEntry(
                    now, null, AuditEntry.System, AuditAction.DocumentScanned, "declaration", loaded.Declaration.Id.ToString(), loaded.Operator.Id,
                    JsonSerializer.Serialize(new { piece = standing.Code, fichier = standing.Name, sha256 = standing.Sha256, verdict = DocumentWords.Of(scan.Verdict), menace = scan.Threat }),
                    scan.Verdict == ScanVerdict.Clean ? AuditEntry.Success : AuditEntry.Refused));
                return true;
            },
            cancellation);
    }
}

/// <summary>Runs <see cref="WaitingScans"/> as long as the process lives.</summary>
public sealed partial class WaitingDocuments(
    IServiceScopeFactory scopes, IOptions<AntivirusOptions> options, TimeProvider clock, ILogger<WaitingDocuments> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Mode == AntivirusMode.None)
        {
            LogOff();
            return;
        }

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.RescanSeconds), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Round(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops: what waits will still wait for the next one.
        }
    }

    private async Task Round(CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<WaitingScans>().Round(cancellation) is var written and > 0)
            {
                LogWritten(written);
            }
        }
        catch (Exception error) when (error is DbException or DbUpdateException or InvalidOperationException)
        {
            LogFailed(error); // Not migrated yet, or out of reach: the next round does what this one could not.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Antivirus:Mode is None: files are received without analysis, and shown as such")]
    private partial void LogOff();

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} waiting files analysed")]
    private partial void LogWritten(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The waiting files could not be analysed")]
    private partial void LogFailed(Exception error);
}
