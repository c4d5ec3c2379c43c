using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>The fields of each kind of thing, in the order they are typed. Keys are those of docs/forms.md.</summary>
public static class ElementFields
{
    private static readonly IReadOnlyList<Choice> YesNo = [new("", "Non précisé"), new("true", "Oui"), new("false", "Non")];

    private static readonly IReadOnlyList<Choice> Types =
        [new("", "Non précisé"), .. Enum.GetValues<CellType>().Select(t => new Choice(t.ToString().ToLowerInvariant(), CellTypes.French(t)))];

    private static readonly ElementField Code = new("code", "Code", FieldKind.Text, "Lettres capitales et chiffres, seize au plus.");
    private static readonly ElementField Label = new("label", "Libellé", FieldKind.Text);
    private static readonly ElementField Definition = new("definition", "Définition", FieldKind.Long, "Ce que la case doit contenir, dit à qui la remplit.");
    private static readonly ElementField LegalBasis = new("legalBasis", "Fondement", FieldKind.Text, "Article de loi, de décret ou d’arrêté.");

    /// <summary>What a cell may say; it takes what it does not say from its row, then its column, then its table.</summary>
    private static readonly IReadOnlyList<ElementField> CellKeys =
    [
        new("type", "Type de valeur", FieldKind.Choice, null, Types),
        new("unit", "Unité", FieldKind.Text, "Par exemple contrats, stagiaires, mois\u00a0; inutile pour un montant, des heures ou un taux."),
        new("publishable", "Publiable", FieldKind.Flag, null, YesNo),
        new("required", "Obligatoire", FieldKind.Flag, null, YesNo),
        new("signed", "Peut être négatif", FieldKind.Flag, null, YesNo),
        new("closed", "Sans objet, fermé à la saisie", FieldKind.Flag, null, YesNo),
        new("outsideTotal", "Hors du total", FieldKind.Flag, null, YesNo),
        new("formula", "Calcul", FieldKind.Formula, "Par exemple SUM(B2.010.*:B2.130.*). Vide\u00a0: la valeur est saisie, ou calculée comme le dit la ligne ou la colonne."),
        new("carryOver", "Repris de l’année précédente", FieldKind.Text, "Code de la cellule de l’an dernier\u00a0: la case est alors remplie et verrouillée."),
    ];

    private static readonly IReadOnlyList<Choice> SeverityChoices =
        [.. Enum.GetValues<Severity>().Select(s => new Choice(Severities.Word(s), Severities.Word(s)))];

    private static readonly IReadOnlyList<Choice> Hows =
        [.. new[] { "renamed", "merged", "split", "new", "gone", "redefined" }.Select(h => new Choice(h, ElementWords.Became(h)))];

    /// <summary>The fields of that thing as it is written now.</summary>
    public static IReadOnlyList<ElementField> Of(ElementKind kind, DraftNode node) => kind switch
    {
        ElementKind.Form => [new("title", "Titre", FieldKind.Text), LegalBasis],
        ElementKind.Parameter =>
        [
            Label, new("value", "Valeur", FieldKind.Number, "Un nombre, ou une fraction comme 1/3."), LegalBasis,
            new("regions", "Valeurs par région", FieldKind.Names, "Code INSEE = valeur, une par ligne. Par exemple 94 = 14."),
            new("operators", "Valeurs par organisme", FieldKind.Names, "Code de l’organisme = valeur, une par ligne."),
        ],
        ElementKind.Member => [Code, Label, new("short", "Libellé court", FieldKind.Text, "Employé dans un croisement d’axes."), Definition],
        ElementKind.Cadre => [Code, new("title", "Titre", FieldKind.Text), new("help", "Aide à la saisie", FieldKind.Long), LegalBasis],
        ElementKind.Table =>
        [
            Code, new("title", "Titre", FieldKind.Text), Definition, LegalBasis,
            new("previousYear", "Montre l’année précédente", FieldKind.Flag, null, YesNo), .. CellKeys.Where(f => f.Key is "type" or "unit" or "publishable" or "required" or "signed"),
        ],
        ElementKind.Column => [Code, Label, Definition, LegalBasis, .. CellKeys],
        ElementKind.Row => [Code, Label, Definition, LegalBasis, new("emphasis", "En gras", FieldKind.Flag, null, YesNo), .. CellKeys],
        ElementKind.Unfolded =>
        [
            new("axis", "Axe", FieldKind.Text, "Nom d’un axe du formulaire\u00a0: une ligne ou une colonne par membre."),
            new("axes", "Axes croisés", FieldKind.Codes, "Plusieurs axes, un par ligne, au lieu d’un seul\u00a0: une ligne ou une colonne par croisement."),
            Definition, LegalBasis, .. CellKeys,
        ],
        ElementKind.Cell => [new("at", "Cellules", FieldKind.Text, "TABLEAU.LIGNE.COLONNE\u00a0; une étoile vaut pour toutes les lignes ou colonnes."), Label, Definition, LegalBasis, .. CellKeys.Select(Special)],
        ElementKind.Control => Control(node),
        ElementKind.Mapping => [new("from", "Exercice d’où vient ce formulaire", FieldKind.Number)],
        ElementKind.MappingLine =>
        [
            new("how", "Ce qui s’est passé", FieldKind.Choice, null, Hows),
            new("was", "Codes de l’an dernier", FieldKind.Codes, "Un par ligne. Une étoile vaut pour tout\u00a0: B6.010.*."),
            new("is", "Codes de cette année", FieldKind.Codes, "Un par ligne."),
            new("note", "Explication", FieldKind.Long, "Lue par les organismes et les agents."),
            new("break", "La série est rompue", FieldKind.Flag, "Les chiffres d’avant et d’après ne se comparent plus\u00a0; les statistiques le disent. D’office pour un code éclaté ou redéfini.", YesNo),
        ],
        _ => [],
    };

    private static IReadOnlyList<ElementField> Control(DraftNode node) =>
    [
        Code, Label, new("severity", "Gravité", FieldKind.Choice, null, SeverityChoices),
        new("audience", "Montré à", FieldKind.Choice, null, [new("", "Tous"), new("agents", "Agents seulement, pendant l’examen")]),
        new("condition", "Condition", FieldKind.Formula, "Ce qui doit être vrai. Par exemple B4.390.NET = B4.590.NET."),
        new("when", "Seulement si", FieldKind.Formula, "Le contrôle ne s’applique que dans ce cas. Vide\u00a0: toujours."),
        new("tolerance", "Tolérance", FieldKind.Number, "Écart admis, dans l’unité des cellules\u00a0: un nombre ou un calcul."),
        new("message", "Message", FieldKind.Long, "Montre les valeurs et dit quoi faire. {B4.390.NET} est remplacé par la valeur, {écart} et {toléré} par l’écart et la tolérance."),
        new("cells", "Cellules concernées", FieldKind.Codes, "Un code par ligne\u00a0: la personne y est conduite."),
        LegalBasis, .. Repeated(node),
    ];

    /// <summary>Fields for one simple list; a control repeated in another way keeps its own text.</summary>
    private static IReadOnlyList<ElementField> Repeated(DraftNode node) =>
        node["forEach"] is { } each && (each.Shape != JsonShape.Object || each["with"] is not null)
            ? [new("forEach", "Répété pour (JSON)", FieldKind.Json, "Plusieurs tableaux, ou des mots propres à chaque ligne\u00a0: voir la documentation des formulaires.")]
            :
            [
                new("forEach/of", "Répété sur les lignes ou colonnes du tableau", FieldKind.Text, "Code du tableau. L’étoile des formules vaut alors pour chacune. Vide\u00a0: le contrôle est fait une fois."),
                new("forEach/row", "Lignes", FieldKind.Codes, "Codes, un par ligne, ou «\u00a0all\u00a0» pour toutes."),
                new("forEach/column", "Colonnes", FieldKind.Codes, "Codes, un par ligne, ou «\u00a0all\u00a0» pour toutes. Des lignes ou des colonnes, pas les deux."),
                new("forEach/words", "Mots", FieldKind.Names, "nom = formule, un par ligne\u00a0; employés entre crochets\u00a0: [nom]."),
            ];

    private static ElementField Special(ElementField field) => field.Key != "formula" ? field : field with
    {
        Hint = $"Écrivez «\u00a0{ElementField.Typed}\u00a0» pour que ces cellules soient saisies malgré le calcul de leur ligne ou de leur colonne.",
    };
}
