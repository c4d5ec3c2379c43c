using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>What is posted about a list: the button pressed bears the rank and the path of its line.</summary>
public sealed class ListForm
{
    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string Fichier { get; set; } = "";

    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string Lieu { get; set; } = "";

    public string? Monter { get; set; }

    public string? Descendre { get; set; }

    public string? Supprimer { get; set; }

    /// <summary>JSON of what was just removed, to be put back.</summary>
    public string? Retablir { get; set; }

    /// <summary>Where it stood.</summary>
    public int Rang { get; set; }

    /// <summary>Its name, in a dictionary.</summary>
    public string? Nom { get; set; }
}

/// <summary>What was removed, so that it may be put back.</summary>
public sealed record Removed(string Title, string Json, int Rank, string? Name, string File, string List);

/// <summary>Moves, removes and puts back the things of a list.</summary>
public sealed class ListEdit(ListForm form)
{
    /// <summary>Set when something was removed.</summary>
    public Removed? Removed { get; private set; }

    public DraftEdit Apply(FormDraft draft, DraftTree tree)
    {
        if (Elements.List(tree, form.Fichier, form.Lieu) is not { } list)
        {
            return DraftEdit.Late("Cette liste n’existe plus\u00a0: une autre personne a supprimé ce qui la contenait.");
        }

        return form.Retablir is { } json ? PutBack(tree, list, json)
            : form.Supprimer is { } gone ? Act(tree, list, gone, Remove)
            : form.Monter is { } up ? Act(tree, list, up, e => Move(list, e, -1))
            : form.Descendre is { } down ? Act(tree, list, down, e => Move(list, e, 1))
            : DraftEdit.Refused("Choisissez ce qu’il faut faire d’une ligne de la liste.");

        string Remove(Element element)
        {
            Removed = new Removed(element.Title, DraftWriter.Line(element.Node), element.Rank, element.Key, form.Fichier, form.Lieu);
            Change(list, l => l.RemoveAt(element.Rank), l => l.RemoveAt(element.Rank));
            return $"Suppression\u00a0: {element.Title}";
        }
    }

    /// <param name="target">« 3|B2/B2/010 ».</param>
    private static DraftEdit Act(DraftTree tree, ElementList list, string target, Func<Element, string> act)
    {
        var at = target.IndexOf('|', StringComparison.Ordinal);
        var rank = at > 0 && int.TryParse(target[..at], NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : -1;
        if (list.Find(rank, target[(at + 1)..]) is not { } element)
        {
            return DraftEdit.Late("Une autre personne a supprimé cette ligne ou changé son code. Voici la liste à jour.");
        }

        var what = act(element);
        return new DraftEdit(tree.Changes(), what);
    }

    private static string Move(ElementList list, Element element, int by)
    {
        var to = element.Rank + by;
        Change(list, l => Swap(l, element.Rank, to), l => Swap(l, element.Rank, to));
        return $"Déplacement\u00a0: {element.Title}";
    }

    private DraftEdit PutBack(DraftTree tree, ElementList list, string json)
    {
        if (DraftNode.Parse(json) is not { } node)
        {
            return DraftEdit.Refused("Ce qui devait être rétabli n’est pas lisible.");
        }

        if (list.IsDictionary && (string.IsNullOrEmpty(form.Nom) || list.Items.Any(i => i.Key == form.Nom)))
        {
            return DraftEdit.Refused($"Le nom {form.Nom} est déjà pris\u00a0: rien n’a été rétabli.");
        }

        list.Ensure(tree);
        Change(list, l => l.Insert(Math.Clamp(form.Rang, 0, l.Count), node), l => l.Insert(Math.Clamp(form.Rang, 0, l.Count), (form.Nom!, node)));
        return new DraftEdit(tree.Changes(), $"Rétablissement\u00a0: {ElementWords.Title(list.Kind, node, form.Nom)}");
    }

    private static void Change(ElementList list, Action<List<DraftNode>> items, Action<List<(string, DraftNode)>> members)
    {
        if (list.Node?.Shape == JsonShape.Object)
        {
            members(list.Node.Members);
        }
        else if (list.Node is { } node)
        {
            items(node.Items);
        }
    }

    private static void Swap<T>(List<T> list, int from, int to)
    {
        if (to >= 0 && to < list.Count)
        {
            (list[from], list[to]) = (list[to], list[from]);
        }
    }
}
