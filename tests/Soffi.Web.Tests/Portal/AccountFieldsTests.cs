using Soffi.Portal.Accounts;

namespace Soffi.Web.Tests.Portal;

public sealed class AccountFieldsTests
{
    [Theory]
    [Trait("CGU", "CGU-23")]
    [InlineData(" Jeanne.Petit+esf@Organisme.Example ", "jeanne.petit@organisme.example")]
    [InlineData("ＪＥＡＮＮＥ@organisme.example", "jeanne@organisme.example")]
    [InlineData("jeanne@Été.example", "jeanne@xn--t-9fab.example")]
    [InlineData("+jeanne@organisme.example", "+jeanne@organisme.example")]
    [InlineData("jeanne", "jeanne")]
    public void Normalize_address_brings_its_spellings_together(string typed, string normalized) =>
        Assert.Equal(normalized, new AddressNormalizer().NormalizeEmail(typed));

    [Theory]
    [InlineData("55210055400013", true)]
    [InlineData("55210055400014", false)]
    [InlineData("35600000000048", true)]
    [InlineData("35600000049837", true)]
    [InlineData("35600000049838", false)]
    [InlineData("00000000000000", false)]
    [InlineData("5521005540001", false)]
    [InlineData("5521005540001a", false)]
    [InlineData("٥٥٢١٠٠٥٥٤٠٠٠١٣", false)]
    [InlineData(null, false)]
    public void Check_siret_holds_its_key_and_the_exception_of_La_Poste(string? siret, bool valid) =>
        Assert.Equal(valid, Siret.IsValid(siret));

    [Fact]
    public void Normalise_siret_takes_the_groups_of_digits_as_people_paste_them() =>
        Assert.Equal("55210055400013", Siret.Normalise("552 100\u00a0554 000-13"));

    [Theory]
    [Trait("CGU", "CGU-28")]
    [InlineData("Demonstration-2026!")]
    [InlineData("Tulipe-Wagon-73-Orage")]
    [InlineData("Été pluvieux, 3 parapluies")]
    public void Check_password_hard_to_guess_is_accepted(string password) => Assert.Empty(PasswordRules.Faults(password));

    [Theory]
    [Trait("CGU", "CGU-28")]
    [InlineData("Azertyuiop1!", "mots courants")]
    [InlineData("Aaaaaaaaaaa1!", "répétés")]
    [InlineData("Password2010!", "phrase de plusieurs mots")]
    public void Check_password_easy_to_guess_is_refused_with_an_advice(string password, string advice) =>
        Assert.Contains(advice, Assert.Single(PasswordRules.Faults(password)), StringComparison.Ordinal);
}
