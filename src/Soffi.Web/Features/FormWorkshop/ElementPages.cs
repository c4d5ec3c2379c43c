using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>Builds the pages where a thing of a draft is changed or added.</summary>
public static class ElementPages
{
    /// <param name="typed">What was typed, shown in the place of what is stored; null to begin with.</param>
    public static ElementViewModel Of(OpenedDraft opened, Element element, ElementEdit? typed = null)
    {
        var lists = element.Lists.Select(l => List(opened, l)).ToList();
        var inner = lists.SelectMany(l => l.Items).SelectMany(i => i.Faults).ToHashSet();
        var around = element.Parent?.Lists.Select(l => l.Items).FirstOrDefault(l => l.Any(i => i.Address == element.Address)) ?? [];
        var form = new ElementForm { Fichier = element.File, Lieu = element.Address, Chemin = element.Path, Empreinte = element.Fingerprint, Partout = true, Inscrire = true };
        var header = opened.Reading.Form?.Header;
        return new ElementViewModel(
            opened.Facts, element, form, Fields(element, typed), lists,
            element.Kind is ElementKind.Form ? [] : [.. opened.Faults.In(element.File, element.Node).Where(f => !inner.Contains(f))])
        {
            KeyName = element.Key is null ? null : typed?[ElementForm.KeyField] ?? element.Key,
            Former = around.ElementAtOrDefault(element.Rank - 1) is { } former && element.Rank > 0 ? Item(opened, former) : null,
            Next = around.ElementAtOrDefault(element.Rank + 1) is { } next ? Item(opened, next) : null,
            PreviewHref = header is not null && element.Kind is ElementKind.Cadre ? $"{Links.Preview(opened.Draft.Id)}/{Uri.EscapeDataString(element.Identity)}" : null,
            HasPast = opened.Reading.LastYear is not null && element.Kind is ElementKind.Table or ElementKind.Row or ElementKind.Column,
            RehearsalHref = header is not null && element.Kind is ElementKind.Control ? $"{Links.Rehearsal(opened.Draft.Id)}?controles={Uri.EscapeDataString(element.Identity)}" : null,
        };
    }

    /// <param name="unfolded">Rows or columns of an axis.</param>
    /// <param name="like">One whose content is copied; null for an empty one.</param>
    public static ElementViewModel New(OpenedDraft opened, ElementList list, bool unfolded, Element? like, ElementEdit? typed = null)
    {
        var kind = like?.Kind ?? list.KindOf(unfolded);
        var element = new Element(list.Owner.File, list.Address, kind, like?.Node ?? DraftNode.Object(), null, 0, list.Owner);
        var items = list.Items;
        return new ElementViewModel(
            opened.Facts, element,
            new ElementForm { Fichier = list.Owner.File, Lieu = list.Address, Axe = kind == ElementKind.Unfolded, Chemin = typed?["Chemin"] ?? (like ?? (items.Count > 0 ? items[^1] : null))?.Path },
            Fields(element, typed), [], [])
        {
            List = list,
            KeyName = list.IsDictionary ? typed?[ElementForm.KeyField] ?? "" : null,
            After = list.IsDictionary ? [] : [new Choice("", "En premier"), .. items.Select(i => new Choice(i.Path, $"Après\u00a0: {i.Title}")).DistinctBy(c => c.Value)],
        };
    }

    public static ListView List(OpenedDraft opened, ElementList list)
    {
        var add = $"{Links.Draft(opened.Draft.Id)}/nouveau?fichier={Uri.EscapeDataString(list.Owner.File)}&lieu={Uri.EscapeDataString(list.Address)}";
        return new ListView(list, [.. list.Items.Select(i => Item(opened, i))], add, list.Kind is ElementKind.Row or ElementKind.Column ? add + "&axe=true" : null);
    }

    private static ItemView Item(OpenedDraft opened, Element item)
    {
        // A cadre stands in form.json as the name of its file.
        var named = item.Kind == ElementKind.Cadre && item.Node.Shape == JsonShape.Text;
        var target = named ? Elements.Find(opened.Tree, item.Node.Text, "") : item;
        return new ItemView(
            item, target?.Title ?? item.Title, target is null ? Links.File(opened.Draft.Id, item.Node.Text) : Links.Element(opened.Draft.Id, target.File, target.Address),
            ElementSummary.Of(item, opened.Tree), named ? opened.Faults.Of(item.Node.Text) : opened.Faults.In(item.File, item.Node));
    }

    private static List<FieldView> Fields(Element element, ElementEdit? typed) =>
        [.. ElementFields.Of(element.Kind, element.Node).Select(f =>
        {
            var stored = f.Show(element.Node);
            var text = typed?[f.Name];
            return new FieldView(f, text ?? stored, text is not null && text.ReplaceLineEndings("\n").Trim() != stored.Trim() ? stored : null);
        })];
}
