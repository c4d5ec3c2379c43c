using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Soffi.Web.Infrastructure.Antivirus;

public enum AntivirusAnswer
{
    /// <summary>Switched off on this installation, openly.</summary>
    Off,

    Clean,

    Infected,

    /// <summary>Not reached, too slow, cut, or in error: nothing is known of the file.</summary>
    Absent,

    /// <summary>Larger than the daemon takes: it will never be analysed.</summary>
    TooLarge,
}

/// <param name="Threat">Name the daemon gives; null unless infected.</param>
public sealed record AntivirusReport(AntivirusAnswer Answer, string? Threat = null);

/// <summary>Asks the antivirus about a file. Never answers that a file is clean without the daemon having said so.</summary>
public sealed partial class AntivirusScan(IOptions<AntivirusOptions> options, TimeProvider clock, ILogger<AntivirusScan> logger)
{
    public const string MeterName = "Soffi.Antivirus";

    private const int LongestThreat = 200;

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Scans = Meter.CreateCounter<long>("soffi.antivirus.scans", "{file}", "Files shown to the antivirus, by answer.");

    public AntivirusOptions Options => options.Value;

    /// <param name="content">Read from where it stands, forward.</param>
    public async Task<AntivirusReport> Scan(Stream content, CancellationToken cancellation)
    {
        var report = Options.Mode == AntivirusMode.None ? new AntivirusReport(AntivirusAnswer.Off) : await Ask(content, cancellation);
        Scans.Add(1, new KeyValuePair<string, object?>("answer", report.Answer.ToString().ToLowerInvariant()));
        return report;
    }

    private async Task<AntivirusReport> Ask(Stream content, CancellationToken cancellation)
    {
        if (Options.Host.Length == 0)
        {
            LogNoHost();
            return new AntivirusReport(AntivirusAnswer.Absent);
        }

        try
        {
            var client = new ClamdClient(Options.Host, Options.Port, TimeSpan.FromSeconds(Options.TimeoutSeconds), clock);
            return Read(await client.Scan(content, cancellation));
        }
        catch (Exception error) when (error is SocketException or IOException or TimeoutException)
        {
            LogAbsent(error.Message);
            return new AntivirusReport(AntivirusAnswer.Absent);
        }
    }

    private AntivirusReport Read(string line)
    {
        const string found = " FOUND";
        const string subject = "stream: ";
        if (line == "stream: OK")
        {
            return new AntivirusReport(AntivirusAnswer.Clean);
        }

        if (line.StartsWith(subject, StringComparison.Ordinal) && line.EndsWith(found, StringComparison.Ordinal) && line.Length > subject.Length + found.Length)
        {
            var threat = line[subject.Length..^found.Length];
            LogFound(threat);
            return new AntivirusReport(AntivirusAnswer.Infected, threat.Length > LongestThreat ? threat[..LongestThreat] : threat);
        }

        LogError(line);
        return new AntivirusReport(line.Contains("size limit exceeded", StringComparison.OrdinalIgnoreCase) ? AntivirusAnswer.TooLarge : AntivirusAnswer.Absent);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Antivirus:Host is empty: no file can be analysed")]
    private partial void LogNoHost();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The antivirus could not be asked: {Reason}")]
    private partial void LogAbsent(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The antivirus answered « {Answer} »")]
    private partial void LogError(string answer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file was found infected: {Threat}")]
    private partial void LogFound(string threat);
}
