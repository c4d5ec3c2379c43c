using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Soffi.Web.Tests.SignIn;

/// <summary>A signing key of the trial provider, elliptic (ES256) or RSA (RS256).</summary>
internal sealed class TrialKey
{
    private readonly SigningCredentials _credentials;
    private readonly Func<JsonObject> _published;

    public TrialKey(string id, bool elliptic)
    {
        Id = id;
        if (elliptic)
        {
            var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            _credentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = id }, SecurityAlgorithms.EcdsaSha256);
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            _published = () => new JsonObject
            {
                ["kty"] = "EC",
                ["crv"] = "P-256",
                ["x"] = Base64UrlEncoder.Encode(point.X),
                ["y"] = Base64UrlEncoder.Encode(point.Y),
            };
        }
        else
        {
            var key = RSA.Create(2048);
            _credentials = new SigningCredentials(new RsaSecurityKey(key) { KeyId = id }, SecurityAlgorithms.RsaSha256);
            var parameters = key.ExportParameters(includePrivateParameters: false);
            _published = () => new JsonObject
            {
                ["kty"] = "RSA",
                ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
                ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
            };
        }
    }

    public string Id { get; }

    public string Sign(JsonObject payload) => new JsonWebTokenHandler().CreateToken(payload.ToJsonString(), _credentials);

    /// <summary>The public half, as a line of the key set.</summary>
    public JsonObject Published()
    {
        var line = _published();
        line["kid"] = Id;
        line["use"] = "sig";
        line["alg"] = _credentials.Algorithm;
        return line;
    }

    /// <summary>A token sealed with a shared secret, or not at all.</summary>
    public static string SignWithSecret(JsonObject payload, string secret) => new JsonWebTokenHandler().CreateToken(
        payload.ToJsonString(),
        new SigningCredentials(new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(secret.PadRight(32, '0'))), SecurityAlgorithms.HmacSha256));

    public static string Unsigned(JsonObject payload) =>
        $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{Base64UrlEncoder.Encode(payload.ToJsonString())}.";
}
