using System.Text.Json;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Verification;

/// <summary>What differs between an evidence brought and the one kept. Of a figure, what was brought is said, never what is kept.</summary>
public static class EvidenceDifference
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["deposeLe"] = "L’instant du dépôt",
        ["operateur"] = "L’opérateur",
        ["campagne"] = "La campagne",
        ["formulaire"] = "Le formulaire",
        ["signataire"] = "Le signataire",
        ["pieces"] = "Les pièces",
        ["constats"] = "Les constats",
        ["justifications"] = "Les justifications",
        ["cadresSansObjet"] = "Les cadres sans objet",
        ["controlesModifies"] = "Les contrôles modifiés",
        ["corrections"] = "Les corrections demandées",
        ["certification"] = "La certification",
    };

    public static IReadOnlyList<string> Of(string brought, SealedReceipt receipt, string kept)
    {
        var sentences = new List<string>();
        using var received = JsonDocument.Parse(brought);
        using var standing = JsonDocument.Parse(kept);
        var members = received.RootElement.EnumerateObject().Concat(standing.RootElement.EnumerateObject()).Select(m => m.Name).Distinct();
        foreach (var name in members.Where(n => n != "valeurs" && Text(received, n) != Text(standing, n)))
        {
            sentences.Add(Words.TryGetValue(name, out var words)
                ? $"{words}\u00a0: ce que dit le dossier n’est pas ce qui a été déposé."
                : "Une mention du dépôt n’est pas ce qui a été déposé.");
        }

        var values = SealedContent.Of(kept).Values;
        foreach (var code in receipt.Content.Values.Keys.Union(values.Keys).Order())
        {
            var given = receipt.Content.Values.GetValueOrDefault(code, CellValue.Blank);
            if (given != values.GetValueOrDefault(code, CellValue.Blank))
            {
                sentences.Add(given.IsBlank
                    ? $"Cellule {code}\u00a0: absente du dossier, elle était remplie dans le dépôt."
                    : $"Cellule {code}\u00a0: le dossier dit «\u00a0{Shown(given)}\u00a0», ce n’est pas ce qui a été déposé.");
            }
        }

        return sentences.Count > 0 ? sentences : ["Le texte de depot.json a été réécrit\u00a0: il dit la même chose, mais n’est plus le fichier signé."];
    }

    private static string? Text(JsonDocument document, string name) => document.RootElement.TryGetProperty(name, out var member) ? member.GetRawText() : null;

    private static string Shown(CellValue value) => value.Kind switch
    {
        CellKind.Number => value.Number.ToString("0.####", System.Globalization.CultureInfo.GetCultureInfo("fr-FR")),
        CellKind.NotApplicable => "sans objet",
        _ => value.Text is { Length: > 80 } text ? text[..80] + "…" : value.Text ?? "",
    };
}
