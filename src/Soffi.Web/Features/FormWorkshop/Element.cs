using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>A thing of a draft, with its place in the files.</summary>
/// <param name="Address">Place in the file: « tables/0/rows/3 »; empty for the whole file.</param>
/// <param name="Key">Its name, for a thing of a dictionary.</param>
/// <param name="Rank">Its place among its neighbours, from 0.</param>
public sealed record Element(string File, string Address, ElementKind Kind, DraftNode Node, string? Key = null, int Rank = 0, Element? Parent = null)
{
    public string Identity => ElementWords.Identity(Kind, Node, Key);

    public string Title => ElementWords.Title(Kind, Node, Key);

    /// <summary>Its identity after those of what holds it: the same row of another table is another thing.</summary>
    public string Path => Parent is null ? Identity : $"{Parent.Path}/{Identity}";

    /// <summary>Changes with what its fields say: who saves over another content than the one read does so knowingly or not at all.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\u001f', ElementFields.Of(Kind, Node).Select(f => f.Show(Node)).Prepend(Key ?? "")))))[..16];

    /// <summary>The lists it holds, in the order they are read.</summary>
    public IReadOnlyList<ElementList> Lists => Kind switch
    {
        ElementKind.Form => [new(this, "cadres", ElementKind.Cadre)],
        ElementKind.Parameters => [new(this, "", ElementKind.Parameter)],
        ElementKind.Axes => [new(this, "", ElementKind.Axis)],
        ElementKind.Axis => [new(this, "", ElementKind.Member)],
        ElementKind.Cadre => [new(this, "tables", ElementKind.Table)],
        ElementKind.Table => [new(this, "columns", ElementKind.Column), new(this, "rows", ElementKind.Row), new(this, "cells", ElementKind.Cell)],
        ElementKind.Controls => [new(this, "", ElementKind.Control)],
        ElementKind.Mapping => [new(this, "lines", ElementKind.MappingLine)],
        _ => [],
    };

    internal string At(string part) => Address.Length == 0 ? part : part.Length == 0 ? Address : $"{Address}/{part}";
}

/// <summary>The things of one kind that another holds, one after the other.</summary>
/// <param name="Part">Key under which the owner holds them; empty when the owner is the list.</param>
public sealed record ElementList(Element Owner, string Part, ElementKind Kind)
{
    public string Address => Owner.At(Part);

    /// <summary>The list itself; null when it is not written yet.</summary>
    public DraftNode? Node => Part.Length == 0 ? Owner.Node : Owner.Node[Part];

    public bool IsDictionary => Kind is ElementKind.Parameter or ElementKind.Axis;

    public string Title => Kind switch
    {
        ElementKind.Parameter => "Paramètres",
        ElementKind.Axis => "Axes",
        ElementKind.Member => "Membres, dans l’ordre",
        ElementKind.Cadre => "Cadres, dans l’ordre de la saisie",
        ElementKind.Table => "Tableaux",
        ElementKind.Column => "Colonnes",
        ElementKind.Row => "Lignes",
        ElementKind.Cell => "Cellules particulières",
        ElementKind.Control => "Contrôles",
        _ => "Ce que sont devenus les codes",
    };

    public IReadOnlyList<Element> Items
    {
        get
        {
            var node = Node;
            return IsDictionary && node?.Shape == JsonShape.Object
                ? [.. node.Members.Select((m, i) => new Element(Owner.File, At(DraftNode.Part(m.Key)), Kind, m.Value, m.Key, i, Owner))]
                : !IsDictionary && node?.Shape == JsonShape.Array
                    ? [.. node.Items.Select((n, i) => new Element(Owner.File, At(i.ToString(CultureInfo.InvariantCulture)), Of(n), n, null, i, Owner))]
                    : [];
        }
    }

    /// <summary>The one at that place if it is still the same, else the one that has that path now; null when it is gone.</summary>
    public Element? Find(int rank, string path)
    {
        var items = Items;
        return rank >= 0 && rank < items.Count && items[rank].Path == path ? items[rank] : items.FirstOrDefault(i => i.Path == path);
    }

    /// <summary>The kind of one that is added.</summary>
    public ElementKind KindOf(bool unfolded) => unfolded && (Kind is ElementKind.Row or ElementKind.Column) ? ElementKind.Unfolded : Kind;

    /// <summary>The list, written where it belongs when it was not.</summary>
    public DraftNode Ensure(DraftTree tree)
    {
        if (Owner.Kind is ElementKind.Parameters or ElementKind.Axes && tree.Form is { } form && form[Owner.Address] is null)
        {
            form.Set(Owner.Address, Owner.Node);
        }

        if (Node is not { } node)
        {
            node = DraftNode.List([]);
            Owner.Node.Set(Part, node);
        }

        return node;
    }

    private string At(string part) => Address.Length == 0 ? part : $"{Address}/{part}";

    private ElementKind Of(DraftNode node) =>
        (Kind is ElementKind.Row or ElementKind.Column) && (node["axis"] ?? node["axes"]) is not null ? ElementKind.Unfolded : Kind;
}

/// <summary>Finds the things of a draft.</summary>
public static class Elements
{
    /// <summary>The thing at that place; null when there is none, or none that has a screen.</summary>
    public static Element? Find(DraftTree tree, string file, string address)
    {
        if (Root(tree, file, address) is not { } element)
        {
            return null;
        }

        while (element.Address != address)
        {
            var next = element.Lists.SelectMany(l => l.Items)
                .FirstOrDefault(i => i.Address == address || address.StartsWith(i.Address + "/", StringComparison.Ordinal));
            if (next is null)
            {
                return null;
            }

            element = next;
        }

        return element;
    }

    /// <summary>The thing of that path, wherever it has moved in its file; null when it is gone.</summary>
    public static Element? Find(DraftTree tree, string file, string address, string path) =>
        Find(tree, file, address) is { } there && there.Path == path ? there : Roots(tree, file).SelectMany(All).FirstOrDefault(e => e.Path == path);

    private static IEnumerable<Element> All(Element element) => element.Lists.SelectMany(l => l.Items).SelectMany(All).Prepend(element);

    /// <summary>The list at that place; null when there is none.</summary>
    public static ElementList? List(DraftTree tree, string file, string address)
    {
        var owner = address.Contains('/', StringComparison.Ordinal) ? address[..address.LastIndexOf('/')] : "";
        return (Find(tree, file, address)?.Lists ?? []).Concat(Find(tree, file, owner)?.Lists ?? []).FirstOrDefault(l => l.Address == address);
    }

    /// <summary>The smallest thing written on that line of that file; null when the line belongs to none.</summary>
    public static Element? AtLine(DraftTree tree, string file, int line)
    {
        Element? found = null;
        IEnumerable<Element> around = Roots(tree, file);
        while (around.FirstOrDefault(e => e.Node.Line <= line && line <= e.Node.EndLine && e.Node.Shape is JsonShape.Object or JsonShape.Array) is { } inner)
        {
            found = inner;
            around = inner.Lists.SelectMany(l => l.Items);
        }

        return found;
    }

    private static Element? Root(DraftTree tree, string file, string address) => Roots(tree, file)
        .Where(r => r.Address.Length == 0 ? file != FormSplitter.FormFile || address.Length == 0 : address == r.Address || address.StartsWith(r.Address + "/", StringComparison.Ordinal))
        .FirstOrDefault();

    /// <summary>What may stand at the top of that file; in form.json the smaller ones first.</summary>
    private static IEnumerable<Element> Roots(DraftTree tree, string file)
    {
        if (tree.File(file) is not { } node)
        {
            yield break;
        }

        if (file == FormSplitter.FormFile)
        {
            var form = new Element(file, "", ElementKind.Form, node);
            yield return new Element(file, "parameters", ElementKind.Parameters, node["parameters"] ?? DraftNode.Object());
            yield return new Element(file, "axes", ElementKind.Axes, node["axes"] ?? DraftNode.Object());
            yield return form;
        }
        else if (file == tree.ControlsFile)
        {
            yield return new Element(file, "", ElementKind.Controls, node);
        }
        else if (file == tree.MappingFile)
        {
            yield return new Element(file, "", ElementKind.Mapping, node);
        }
        else if (tree.CadreFiles.Contains(file))
        {
            yield return new Element(file, "", ElementKind.Cadre, node);
        }
    }
}
