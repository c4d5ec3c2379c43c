using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Infrastructure.RateLimits;

/// <summary>The section <c>RateLimits</c>: requests a minute; zero switches a limit off.</summary>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>By account. A typist whose page saves by itself sends one request every two seconds at most.</summary>
    public int PerAccount { get; set; } = 600;

    /// <summary>By address, nobody being signed in. A whole ministry may come out of one address.</summary>
    public int PerAddress { get; set; } = 1_200;

    /// <summary>Attempts to sign in, by address.</summary>
    public int SignIn { get; set; } = 30;

    /// <summary>Files sent, by account: each is opened, analysed and stored.</summary>
    public int Uploads { get; set; } = 30;

    /// <summary>Calls of the read interface, by key.</summary>
    public int PerApiKey { get; set; } = 120;
}

/// <summary>Nobody may overload the service (CGU article 63): too many requests get a 429 that says when to come back.</summary>
public static class RateLimits
{
    /// <summary>Name of the limit that an action receiving files asks for.</summary>
    public const string Uploads = "fichiers";

    /// <summary>Name of the limit of the read interface.</summary>
    public const string Api = "interface";

    private const int SegmentsPerMinute = 6;

    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section);
        services.AddSingleton<RequestLimiter>();
        return services;
    }

    /// <summary>Behind routing and authentication: the limits depend on the endpoint and on the account.</summary>
    public static WebApplication UseRateLimits(this WebApplication app)
    {
        app.UseMiddleware<RateLimitMiddleware>();
        return app;
    }

    /// <summary>Every limit, in the order in which they are asked. Whoever creates them disposes them: they hold timers.</summary>
    internal static PartitionedRateLimiter<HttpContext>[] Create() =>
    [
        PartitionedRateLimiter.Create<HttpContext, string>(Ordinary),
        PartitionedRateLimiter.Create<HttpContext, string>(SigningIn),
        PartitionedRateLimiter.Create<HttpContext, string>(AskedByTheAction),
    ];

    private static RateLimitPartition<string> Ordinary(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || http.Request.Path.StartsWithSegments("/sante"))
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        var options = OptionsOf(http);
        return SoffiPrincipal.UserId(http.User) is { } user
            ? Sliding($"compte {user}", options.PerAccount)
            : Sliding($"adresse {AddressOf(http)}", options.PerAddress);
    }

    private static RateLimitPartition<string> SigningIn(HttpContext http)
    {
        var path = http.Request.Path;
        var signingIn = path == "/connexion" || (HttpMethods.IsPost(http.Request.Method) && path == "/portail/connexion");
        return signingIn ? Sliding($"{path} {AddressOf(http)}", OptionsOf(http).SignIn) : RateLimitPartition.GetNoLimiter("");
    }

    private static RateLimitPartition<string> AskedByTheAction(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName switch
        {
            Uploads => SendingFiles(http),
            Api => Calling(http),
            null => RateLimitPartition.GetNoLimiter(""),
            var other => throw new InvalidOperationException($"No limit is named « {other} »."),
        };

    private static RateLimitPartition<string> SendingFiles(HttpContext http) =>
        Sliding($"fichiers {SoffiPrincipal.UserId(http.User)?.ToString() ?? AddressOf(http)}", OptionsOf(http).Uploads);

    /// <summary>By what is given as a key, under its hash: who knows the name of a key without its secret uses up nobody's calls.</summary>
    private static RateLimitPartition<string> Calling(HttpContext http) => Sliding(
        $"cle {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString())))}", OptionsOf(http).PerApiKey);

    private static RateLimitPartition<string> Sliding(string key, int permits) => permits <= 0
        ? RateLimitPartition.GetNoLimiter("")
        : RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = permits,
            Window = Window,
            SegmentsPerWindow = SegmentsPerMinute,
            QueueLimit = 0,
        });

    private static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "interne";

    private static RateLimitOptions OptionsOf(HttpContext http) =>
        http.RequestServices.GetRequiredService<IOptions<RateLimitOptions>>().Value;
}
