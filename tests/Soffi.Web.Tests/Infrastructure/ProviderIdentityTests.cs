using System.Text.Json;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Tests.Infrastructure;

public sealed class ProviderIdentityTests
{
    private const string Issuer = "https://ancien.example";

    [Theory]
    [InlineData("attributes.given_name", "Claire")]
    [InlineData("attributes.mail[0]", "claire@opco.example")]
    [InlineData("attributes.mail", "claire@opco.example")]
    [InlineData("attributes.absent attributes.given_name", "Claire")]
    [InlineData("https://opco.example/nom", "Martin")]
    [InlineData("liste[1].nom", "deux")]
    [InlineData("liste[2].nom", null)]
    [InlineData("attributes.mail[x]", null)]
    [InlineData("attributes", null)]
    [InlineData("attributes.given_name.plus", null)]
    public void Read_a_path_goes_down_to_the_text(string path, string? expected)
    {
        var claims = Claims("""
            "attributes":{"given_name":"Claire","mail":["claire@opco.example","autre@opco.example"]},
            "https://opco.example/nom":"Martin","liste":[{"nom":"un"},{"nom":"deux"}]
            """);

        Assert.Equal(expected, claims.Find(path));
    }

    [Fact]
    public void Read_takes_the_subject_of_the_token_and_the_rest_of_the_userinfo()
    {
        var claims = Claims("\"sub\":\"1\",\"email\":\"ancienne@b.example\"") with
        {
            UserInfo = JsonElement.Parse("""{"sub":"2","iss":"https://ailleurs.example","acr":"eidas3","email":"a@b.example"}"""),
        };

        var identity = ProviderIdentity.Read(claims, new OidcOptions { EmailAlwaysVerified = true })!;

        Assert.Equal((Issuer, "1", "a@b.example"), (identity.Issuer, identity.Subject, identity.Email));
        Assert.Null(claims.Acr);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("false", false)]
    [InlineData("\"oui\"", false)]
    [InlineData("1", false)]
    [InlineData(null, false)]
    public void Read_the_verified_address_believes_only_true(string? claim, bool verified)
    {
        var claims = Claims($"\"sub\":\"1\",\"email\":\"a@b.example\"{(claim is null ? "" : $",\"email_verified\":{claim}")}");

        Assert.Equal(verified, ProviderIdentity.Read(claims, new OidcOptions())!.EmailVerified);
    }

    [Theory]
    [InlineData("\"email\":\"a@b.example\"")]
    [InlineData("\"sub\":\"1\"")]
    [InlineData("\"sub\":\"1\",\"email\":\" \"")]
    [InlineData("\"sub\":\"1\",\"email\":null")]
    public void Read_without_subject_or_address_gives_nothing(string members) =>
        Assert.Null(ProviderIdentity.Read(Claims(members), new OidcOptions()));

    private static ProviderClaims Claims(string members) => new(JsonElement.Parse($"{{\"iss\":\"{Issuer}\",{members}}}"));
}
