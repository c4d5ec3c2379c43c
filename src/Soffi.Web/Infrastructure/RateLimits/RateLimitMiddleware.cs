using System.Globalization;
using System.Threading.RateLimiting;

namespace Soffi.Web.Infrastructure.RateLimits;

/// <summary>
/// Answers 429, with the seconds to wait, to a request over a limit. The framework's own middleware is not used: its
/// limiters, with their timers, are never disposed and keep a stopped application in memory.
/// </summary>
internal sealed class RateLimitMiddleware(RequestDelegate next, RequestLimiter limiter)
{
    public async Task InvokeAsync(HttpContext http)
    {
        using var lease = limiter.Acquire(http);
        if (lease.IsAcquired)
        {
            await next(http);
            return;
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : RateLimits.Window;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>The limits of one application, ended with it.</summary>
internal sealed class RequestLimiter : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext>[] _each = RateLimits.Create();
    private readonly PartitionedRateLimiter<HttpContext> _all;

    public RequestLimiter() => _all = PartitionedRateLimiter.CreateChained(_each);

    /// <summary>Never waits: no limit has a queue. To be disposed at the end of the request.</summary>
    public RateLimitLease Acquire(HttpContext http) => _all.AttemptAcquire(http);

    public void Dispose()
    {
        _all.Dispose();
        foreach (var limiter in _each)
        {
            limiter.Dispose(); // The chain leaves that to whoever made them.
        }
    }
}
