using System.Globalization;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.Demonstration;

namespace Soffi.Web.Infrastructure.Seed;

/// <summary>The bodies of reference-metier §4, with manifestly fictitious SIREN.</summary>
internal static class DemoOperators
{
    private static readonly (string Code, string Region, string Name)[] Atpro =
    [
        ("TPARA", "84", "Transitions Pro Auvergne-Rhône-Alpes"),
        ("TPBFC", "27", "Transitions Pro Bourgogne-Franche-Comté"),
        ("TPBRE", "53", "Transitions Pro Bretagne"),
        ("TPCVL", "24", "Transitions Pro Centre-Val de Loire"),
        ("TPCOR", "94", "Transitions Pro Corse"),
        ("TPGES", "44", "Transitions Pro Grand Est"),
        ("TPHDF", "32", "Transitions Pro Hauts-de-France"),
        ("TPIDF", "11", "Transitions Pro Île-de-France"),
        ("TPNOR", "28", "Transitions Pro Normandie"),
        ("TPNAQ", "75", "Transitions Pro Nouvelle-Aquitaine"),
        ("TPOCC", "76", "Transitions Pro Occitanie"),
        ("TPPDL", "52", "Transitions Pro Pays de la Loire"),
        ("TPPACA", "93", "Transitions Pro PACA"),
        ("TPGUA", "01", "Transitions Pro Guadeloupe"),
        ("TPMAR", "02", "Transitions Pro Martinique"),
        ("TPGUY", "03", "Transitions Pro Guyane"),
        ("TPREU", "04", "Transitions Pro Réunion"),
        ("TPMAY", "06", "Transitions Pro Mayotte"),
    ];

    private static readonly (string Code, string Name)[] Faf =
    [
        ("FIFPL", "FIF PL, Fonds interprofessionnel de formation des professionnels libéraux"),
        ("FAFPM", "FAF PM, Fonds d’assurance formation de la profession médicale"),
        ("AGEFICE", "AGEFICE, Association de gestion du financement de la formation des chefs d’entreprise"),
        ("FAFCEA", "FAFCEA, Fonds d’assurance formation des chefs d’entreprise artisanale"),
        ("VIVEA", "VIVÉA, Fonds pour la formation des entrepreneurs du vivant"),
        ("PECHE", "Section pêche et cultures marines"),
        ("ARTAUT", "Section particulière des artistes-auteurs"),
    ];

    /// <summary>Sections of an OPCO, with the code of their host (reference-metier §4.3; R. 6331-54, R. 6331-64 c. trav.).</summary>
    public static IReadOnlyDictionary<string, string> Hosts { get; } =
        new Dictionary<string, string> { ["PECHE"] = "OCAPIAT", ["ARTAUT"] = "AFDAS" };

    public static IReadOnlyList<Operator> All { get; } =
    [
        .. DemoOpco.All.Select(o => new Operator(o.Code, o.Name, OperatorType.Opco, o.Siren)),
        .. Atpro.Select((a, i) => new Operator(a.Code, a.Name, OperatorType.Atpro, FictitiousSiren(200 + i), a.Region)),
        .. Faf.Select((f, i) => new Operator(f.Code, f.Name, OperatorType.Faf, FictitiousSiren(300 + i))),
    ];

    /// <summary>Nine digits that start with 000 (no body has such a number) and end with a valid Luhn key.</summary>
    internal static string FictitiousSiren(int rank)
    {
        var digits = rank.ToString("D8", CultureInfo.InvariantCulture);
        var sum = digits.Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 2)).Sum(d => d > 9 ? d - 9 : d);
        return digits + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }
}
