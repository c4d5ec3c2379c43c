using Soffi.Domain.Operators;

namespace Soffi.Domain.Tests.Operators;

public sealed class SiretTests
{
    [Theory]
    [InlineData("10000001700010")]
    [InlineData(" 100 000 017 00010 ")]
    [InlineData("100\u00a0000\u202f017\u200900010")]
    [InlineData("100.000.017-00010")]
    public void Read_a_number_however_it_is_typed_gives_its_fourteen_digits(string text)
    {
        Assert.Equal(SiretFault.None, Siret.TryRead(text, out var siret));
        Assert.Equal(("10000001700010", "100000017", "100\u00a0000\u00a0017\u00a000010"), (siret!.Value, siret.Siren, siret.Display));
    }

    [Theory]
    [InlineData(null, SiretFault.Empty)]
    [InlineData(" \u00a0", SiretFault.Empty)]
    [InlineData("100000017", SiretFault.NotFourteenDigits)]
    [InlineData("1000000170001O", SiretFault.NotFourteenDigits)]
    [InlineData("100000017000100", SiretFault.NotFourteenDigits)]
    [InlineData("١٠٠٠٠٠٠١٧٠٠٠١٠", SiretFault.NotFourteenDigits)]
    [InlineData("10000001700011", SiretFault.WrongKey)]
    [InlineData("10000001800019", SiretFault.WrongKey)]
    public void Read_another_text_says_what_is_wrong(string? text, SiretFault fault)
    {
        Assert.Equal(fault, Siret.TryRead(text, out var siret));
        Assert.Null(siret);
    }

    [Theory]
    // The head office passes the key; these establishments do not, and the sum of their digits is a multiple of five.
    [InlineData("35600000000048", SiretFault.None)]
    [InlineData("35600000000001", SiretFault.None)]
    [InlineData("35600000000024", SiretFault.None)]
    [InlineData("35600000000007", SiretFault.WrongKey)]
    public void Read_an_establishment_of_La_Poste_follows_its_own_rule(string text, SiretFault fault) =>
        Assert.Equal(fault, Siret.TryRead(text, out _));

    [Fact]
    public void Read_another_unit_does_not_follow_the_rule_of_La_Poste() =>
        Assert.Equal(SiretFault.WrongKey, Siret.TryRead("10000001700015", out _));

    [Fact]
    public void Read_with_one_digit_changed_is_always_refused()
    {
        const string Right = "10000001700010";

        var wrong = Enumerable.Range(0, Right.Length).SelectMany(place => Enumerable.Range(0, 10).Select(digit => (char)('0' + digit))
            .Where(digit => digit != Right[place]).Select(digit => Right[..place] + digit + Right[(place + 1)..]));

        Assert.All(wrong, text => Assert.Equal(SiretFault.WrongKey, Siret.TryRead(text, out _)));
    }
}
