using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

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
        if (await TryReadAsync(context, options) is not { } claims)
        {
            Explain(context, context.ReturnUri);
            return;
        }

        var identity = ProviderIdentity.Read(claims, options);
        var registry = services.GetRequiredService<PersonRegistry>();
        var asked = options.AcrValues();
        var outcome = asked.Count == 0 || asked.Contains(claims.Acr, StringComparer.Ordinal)
            ? await registry.SignInAsync(identity, context.HttpContext.RequestAborted)
            : await registry.RefuseAsync(identity, SignInRefusal.WeakAuthentication, context.HttpContext.RequestAborted);
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
        properties.SetString(SessionEvents.ProviderSession, context.Principal!.FindFirst("sid")?.Value);
        properties.IsPersistent = false;
        context.Principal = SoffiPrincipal.Of(user);
    }

    /// <summary>
    /// OpenID Connect lets an identity token come unsigned when it is fetched straight from the provider (Core, 3.1.3.7), and
    /// the framework accepts it. Soffi does not: whoever stands between the two could write it.
    /// </summary>
    public static Task RequireSignature(TokenValidatedContext context)
    {
        // Thrown and not told by Fail, which would lose the page the person was going to.
        return context.SecurityToken is { RawSignature.Length: > 0 }
            ? Task.CompletedTask
            : throw new SecurityTokenInvalidSignatureException("The identity token is not signed.");
    }

    /// <summary>Asks for one of the accepted levels of authentication (OpenID Connect Core, 5.5.1.1).</summary>
    public static Task AskForLevel(RedirectContext context)
    {
        var values = context.HttpContext.RequestServices.GetRequiredService<IOptions<OidcOptions>>().Value.AcrValues();
        if (values.Count > 0)
        {
            context.ProtocolMessage.SetParameter("claims", JsonSerializer.Serialize(
                new { id_token = new { amr = (object?)null, acr = new { essential = true, values } } }));
        }

        return Task.CompletedTask;
    }

    /// <summary>Error of the provider, lost state, page left open too long: one page, one button to start again.</summary>
    public static Task ExplainFailure(RemoteFailureContext context)
    {
        LogFailure(Logger(context.HttpContext), Reason(context.Failure));
        Explain(context, context.Properties?.RedirectUri);
        return Task.CompletedTask;
    }

    /// <summary>The person refused at the provider, or has no right to this service there.</summary>
    public static Task ExplainRefusal(AccessDeniedContext context)
    {
        Explain(context, context.Properties?.RedirectUri);
        return Task.CompletedTask;
    }

    /// <summary>Back from signing out at the provider; without the state that Soffi gave, the person still reads that it is done.</summary>
    public static Task EndSignOut(RemoteSignOutContext context)
    {
        if (string.IsNullOrEmpty(context.Properties?.RedirectUri))
        {
            context.Response.Redirect(context.Options.SignedOutRedirectUri);
            context.HandleResponse();
        }

        return Task.CompletedTask;
    }

    private static void Explain(HandleRequestContext<RemoteAuthenticationOptions> context, string? returnUri)
    {
        var page = ReturnUrl.LocalOrDefault(returnUri);
        context.Response.Redirect($"/connexion/echec{QueryString.Create(ReturnUrl.Parameter, page)}");
        context.HandleResponse();
    }

    /// <summary>What the provider says, or null when its answer is refused: the log says why.</summary>
    private static async Task<ProviderClaims?> TryReadAsync(TicketReceivedContext context, OidcOptions options)
    {
        try
        {
            return await ProviderAnswer.ReadAsync(
                (OpenIdConnectOptions)context.Options, options, context.Properties!, context.HttpContext.RequestAborted);
        }
        catch (Exception error) when (error is OpenIdConnectProtocolException or HttpRequestException or IOException or InvalidOperationException
            || (error is OperationCanceledException && !context.HttpContext.RequestAborted.IsCancellationRequested))
        {
            LogFailure(Logger(context.HttpContext), Reason(error));
            return null;
        }
    }

    /// <summary>
    /// Kinds of faults and the standard error code, never the messages: a provider may write a name or an address there.
    /// </summary>
    private static string Reason(Exception? error)
    {
        var words = new List<string>();
        for (var current = error; current is not null; current = current.InnerException)
        {
            words.Add(current.Data["error"] is string code && ErrorCode().IsMatch(code) ? $"{current.GetType().Name} ({code})" : current.GetType().Name);
        }

        return words.Count == 0 ? "no exception" : string.Join(" < ", words);
    }

    private static ILogger Logger(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Soffi.SignIn");

    [GeneratedRegex("^[A-Za-z0-9_]{1,40}$")]
    private static partial Regex ErrorCode();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in did not complete: {Reason}")]
    private static partial void LogFailure(ILogger logger, string reason);
}
