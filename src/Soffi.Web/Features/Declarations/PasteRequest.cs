using System.Globalization;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>What is pasted, and where.</summary>
/// <param name="Table">Code of the table.</param>
/// <param name="Row">Line that receives the first value.</param>
/// <param name="Column">Column that receives it.</param>
/// <param name="Text">The clipboard, as the spreadsheet wrote it.</param>
/// <param name="Revision">Of the statement when the values were read on the screen.</param>
/// <param name="Confirmed">The preview was seen: save it.</param>
/// <param name="Choices">How each ambiguous number is to be read, by cell.</param>
public sealed record PasteRequest(
    string Table, string Row, string Column, string Text, int Revision, bool Confirmed, IReadOnlyDictionary<string, string> Choices)
{
    /// <summary>Start of the name of the radio buttons of an ambiguous number; the code of the cell follows.</summary>
    public const string ChoicePrefix = "choix.";

    public static PasteRequest Read(IFormCollection form) => new(
        form["tableau"].ToString(), form["ligne"].ToString(), form["colonne"].ToString(), form["texte"].ToString(),
        int.TryParse(form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0,
        form["confirmer"] == "oui",
        form.Where(f => f.Key.StartsWith(ChoicePrefix, StringComparison.Ordinal)).ToDictionary(f => f.Key[ChoicePrefix.Length..], f => f.Value.ToString()));

    /// <summary>The cell that receives the first value, or null when the cadre has no such table, line or column.</summary>
    public (FormTable Table, CellCode Start)? StartIn(Cadre cadre) =>
        cadre.Tables.FirstOrDefault(t => t.Code == Table) is { } table && table.Rows.Any(r => r.Code == Row) && table.Columns.Any(c => c.Code == Column)
            ? (table, new CellCode(Table, Row, Column))
            : null;
}
