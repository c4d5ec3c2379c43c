using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>A thing in a few words, for the list that holds it.</summary>
public static class ElementSummary
{
    private const int Longest = 160;

    public static string Of(Element element, DraftTree tree)
    {
        var node = element.Node;
        return Short(element.Kind switch
        {
            ElementKind.Parameter => node.Shape == JsonShape.Null ? "retiré du modèle" : $"{node["value"]?.Text}{(node["label"] is { } label ? $" – {label.Text}" : null)}",
            ElementKind.Axis => Count(node.Items.Count, "membre"),
            ElementKind.Member => node["definition"]?.Text ?? "",
            ElementKind.Cadre => tree.File(node.Text)?["title"]?.Text ?? "",
            ElementKind.Table => $"{Count(node["rows"]?.Items.Count ?? 0, "ligne")}, {Count(node["columns"]?.Items.Count ?? 0, "colonne")}",
            ElementKind.Control => node["removed"] is not null ? "retiré du modèle" : $"{node["severity"]?.Text}\u00a0: {node["condition"]?.Text}",
            ElementKind.MappingLine => node["note"]?.Text ?? "",
            _ => Cell(node),
        });
    }

    private static string Cell(DraftNode node)
    {
        List<string?> words =
        [
            node["type"] is { } type && CellTypes.TryParse(type.Text, out var known) ? CellTypes.French(known) : node["type"]?.Text,
            node["unit"] is { } unit ? $"en {unit.Text}" : null,
            node["formula"] is { } formula ? formula.Shape == JsonShape.Null ? "saisie" : $"= {formula.Text}" : null,
            node["carryOver"] is { } carried ? $"repris de {carried.Text}" : null,
            Flag(node, "required", "obligatoire", "facultative"),
            Flag(node, "signed", "peut être négatif", "positif"),
            Flag(node, "closed", "fermée", "ouverte"),
            Flag(node, "outsideTotal", "hors du total", "dans le total"),
            Flag(node, "publishable", "publiable", "non publiable"),
        ];
        var said = string.Join(", ", words.Where(w => !string.IsNullOrEmpty(w)));
        return said.Length > 0 ? said : node["definition"]?.Text ?? "";
    }

    private static string? Flag(DraftNode node, string key, string yes, string no) => node[key]?.Text switch
    {
        "true" => yes,
        "false" => no,
        _ => null,
    };

    private static string Count(int count, string word) => $"{count}\u00a0{word}{(count > 1 ? "s" : "")}";

    private static string Short(string text) => text.Length <= Longest ? text : text[..(Longest - 1)] + "…";
}
