using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Shared;

/// <summary>Reads which tables and cells are to be opened again, from what was ticked and typed.</summary>
public static class OpenedParts
{
    private static readonly char[] Between = [' ', ',', ';', '\n', '\r', '\t', '\u00a0'];

    /// <summary>Every code of a cell in those texts, once.</summary>
    public static IEnumerable<string> Codes(IEnumerable<string?> texts) =>
        texts.SelectMany(t => (t ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries)).Distinct();

    /// <summary>Whole cadres by their tables; cells that are not in one of them one by one.</summary>
    /// <param name="cadres">Codes of cadres; those that the form does not have count for nothing.</param>
    /// <param name="faults">Receives a sentence for each code that is no cell to type.</param>
    public static List<ReopenedPart> Read(FormDefinition form, IReadOnlyCollection<string> cadres, IEnumerable<string> codes, ICollection<string> faults)
    {
        var parts = form.Cadres.Where(c => cadres.Contains(c.Code)).SelectMany(c => c.Tables).Select(ReopenedPart.Of).ToList();
        foreach (var typed in codes)
        {
            if (!CellCode.TryParse(typed, out var code) || form.Find(code) is not { } cell)
            {
                faults.Add($"Le formulaire n’a pas de cellule «\u00a0{(typed.Length > 40 ? typed[..40] + "…" : typed)}\u00a0»\u00a0: écrivez son code, par exemple {form.Cells.First(c => c.IsInput).Code}.");
            }
            else if (!cell.IsInput)
            {
                faults.Add($"La cellule {code} est calculée\u00a0: rouvrez celles dont elle dépend.");
            }
            else if (!parts.Exists(p => p.Holds(code)))
            {
                parts.Add(ReopenedPart.Of(code));
            }
        }

        return parts;
    }
}
