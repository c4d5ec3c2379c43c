using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>Tells whether the portal of services answers, so that a page says so instead of a fault.</summary>
public sealed partial class ProviderAccess(IOptionsMonitor<OpenIdConnectOptions> options, ILogger<ProviderAccess> logger)
{
    /// <summary>The provider's published configuration, or null when it cannot be reached.</summary>
    public async Task<OpenIdConnectConfiguration?> FindAsync(CancellationToken cancellation)
    {
        try
        {
            return await options.Get(SoffiSignIn.Provider).ConfigurationManager!.GetConfigurationAsync(cancellation);
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or HttpRequestException)
        {
            LogUnreachable(error);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The portal of services does not answer")]
    private partial void LogUnreachable(Exception error);
}
