using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Primitives;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>What is posted about a thing of a draft.</summary>
public sealed class ElementForm
{
    public const string KeyField = "nom";

    /// <summary>File and place of the thing; of the list, for a new one.</summary>
    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string Fichier { get; set; } = "";

    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string Lieu { get; set; } = "";

    /// <summary>See <see cref="Element.Path"/>: of the thing, or of the one a new one follows.</summary>
    public string? Chemin { get; set; }

    /// <summary>See <see cref="Element.Fingerprint"/>.</summary>
    public string? Empreinte { get; set; }

    /// <summary>A new code is put wherever the former one stood.</summary>
    public bool Partout { get; set; }

    /// <summary>The correspondence says the new code of the line.</summary>
    public bool Inscrire { get; set; }

    /// <summary>Rows or columns of an axis, rather than one of their own.</summary>
    public bool Axe { get; set; }

    /// <summary>Rank of the thing a new one copies.</summary>
    public int? Comme { get; set; }
}

/// <summary>Writes a thing of a draft as it was typed.</summary>
/// <param name="typed">What was typed, by name of field.</param>
/// <param name="lastYear">The form of the exercise before; null when there is none.</param>
/// <param name="form">Where.</param>
public sealed class ElementEdit(ElementForm form, IEnumerable<KeyValuePair<string, StringValues>> typed, FormDefinition? lastYear)
{
    private const string Gone = "Cet élément n’existe plus\u00a0: une autre personne l’a supprimé ou lui a donné un autre code. Ce que vous avez saisi est ci-dessous\u00a0: ajoutez-le de nouveau si besoin.";

    private readonly Dictionary<string, string> _typed = typed.ToDictionary(t => t.Key, t => t.Value.ToString(), StringComparer.Ordinal);

    /// <summary>Sentences by name of field, when what was typed cannot be written.</summary>
    public Dictionary<string, string> Errors { get; } = [];

    /// <summary>The thing as it was found.</summary>
    public Element? Found { get; private set; }

    /// <summary>Where the thing stands once written.</summary>
    public string? Place { get; private set; }

    /// <summary>What was typed in that field; null when it was not posted.</summary>
    public string? this[string name] => _typed.GetValueOrDefault(name);

    public DraftEdit Save(FormDraft draft, DraftTree tree)
    {
        Errors.Clear();
        Found = Elements.Find(tree, form.Fichier, form.Lieu, form.Chemin ?? "");
        if (Found is null)
        {
            return DraftEdit.Late(Gone);
        }

        if (Found.Fingerprint != form.Empreinte)
        {
            return DraftEdit.Late($"{draft.UpdatedBy} a modifié ce brouillon le {ParisTime.DayAndHour(draft.UpdatedAt)}, cet élément compris. Comparez, puis enregistrez de nouveau pour garder votre saisie.");
        }

        var (title, former) = (Found.Title, Found.Kind == ElementKind.Parameter ? Found.Key! : Coded(Found));
        if (Fill(Found.Node, ElementFields.Of(Found.Kind, Found.Node)) is { } refusal)
        {
            return refusal;
        }

        Place = Found.Address;
        var name = this[ElementForm.KeyField]?.Trim();
        if (Found.Key is { } key && name is not null && name != key && Rename(Found, name) is { } taken)
        {
            return taken;
        }

        var code = Found.Kind == ElementKind.Parameter ? name ?? former : Coded(Found);
        var renamed = form.Partout && code.Length > 0 && former.Length > 0 && code != former ? Renaming(Found, former, code) : null;
        renamed?.Apply(tree);
        if (renamed is not null && form.Inscrire)
        {
            Record(tree, renamed);
        }

        return new DraftEdit(tree.Changes(), renamed is null ? title : $"{title}, désormais {renamed.New}");
    }

    public DraftEdit Add(FormDraft draft, DraftTree tree)
    {
        Errors.Clear();
        if (Elements.List(tree, form.Fichier, form.Lieu) is not { } list)
        {
            return DraftEdit.Late(Gone);
        }

        var node = DraftNode.Object();
        if (Fill(node, ElementFields.Of(list.KindOf(form.Axe), node)) is { } refusal)
        {
            return refusal;
        }

        return list.Kind == ElementKind.Cadre ? AddCadre(draft, tree, list, node)
            : list.IsDictionary ? AddNamed(tree, list, node)
            : AddItem(tree, list, node);
    }

    private DraftEdit AddItem(DraftTree tree, ElementList list, DraftNode node)
    {
        if (list.Kind == ElementKind.Table)
        {
            node.Set("columns", DraftNode.List([]));
            node.Set("rows", DraftNode.List([]));
        }

        var items = list.Ensure(tree).Items;
        var at = form.Chemin is { Length: > 0 } after && list.Items.FirstOrDefault(i => i.Path == after) is { } former ? former.Rank + 1 : 0;
        items.Insert(at, node);
        var added = list.Items[at];
        Place = added.Address;
        return new DraftEdit(tree.Changes(), $"Ajout\u00a0: {added.Title}");
    }

    private DraftEdit AddNamed(DraftTree tree, ElementList list, DraftNode node)
    {
        var name = this[ElementForm.KeyField]?.Trim() ?? "";
        if (name.Length == 0 || list.Items.Any(i => i.Key == name))
        {
            return Refuse(ElementForm.KeyField, name.Length == 0 ? "Donnez un nom." : $"Le nom {name} est déjà pris\u00a0: choisissez-en un autre.");
        }

        var value = list.Kind == ElementKind.Axis ? DraftNode.List([]) : node;
        list.Ensure(tree).Members.Add((name, value));
        Place = $"{list.Address}/{DraftNode.Part(name)}";
        return new DraftEdit(tree.Changes(), $"Ajout\u00a0: {ElementWords.Title(list.Kind, value, name)}");
    }

    private DraftEdit AddCadre(FormDraft draft, DraftTree tree, ElementList list, DraftNode node)
    {
        var code = node["code"]?.Text ?? "";
        var file = FormSplitter.CadreFile(code);
        if (code.Length is 0 or > 16 || !code.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
        {
            return Refuse("code", "Donnez un code\u00a0: lettres capitales et chiffres, seize au plus. Le fichier du cadre en prend le nom.");
        }

        if (draft.Find(file) is not null)
        {
            return Refuse("code", $"Le fichier {file} existe déjà\u00a0: choisissez un autre code.");
        }

        node.Set("tables", DraftNode.List([]));
        var at = form.Chemin is { Length: > 0 } after && list.Items.FirstOrDefault(i => i.Path == after) is { } former ? former.Rank + 1 : 0;
        list.Ensure(tree).Items.Insert(at, DraftNode.OfText(file));
        Place = "";
        form.Fichier = file;
        return new DraftEdit(new Dictionary<string, string?>(tree.Changes()) { [file] = DraftWriter.Write(node) }, $"Ajout\u00a0: {ElementWords.Title(ElementKind.Cadre, node, null)}");
    }

    private DraftEdit? Fill(DraftNode node, IReadOnlyList<ElementField> fields)
    {
        foreach (var field in fields)
        {
            if (this[field.Name] is { } text && field.Write(node, text) is { } error)
            {
                Errors[field.Name] = error;
            }
        }

        return Errors.Count > 0 ? DraftEdit.Refused("Corrigez les champs signalés\u00a0: rien n’a été enregistré.") : null;
    }

    private DraftEdit Refuse(string field, string error)
    {
        Errors[field] = error;
        return DraftEdit.Refused("Corrigez les champs signalés\u00a0: rien n’a été enregistré.");
    }

    private DraftEdit? Rename(Element element, string name)
    {
        var members = element.Parent!.Node.Members;
        if (name.Length == 0 || members.Exists(m => m.Key == name))
        {
            return Refuse(ElementForm.KeyField, name.Length == 0 ? "Donnez un nom." : $"Le nom {name} est déjà pris\u00a0: choisissez-en un autre.");
        }

        members[element.Rank] = (name, members[element.Rank].Value);
        Place = $"{element.Parent.Address}/{DraftNode.Part(name)}";
        return null;
    }

    private static string Coded(Element element) =>
        element.Kind is ElementKind.Table or ElementKind.Row or ElementKind.Column ? element.Node["code"]?.Text ?? "" : "";

    private static DraftRenaming Renaming(Element element, string former, string code) => element.Kind switch
    {
        ElementKind.Parameter => new DraftRenaming(RenamedKind.Parameter, "", former, code),
        ElementKind.Table => new DraftRenaming(RenamedKind.Table, "", former, code),
        ElementKind.Row => new DraftRenaming(RenamedKind.Row, element.Parent!.Identity, former, code),
        _ => new DraftRenaming(RenamedKind.Column, element.Parent!.Identity, former, code),
    };

    /// <summary>Says the new code in the correspondence, when last year had the former one and nothing tells yet what became of it.</summary>
    private void Record(DraftTree tree, DraftRenaming renamed)
    {
        CellPattern Pattern(string code) => renamed.Kind switch
        {
            RenamedKind.Table => new CellPattern(code, "*", "*"),
            RenamedKind.Row => new CellPattern(renamed.Table, code, "*"),
            _ => new CellPattern(renamed.Table, "*", code),
        };
        var was = Pattern(renamed.Old);
        if (renamed.Kind == RenamedKind.Parameter || lastYear?.Cells.Any(c => was.Matches(c.Code)) is not true
            || tree.Find(tree.MappingFile, "lines") is not { Shape: JsonShape.Array } lines
            || lines.Items.Exists(l => l["was"]?.Texts().Any(t => CellPattern.TryParse(t.Text) is { } p && p.Table == was.Table && (p.Row == was.Row || p.Row == "*") && (p.Column == was.Column || p.Column == "*")) is true))
        {
            return;
        }

        lines.Items.Add(DraftNode.Object(
            ("how", DraftNode.OfText("renamed")), ("was", DraftNode.OfText(was.ToString())), ("is", DraftNode.OfText(Pattern(renamed.New).ToString())),
            ("note", DraftNode.OfText($"Le code {renamed.Old} devient {renamed.New}."))));
    }
}
