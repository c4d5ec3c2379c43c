using System.Security.Claims;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Tests.Infrastructure;

public sealed class ProviderIdentityTests
{
    [Fact]
    public void Read_nested_claims_follows_the_path()
    {
        var options = new OidcOptions
        {
            EmailAlwaysVerified = true,
            Claims = new ClaimNames { Email = "sub", GivenName = "attributes.given_name", FamilyName = "attributes.name" },
        };
        var principal = Principal(("sub", "Claire@opco.example"), ("attributes", """{"given_name":"Claire","name":"Martin"}"""));

        var identity = ProviderIdentity.Read(principal, options);

        Assert.Equal(
            new ProviderIdentity("https://ancien.example", "Claire@opco.example", "Claire@opco.example", true, "Claire", "Martin"), identity);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("oui", false)]
    [InlineData(null, false)]
    public void Read_the_verified_address_believes_only_true(string? claim, bool verified)
    {
        var principal = Principal(("sub", "1"), ("email", "a@b.example"), ("email_verified", claim));

        Assert.Equal(verified, ProviderIdentity.Read(principal, new OidcOptions())!.EmailVerified);
    }

    [Theory]
    [InlineData(null, "a@b.example")]
    [InlineData("1", null)]
    [InlineData("1", " ")]
    public void Read_without_subject_or_address_gives_nothing(string? subject, string? email) =>
        Assert.Null(ProviderIdentity.Read(Principal(("sub", subject), ("email", email)), new OidcOptions()));

    private static ClaimsPrincipal Principal(params (string Type, string? Value)[] claims) => new(new ClaimsIdentity(
        claims.Where(c => c.Value is not null).Select(c => new Claim(c.Type, c.Value!, ClaimValueTypes.String, "https://ancien.example")), "jeton"));
}
