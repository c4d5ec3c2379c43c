namespace Soffi.Domain.Operators;

/// <summary>Why a text is no SIRET.</summary>
public enum SiretFault
{
    None,

    /// <summary>Nothing was typed.</summary>
    Empty,

    /// <summary>Something else than fourteen digits.</summary>
    NotFourteenDigits,

    /// <summary>Fourteen digits whose check digit is wrong: one was mistyped.</summary>
    WrongKey,
}

/// <summary>
/// The number of an establishment in the Sirene directory (R. 123-220 and following, code de commerce): nine digits of the legal unit (SIREN),
/// five of the establishment (NIC), both checked by the Luhn key. Text, never a number: a leading zero counts.
/// </summary>
public sealed record Siret
{
    private const int Length = 14;
    private const int SirenLength = 9;

    /// <summary>La Poste has more establishments than the key allows: the sum of their digits is a multiple of five.</summary>
    private const string LaPoste = "356000000";

    private Siret(string value) => Value = value;

    /// <summary>Fourteen digits.</summary>
    public string Value { get; }

    /// <summary>The legal unit: nine digits.</summary>
    public string Siren => Value[..SirenLength];

    /// <summary>As it is shown: « 123 456 789 00012 », with no-break spaces.</summary>
    public string Display => $"{Value[..3]}\u00a0{Value[3..6]}\u00a0{Value[6..9]}\u00a0{Value[9..]}";

    /// <summary>Reads a typed or pasted text; spaces of any kind, points and dashes count for nothing.</summary>
    public static SiretFault TryRead(string? text, out Siret? siret)
    {
        siret = null;
        var digits = string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('.' or '-' or '\u2011' or '\u2013')));
        if (digits.Length == 0)
        {
            return SiretFault.Empty;
        }

        if (digits.Length != Length || !digits.All(char.IsAsciiDigit))
        {
            return SiretFault.NotFourteenDigits;
        }

        if (!HasValidKey(digits))
        {
            return SiretFault.WrongKey;
        }

        siret = new Siret(digits);
        return SiretFault.None;
    }

    public override string ToString() => Value;

    private static bool HasValidKey(string digits) =>
        PassesLuhn(digits.AsSpan(0, SirenLength))
        && (PassesLuhn(digits) || (digits.StartsWith(LaPoste, StringComparison.Ordinal) && digits.Sum(c => c - '0') % 5 == 0));

    private static bool PassesLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var place = 0; place < digits.Length; place++)
        {
            var digit = digits[^(place + 1)] - '0';
            var weighed = place % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }

        return sum % 10 == 0;
    }
}
