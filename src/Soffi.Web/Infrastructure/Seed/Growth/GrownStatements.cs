using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Web.Infrastructure.Seed.Growth;

/// <summary>
/// Fictitious ESF of the eighteen associations Transitions Pro and of the seven training funds, exercises 2023 to 2025, grown
/// from the golden example of their form, coherent with each other from year to year, without a blocking finding.
/// </summary>
public static class GrownStatements
{
    private static readonly Dictionary<string, GrownBody> Bodies = DemoOperators.All.Select(GrownBody.Of).OfType<GrownBody>()
        .ToDictionary(b => b.Code, StringComparer.Ordinal);

    /// <summary>The bodies, by their code, in the order of the demonstration.</summary>
    public static IReadOnlyList<Operator> Operators { get; } = [.. DemoOperators.All.Where(o => Bodies.ContainsKey(o.Code))];

    /// <summary>Whether that body is of these families.</summary>
    public static bool IsKnown(string operatorCode) => Bodies.ContainsKey(operatorCode);

    /// <summary>Whether a statement of that body can be invented for that exercise.</summary>
    public static bool Exists(string operatorCode, int exercise) => IsKnown(operatorCode) && GrownBody.HasCourse(exercise);

    /// <summary>Place among all the bodies of the demonstration, from 0.</summary>
    public static int RankOf(string operatorCode) => Bodies[operatorCode].Rank;

    /// <summary>The input cells of a whole statement.</summary>
    /// <param name="form">ATPRO or FAF form of the exercise.</param>
    /// <param name="operatorCode">One of <see cref="Operators"/>.</param>
    /// <param name="previousSubmitted">All values of last year's submission, computed ones included; empty for a first statement.</param>
    public static CellValues Build(FormDefinition form, string operatorCode, CellValues previousSubmitted)
    {
        var body = Bodies[operatorCode];
        return form.Header.OperatorType switch
        {
            OperatorType.Atpro => GrownAtpro.Build(form, body, previousSubmitted),
            OperatorType.Faf => GrownFaf.Build(form, body, previousSubmitted),
            _ => throw new ArgumentException($"No growth for {form.Header.OperatorType}.", nameof(form)),
        };
    }

    /// <summary>A written explanation for a finding « à justifier » of these statements.</summary>
    /// <param name="controlCode">« P01 ».</param>
    public static string Explanation(string controlCode) => controlCode is "P01" or "P03"
        ? "Un versement de France compétences a été reçu le 29 décembre, avant les factures qu’il finance. L’excédent a été versé le 23 avril (explication fictive)."
        : "Écart connu, vérifié avec le commissaire aux comptes ; la pièce est jointe au dossier (explication fictive).";
}
