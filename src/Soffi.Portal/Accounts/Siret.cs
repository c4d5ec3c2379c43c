namespace Soffi.Portal.Accounts;

/// <summary>The fourteen digits of a French establishment: nine of the company (SIREN), five of the establishment.</summary>
public static class Siret
{
    private const int Length = 14;
    private const int LaPosteDivisor = 5;
    private const string LaPoste = "356000000";

    /// <summary>The digits alone: people type or paste it in groups.</summary>
    public static string Normalise(string? text) =>
        string.Concat((text ?? "").Where(character => !char.IsWhiteSpace(character) && character is not ('.' or '-')));

    /// <summary>
    /// True when the key is right: Luhn's formula, or for the establishments of La Poste, whose numbers ran out, a sum of
    /// digits that is a multiple of five (INSEE, documentation of the Sirene register).
    /// </summary>
    public static bool IsValid(string? siret)
    {
        if (siret is not { Length: Length } || !siret.All(char.IsAsciiDigit) || siret.All(digit => digit == '0'))
        {
            return false;
        }

        return Luhn(siret) || (siret.StartsWith(LaPoste, StringComparison.Ordinal) && siret.Sum(Digit) % LaPosteDivisor == 0);
    }

    private static bool Luhn(string digits)
    {
        var sum = 0;
        for (var index = 0; index < digits.Length; index++)
        {
            var value = Digit(digits[index]) * ((digits.Length - index) % 2 == 0 ? 2 : 1);
            sum += value > 9 ? value - 9 : value;
        }

        return sum % 10 == 0;
    }

    private static int Digit(char digit) => digit - '0';
}
