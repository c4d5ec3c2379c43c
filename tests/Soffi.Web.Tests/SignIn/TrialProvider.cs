using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Soffi.Web.Tests.SignIn;

/// <summary>
/// An OpenID Connect provider on a port of its own, which does what the ministry's do: exact addresses, codes of one use, PKCE,
/// secret in the body, signed tokens, signed userinfo or not. A test sets what it gets wrong.
/// </summary>
internal sealed class TrialProvider : IAsyncDisposable
{
    public const string ClientId = "soffi-recette";
    public const string Secret = "secret-de-recette-0123456789";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Code> _codes = new();
    private readonly ConcurrentDictionary<string, byte> _tokens = new();
    private readonly bool _elliptic;
    private int _keys;

    private TrialProvider(bool elliptic)
    {
        _elliptic = elliptic;
        Key = NewKey();
        Published = [Key];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/realm/.well-known/openid-configuration", Configuration);
        _app.MapGet("/realm/cles", Keys);
        _app.MapGet("/realm/authorize", Authorize);
        _app.MapPost("/realm/token", Token);
        _app.MapGet("/realm/userinfo", UserInfo);
        _app.MapGet("/realm/logout", Logout);
    }

    /// <summary>Claims of the identity token besides those of the protocol.</summary>
    public JsonObject Claims { get; set; } = [];

    /// <summary>What the userinfo says; null for the same as the identity token.</summary>
    public JsonObject? Info { get; set; }

    public bool SignsUserInfo { get; set; }

    /// <summary>Parameters of authorization this provider knows; any other is refused, as ProConnect does (Y000400).</summary>
    public HashSet<string>? KnownParameters { get; set; }

    public TrialKey Key { get; set; }

    public List<TrialKey> Published { get; set; }

    /// <summary>Time that the provider's clock is ahead.</summary>
    public TimeSpan ClockAhead { get; set; }

    /// <summary>Last touch to the payload of the identity token, and to the token made of it.</summary>
    public Action<JsonObject> Touch { get; set; } = _ => { };

    public Func<JsonObject, TrialKey, string> Seal { get; set; } = (payload, key) => key.Sign(payload);

    public Func<JsonObject, TrialKey, string> SealInfo { get; set; } = (payload, key) => key.Sign(payload);

    /// <summary>Error of the token endpoint, with its description; null for none.</summary>
    public (string Error, string Description)? TokenError { get; set; }

    public IQueryCollection? LastAuthorization { get; private set; }

    public IQueryCollection? LastLogout { get; private set; }

    public int InfoRequests { get; private set; }

    public string Issuer => $"{_app.Urls.First()}/realm";

    public static async Task<TrialProvider> Start(bool elliptic = false)
    {
        var provider = new TrialProvider(elliptic);
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>A new key takes over; the one before is no longer published.</summary>
    public void Rotate()
    {
        Key = NewKey();
        Published = [Key];
    }

    public TrialKey NewKey() => new($"cle-{++_keys}", _elliptic);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Configuration() => Results.Text(
        new JsonObject
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = $"{Issuer}/authorize",
            ["token_endpoint"] = $"{Issuer}/token",
            ["userinfo_endpoint"] = $"{Issuer}/userinfo",
            ["end_session_endpoint"] = $"{Issuer}/logout",
            ["jwks_uri"] = $"{Issuer}/cles",
        }.ToJsonString(),
        "application/json");

    private string Keys() => new JsonObject { ["keys"] = new JsonArray([.. Published.Select(k => (JsonNode)k.Published())]) }.ToJsonString();

    private IResult Authorize(HttpRequest request)
    {
        var asked = LastAuthorization = request.Query;
        string Of(string name) => asked[name].ToString();
        if (KnownParameters is { } known && asked.Keys.FirstOrDefault(k => !known.Contains(k)) is { } unknown)
        {
            return Results.BadRequest($"Y000400 {unknown}");
        }

        if (Of("client_id") != ClientId || Of("redirect_uri") != "http://localhost:5080/connexion/retour" || Of("response_type") != "code"
            || Of("state").Length < 32 || Of("nonce").Length < 32 || Of("code_challenge_method") != "S256")
        {
            return Results.BadRequest("invalid_request");
        }

        var code = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        _codes[code] = new Code(Of("nonce"), Of("code_challenge"), Of("redirect_uri"));
        return Results.Redirect($"{Of("redirect_uri")}?code={code}&state={Uri.EscapeDataString(Of("state"))}&iss={Uri.EscapeDataString(Issuer)}");
    }

    private async Task<IResult> Token(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (TokenError is { } error)
        {
            return Refusal(error.Error, error.Description);
        }

        if (form["client_id"] != ClientId || form["client_secret"] != Secret)
        {
            return Refusal("invalid_client", "");
        }

        if (!_codes.TryRemove(form["code"].ToString(), out var code) || form["redirect_uri"] != code.RedirectUri
            || Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != code.Challenge)
        {
            return Refusal("invalid_grant", "Code inconnu ou déjà utilisé.");
        }

        var now = TimeProvider.System.GetUtcNow() + ClockAhead;
        var payload = (JsonObject)Claims.DeepClone();
        payload["iss"] = Issuer;
        payload["aud"] = ClientId;
        payload["nonce"] = code.Nonce;
        payload["iat"] = now.ToUnixTimeSeconds();
        payload["nbf"] = now.ToUnixTimeSeconds();
        payload["exp"] = now.AddMinutes(1).ToUnixTimeSeconds();
        Touch(payload);
        var access = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        _tokens[access] = 1;
        return Results.Text(
            new JsonObject { ["access_token"] = access, ["token_type"] = "Bearer", ["expires_in"] = 3600, ["id_token"] = Seal(payload, Key) }.ToJsonString(),
            "application/json");
    }

    private IResult UserInfo(HttpRequest request)
    {
        InfoRequests++;
        if (!_tokens.ContainsKey(request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal)))
        {
            return Results.Unauthorized();
        }

        var info = (JsonObject)(Info ?? Claims).DeepClone();
        if (!SignsUserInfo)
        {
            return Results.Text(info.ToJsonString(), "application/json");
        }

        info.TryAdd("iss", Issuer);
        info.TryAdd("aud", ClientId);
        return Results.Text(SealInfo(info, Key), "application/jwt");
    }

    private IResult Logout(HttpRequest request)
    {
        LastLogout = request.Query;
        var back = request.Query["post_logout_redirect_uri"].ToString();
        return back == "http://localhost:5080/deconnexion/retour" && request.Query["id_token_hint"].Count == 1 && request.Query["state"].ToString().Length >= 32
            ? Results.Redirect($"{back}?state={Uri.EscapeDataString(request.Query["state"].ToString())}")
            : Results.BadRequest();
    }

    private static IResult Refusal(string error, string description) => Results.Text(
        new JsonObject { ["error"] = error, ["error_description"] = description }.ToJsonString(), "application/json", statusCode: 400);

    private sealed record Code(string Nonce, string Challenge, string RedirectUri);
}
