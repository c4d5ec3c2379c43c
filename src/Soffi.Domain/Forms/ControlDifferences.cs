using System.Globalization;

namespace Soffi.Domain.Forms;

/// <summary>What changes in the controls, the parameters and the correspondence from one version of a form to the next.</summary>
internal static class ControlDifferences
{
    public static IEnumerable<VersionChange> Of(FormDefinition old, FormDefinition next)
    {
        var (was, now) = (ByCode(old), ByCode(next));
        return was.Where(c => !now.ContainsKey(c.Key)).Select(c => new VersionChange(ChangeWeight.Told, Say(c.Value[0], "supprimé.")))
            .Concat(now.SelectMany(c => was.TryGetValue(c.Key, out var former) ? Changed(former, c.Value) : [Added(c.Value[0])]))
            .Concat(Parameters(old.Header, next.Header))
            .Concat(Mapping(old.Mapping, next.Mapping));
    }

    /// <summary>
    /// The codes of the controls that do not judge as before: new, of another rule or severity, or reading a parameter whose
    /// value changed.
    /// </summary>
    public static IReadOnlySet<string> Judging(FormDefinition old, FormDefinition next)
    {
        var was = ByCode(old);
        var moved = next.Header.Parameters.Where(p => !old.Header.Parameters.TryGetValue(p.Key, out var known) || !known.HasSameValues(p.Value))
            .Select(p => p.Key).ToHashSet();
        return ByCode(next)
            .Where(c => !was.TryGetValue(c.Key, out var former) || former[0].Severity != c.Value[0].Severity || Rule(former) != Rule(c.Value)
                || c.Value.SelectMany(ParametersOf).Any(moved.Contains))
            .Select(c => c.Key).ToHashSet();
    }

    internal static Dictionary<string, List<Control>> ByCode(FormDefinition form) =>
        form.Controls.GroupBy(c => c.Code).ToDictionary(g => g.Key, g => g.ToList());

    private static VersionChange Added(Control control) =>
        new(Asks(control) ? ChangeWeight.AsksMore : ChangeWeight.Told, Say(control, $"nouveau, {Severities.Word(control.Severity)}."));

    private static IEnumerable<VersionChange> Changed(List<Control> former, List<Control> controls)
    {
        var (was, now) = (former[0], controls[0]);
        var sameRule = Rule(former) == Rule(controls);
        if (!sameRule && was.Label != now.Label)
        {
            yield return new VersionChange(ChangeWeight.Refused, Say(now, $"le libellé (c’était «\u00a0{was.Label}\u00a0») et la règle changent tous deux\u00a0: "
                + "les justifications et les décisions prises pour l’ancien vaudraient pour un autre. Donnez un autre code."));
            yield break;
        }

        if (was.Severity != now.Severity)
        {
            var harder = now.Severity < was.Severity && !now.ForAgents;
            yield return new VersionChange(
                harder ? ChangeWeight.AsksMore : ChangeWeight.Told, Say(now, $"passe de «\u00a0{Severities.Word(was.Severity)}\u00a0» à «\u00a0{Severities.Word(now.Severity)}\u00a0»."));
        }

        if (!sameRule)
        {
            yield return Wider(former, controls)
                ? new VersionChange(ChangeWeight.Told, Say(now, "tolérance élargie."))
                : new VersionChange(Asks(now) ? ChangeWeight.AsksMore : ChangeWeight.Told, Say(now, "la règle change."));
        }
        else if (!former.Select(Words).SequenceEqual(controls.Select(Words)))
        {
            yield return new VersionChange(ChangeWeight.Told, Say(now, "libellé, message ou fondement modifiés."));
        }
    }

    /// <summary>Whether its failure asks something of the operator: to correct, or to explain.</summary>
    private static bool Asks(Control control) => control.Severity != Severity.Information && !control.ForAgents;

    /// <summary>What decides, instance by instance.</summary>
    internal static string Rule(IEnumerable<Control> instances) => string.Join('\n', instances.Select(c => string.Create(
        CultureInfo.InvariantCulture, $"{Bare(c)}|{c.Tolerance}|{c.ToleranceFormula?.Text}")));

    private static string Bare(Control c) => $"{c.Instance}|{c.ForAgents}|{c.Condition.Text}|{c.When?.Text}";

    private static string Words(Control c) => $"{c.Label}|{c.Message}|{c.LegalBasis}|{string.Join(',', c.Cells)}";

    /// <summary>Nothing but a greater tolerance, in figures.</summary>
    private static bool Wider(List<Control> former, List<Control> controls) =>
        former.Select(Bare).SequenceEqual(controls.Select(Bare))
        && former.Zip(controls).All(p => p.First.ToleranceFormula is null && p.Second.ToleranceFormula is null && p.Second.Tolerance >= p.First.Tolerance);

    private static IEnumerable<string> ParametersOf(Control control) =>
        new[] { control.Condition, control.When, control.ToleranceFormula }.OfType<Formula>().SelectMany(f => f.Parameters);

    private static IEnumerable<VersionChange> Parameters(FormHeader old, FormHeader next)
    {
        foreach (var (name, parameter) in next.Parameters)
        {
            if (!old.Parameters.TryGetValue(name, out var was))
            {
                continue; // It changes something only through what reads it, which is told.
            }

            if (!was.HasSameValues(parameter))
            {
                yield return new VersionChange(
                    ChangeWeight.AsksMore,
                    $"Paramètre «\u00a0{parameter.Label}\u00a0»\u00a0: {(was.Value == parameter.Value ? "autre valeur pour certains organismes" : $"{Figure(was.Value)} devient {Figure(parameter.Value)}")}.");
            }
            else if ((was.Label, was.LegalBasis) != (parameter.Label, parameter.LegalBasis))
            {
                yield return new VersionChange(ChangeWeight.Told, $"Paramètre «\u00a0{parameter.Label}\u00a0»\u00a0: libellé ou fondement modifiés.");
            }
        }
    }

    private static IEnumerable<VersionChange> Mapping(FormMapping old, FormMapping next)
    {
        static string Text(FormMapping mapping) => string.Join('\n', mapping.Lines.Select(l => $"{l.Kind}|{string.Join(',', l.Was)}|{string.Join(',', l.Is)}|{l.Breaks}"));
        static string Notes(FormMapping mapping) => string.Join('\n', mapping.Lines.Select(l => l.Note));
        if (old.From != next.From || Text(old) != Text(next))
        {
            yield return new VersionChange(
                ChangeWeight.AsksMore, "La correspondance avec l’exercice précédent change\u00a0: vérifiez l’ouverture et les comparaisons.");
        }
        else if (Notes(old) != Notes(next))
        {
            yield return new VersionChange(ChangeWeight.Told, "Les explications de la correspondance avec l’exercice précédent sont précisées.");
        }
    }

    private static string Figure(decimal value) => Math.Round(value, 4, MidpointRounding.AwayFromZero).ToString("0.####", CultureInfo.GetCultureInfo("fr-FR"));

    private static string Say(Control control, string what) =>
        $"Contrôle {control.Code} «\u00a0{control.Label}\u00a0»{(control.ForAgents ? ", réservé aux agents" : "")}\u00a0: {what}";
}
