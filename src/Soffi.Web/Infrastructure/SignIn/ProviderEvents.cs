using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>What happens when a person comes back from the portal of services.</summary>
internal static partial class ProviderEvents
{
    private const string IdToken = "id_token";

    /// <summary>
    /// Everything is checked (state, nonce, signature, issuer, audience, dates): the identity becomes a person of Soffi, or
    /// is refused. Of the provider's tokens only the identity token is kept, which sign-out must give back.
    /// </summary>
    public static async Task BindPerson(TicketReceivedContext context)
    {
        var services = context.HttpContext.RequestServices;
        var options = services.GetRequiredService<IOptions<OidcOptions>>().Value;
        var identity = ProviderIdentity.Read(context.Principal!, options);
        var outcome = await services.GetRequiredService<PersonRegistry>().SignInAsync(identity, context.HttpContext.RequestAborted);
        if (outcome.User is not { } user)
        {
            context.Response.Redirect($"/connexion/refus{QueryString.Create("motif", outcome.Refusal.ToString())}");
            context.HandleResponse();
            return;
        }

        var properties = context.Properties!;
        var token = properties.GetTokenValue(IdToken);
        properties.StoreTokens(token is null ? [] : [new AuthenticationToken { Name = IdToken, Value = token }]);
        properties.SetString(SessionEvents.StartedAt, user.LastSignInAt.ToString("O", CultureInfo.InvariantCulture));
        properties.IsPersistent = false;
        context.Principal = SoffiPrincipal.Of(user);
    }

    /// <summary>Error of the provider, lost state, page left open too long: one page, one button to start again.</summary>
    public static Task ExplainFailure(RemoteFailureContext context)
    {
        LogFailure(Logger(context.HttpContext), context.Failure);
        Explain(context, context.Properties);
        return Task.CompletedTask;
    }

    /// <summary>The person refused at the provider, or has no right to this service there.</summary>
    public static Task ExplainRefusal(AccessDeniedContext context)
    {
        Explain(context, context.Properties);
        return Task.CompletedTask;
    }

    private static void Explain(HandleRequestContext<RemoteAuthenticationOptions> context, AuthenticationProperties? properties)
    {
        var page = ReturnUrl.LocalOrDefault(properties?.RedirectUri);
        context.Response.Redirect($"/connexion/echec{QueryString.Create(ReturnUrl.Parameter, page)}");
        context.HandleResponse();
    }

    private static ILogger Logger(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Soffi.SignIn");

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in did not complete")]
    private static partial void LogFailure(ILogger logger, Exception? error);
}
