using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;

namespace Soffi.Portal.Store;

/// <summary>
/// Gives OpenIddict the issuer and the keys, made once and kept in files: a key made at each start would cost
/// seconds and would break the sessions of the services. RSA because every OpenID Connect client accepts RS256.
/// </summary>
internal sealed class PortalKeys(IOptions<PortalOptions> options, IHostEnvironment environment)
    : IConfigureOptions<OpenIddictServerOptions>, IConfigureOptions<OpenIddictServerAspNetCoreOptions>
{
    private const int RsaBits = 2048;
    private const int AesBytes = 32;

    public void Configure(OpenIddictServerOptions target)
    {
        var folder = PortalPaths.Keys(options.Value.KeysPath, environment.ContentRootPath);
        var rsa = RSA.Create();
        rsa.ImportFromPem(ReadOrCreate(Path.Combine(folder, "signature.pem"), NewSigningKey));
        var secret = Convert.FromBase64String(
            ReadOrCreate(Path.Combine(folder, "chiffrement.key"), () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(AesBytes))));

        target.Issuer = options.Value.Issuer;
        target.SigningCredentials.Add(new SigningCredentials(Identified(new RsaSecurityKey(rsa)), SecurityAlgorithms.RsaSha256));
        target.EncryptionCredentials.Add(new EncryptingCredentials(
            Identified(new SymmetricSecurityKey(secret)), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
    }

    public void Configure(OpenIddictServerAspNetCoreOptions target) =>
        target.DisableTransportSecurityRequirement = options.Value.PlainHttp;

    private static TKey Identified<TKey>(TKey key) where TKey : SecurityKey
    {
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return key;
    }

    private static string NewSigningKey()
    {
        using var rsa = RSA.Create(RsaBits);
        return rsa.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>Reads the file, or writes it whole under another name first: two processes that start together agree on one key.</summary>
    private static string ReadOrCreate(string path, Func<string> create)
    {
        if (!File.Exists(path))
        {
            var draft = $"{path}.{Guid.NewGuid():N}";
            var stream = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                stream.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var writer = new StreamWriter(draft, stream))
            {
                writer.Write(create());
            }

            try
            {
                File.Move(draft, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(draft);
            }
        }

        return File.ReadAllText(path);
    }
}
