using System.Globalization;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>What a spreadsheet lets one type in a cell: a condition on its value, and the sentence when it does not hold.</summary>
internal static class WorkbookRestriction
{
    private const string NotApplicable = "Écrivez «\u00a0s.o.\u00a0» si la ligne est sans objet.";

    /// <param name="at">Address of the first cell restricted.</param>
    /// <returns>A formula without its equals sign, 255 characters at most (a limit of the format), and a French sentence.</returns>
    public static (string Condition, string Message) Of(CellType type, bool signed, string at) => type switch
    {
        CellType.Text => ($"LEN({at})<=2000", "Ce texte est trop long\u00a0: 2\u202f000 caractères au plus."),
        CellType.Email => ($"OR(ISNUMBER(SEARCH(\"@\",{at})),{at}=\"s.o.\")", $"Écrivez une adresse électronique, par exemple nom@exemple.fr. {NotApplicable}"),
        CellType.Siren => (Digits(at, 9), $"Un numéro SIREN compte 9 chiffres. {NotApplicable}"),
        CellType.Siret => (Digits(at, 14), $"Un numéro SIRET compte 14 chiffres. {NotApplicable}"),
        CellType.Date => ($"OR(AND(ISNUMBER({at}),{at}>=2,{at}<73416),{at}=\"s.o.\")", $"Écrivez une date, par exemple 31/12/2025. {NotApplicable}"),
        _ => (Number(type, signed, at), $"Écrivez un nombre{(signed ? "" : " positif ou zéro")}{Decimals(type)}, sans unité. {NotApplicable}"),
    };

    private static string Digits(string at, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"OR(LEN(SUBSTITUTE({at},\" \",\"\"))={count},{at}=\"s.o.\")");

    private static string Number(CellType type, bool signed, string at)
    {
        var decimals = CellTypes.TypedDecimals(type).ToString(CultureInfo.InvariantCulture);
        return $"OR({at}=\"s.o.\",IF(ISNUMBER({at}),AND({(signed ? "" : $"{at}>=0,")}ABS({at})<1000000000000,ABS({at}-ROUND({at},{decimals}))<0.0000001),FALSE))";
    }

    private static string Decimals(CellType type) => CellTypes.TypedDecimals(type) switch
    {
        0 => " entier",
        var count => $", {count} décimales au plus",
    };
}
