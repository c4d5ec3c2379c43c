using System.Globalization;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>Addresses of the pages of a statement. Codes keep their capitals, which the router would lower.</summary>
public static class Links
{
    public const string All = "/declarations";

    public static string Statement(Guid id) => $"{All}/{id}";

    public static string Cadre(Guid id, Cadre cadre) => $"{All}/{id}/cadres/{cadre.Code}";

    /// <summary>Where the script of a cadre's page sends cells and asks for news.</summary>
    public static string Cells(Guid id, Cadre cadre) => $"{Cadre(id, cadre)}/cellules";

    /// <summary>Where a rectangle copied from a spreadsheet is pasted into the cadre.</summary>
    public static string Paste(Guid id, Cadre cadre) => $"{Cadre(id, cadre)}/collage";

    /// <summary>The page of a cell: what it holds, where that comes from, what was said of it.</summary>
    public static string CellDetail(Guid id, CellCode code) => CellDetails(id) + code;

    /// <summary>Start of the address of a cell's page; its code follows.</summary>
    public static string CellDetails(Guid id) => $"{All}/{id}/cellules/";

    /// <summary>The cadre's page, at the cell.</summary>
    public static string Cell(Guid id, Cadre cadre, CellCode code) => $"{Cadre(id, cadre)}#{code}";

    /// <summary>What changed since last year's form.</summary>
    public static string Changes(Guid id) => $"{All}/{id}/nouveautes";

    /// <summary>« Demander à rouvrir autre chose », while corrections are made.</summary>
    /// <param name="cell">The cell proposed; null for none.</param>
    public static string Widening(Guid id, CellCode? cell = null) => $"{Statement(id)}/elargissement{(cell is { } code ? $"?cellule={code}" : "")}";

    public static string Findings(Guid id) => $"{All}/{id}/controles";

    public static string Documents(Guid id) => $"{All}/{id}/pieces";

    /// <summary>Where a file for that document is sent.</summary>
    public static string Join(Guid id, string code) => $"{Documents(id)}?piece={Uri.EscapeDataString(code)}";

    public static string Document(Guid id, Guid document) => $"{Documents(id)}/{document}";

    public static string File(Guid id, Guid document) => $"{Document(id, document)}/fichier";

    /// <summary>The workbook to download and to bring back.</summary>
    public static string Workbook(Guid id) => $"{All}/{id}/classeur";

    public static string WorkbookFile(Guid id) => $"{Workbook(id)}/fichier";

    /// <summary>What a workbook brought back would change.</summary>
    public static string Import(Guid id, Guid import) => $"{Workbook(id)}/{import}";

    /// <summary>Where a workbook brought back is given up.</summary>
    public static string GiveUpImport(Guid id, Guid import) => $"{Import(id, import)}/abandon";

    /// <summary>The same file, its faults pointed at.</summary>
    public static string AnnotatedImport(Guid id, Guid import) => $"{Import(id, import)}/fichier";

    public static string Preview(Guid id, Guid document) => $"{Document(id, document)}/apercu";

    public static string DocumentHistory(Guid id) => $"{Documents(id)}/historique";

    public static string Signature(Guid id) => $"{All}/{id}/signature";

    public static string Receipt(Guid id, int number) => string.Create(CultureInfo.InvariantCulture, $"{All}/{id}/accuses/{number}");

    /// <summary>All that happened to it.</summary>
    public static string Life(Guid id) => $"{All}/{id}/chronologie";

    public static string History(Guid id, int page = 1) =>
        page == 1 ? $"{All}/{id}/historique" : string.Create(CultureInfo.InvariantCulture, $"{All}/{id}/historique?page={page}");
}
