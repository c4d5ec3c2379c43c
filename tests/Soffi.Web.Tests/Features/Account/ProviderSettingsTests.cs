using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Soffi.Portal;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Tests.Features.Account;

/// <summary>Which portal of services the application asks, according to its settings.</summary>
public sealed class ProviderSettingsTests : IDisposable
{
    private readonly SignInFactory _factory = new();

    public void Dispose() => _factory.Dispose();

    [Theory]
    [InlineData("http://localhost:5080", "http://localhost:5080")]
    [InlineData("https://localhost:7080;http://localhost:41234/", "http://localhost:41234")]
    [InlineData("http://+:8080", "http://localhost:8080")]
    [InlineData("http://0.0.0.0:8080", "http://localhost:8080")]
    [InlineData("http://127.0.0.1:5999", "http://127.0.0.1:5999")]
    public void Start_with_the_local_portal_asks_it_at_the_address_listened_on(string urls, string expected)
    {
        _factory.Settings["urls"] = urls;

        var oidc = _factory.Services.GetRequiredService<IOptions<OidcOptions>>().Value;
        var portal = _factory.Services.GetRequiredService<IOptions<PortalOptions>>().Value;

        Assert.Equal($"{expected}/portail", oidc.Authority);
        Assert.Equal($"{expected}/portail/", portal.Issuer.ToString());
        Assert.Contains($"{expected}/connexion/retour", Assert.Single(portal.Clients).RedirectUris);
    }

    [Fact]
    public void Start_with_another_portal_asks_that_one_even_when_the_local_one_runs()
    {
        _factory.Settings["Oidc:Authority"] = "https://efpconnect.example/realms/efp";
        _factory.Settings["Oidc:ClientId"] = "soffi-recette";

        var oidc = _factory.Services.GetRequiredService<IOptions<OidcOptions>>().Value;

        Assert.Equal(("https://efpconnect.example/realms/efp", "soffi-recette"), (oidc.Authority, oidc.ClientId));
    }

    [Theory]
    [InlineData("false", "", "")]
    [InlineData("false", "efpconnect", "soffi")]
    [InlineData("false", "http://efpconnect.example/", "soffi")]
    [InlineData("false", "https://efpconnect.example/", "")]
    public void Start_with_unusable_settings_is_refused(string local, string authority, string client)
    {
        _factory.Settings["Portal:Local"] = local;
        _factory.Settings["Oidc:Authority"] = authority;
        _factory.Settings["Oidc:ClientId"] = client;

        var error = Assert.Throws<OptionsValidationException>(() => _factory.Services);
        Assert.Contains("Oidc:", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://keycloak.localhost:8081/realms/efp")]
    [InlineData("http://127.0.0.1:8081/realms/efp")]
    public void Start_over_plain_http_is_accepted_on_the_machine_itself(string authority)
    {
        _factory.Settings["Portal:Local"] = "false";
        _factory.Settings["Oidc:Authority"] = authority;
        _factory.Settings["Oidc:ClientId"] = "soffi";

        Assert.Equal(authority, _factory.Services.GetRequiredService<IOptions<OidcOptions>>().Value.Authority);
    }

    [Fact]
    public void Read_the_readme_lists_the_demonstration_accounts()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Soffi.sln")))
        {
            folder = folder.Parent;
        }

        var readme = File.ReadAllText(Path.Combine(folder.FullName, "README.md"));
        Assert.Contains(new PortalOptions().DemoPassword, readme, StringComparison.Ordinal);
        Assert.All(DemoAccounts.All, account => Assert.Contains($"`{account.Email}`", readme, StringComparison.Ordinal));
    }
}
