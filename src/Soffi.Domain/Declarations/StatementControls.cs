using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>A control as people name it, all its instances together.</summary>
/// <param name="Severity">That of the form.</param>
/// <param name="Condition">True when all is well: a formula, or words for a control that the engine makes.</param>
/// <param name="Instances">How many lines or columns it is made for.</param>
/// <param name="ForAgents">Shown during the review only.</param>
/// <param name="MayChange">An administrator may switch it off or downgrade it during a campaign.</param>
public sealed record ListedControl(
    string Code, Severity Severity, string Label, string LegalBasis, string Condition, int Instances, bool ForAgents, bool MayChange)
{
    /// <summary>The severities it may be lowered to; empty when there are none.</summary>
    public IReadOnlyList<Severity> Lower => MayChange ? [.. Enum.GetValues<Severity>().Where(s => s > Severity)] : [];
}

/// <param name="Standing">The severity that the form gives it.</param>
/// <param name="Change">What was decided since.</param>
public sealed record ChangedControl(string Label, Severity Standing, ControlChange Change)
{
    public string Code => Change.ControlCode;

    public bool IsOff => Change.Severity is null;
}

/// <summary>All the controls of a statement: those of its form, those of the engine, those on its documents.</summary>
public static class StatementControls
{
    /// <summary>What is made for every cell whatever the form says: data that cannot be read is of use to nobody.</summary>
    private static readonly ListedControl[] OfTheEngine =
    [
        Fixed("F01", Severity.Blocking, "Cellule obligatoire", "Toutes les cellules obligatoires sont renseignées."),
        Fixed("F02", Severity.Blocking, "Valeur illisible", "Chaque valeur est du type de sa cellule, dans ses bornes et de son signe."),
        Fixed("F03", Severity.Blocking, "Numéro d’entreprise", "La clé de chaque SIREN ou SIRET est exacte."),
        Fixed(CadreControls.WithoutObject, Severity.ToExplain, "Cadre sans objet, rempli l’année précédente",
            "Aucun cadre déclaré sans objet n’était rempli dans la déclaration de l’exercice précédent."),
        Fixed(CarryOverControls.Unconfirmed, Severity.Blocking, "Valeurs reprises de l’année précédente confirmées",
            "Chaque valeur reprise de l’exercice précédent est confirmée ou remplacée."),
        Fixed(OpeningCorrection.Code, Severity.ToExplain, "Ouverture recalculée après une rectification de l’exercice précédent",
            "L’exercice précédent n’a pas été rectifié depuis l’ouverture de la déclaration."),
    ];

    private static readonly ListedControl[] OfDocuments =
    [
        new(DocumentControls.Documents, Severity.Blocking, "Pièces obligatoires présentes", "R. 6332-30 du code du travail",
            "Chaque pièce obligatoire de la campagne est jointe.", 1, false, true),
        new(DocumentControls.AuditorCertificate, Severity.Blocking, "Attestation du commissaire aux comptes jointe", "R. 6332-30 du code du travail",
            "L’attestation du commissaire aux comptes est jointe.", 1, false, true),
    ];

    /// <summary>
    /// What the grid or the progress already says of a cell: not typed yet, unreadable, not confirmed. Lists of remarks leave
    /// them out.
    /// </summary>
    public static IReadOnlySet<string> SaidInCells { get; } = new HashSet<string> { "F01", "F02", "F03", CarryOverControls.Unconfirmed };

    /// <summary>The full check of a statement: the controls of its form, and those that look beside its cells.</summary>
    /// <param name="evaluation">Its values, on its form.</param>
    /// <param name="declaration">The statement as it stands.</param>
    /// <param name="documents">The documents joined, held against those asked.</param>
    /// <param name="exercise">Its exercise.</param>
    public static IReadOnlyList<Finding> Check(FormEvaluation evaluation, Declaration declaration, DocumentChecklist documents, int exercise)
    {
        var (form, context) = (evaluation.Form, evaluation.Context);
        return evaluation.Findings(
            [
                .. context.Facts, .. DocumentControls.Check(documents, context.ControlChanges), .. CarryOverControls.Check(form, declaration, exercise),
                .. CadreControls.Check(form, declaration, context.Previous, exercise),
            ],
            declaration.WithoutObject(form).Select(w => w.Cadre).ToHashSet());
    }

    /// <summary>By code: those of the engine, those on documents, then those of the form in its order.</summary>
    public static IReadOnlyList<ListedControl> Of(FormDefinition form)
    {
        var own = form.Controls.GroupBy(c => c.Code).Select(Listed).ToList();
        var documents = OfDocuments.Where(d => own.TrueForAll(c => c.Code != d.Code));
        return [.. OfTheEngine, .. documents, .. own];
    }

    public static ListedControl? Find(FormDefinition form, string code) => Of(form).FirstOrDefault(c => c.Code == code);

    /// <summary>The changes that bear on the controls an operator meets, with their names. Those meant for agents are left out.</summary>
    public static IReadOnlyList<ChangedControl> Changed(FormDefinition form, IReadOnlyDictionary<string, ControlChange> changes) =>
        changes.Count == 0
            ? []
            : [.. Of(form).Where(c => !c.ForAgents && changes.ContainsKey(c.Code)).Select(c => new ChangedControl(c.Label, c.Severity, changes[c.Code]))];

    /// <summary>Why a control may not be so changed: a French sentence; null when it may.</summary>
    /// <param name="severity">The severity asked for; null to switch it off.</param>
    public static string? Refusal(ListedControl control, Severity? severity) =>
        !control.MayChange
            ? $"Le contrôle {control.Code} est indispensable à la lecture des données\u00a0: il ne peut être ni désactivé ni abaissé."
            : severity is { } asked && !control.Lower.Contains(asked)
                ? $"Le contrôle {control.Code} ne peut qu’être abaissé\u00a0: choisissez une gravité moindre que celle du formulaire."
                : null;

    /// <summary>A form may have its own control under the code of one on documents: a change then bears on both, and both are named.</summary>
    private static ListedControl Listed(IGrouping<string, Control> instances)
    {
        var first = instances.First();
        var document = Array.Find(OfDocuments, d => d.Code == first.Code);
        var label = document is null ? first.Label : $"{first.Label}\u00a0; {document.Label}";
        return new ListedControl(
            first.Code, first.Severity, label, first.LegalBasis, Text(first), instances.Count(), first.ForAgents, true);
    }

    private static string Text(Control control) => control.When is null ? control.Condition.Text : $"{control.Condition.Text}, si {control.When.Text}";

    private static ListedControl Fixed(string code, Severity severity, string label, string condition) =>
        new(code, severity, label, "", condition, 1, false, false);
}
