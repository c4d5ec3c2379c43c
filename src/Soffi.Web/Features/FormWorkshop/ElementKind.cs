using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>A thing of a form that has a screen of its own.</summary>
public enum ElementKind
{
    Form,
    Parameters,
    Parameter,
    Axes,
    Axis,
    Member,
    Cadre,
    Table,
    Column,
    Row,

    /// <summary>The rows or columns that an axis, or a crossing of axes, unfolds.</summary>
    Unfolded,
    Cell,
    Controls,
    Control,
    Mapping,
    MappingLine,
}

/// <summary>What things are called.</summary>
public static class ElementWords
{
    /// <summary>« Ligne », « Contrôle ».</summary>
    public static string Name(ElementKind kind) => kind switch
    {
        ElementKind.Form => "En-tête",
        ElementKind.Parameters => "Paramètres",
        ElementKind.Parameter => "Paramètre",
        ElementKind.Axes => "Axes",
        ElementKind.Axis => "Axe",
        ElementKind.Member => "Membre",
        ElementKind.Cadre => "Cadre",
        ElementKind.Table => "Tableau",
        ElementKind.Column => "Colonne",
        ElementKind.Row => "Ligne",
        ElementKind.Unfolded => "Lignes ou colonnes d’un axe",
        ElementKind.Cell => "Cellule particulière",
        ElementKind.Controls => "Contrôles",
        ElementKind.Control => "Contrôle",
        ElementKind.Mapping => "Correspondance avec l’année précédente",
        _ => "Ligne de correspondance",
    };

    /// <summary>« Ajouter une ligne ».</summary>
    public static string Add(ElementKind kind) => kind switch
    {
        ElementKind.Cadre => "Ajouter un cadre",
        ElementKind.Table => "Ajouter un tableau",
        ElementKind.Column => "Ajouter une colonne",
        ElementKind.Row => "Ajouter une ligne",
        ElementKind.Unfolded => "Ajouter un axe",
        ElementKind.Cell => "Ajouter une cellule particulière",
        ElementKind.Control => "Ajouter un contrôle",
        ElementKind.Parameter => "Ajouter un paramètre",
        ElementKind.Axis => "Ajouter un axe",
        ElementKind.Member => "Ajouter un membre",
        _ => "Ajouter une ligne de correspondance",
    };

    /// <summary>What tells one from its neighbours: its code, its name, the cells it speaks of.</summary>
    public static string Identity(ElementKind kind, DraftNode node, string? key) => kind switch
    {
        ElementKind.Cadre when node.Shape == JsonShape.Text => node.Text, // A cadre as form.json names it: its file.
        ElementKind.Parameter or ElementKind.Axis => key ?? "",
        ElementKind.Cell => node["at"]?.Text ?? "",
        ElementKind.Unfolded => node["axis"]?.Text ?? string.Join(" × ", node["axes"]?.Items.Select(i => i.Text) ?? []),
        ElementKind.MappingLine => $"{node["how"]?.Text} {Joined(node["was"])} → {Joined(node["is"])}",
        ElementKind.Form or ElementKind.Parameters or ElementKind.Axes or ElementKind.Controls or ElementKind.Mapping => "",
        _ => node["code"]?.Text ?? "",
    };

    /// <summary>« Ligne 010 – Dotations ».</summary>
    public static string Title(ElementKind kind, DraftNode node, string? key)
    {
        var identity = kind == ElementKind.MappingLine ? MappingTitle(node) : Identity(kind, node, key);
        var label = (node["label"] ?? node["title"])?.Text;
        var name = kind == ElementKind.Unfolded ? "Axe" : Name(kind);
        return kind is ElementKind.MappingLine ? identity
            : identity.Length == 0 ? name
            : $"{name} {identity}{(string.IsNullOrEmpty(label) || kind == ElementKind.Form ? null : $" – {label}")}";
    }

    /// <summary>What became of the codes, in words.</summary>
    public static string Became(string? how) => how switch
    {
        "renamed" => "Renommé",
        "merged" => "Fusionné",
        "split" => "Éclaté",
        "new" => "Nouveau",
        "gone" => "Supprimé",
        "redefined" => "Redéfini",
        _ => how ?? "",
    };

    private static string MappingTitle(DraftNode node)
    {
        var codes = string.Join(" → ", new[] { Joined(node["was"]), Joined(node["is"]) }.Where(c => c.Length > 0));
        return $"{Became(node["how"]?.Text)}\u00a0: {codes}";
    }

    private static string Joined(DraftNode? codes) =>
        codes is null ? "" : codes.Items.Count > 0 ? string.Join(", ", codes.Items.Select(i => i.Text)) : codes.Text;
}
