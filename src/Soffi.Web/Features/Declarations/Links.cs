using System.Globalization;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>Addresses of the pages of a statement. Codes keep their capitals, which the router would lower.</summary>
public static class Links
{
    public const string All = "/declarations";

    public static string Statement(Guid id) => $"{All}/{id}";

    public static string Cadre(Guid id, Cadre cadre) => $"{All}/{id}/cadres/{cadre.Code}";

    /// <summary>The cadre's page, at the cell.</summary>
    public static string Cell(Guid id, Cadre cadre, CellCode code) => $"{Cadre(id, cadre)}#{code}";

    public static string Findings(Guid id) => $"{All}/{id}/controles";

    public static string Signature(Guid id) => $"{All}/{id}/signature";

    public static string Receipt(Guid id, int number) => string.Create(CultureInfo.InvariantCulture, $"{All}/{id}/accuses/{number}");

    public static string History(Guid id, int page = 1) =>
        page == 1 ? $"{All}/{id}/historique" : string.Create(CultureInfo.InvariantCulture, $"{All}/{id}/historique?page={page}");
}
