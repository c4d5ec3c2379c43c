using System.Net;
using System.Text.Json;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Soffi.Web.Infrastructure.Companies;

/// <summary>What a directory answered, before anyone reads it.</summary>
internal sealed record DirectoryReply(HttpStatusCode Status, JsonElement? Body);

/// <summary>
/// Asks a directory, and leaves it alone as long as it asks to (429 and <c>Retry-After</c>). One per directory, for the whole
/// process. Logs say which directory and what kind of fault, never the number, which may be that of a person.
/// </summary>
internal sealed partial class DirectoryCall(CompanySource source, IHttpClientFactory clients, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan WhenUnsaid = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    private long _restsUntil;

    /// <summary>Name of the client of that directory.</summary>
    public static string ClientOf(CompanySource source) => $"companies-{source}";

    /// <returns>The reply, or the outcome that stands for its absence.</returns>
    public async Task<(DirectoryReply? Reply, CompanyLookup? Failure)> AskAsync(string path, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var until = new DateTimeOffset(Interlocked.Read(ref _restsUntil), TimeSpan.Zero);
        if (now < until)
        {
            return (null, new CompanyLookup(LookupOutcome.Busy, RetryAfter: until - now));
        }

        try
        {
            using var client = clients.CreateClient(ClientOf(source));
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), cancellation);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return (null, Rest(answer, now));
            }

            if ((int)answer.StatusCode >= 500)
            {
                LogFailed(source, $"HTTP {(int)answer.StatusCode}");
                return (null, new CompanyLookup(LookupOutcome.Unreachable));
            }

            return (new DirectoryReply(answer.StatusCode, await ReadAsync(answer, cancellation)), null);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TimeoutRejectedException or BrokenCircuitException
            || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            LogFailed(source, error.GetType().Name);
            return (null, new CompanyLookup(LookupOutcome.Unreachable));
        }
    }

    private CompanyLookup Rest(HttpResponseMessage answer, DateTimeOffset now)
    {
        var asked = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => WhenUnsaid,
        };
        var rest = TimeSpan.FromTicks(Math.Clamp(asked.Ticks, TimeSpan.TicksPerSecond, LongestRest.Ticks));
        Interlocked.Exchange(ref _restsUntil, (now + rest).UtcTicks);
        LogBusy(source, (int)rest.TotalSeconds);
        return new CompanyLookup(LookupOutcome.Busy, RetryAfter: rest);
    }

    /// <summary>Null for what is no JSON: a page of a proxy, for instance.</summary>
    private static async Task<JsonElement?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            return JsonElement.Parse(await answer.Content.ReadAsStringAsync(cancellation));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The directory of companies {Source} does not answer: {Reason}")]
    private partial void LogFailed(CompanySource source, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The directory of companies {Source} asks to wait {Seconds} s")]
    private partial void LogBusy(CompanySource source, int seconds);
}
