using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>Addresses of what is missing in a statement.</summary>
public static class CompletenessLinks
{
    public static string All(Guid id) => $"{Links.Statement(id)}/completude";

    /// <summary>Where a cadre is declared « sans objet ».</summary>
    public static string Cadre(Guid id, Cadre cadre) => $"{All(id)}/cadres/{cadre.Code}";

    /// <summary>Where last year's values are taken over into several cadres.</summary>
    public static string TakeOver(Guid id) => $"{All(id)}/reprise";

    public static string TakeBack(Guid id, Cadre cadre) => $"{Cadre(id, cadre)}/retrait";
}
