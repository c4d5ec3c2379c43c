using System.Text.Json;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Conventions;

/// <summary>What stands outside the program and must say the same as it: the README, the realm of the container files.</summary>
public sealed class DeliveryFilesTests
{
    [Fact]
    public void Read_realm_of_the_containers_has_the_demonstration_accounts()
    {
        using var realm = JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceTree.Root, "docker", "keycloak", "efp-realm.json")));

        Assert.Equal(
            DemoAccounts.All.Select(a => (a.Email, a.GivenName, a.FamilyName)).Order(),
            realm.RootElement.GetProperty("users").EnumerateArray().Select(u => (
                u.GetProperty("email").GetString()!, u.GetProperty("firstName").GetString()!, u.GetProperty("lastName").GetString()!)).Order());
        var client = realm.RootElement.GetProperty("clients")[0];
        Assert.Equal("http://localhost:5080/connexion/retour", client.GetProperty("redirectUris")[0].GetString());
        Assert.Equal("S256", client.GetProperty("attributes").GetProperty("pkce.code.challenge.method").GetString());
    }

    [Fact]
    public void Read_README_lists_the_commands_and_every_demonstration_account()
    {
        var readme = File.ReadAllText(Path.Combine(SourceTree.Root, "README.md"));

        Assert.Contains("dotnet run --project src/Soffi.Web", readme, StringComparison.Ordinal);
        Assert.Contains("dotnet test", readme, StringComparison.Ordinal);
        Assert.Contains(SignInDriver.Password, readme, StringComparison.Ordinal);
        Assert.All(DemoAccounts.All, account => Assert.Contains($"`{account.Email}`", readme, StringComparison.Ordinal));
    }
}
