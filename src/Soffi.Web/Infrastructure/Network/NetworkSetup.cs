using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Soffi.Web.Infrastructure.Network;

/// <summary>Where callers come from, and what follows for agents.</summary>
public static partial class NetworkSetup
{
    public static IServiceCollection AddNetworkRule(this IServiceCollection services)
    {
        services.AddOptions<NetworkOptions>().BindConfiguration(NetworkOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NetworkOptions>, NetworkOptionsValidator>();
        services.AddSingleton<AgentNetwork>();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<NetworkOptions>>(Believe);
        return services;
    }

    /// <summary>
    /// First of all: whatever reads the address of the caller (metrics, rate limits, agents' network) reads the true one.
    /// Without any trusted proxy the headers are left unread, since the framework takes an empty list for « everyone ».
    /// </summary>
    public static WebApplication UseTrustedProxies(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<NetworkOptions>>().Value.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        return app;
    }

    public static WebApplication UseNetworkGate(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<AgentNetwork>().HasRule)
        {
            LogNoRule(app.Logger);
            return app;
        }

        app.UseMiddleware<NetworkGate>();
        return app;
    }

    private static void Believe(ForwardedHeadersOptions headers, IOptions<NetworkOptions> network)
    {
        headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        // The chain is walked back as long as each link is a proxy of the list; the first one that is not is the caller.
        headers.ForwardLimit = null;
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var text in network.Value.TrustedProxies)
        {
            if (AddressRange.TryRead(text, out var range))
            {
                headers.KnownIPNetworks.Add(range);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Network:AgentRanges is empty: agents' profiles are accepted from any network")]
    private static partial void LogNoRule(ILogger logger);
}
