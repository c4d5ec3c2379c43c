using System.Globalization;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>Addresses of the page of a cell and of the conversations of a statement.</summary>
public static class CellLinks
{
    /// <summary>Where the conversation of a cell stands on its page.</summary>
    public const string ThreadId = "conversation";

    public static string Cell(Guid id, CellCode code, int page = 1) => page == 1
        ? Links.CellDetail(id, code)
        : string.Create(CultureInfo.InvariantCulture, $"{Links.CellDetail(id, code)}?page={page}");

    public static string Thread(Guid id, CellCode code) => $"{Cell(id, code)}#{ThreadId}";

    public static string Resolve(Guid id, CellCode code) => $"{Cell(id, code)}/resolution";

    public static string Reopen(Guid id, CellCode code) => $"{Cell(id, code)}/reouverture";

    public static string Withdraw(Guid id, CellCode code, long message) =>
        string.Create(CultureInfo.InvariantCulture, $"{Cell(id, code)}/messages/{message}/retrait");

    public static string Threads(Guid id) => $"{Links.Statement(id)}/conversations";
}
