using System.Globalization;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Workbooks;

/// <summary>Reads what a spreadsheet holds as the cell of a form: the same reader as for what is typed, which guesses nothing.</summary>
public static class SheetCellReader
{
    private static readonly NumberFormatInfo French = new() { NumberDecimalSeparator = ",", NegativeSign = "-" };

    /// <summary>The value, what is shown of it, and why it cannot be accepted: a sentence, or null when it can.</summary>
    /// <param name="found">What the file holds; null for an empty cell.</param>
    public static (CellValue Value, string Shown, string? Fault) Read(FormCell cell, SheetCell? found)
    {
        if (found is not { } content)
        {
            return (CellValue.Blank, "", null);
        }

        if (Refusal(cell, content) is { } refusal)
        {
            var kept = content.Text.Length == 0 ? "formule" : content.Text;
            return (CellValue.Unreadable(kept), kept, refusal);
        }

        if (content.Kind == SheetCellKind.Number && CellTypes.IsNumeric(cell.Type) && CellReader.Take(cell, content.Number) is { } number)
        {
            return (number, Plain(content.Number), null); // Nearly all the cells of a workbook.
        }

        var text = TextOf(cell, content).ReplaceLineEndings("\n");
        var value = CellReader.Read(cell, text);
        return (value, text.Trim(), value.Kind == CellKind.Unreadable ? CellReader.Reason(cell, text) : null);
    }

    private static string? Refusal(FormCell cell, SheetCell content) => content.Kind switch
    {
        SheetCellKind.None => "Cette formule n’a pas de résultat dans le fichier\u00a0: ouvrez-le dans votre tableur, enregistrez-le de nouveau, ou écrivez la valeur.",
        SheetCellKind.Error => $"Le tableur affiche une erreur ({content.Text})\u00a0: corrigez la formule, ou écrivez la valeur.",
        SheetCellKind.Boolean => "Le tableur contient VRAI ou FAUX\u00a0: écrivez la valeur attendue.",
        SheetCellKind.Date when CellTypes.IsNumeric(cell.Type) =>
            $"Le tableur a compris une date ({Day(content.Number)})\u00a0: donnez à la cellule un format de nombre et écrivez de nouveau la valeur.",
        _ => null,
    };

    private static string TextOf(FormCell cell, SheetCell content) => content.Kind switch
    {
        SheetCellKind.Text => content.Text,
        SheetCellKind.Date when cell.Type != CellType.Date => Day(content.Number),
        SheetCellKind.Percentage => cell.Type == CellType.Rate ? Plain(content.Number * 100) : Plain(content.Number),
        _ => cell.Type switch
        {
            CellType.Date => Day(content.Number),
            CellType.Siren => Padded(content.Number, 9),
            CellType.Siret => Padded(content.Number, 14),
            _ => Plain(content.Number),
        },
    };

    /// <summary>With a comma and no group: never ambiguous.</summary>
    private static string Plain(decimal number) => number.ToString("0.############################", French);

    /// <summary>A spreadsheet drops the zeros that begin a number.</summary>
    private static string Padded(decimal number, int length) => Plain(number).PadLeft(length, '0');

    /// <summary>« 31/12/2025 » for day 46,022; the number itself when there is no such day.</summary>
    private static string Day(decimal serial) => serial is >= 1 and < 2_958_466
        ? DateTime.FromOADate((double)decimal.Truncate(serial)).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)
        : Plain(serial);
}
