using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Soffi.Domain.Forms;

/// <summary>
/// Reads what people type and paste: French numbers with spaces of every kind, comma, €, %, minus signs of every kind,
/// accountants' parentheses. What cannot be read for sure is kept word for word, never guessed. Never throws.
/// </summary>
public static partial class CellReader
{
    private const int MaxTextLength = 2_000;

    private static readonly string[] NotApplicableWords = ["s.o.", "s.o", "so", "sans objet"];

    /// <summary>The value for that cell, an <see cref="CellKind.Unreadable"/> one when the text is refused.</summary>
    public static CellValue Read(FormCell cell, string? typed) => Parse(cell, typed).Value;

    /// <summary>Why the text is refused and what to write instead, or null when it is readable.</summary>
    public static string? Reason(FormCell cell, string? typed) => Parse(cell, typed).Reason;

    /// <summary>The same for a value that stands and its text as the field shows it: a number that was read is not read again.</summary>
    /// <param name="shown">What <see cref="CellFormatter.Edit"/> gives of the value.</param>
    public static string? Reason(FormCell cell, CellValue value, string shown) => value.Kind switch
    {
        CellKind.Blank or CellKind.NotApplicable => null,
        CellKind.Number when CellTypes.IsNumeric(cell.Type) =>
            Refusal(cell, Math.Round(value.Number, CellTypes.TypedDecimals(cell.Type), MidpointRounding.AwayFromZero)),
        _ => Reason(cell, shown),
    };

    /// <summary>The two ways to write an ambiguous number (« 1.234 »: « 1234 » or « 1,234 ») that the cell accepts; empty when it is clear.</summary>
    public static IReadOnlyList<string> Choices(FormCell cell, string? typed)
    {
        var (_, digits) = Sign((typed ?? "").Trim());
        if (!CellTypes.IsNumeric(cell.Type) || !AmbiguousPoint().IsMatch(digits))
        {
            return [];
        }

        var sign = Sign(typed!.Trim()).Negative ? "-" : "";
        return [sign + digits.Replace(".", "", StringComparison.Ordinal), sign + digits.Replace('.', ',')];
    }

    /// <summary>The value of a number that no one needs to read, for a numeric cell; null when the cell does not take it.</summary>
    internal static CellValue? Take(FormCell cell, decimal number) => Refusal(cell, number) is null ? CellValue.Of(number) : null;

    private static (CellValue Value, string? Reason) Parse(FormCell cell, string? typed)
    {
        var text = (typed ?? "").Trim();
        if (text.Length == 0)
        {
            return (CellValue.Blank, null);
        }

        if (NotApplicableWords.Contains(text.ToLowerInvariant()))
        {
            return (CellValue.NotApplicable, null);
        }

        var (value, reason) = cell.Type switch
        {
            CellType.Text => Text(text),
            CellType.Email => Email(text),
            CellType.Date => Date(text),
            CellType.Siren => Number(text, 9, "SIREN", "9 chiffres, par exemple 356 000 000"),
            CellType.Siret => Number(text, 14, "SIRET", "14 chiffres, par exemple 356 000 000 00048"),
            _ => Numeric(cell, text),
        };
        return reason is null ? (value, null) : (CellValue.Unreadable(Bounded(typed!)), reason);
    }

    private static string Bounded(string typed) => typed.Length <= MaxTextLength ? typed : typed[..MaxTextLength];

    private static (CellValue, string?) Text(string text) => text.Length > MaxTextLength
        ? (default, $"Texte trop long : {MaxTextLength} caractères au plus.")
        : text.EnumerateRunes().Any(IsForbidden)
            ? (default, "Ce texte contient un caractère invisible qui ne peut pas être enregistré. Écrivez-le à nouveau, sans le coller.")
            : (CellValue.OfText(text), null);

    /// <summary>Control characters and halves of pairs, which XML, hence a workbook, cannot hold.</summary>
    private static bool IsForbidden(Rune rune) =>
        rune == Rune.ReplacementChar || rune.Value is 0xFFFE or 0xFFFF || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t'));

    private static (CellValue, string?) Email(string text) => text.Length <= 254 && EmailPattern().IsMatch(text)
        ? (CellValue.OfText(text), null)
        : (default, "Adresse électronique incorrecte. Format attendu : nom@exemple.fr");

    private static (CellValue, string?) Date(string text) =>
        DateOnly.TryParseExact(text, ["dd/MM/yyyy", "d/M/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 1900 and <= 2100
            ? (CellValue.OfText(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), null)
            : (default, "Date illisible. Écrivez le jour, le mois et l’année, par exemple 31/12/2025.");

    private static (CellValue, string?) Number(string text, int length, string name, string example)
    {
        var digits = string.Concat(text.Where(c => !IsSpace(c) && c != '.'));
        if (digits.Length != length || !digits.All(char.IsAsciiDigit))
        {
            return (default, $"Un numéro {name} compte {example}.");
        }

        return (HasLuhnKey(digits) || IsLaPoste(digits)) && digits.Any(c => c != '0')
            ? (CellValue.OfText(digits), null)
            : (default, $"Ce numéro {name} n’est pas valide : sa clé de contrôle est fausse. Vérifiez les chiffres.");
    }

    private static bool HasLuhnKey(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            var weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }

        return sum % 10 == 0;
    }

    /// <summary>Establishments of La Poste have another key: the sum of their digits is a multiple of five.</summary>
    private static bool IsLaPoste(string digits) =>
        digits.Length == 14 && digits.StartsWith("356000000", StringComparison.Ordinal) && digits.Sum(c => c - '0') % 5 == 0;

    private static (CellValue, string?) Numeric(FormCell cell, string text)
    {
        var (negative, digits) = Sign(text);
        if (!TryDecimal(digits, out var number, out var reason))
        {
            return (default, reason);
        }

        number = negative ? -number : number;
        return Refusal(cell, number) is { } refusal ? (default, refusal) : (CellValue.Of(number), null);
    }

    private static string? Refusal(FormCell cell, decimal number)
    {
        var decimals = CellTypes.TypedDecimals(cell.Type);
        if (number < 0 && !cell.Signed)
        {
            return "Un nombre négatif n’est pas accepté ici. Écrivez un nombre positif ou zéro.";
        }

        if (Math.Abs(number) >= CellScale.Limit)
        {
            return "Nombre trop grand : il doit rester inférieur à mille milliards. Vérifiez l’unité.";
        }

        if (number == Math.Round(number, decimals, MidpointRounding.AwayFromZero))
        {
            return null;
        }

        return decimals == 0
            ? $"Écrivez un nombre entier, par exemple {Math.Round(Math.Abs(number), 0, MidpointRounding.AwayFromZero):0}."
            : $"Écrivez {decimals} décimales au plus.";
    }

    /// <summary>Takes away unit, minus sign of any kind or accountants' parentheses.</summary>
    private static (bool Negative, string Digits) Sign(string text)
    {
        var bare = WithoutUnit(string.Concat(text.Select(c => IsSpace(c) ? ' ' : c)).Trim());
        if (bare.StartsWith('(') && bare.EndsWith(')'))
        {
            return (true, WithoutUnit(bare[1..^1].Trim()));
        }

        if (bare.Length > 0 && bare[0] is '-' or '\u2212' or '\u2013' or '\u2010' or '\u2011')
        {
            return (true, WithoutUnit(bare[1..].Trim()));
        }

        return (false, bare.StartsWith('+') ? bare[1..].Trim() : bare);
    }

    /// <summary>A unit stands at one end; in the middle (« 12€50 ») it means something else, and is left to be refused.</summary>
    private static string WithoutUnit(string text) => text.Length == 0 ? text
        : text[^1] is '€' or '%' ? text[..^1].TrimEnd()
        : text[0] is '€' ? text[1..].TrimStart()
        : text;

    private static bool TryDecimal(string text, out decimal number, out string? reason)
    {
        number = 0;
        reason = null;
        if (AmbiguousPoint().IsMatch(text))
        {
            var (plain, comma) = (text.Replace(".", "", StringComparison.Ordinal), text.Replace('.', ','));
            reason = $"« {text} » est ambigu. Écrivez {plain} ou {comma}.";
            return false;
        }

        var normal = FrenchNumber().IsMatch(text) ? text.Replace(" ", "", StringComparison.Ordinal).Replace(',', '.')
            : PointNumber().IsMatch(text) ? text.Replace(" ", "", StringComparison.Ordinal)
            : PointGroups().IsMatch(text) ? text.Replace(".", "", StringComparison.Ordinal).Replace(',', '.')
            : CommaGroups().IsMatch(text) ? text.Replace(",", "", StringComparison.Ordinal)
            : null;
        if (normal is not null && decimal.TryParse(normal, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number))
        {
            return true;
        }

        reason = text.Length > 0 && text.All(c => char.IsAsciiDigit(c) || c == ' ')
            ? $"« {text} » : les milliers se groupent par trois chiffres, par exemple 12 345."
            : "Ce n’est pas un nombre lisible. Écrivez par exemple 1 234,56.";
        return false;
    }

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is '\u00a0' or '\u202f' or '\u2009' or '\u2007' or '\u200b' or '\ufeff';

    /// <summary>« 1234,5 », « 1 234,5 », « ,5 ».</summary>
    [GeneratedRegex(@"\A(?:\d{1,40}|\d{1,3}(?: \d{3}){1,12})?(?:,\d{1,20})?(?<=\d)\z", RegexOptions.CultureInvariant)]
    private static partial Regex FrenchNumber();

    /// <summary>« 1234.5 »: a point that cannot group thousands.</summary>
    [GeneratedRegex(@"\A(?:\d{1,40}|\d{1,3}(?: \d{3}){1,12})\.\d{1,20}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PointNumber();

    /// <summary>« 1.234.567 », « 1.234,56 ».</summary>
    [GeneratedRegex(@"\A\d{1,3}(?:(?:\.\d{3}){1,12},\d{1,20}|(?:\.\d{3}){2,12})\z", RegexOptions.CultureInvariant)]
    private static partial Regex PointGroups();

    /// <summary>« 1,234,567 », « 1,234.56 ».</summary>
    [GeneratedRegex(@"\A\d{1,3}(?:(?:,\d{3}){1,12}\.\d{1,20}|(?:,\d{3}){2,12})\z", RegexOptions.CultureInvariant)]
    private static partial Regex CommaGroups();

    /// <summary>« 1.234 »: a thousand and more in some hands, one and a bit in others. A number that begins with a zero is clear.</summary>
    [GeneratedRegex(@"\A[1-9]\d{0,2}\.\d{3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex AmbiguousPoint();

    [GeneratedRegex(@"\A[^@\s]+@[^@\s]+\.[^@\s.]{2,}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EmailPattern();
}
